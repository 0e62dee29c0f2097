//! The plan of a program: everything that matching reads, and the getters that unpack it.

use crate::automata::{ListId, Lists, TermId};
use tidegate_json::{NodeId, PathId, PathTrie};

use super::masks::Masks;
use super::packed::{
    Absence, BranchId, EmptySteps, Filed, PackedCheck, PackedEnd, PackedFiled, PackedPath,
    StoredCheck,
};
use super::values::ValueIndex;

/// All that matching reads.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) rule_count: usize,
    pub(crate) branch_count: usize,
    pub(crate) trie: PathTrie,
    /// By path.
    pub(crate) values: Vec<ValueIndex>,
    pub(crate) term_count: usize,
    /// Those that have to be verified, in the order of their rules.
    pub(crate) branches: Vec<Branch>,
    /// Each branch's, one behind another.
    pub(super) clauses: Vec<Clause>,
    /// The checks of clauses, each a [`PackedCheck`].
    pub(super) checks: Lists,
    /// The lists of terms that `anything-but`s exclude.
    pub(super) excluded: Vec<ListId>,
    pub(super) exclusions: Lists,
    /// By term: what to do when it is met.
    pub(super) by_term: Vec<ListId>,
    /// By path: the branches to look at when it has a leaf.
    pub(super) by_path: Vec<ListId>,
    /// Of `by_term`: each a [`PackedFiled`]. Of `by_path`: each a [`BranchId`]. Of the others: each the number of a rule.
    pub(super) filed: Lists,
    /// By path: the rules that match but for what its leaves exclude.
    pub(crate) complements: Vec<Complement>,
    /// By term: the rules of its path's complement that exclude it. Empty if there are no complements.
    pub(super) excluded_by: Vec<ListId>,
    /// The branches to look at whatever is met.
    pub(crate) always: Vec<BranchId>,
    pub(crate) payload: Option<PayloadRoot>,
    /// If the program is small.
    pub(crate) masks: Option<Masks>,
}

/// Where the payload of a source stands in the filter's root.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PayloadRoot {
    pub(crate) key: &'static str,
    /// `None` if no pattern asks for the payload.
    pub(crate) node: Option<NodeId>,
}

/// One conjunction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Branch {
    pub(crate) rule: u32,
    /// Where its clauses end; they begin where those of the branch before end.
    pub(super) clauses: PackedEnd,
}

/// What one path has to satisfy: one of its checks, or, if it may be absent, having no leaf.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clause {
    pub(super) path: PackedPath,
    pub(super) checks: ListId,
}

/// The rules that have one clause on a path and no other, and match if it has a leaf with none of the terms they
/// exclude.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Complement {
    pub(crate) path: PathId,
    pub(super) rules: ListId,
}

impl Branch {
    pub(crate) fn sees_empty_steps(self) -> bool {
        self.clauses.empty_steps() == EmptySteps::Seen
    }
}

impl Clause {
    pub(crate) fn path(self) -> PathId {
        self.path.path()
    }

    /// Whether having no leaf satisfies it.
    pub(crate) fn absent(self) -> bool {
        self.path.absence() == Absence::Satisfies
    }
}

/// A condition on a leaf, in terms of its path's index.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check<'p> {
    Term(TermId),
    AnyLeaf,
    /// Terms that must not be met.
    NoneOf(&'p [u32]),
}

impl Plan {
    /// One bit a rule, if a rule that matches goes on matching whatever follows, at least as long as no value lies in an
    /// array. `None` if that is not so for all, or they are more than 64.
    pub(crate) fn settling_rules(&self) -> Option<u64> {
        let only_grows = match &self.masks {
            Some(masks) => masks.only_grows(),
            None => self.branches.is_empty(),
        };
        let is_small = (1..=64).contains(&self.rule_count);
        let settles = is_small && only_grows && self.complements.is_empty();
        settles.then(|| u64::MAX >> (64 - self.rule_count))
    }

    pub(crate) fn clauses(&self, id: BranchId) -> &[Clause] {
        let end = |index: usize| self.branches[index].clauses.end();
        let index = id.0 as usize;
        let start = index.checked_sub(1).map_or(0, end);
        &self.clauses[start..end(index)]
    }

    #[inline]
    pub(crate) fn checks<'p>(&'p self, clause: &'p Clause) -> impl Iterator<Item = Check<'p>> {
        let checks = self.checks.of(&clause.checks).iter();
        checks.map(|number| match PackedCheck::of_number(*number).unpack() {
            StoredCheck::Term(term) => Check::Term(term),
            StoredCheck::AnyLeaf => Check::AnyLeaf,
            StoredCheck::Exclusion(place) => {
                Check::NoneOf(self.exclusions.of(&self.excluded[place]))
            }
        })
    }

    #[inline]
    pub(crate) fn filed_under_term(&self, term: TermId) -> impl Iterator<Item = Filed> {
        let filed = self.filed.of(&self.by_term[term.0 as usize]).iter();
        filed.map(|number| PackedFiled::of_number(*number).unpack())
    }

    /// The rules of the complement, sorted.
    pub(crate) fn rules_of<'p>(&'p self, complement: &'p Complement) -> &'p [u32] {
        self.filed.of(&complement.rules)
    }

    /// The rules that do not match by a leaf which has this term.
    pub(crate) fn excluded_by(&self, term: TermId) -> &[u32] {
        self.filed.of(&self.excluded_by[term.0 as usize])
    }

    pub(crate) fn filed_under_path(&self, path: PathId) -> impl Iterator<Item = BranchId> {
        let filed = self.filed.of(&self.by_path[path.index()]).iter();
        filed.map(|number| BranchId(*number))
    }
}
