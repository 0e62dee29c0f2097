//! The plan of a program: everything that matching reads, and the getters that unpack it.

use crate::automata::{ListId, Lists, TermId};
use tidegate_json::{NodeId, PathId, PathTrie};

use super::masks::Masks;
use super::packed::{
    Absence, BranchId, EmptySteps, Filed, PackedCheck, PackedEnd, PackedFiled, PackedPath,
    StoredCheck,
};
use super::values::ValueIndex;

/// Everything that matching reads.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) rule_count: usize,
    pub(crate) branch_count: usize,
    pub(crate) trie: PathTrie,
    /// By path.
    pub(crate) values: Vec<ValueIndex>,
    pub(crate) term_count: usize,
    /// The conjunctions that must be verified, in the order of their rules.
    pub(crate) branches: Vec<Branch>,
    /// The clauses of all branches, branch after branch.
    pub(super) clauses: Vec<Clause>,
    /// The checks of clauses, each a [`PackedCheck`].
    pub(super) checks: Lists,
    /// The lists of terms that `anything-but`s exclude.
    pub(super) excluded: Vec<ListId>,
    pub(super) exclusions: Lists,
    /// By term: what to do when it is met.
    pub(super) by_term: Vec<ListId>,
    /// By path: the branches to verify if it has a leaf.
    pub(super) by_path: Vec<ListId>,
    /// The lists that other fields refer to. In those of `by_term` a number is a [`PackedFiled`], in those of `by_path`
    /// a [`BranchId`], in all others the number of a rule.
    pub(super) filed: Lists,
    /// By path: the rules that match unless its leaves exclude them.
    pub(crate) complements: Vec<Complement>,
    /// By term: the rules of its path's complement that the term excludes. Empty if there are no complements.
    pub(super) excluded_by: Vec<ListId>,
    /// The branches to verify for every record.
    pub(crate) always: Vec<BranchId>,
    pub(crate) payload: Option<PayloadRoot>,
    /// `None` if the program is too large for masks.
    pub(crate) masks: Option<Masks>,
}

/// The place of a source's payload in the root object that filters see.
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
    /// The end of its clauses, which begin at the end of those of the branch before it.
    pub(super) clauses: PackedEnd,
}

/// The condition on one path: at least one of its checks must be satisfied, or, if `absent` returns true, the path may
/// have no leaf.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clause {
    pub(super) path: PackedPath,
    pub(super) checks: ListId,
}

/// The rules whose only clause is on one path and matches a leaf that has none of the terms they exclude.
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

    /// Whether the clause is satisfied if its path has no leaf.
    pub(crate) fn absent(self) -> bool {
        self.path.absence() == Absence::Satisfies
    }
}

/// A condition on a leaf, given by terms of its path's index.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check<'p> {
    Term(TermId),
    AnyLeaf,
    /// The leaf must have none of these terms.
    NoneOf(&'p [u32]),
}

impl Plan {
    /// One bit for each rule, if no rule that has matched can stop matching because of later leaves, at least while no
    /// value lies in an array. `None` if this does not hold for all rules, or if there are more than 64.
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

    /// The rules that a leaf with this term does not satisfy.
    pub(crate) fn excluded_by(&self, term: TermId) -> &[u32] {
        self.filed.of(&self.excluded_by[term.0 as usize])
    }

    pub(crate) fn filed_under_path(&self, path: PathId) -> impl Iterator<Item = BranchId> {
        let filed = self.filed.of(&self.by_path[path.index()]).iter();
        filed.map(|number| BranchId(*number))
    }
}
