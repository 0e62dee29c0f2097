//! A mapping, rule or pipe of a template, with its filters and settings.

use std::collections::HashSet;
use std::ops::Range;

use tidegate::Source;
use tidegate_batch::criteria::{Criteria, FilterText, Mapped, Remark, Spelling};
use tidegate_batch::{Origin, Route};

use crate::error::TemplateError;
use crate::note::{Note, NoteKind};
use crate::resolve::Hole;
use crate::setting::Setting;

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A Lambda event source mapping.
    Mapping,
    /// A rule of an EventBridge bus, or another user of its patterns.
    Rule,
    /// A pipe of EventBridge.
    Pipe,
}

impl EntryKind {
    /// Returns what messages call it.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Mapping => "mapping",
            Self::Rule => "rule",
            Self::Pipe => "pipe",
        }
    }
}

/// A mapping, rule or pipe of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// `Function/Event` for an event of a SAM function; otherwise the name of the resource.
    pub name: String,
    /// Other names that pick it, such as that of its function.
    pub aliases: Vec<String>,
    /// Whether it is a mapping, a rule or a pipe.
    pub kind: EntryKind,
    /// The type as the template has it: `AWS::Pipes::Pipe`, `SQS`.
    pub written_kind: String,
    /// Where its records come from; `None` if the template does not say.
    pub origin: Option<Origin>,
    /// The bytes of its name in the file.
    pub range: Range<usize>,
    /// The bytes of all of it.
    pub whole: Range<usize>,
    /// Its filters, in the order written.
    pub filters: Vec<Filter>,
    /// Its settings, and those of its function and source.
    pub settings: Vec<Setting>,
    /// The resource that it reads from, by its name in the template.
    pub source: Option<String>,
    /// The function that it invokes, by its name in the template.
    pub function: Option<String>,
    /// The ARN of its source, if the template has it.
    pub arn: Option<String>,
    /// Values that decide whether it has filters, and which are not known.
    pub holes: Vec<Hole>,
    /// What its reader should know: what is not read, or was decided by a condition.
    pub notes: Vec<Note>,
    /// Codes that the `Metadata` of its resource silences.
    pub silenced: Vec<String>,
}

/// Whether a pattern is written as a text or as a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The JSON stands in a scalar.
    Text,
    /// The template has a map, which becomes JSON.
    Map,
    /// The template has a map, because the framework that reads it writes the JSON.
    Converted,
}

/// One filter of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// The pattern as AWS gets it.
    pub text: Mapped,
    /// The name beside it; filters of templates rarely have one.
    pub name: Option<String>,
    /// How it is written.
    pub written: Written,
    /// The form of the scalar that holds the pattern; `None` if it is made of several.
    pub spelling: Option<Spelling>,
    /// The bytes of the pattern in the file.
    pub range: Range<usize>,
    /// The values in it that only deployment knows.
    pub holes: Vec<Hole>,
    /// The words of YAML in it that are not texts, though they may be meant as texts.
    pub retyped: Vec<Retyped>,
}

/// A plain scalar of a pattern that YAML reads as another value than it seems to be: `on`, `0123`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retyped {
    /// The scalar as it is written.
    pub written: String,
    /// Its value as JSON.
    pub value: String,
    /// The bytes of the scalar in the file.
    pub range: Range<usize>,
}

impl Entry {
    /// Returns an entry without filters and settings. `range`: the bytes of its name; `whole`: those of all of it.
    pub(crate) fn new(
        kind: EntryKind,
        name: &str,
        range: Range<usize>,
        whole: Range<usize>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            aliases: Vec::new(),
            kind,
            written_kind: String::new(),
            origin: None,
            range,
            whole,
            filters: Vec::new(),
            settings: Vec::new(),
            source: None,
            function: None,
            arn: None,
            holes: Vec::new(),
            notes: Vec::new(),
            silenced: Vec::new(),
        }
    }

    pub(crate) fn note(
        &mut self,
        kind: NoteKind,
        message: String,
        range: Range<usize>,
        help: &str,
    ) {
        self.notes.push(Note {
            kind,
            message,
            range,
            help: help.to_owned(),
        });
    }

    /// Returns where its records come from and which service filters them; `None` if the template does not say, or for a
    /// source that Lambda does not filter.
    #[must_use]
    pub const fn route(&self) -> Option<Route> {
        match (self.kind, self.origin) {
            (EntryKind::Rule, _) => Some(Route::Service(Source::EventBridge)),
            (EntryKind::Mapping, Some(Origin::Filtered(source))) => Some(Route::Service(source)),
            (EntryKind::Pipe, Some(Origin::Filtered(source))) => Some(Route::Pipe(source)),
            (EntryKind::Mapping | EntryKind::Pipe, Some(Origin::DocumentDb) | None) => None,
        }
    }

    /// Returns whether it is made by a module that the file calls, and nothing in its filters is written in the file.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        let is_of_module = self.name.contains("module.") && self.is_terraform();
        let mut pieces = self.filters.iter().flat_map(|it| it.text.pieces());
        is_of_module && !pieces.any(|(_, range, _)| range != self.range)
    }

    /// Returns whether it is a resource of Terraform.
    fn is_terraform(&self) -> bool {
        self.written_kind.starts_with("aws_")
    }

    /// Returns the remark on a pattern that AWS wants as a text.
    fn remark(&self, filter: &Filter) -> Option<Remark> {
        let (message, help) = match self.is_terraform() {
            true => (
                "this pattern is an object; Terraform expects a string",
                "write it as jsonencode({ ... })",
            ),
            false => (
                "this `Pattern` is a map; AWS expects a string",
                "write the pattern as JSON in quotes: Pattern: '{\"body\": ...}'",
            ),
        };
        // An empty filter is L0104: that AWS wants a text is not the point there.
        let is_map = filter.written == Written::Map && filter.text.text() != "{}";
        let start = filter.range.start;
        is_map.then(|| Remark {
            code: "L0102",
            span: tidegate::Span::new(start, start),
            message: message.to_owned(),
            help: help.to_owned(),
        })
    }

    /// Returns all holes: those that decide about filters, and those in filters.
    pub fn all_holes(&self) -> impl Iterator<Item = &Hole> {
        let inside = self.filters.iter().flat_map(|filter| &filter.holes);
        self.holes.iter().chain(inside)
    }

    /// Returns an error for each value that its filters need and that is not known, at the first place of each.
    #[must_use]
    pub fn unresolved(&self) -> Vec<TemplateError> {
        let mut said = HashSet::new();
        let open = self.all_holes().filter(|hole| hole.is_open());
        let open = open.filter(|hole| said.insert(hole.key()));
        open.map(unresolved).collect()
    }

    /// Returns its filters as those of any filter document. Values that are not known have their fillers: look at
    /// [`Self::unresolved`] first.
    #[must_use]
    pub fn criteria(&self) -> Criteria {
        let filters = self.filters.iter();
        let filters = filters.map(|filter| {
            FilterText::mapped(filter.text.clone(), filter.name.clone(), filter.spelling)
        });
        let remarks = match self.kind {
            EntryKind::Rule if !self.is_terraform() => Vec::new(),
            EntryKind::Rule | EntryKind::Mapping | EntryKind::Pipe => {
                let filters = self.filters.iter();
                filters.filter_map(|it| self.remark(it)).collect()
            }
        };
        Criteria {
            filters: filters.collect(),
            remarks,
            route: self.route(),
        }
    }
}

fn unresolved(hole: &Hole) -> TemplateError {
    let message = format!("`{}` is known only after deployment", hole.what);
    let error = TemplateError::new("E0502", message, hole.range.clone());
    match &hole.name {
        Some(name) => error.help(&format!("give it a value: --set {name}=VALUE")),
        None => error.help("write the value in a copy of the template"),
    }
}
