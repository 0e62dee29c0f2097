//! The conjunctions of a small program as bit masks, with one bit for each clause. Adding what a leaf satisfies is an
//! `or`; testing a conjunction is one comparison.

use crate::automata::TermId;
use tidegate_json::PathId;

use super::packed::BranchId;

/// The masks of a program. [`Masks::of`] says which programs have them.
#[derive(Debug)]
pub(crate) struct Masks {
    pub(super) by_path: Vec<PathMasks>,
    pub(super) by_term: Vec<TermMasks>,
    /// By branch: its clauses.
    pub(super) branches: Vec<u64>,
    /// The clauses that are satisfied if their path has no leaf.
    pub(super) absent: u64,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PathMasks {
    /// The clauses on the path.
    pub(super) clauses: u64,
    /// The clauses that any leaf satisfies unless one of its terms excludes it.
    pub(super) by_presence: u64,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TermMasks {
    pub(super) includes: u64,
    pub(super) excludes: u64,
}

/// The clauses that the terms of one leaf satisfy, and the clauses whose exclusions it meets.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LeafMasks(TermMasks);

/// The clauses met in a record.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Met {
    /// The clauses that some leaf satisfies.
    satisfied: u64,
    /// The clauses whose path has a leaf.
    present: u64,
}

/// Whether a record has leaves in arrays. Masks don't represent arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrays {
    Absent,
    Present,
}

impl Masks {
    /// Adds a term that a leaf has.
    #[inline]
    pub(crate) fn add(&self, term: TermId, leaf: &mut LeafMasks) {
        let term = self.by_term[term.0 as usize];
        leaf.0.includes |= term.includes;
        leaf.0.excludes |= term.excludes;
    }

    /// Adds a leaf with these terms to a record.
    #[inline]
    pub(crate) fn meet(&self, path: PathId, leaf: LeafMasks, met: &mut Met) {
        let path = self.by_path[path.index()];
        met.present |= path.clauses;
        met.satisfied |= path.by_presence & !leaf.0.excludes | leaf.0.includes;
    }

    /// The branches that hold if no leaf lies in an array. For a record with arrays: the branches that may hold.
    #[inline]
    pub(crate) fn holding(&self, met: Met, arrays: Arrays) -> impl Iterator<Item = BranchId> {
        let absent = match arrays {
            Arrays::Present => self.absent,
            Arrays::Absent => self.absent & !met.present,
        };
        let holds = met.satisfied | absent;
        let branches = (0..).map(BranchId).zip(&self.branches);
        branches.filter_map(move |(id, needs)| (needs & !holds == 0).then_some(id))
    }

    /// Whether more leaves can only add to the branches that hold, as long as no leaf lies in an array.
    pub(crate) fn only_grows(&self) -> bool {
        self.absent == 0
    }
}
