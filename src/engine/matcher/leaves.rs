//! The leaves of one record, by path, each with the terms its value satisfies.

use crate::automata::TermId;
use tidegate_json::ElementId;
use tidegate_json::{Field, PathId};

/// Ends the list of the leaves of a path.
const NO_LEAF: u32 = u32::MAX;

/// Which rules see a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visible {
    ToAll,
    /// Only rules with an empty step in one of their paths see it, because the leaf lies below an empty step.
    ToEmptySteps,
}

impl Visible {
    #[inline]
    pub(super) fn of(field: &Field<'_>) -> Self {
        match field.after_empty_step {
            true => Self::ToEmptySteps,
            false => Self::ToAll,
        }
    }
}

/// One leaf.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
    pub(super) element: ElementId,
    pub(super) visible: Visible,
    terms_start: u32,
    terms_end: u32,
    /// The leaf of the same path met before this one.
    previous: u32,
}

/// All leaves of a record. Clearing costs nothing: entries are stamped with the record they belong to.
#[derive(Clone, Debug)]
pub(super) struct Leaves {
    leaves: Vec<Leaf>,
    terms: Vec<TermId>,
    /// By path: the record it was last met in, and its latest leaf there.
    by_path: Vec<(u32, u32)>,
    /// By term: the record it was last met in, plus one if a leaf that lies below no empty step met it.
    term_met: Vec<u32>,
    /// An even number; two more than for the record before.
    record: u32,
    /// Whether some leaf lies below an empty step.
    pub(super) any_below_empty_step: bool,
}

impl Leaves {
    pub(super) fn new(paths: usize, terms: usize) -> Self {
        Self {
            leaves: Vec::new(),
            terms: Vec::new(),
            by_path: vec![(0, NO_LEAF); paths],
            term_met: vec![0; terms],
            record: 0,
            any_below_empty_step: false,
        }
    }

    /// Starts a new record and forgets the previous one.
    pub(super) fn begin(&mut self) {
        self.leaves.clear();
        self.terms.clear();
        self.any_below_empty_step = false;
        self.record = self.record.wrapping_add(2);
        if self.record == 0 {
            self.by_path.fill((0, NO_LEAF));
            self.term_met.fill(0);
            self.record = 2;
        }
    }

    /// Adds a leaf. Returns whether it is the first of its path.
    #[inline]
    pub(super) fn push(&mut self, path: PathId, element: ElementId, visible: Visible) -> bool {
        let id = u32::try_from(self.leaves.len()).expect("a record has fewer than 2^32 leaves");
        let place = &mut self.by_path[path.index()];
        let previous = if place.0 == self.record {
            place.1
        } else {
            NO_LEAF
        };
        *place = (self.record, id);
        let terms = u32::try_from(self.terms.len()).expect("fewer than 2^32 terms");
        self.leaves.push(Leaf {
            element,
            visible,
            terms_start: terms,
            terms_end: terms,
            previous,
        });
        self.any_below_empty_step |= visible == Visible::ToEmptySteps;
        previous == NO_LEAF
    }

    /// Adds a term that the latest leaf satisfies. Returns whether this is new: no leaf of the record had the term
    /// before, or only leaves below empty steps had it and this one is visible to all.
    #[inline]
    pub(super) fn push_term(&mut self, term: TermId, visible: Visible) -> bool {
        self.terms.push(term);
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.terms_end += 1;
        }
        let stamp = self.record + u32::from(visible == Visible::ToAll);
        let met = &mut self.term_met[term.0 as usize];
        let is_news = *met < stamp;
        *met = stamp.max(*met);
        is_news
    }

    /// Whether any leaf satisfies the term.
    #[inline]
    pub(super) fn met(&self, term: TermId) -> bool {
        self.term_met[term.0 as usize] >= self.record
    }

    /// The leaves of a path, latest first.
    #[inline]
    pub(super) fn of(&self, path: PathId) -> impl Iterator<Item = &Leaf> {
        let (record, latest) = self.by_path[path.index()];
        let mut next = if record == self.record {
            latest
        } else {
            NO_LEAF
        };
        std::iter::from_fn(move || {
            let leaf = self.leaves.get(next as usize)?;
            next = leaf.previous;
            Some(leaf)
        })
    }

    /// The terms that a leaf satisfies.
    #[inline]
    pub(super) fn terms(&self, leaf: &Leaf) -> &[TermId] {
        &self.terms[leaf.terms_start as usize..leaf.terms_end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_records_are_forgotten_when_the_count_wraps() {
        let (path, element) = (PathId(0), ElementId(0));
        let (plain, below_empty) = (TermId(0), TermId(1));
        let mut leaves = Leaves::new(2, 2);
        leaves.record = u32::MAX - 5;
        for _ in 0..6 {
            leaves.begin();
            let record = leaves.record;
            assert!(
                !leaves.met(plain) && !leaves.met(below_empty),
                "record {record}"
            );
            assert_eq!(leaves.of(path).count() + leaves.of(PathId(1)).count(), 0);
            assert!(
                leaves.push(path, element, Visible::ToEmptySteps),
                "record {record}"
            );
            assert!(leaves.push_term(below_empty, Visible::ToEmptySteps));
            assert!(
                !leaves.push_term(below_empty, Visible::ToEmptySteps),
                "already met"
            );
            assert!(
                leaves.push_term(below_empty, Visible::ToAll),
                "now also elsewhere"
            );
            assert!(leaves.push_term(plain, Visible::ToAll));
            assert!(
                !leaves.push_term(plain, Visible::ToEmptySteps),
                "already met elsewhere"
            );
            assert!(leaves.met(plain) && leaves.met(below_empty));
            assert!(
                !leaves.push(path, element, Visible::ToAll),
                "the path has a leaf already"
            );
            assert_eq!(leaves.of(path).count(), 2);
        }
    }
}
