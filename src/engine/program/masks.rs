//! The conjunctions of a small program as bit masks, one bit a clause: what a leaf satisfies is an `or`, whether a
//! conjunction holds a comparison.

use crate::automata::TermId;
use tidegate_json::PathId;

use super::{BranchId, Check, Clause, Plan};

/// Bits of a mask.
const CLAUSES_MAX: usize = 64;
/// Above so many terms, most of which are of no conjunction, the tables would be mostly empty.
const TERMS_MAX: usize = 1024;

/// The masks of a program; see [`Masks::of`] for which have them.
#[derive(Debug)]
pub(crate) struct Masks {
    by_path: Vec<PathMasks>,
    by_term: Vec<TermMasks>,
    /// By branch: its clauses.
    branches: Vec<u64>,
    /// The clauses that having no leaf satisfies.
    absent: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct PathMasks {
    /// The clauses on the path.
    clauses: u64,
    /// Those that any leaf satisfies unless a term excludes it.
    by_presence: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct TermMasks {
    includes: u64,
    excludes: u64,
}

/// The clauses that the terms of one leaf satisfy, and those that they exclude it from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LeafMasks(TermMasks);

/// The clauses met in a record.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Met {
    /// By some leaf.
    satisfied: u64,
    /// Whose path has a leaf.
    present: u64,
}

/// Whether a record has leaves in arrays, of which masks know nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrays {
    Absent,
    Present,
}

impl Masks {
    /// The masks of a program of few clauses and terms, none of which excludes one leaf twice over: a clause with two
    /// `anything-but`s is satisfied by what either lets through, which takes more than a bit.
    pub(super) fn of(plan: &Plan) -> Option<Self> {
        let is_small = plan.clauses.len() <= CLAUSES_MAX && plan.term_count <= TERMS_MAX;
        if plan.branches.is_empty() || !is_small {
            return None;
        }
        let mut masks = Self {
            by_path: vec![PathMasks::default(); plan.trie.path_count()],
            by_term: vec![TermMasks::default(); plan.term_count],
            branches: Vec::new(),
            absent: 0,
        };
        let mut bits = (0..).map(|bit| 1 << bit);
        for id in 0..plan.branches.len() {
            let id = BranchId(u32::try_from(id).expect("few branches"));
            let mut all = 0;
            for (clause, bit) in plan.clauses(id).iter().zip(&mut bits) {
                masks.clause(plan, clause, bit)?;
                all |= bit;
            }
            masks.branches.push(all);
        }
        Some(masks)
    }

    /// Files a clause under its bit. `None`: a bit does not tell whether it holds.
    fn clause(&mut self, plan: &Plan, clause: &Clause, bit: u64) -> Option<()> {
        let path = &mut self.by_path[clause.path().index()];
        path.clauses |= bit;
        if clause.absent() {
            self.absent |= bit;
        }
        for check in plan.checks(clause) {
            match check {
                Check::Term(term) => self.by_term[term.0 as usize].includes |= bit,
                _ if path.by_presence & bit != 0 => return None,
                Check::AnyLeaf => path.by_presence |= bit,
                Check::NoneOf(terms) => {
                    path.by_presence |= bit;
                    for term in terms {
                        self.by_term[*term as usize].excludes |= bit;
                    }
                }
            }
        }
        Some(())
    }

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

    /// The branches that hold for leaves that lie in no array; of a record with arrays, those that may.
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

    /// Whether more leaves can only add to what holds, as long as none lies in an array.
    pub(crate) fn only_grows(&self) -> bool {
        self.absent == 0
    }
}
