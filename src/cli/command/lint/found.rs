//! The filters of one file, grouped as AWS uses them.

use tidegate::{Profile, Span};
use tidegate_batch::Route;
use tidegate_batch::criteria::{FilterText, Remark};
use tidegate_template::{Entry, Template};

use crate::diagnostic::Document;
use crate::filters::Around;

/// A file, and the filters that it holds.
#[derive(Clone, Debug)]
pub(super) struct LintFile {
    pub(super) document: Document,
    pub(super) groups: Vec<Group>,
    /// The template, if it is one; each group is an entry of it.
    pub(super) template: Option<Template>,
    /// Why no filters could be read from it.
    pub(super) faults: Vec<Fault>,
    /// What is around a template.
    pub(super) around: Around,
}

/// The filters that are used together: those of a mapping, or the pattern of a rule.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The mapping's, rule's or pipe's name; `None` for a file that holds filters alone.
    pub(super) name: Option<String>,
    pub(super) told: Told,
    pub(super) filters: Vec<FilterText>,
    pub(super) remarks: Vec<Remark>,
    /// The entry of the template.
    pub(super) entry: Option<usize>,
}

/// What is known about the source of the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// The file, the option or the rows beside the file name it.
    Named(Route),
    /// The keys of the patterns are those of one source alone.
    Guessed(Route),
    /// Rules that depend on the source can't be run.
    Unknown,
    /// The same for a file that was met in a directory: it may hold something else that looks like patterns.
    UnknownOfMet,
}

impl Told {
    pub(super) const fn route(self) -> Option<Route> {
        match self {
            Self::Named(route) | Self::Guessed(route) => Some(route),
            Self::Unknown | Self::UnknownOfMet => None,
        }
    }

    /// Returns the language of the filters. Without a known source it is event-ruler's, which knows
    /// none.
    pub(super) fn profile(self) -> Profile {
        self.route().map_or(Profile::Ruler, Route::profile)
    }
}

/// An error about a file, at its place in it.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl LintFile {
    /// Returns a file of which no filters could be read.
    pub(super) fn faulty(document: Document, fault: Fault) -> Self {
        Self {
            document,
            groups: Vec::new(),
            template: None,
            faults: vec![fault],
            around: Around::default(),
        }
    }

    /// Returns the entry of the template that a group is.
    pub(super) fn entry(&self, group: &Group) -> Option<&Entry> {
        let template = self.template.as_ref()?;
        template.entries.get(group.entry?)
    }
}

impl Group {
    /// Returns what lists and messages call the filter at `index`, from 0.
    pub(super) fn name_of(&self, index: usize) -> String {
        let own = self.filters[index].name.as_ref();
        let number = || format!("filter {}", index + 1);
        match (&self.name, own) {
            (Some(group), Some(own)) if group != own => format!("{group}, {own}"),
            (Some(group), _) if self.filters.len() == 1 => group.clone(),
            (Some(group), _) => format!("{group}, {}", number()),
            (None, Some(own)) => own.clone(),
            (None, None) => number(),
        }
    }
}
