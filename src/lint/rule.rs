//! The form in which each rule's file states its rule: an explanation and a check.

use tidegate::Span;
use tidegate_template::Template;

use crate::counts::{FieldCounts, Shapes};
use crate::explanation::Explanation;
use crate::filter::Filter;
use crate::finding::{Finding, Severity};
use crate::meaning::Meaning;
use crate::placed::PlacedDraft;

/// One rule.
pub(crate) struct Rule {
    pub(crate) explanation: Explanation,
    pub(crate) check: Check,
}

/// The facts that a sample shows about one filter.
#[derive(Clone, Copy)]
pub(crate) struct Sampled<'s> {
    /// Records looked at; at least one.
    pub(crate) records: u64,
    pub(crate) shapes: Shapes,
    /// By field of the filter.
    pub(crate) fields: &'s [FieldCounts],
}

/// The check of a rule, by the input that it needs.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// A filter by itself.
    Filter(fn(&Filter<'_>) -> Vec<Draft>),
    /// All filters together. Each draft comes with the index of its filter.
    Set(fn(&[Filter<'_>]) -> Vec<(usize, Draft)>),
    /// What is proven about all filters together, and what the other rules found. Each draft comes with the index of
    /// its filter.
    Meaning(fn(&Meaning<'_>) -> Vec<(usize, Draft)>),
    /// A filter, and what a sample of records says about it.
    Sample(fn(&Filter<'_>, &Sampled<'_>) -> Vec<Draft>),
    /// The document that holds the filters; its reader, in `tidegate-batch`, finds it.
    Document,
    /// A text that AWS refuses.
    Refused(fn(&str) -> Vec<Draft>),
    /// The mappings, rules and pipes of a template, with their settings.
    Template(fn(&Template) -> Vec<PlacedDraft>),
}

/// A finding that does not have its rule's code yet.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// `None`: the rule's usual severity.
    severity: Option<Severity>,
    span: Span,
    message: String,
    help: Option<String>,
    fixed: Option<String>,
}

impl Draft {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: None,
            span,
            message: message.into(),
            help: None,
            fixed: None,
        }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    pub(crate) fn fixed(self, fixed: impl ToString) -> Self {
        Self {
            fixed: Some(fixed.to_string()),
            ..self
        }
    }

    pub(crate) fn severity(self, severity: Severity) -> Self {
        Self {
            severity: Some(severity),
            ..self
        }
    }

    pub(crate) fn finding(self, of: &Explanation, filter: usize) -> Finding {
        let severity = self.severity.unwrap_or(of.severity);
        debug_assert!(
            severity == of.severity || of.also == Some(severity),
            "{} is never a finding of severity {}",
            of.code,
            severity.name()
        );
        Finding {
            code: of.code,
            severity,
            filter,
            span: self.span,
            message: self.message,
            help: self.help,
            fixed: self.fixed,
        }
    }
}
