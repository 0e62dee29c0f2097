//! Expands `$or` into alternatives, as event-ruler does: each entry starts with a copy of the fields seen so far, later
//! fields are added to every alternative, and within an alternative the last write to a path wins.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::path::java_order;
use super::rule::{Branch, Clause};
use super::wanted::Wanted;

/// The list that one alternative has on each path.
type Fields = BTreeMap<Arc<[u8]>, Wanted>;

/// Alternatives under construction. An empty list stands for one alternative without fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft(Vec<Fields>);

impl Draft {
    /// The number of alternatives.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }
}

/// The alternatives of the objects read so far.
#[derive(Debug)]
pub(super) struct Branches(Draft);

impl From<Draft> for Branches {
    fn from(draft: Draft) -> Self {
        Self(draft)
    }
}

impl Branches {
    pub(super) fn new() -> Self {
        Self(Draft::default())
    }

    pub(super) fn take(&mut self) -> Draft {
        let mut draft = std::mem::take(&mut self.0);
        if draft.0.is_empty() {
            draft.0.push(Fields::new());
        }
        draft
    }

    /// Sets the list of a path in every alternative.
    pub(super) fn set(&mut self, path: &[u8], wanted: Wanted) {
        let path: Arc<[u8]> = path.into();
        if self.0.0.is_empty() {
            self.0.0.push(Fields::new());
        }
        for fields in &mut self.0.0 {
            fields.insert(path.clone(), wanted.clone());
        }
    }

    /// The alternatives, each with its paths in order.
    pub(super) fn finish(mut self) -> Vec<Branch> {
        self.take().0.into_iter().map(branch).collect()
    }
}

fn branch(fields: Fields) -> Branch {
    let clause = |(path, wanted)| Clause { path, wanted };
    let mut clauses: Vec<Clause> = fields.into_iter().map(clause).collect();
    clauses.sort_by(|a, b| java_order(&a.path, &b.path));
    Branch { clauses }
}
