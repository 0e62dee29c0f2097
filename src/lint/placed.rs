//! Findings about mappings, rules and pipes of a template. Their places are in the file, not in a filter.

use tidegate::Span;
use tidegate_template::{Entry, Setting, Stated, Subject, Template};

use crate::explanation::Explanation;
use crate::finding::Severity;

/// One finding about a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The rule's code, such as `L0701`.
    pub code: &'static str,
    /// The severity.
    pub severity: Severity,
    /// The index of the mapping, rule or pipe in the template.
    pub entry: usize,
    /// Bytes of the file.
    pub span: Span,
    /// One sentence: lower case, no full stop.
    pub message: String,
    /// The remedy in words.
    pub help: Option<String>,
    /// Other places that the finding is about: bytes of the file, and what is there.
    pub related: Vec<(Span, String)>,
}

/// A finding about a template that does not have its rule's code yet.
#[derive(Clone, Debug)]
pub(crate) struct PlacedDraft {
    /// `None`: the rule's usual severity.
    severity: Option<Severity>,
    entry: usize,
    span: Span,
    message: String,
    help: Option<String>,
    related: Vec<(Span, String)>,
}

impl PlacedDraft {
    pub(crate) fn new(entry: usize, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: None,
            entry,
            span,
            message: message.into(),
            help: None,
            related: Vec::new(),
        }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    pub(crate) fn severity(self, severity: Severity) -> Self {
        Self {
            severity: Some(severity),
            ..self
        }
    }

    pub(crate) fn placed(self, of: &Explanation) -> Placed {
        Placed {
            code: of.code,
            severity: self.severity.unwrap_or(of.severity),
            entry: self.entry,
            span: self.span,
            message: self.message,
            help: self.help,
            related: self.related,
        }
    }

    pub(crate) fn related(mut self, span: Span, what: impl Into<String>) -> Self {
        self.related.push((span, what.into()));
        self
    }
}

/// Returns a range of the file as a span.
pub(crate) fn span(range: &std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

/// Returns the entries that have filters, with their indices.
pub(crate) fn filtered(template: &Template) -> impl Iterator<Item = (usize, &Entry)> {
    let entries = template.entries.iter().enumerate();
    entries.filter(|(_, entry)| !entry.filters.is_empty())
}

/// Returns a setting that the template states. Defaults of a framework are stated by nobody.
pub(crate) fn setting<'e>(entry: &'e Entry, subject: Subject, name: &str) -> Option<&'e Setting> {
    let mut settings = entry.settings.iter();
    settings.find(|it| it.subject == subject && it.name == name && it.stated != Stated::Framework)
}

/// A number that a template sets, or AWS's default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) value: u64,
    /// Where it is set; `None`: it is the default.
    pub(crate) place: Option<Span>,
}

/// Returns the number that a setting has, or `default` if it is not set; `None` if its value is not known.
pub(crate) fn amount(entry: &Entry, subject: Subject, name: &str, default: u64) -> Option<Amount> {
    let Some(setting) = setting(entry, subject, name) else {
        return Some(Amount {
            value: default,
            place: None,
        });
    };
    Some(Amount {
        value: setting.value.as_ref()?.as_u64()?,
        place: Some(span(&setting.range)),
    })
}
