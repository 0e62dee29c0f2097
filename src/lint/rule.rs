//! The form in which each rule's file states its rule: an explanation and a check.

use tidegate::Span;
use tidegate_template::Template;

use crate::counts::{FieldCounts, Shapes};
use crate::explanation::Explanation;
use crate::field::Field;
use crate::filter::Filter;
use crate::finding::{Finding, Severity};
use crate::meaning::Meaning;
use crate::outputs::Outputs;
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

impl Sampled<'_> {
    /// Returns the findings about the fields of a filter, each of which is looked at with its facts.
    pub(crate) fn by_field(
        &self,
        filter: &Filter<'_>,
        draft: impl Fn(&Field<'_>, &FieldCounts) -> Option<Draft>,
    ) -> Vec<Draft> {
        let fields = filter.fields();
        let counted = fields.all.iter().zip(self.fields);
        counted
            .filter_map(|(field, counts)| draft(field, counts))
            .collect()
    }

    /// Returns in words in which records something was found, `count` of them: `in 2 of 5 records`.
    pub(crate) fn place(&self, count: u64) -> String {
        match self.records {
            1 => "in the record".to_owned(),
            all if count == all => format!("in all {all} records"),
            all => format!("in {count} of {all} records"),
        }
    }
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
    /// A template, and outputs of its functions.
    Outputs(fn(&Template, &Outputs) -> Vec<PlacedDraft>),
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
