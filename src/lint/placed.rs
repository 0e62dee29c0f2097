//! Findings about mappings, rules and pipes of a template. Their places are in the file, not in a filter.

use std::collections::HashMap;

use tidegate::{Source, Span};
use tidegate_batch::Route;
use tidegate_template::{Edge, Entry, NoteKind, Setting, Stated, Subject, Template, Via};

use crate::explanation::Explanation;
use crate::finding::Severity;

/// One finding about a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The rule's code, such as `L0701`.
    pub code: &'static str,
    /// The severity.
    pub severity: Severity,
    /// The index of the mapping, rule or pipe in the template; `None` if it is about something else.
    pub entry: Option<usize>,
    /// Bytes of the file.
    pub span: Span,
    /// One sentence: lower case, no full stop.
    pub message: String,
    /// The remedy in words.
    pub help: Option<String>,
    /// Other places that the finding is about: bytes of the file, and what is there.
    pub related: Vec<(Span, String)>,
    /// The edit of the file that corrects it: the bytes that are replaced, and the text that takes their place.
    pub edit: Option<(Span, String)>,
}

/// A finding about a template that does not have its rule's code yet.
#[derive(Clone, Debug)]
pub(crate) struct PlacedDraft {
    /// `None`: the rule's usual severity.
    severity: Option<Severity>,
    entry: Option<usize>,
    span: Span,
    message: String,
    help: Option<String>,
    related: Vec<(Span, String)>,
    edit: Option<(Span, String)>,
}

impl PlacedDraft {
    pub(crate) fn new(
        entry: impl Into<Option<usize>>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity: None,
            entry: entry.into(),
            span,
            message: message.into(),
            help: None,
            related: Vec::new(),
            edit: None,
        }
    }

    pub(crate) fn edit(self, span: Span, text: impl Into<String>) -> Self {
        Self {
            edit: Some((span, text.into())),
            ..self
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
        let severity = self.severity.unwrap_or(of.severity);
        debug_assert!(
            of.all_severities().contains(&severity),
            "{} is never a finding of severity {}",
            of.code,
            severity.name()
        );
        Placed {
            code: of.code,
            severity,
            entry: self.entry,
            span: self.span,
            message: self.message,
            help: self.help,
            related: self.related,
            edit: self.edit,
        }
    }

    pub(crate) fn related(mut self, span: Span, what: impl Into<String>) -> Self {
        self.related.push((span, what.into()));
        self
    }
}

impl PlacedDraft {
    /// Names the place that says what sends to what. One in another file is named beside the finding's own place.
    pub(crate) fn by_edge(self, edge: &Edge, what: &str) -> Self {
        match &edge.elsewhere {
            None => self.related(span(&edge.range), what),
            Some(place) => {
                let own = self.span;
                self.related(own, format!("{what}: {place}"))
            }
        }
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

/// Looks at the mappings and pipes of a source that have filters, each with its index and the edges that end there.
pub(crate) fn at_source(
    template: &Template,
    source: Source,
    look: fn(&[&Edge], usize, &Entry) -> Vec<PlacedDraft>,
) -> Vec<PlacedDraft> {
    let feeders = Feeders::of(template);
    let entries =
        filtered(template).filter(|(_, it)| it.route().map(Route::source) == Some(source));
    let found = entries.flat_map(|(index, entry)| look(&feeders.to(entry), index, entry));
    found.collect()
}

/// What sends to each resource of a template.
pub(crate) struct Feeders<'t>(HashMap<&'t str, Vec<&'t Edge>>);

impl<'t> Feeders<'t> {
    pub(crate) fn of(template: &'t Template) -> Self {
        let mut by_receiver: HashMap<&str, Vec<&Edge>> = HashMap::new();
        for edge in &template.edges {
            by_receiver.entry(&edge.to).or_default().push(edge);
        }
        Self(by_receiver)
    }

    /// Returns what sends to the source of an entry. A variable that names the source does not count.
    pub(crate) fn to(&self, entry: &Entry) -> Vec<&'t Edge> {
        let edges = entry.source.as_deref().and_then(|it| self.0.get(it));
        let edges = edges.into_iter().flatten().copied();
        edges.filter(|it| it.via != Via::Environment).collect()
    }
}

/// Returns the reader's notes of a kind as findings.
pub(crate) fn noted(template: &Template, kind: NoteKind) -> Vec<PlacedDraft> {
    let entries = template.entries.iter().enumerate();
    let of_entries = entries.flat_map(|(index, entry)| {
        let notes = entry.notes.iter();
        notes.map(move |note| (Some(index), note))
    });
    let of_file = template.notes.iter().map(|note| (None, note));
    let notes = of_entries
        .chain(of_file)
        .filter(|(_, note)| note.kind == kind);
    let drafts = notes.map(|(index, note)| {
        let draft = PlacedDraft::new(index, span(&note.range), note.message.clone());
        match note.help.as_str() {
            "" => draft,
            help => draft.help(help),
        }
    });
    drafts.collect()
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
