//! Fills the [`Masks`] of a program from its plan, if the program is small enough to have them.

use super::masks::{Masks, PathMasks, TermMasks};
use super::packed::BranchId;
use super::plan::{Check, Clause, Plan};

/// The number of bits in a mask.
const CLAUSES_MAX: usize = 64;
/// Most terms of a program with masks. With more, most terms would belong to no conjunction, and the tables would be
/// mostly empty.
const TERMS_MAX: usize = 1024;

impl Masks {
    /// The masks of a program with few clauses and terms. `None` also if a clause has two `anything-but`s: a leaf
    /// satisfies it if either lets the leaf through, which one bit can't express.
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

    /// Gives a clause its bit. Returns `None` if one bit can't express whether the clause holds.
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
}
