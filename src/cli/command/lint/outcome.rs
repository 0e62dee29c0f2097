//! The result of a run: the files that were looked at, with what was found in them.

use super::cdk::{CodePlace, CodePlaces};
use super::hit::Hit;
use crate::diagnostic::Document;

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub(super) files: Vec<Reported>,
    /// Paths that can't be read, each with the reason.
    pub(super) unreadable: Vec<String>,
}

impl Outcome {
    pub(super) fn hits(&self) -> impl Iterator<Item = &Hit> {
        self.files.iter().flat_map(|file| &file.hits)
    }

    pub(super) fn filters(&self) -> usize {
        self.files.iter().map(|file| file.filters).sum()
    }
}

/// A document with the hits in it.
#[derive(Clone, Debug)]
pub(super) struct Reported {
    pub(super) document: Document,
    pub(super) hits: Vec<Hit>,
    /// Filters in the file.
    pub(super) filters: usize,
    /// Groups whose source nothing says.
    pub(super) unknown: usize,
    /// Where the program that made the template has its constructs.
    pub(super) code: CodePlaces,
    /// The names of the template's mappings, rules and pipes.
    pub(super) names: Vec<String>,
}

impl Reported {
    /// Returns where the construct that a finding is about is written in the program that made the template.
    pub(super) fn code_of(&self, hit: &Hit) -> Option<&CodePlace> {
        self.code.of(self.names.get(hit.entry?)?)
    }
}
