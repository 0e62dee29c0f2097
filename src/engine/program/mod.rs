//! Rules to Program: what matching reads, immutable and shared.
//!
//! Invariant: a `Program` is never changed after `compile`; all that matching writes is in a
//! [`Matcher`](crate::Matcher).

mod compile;
mod masks;
mod packed;
mod stats;
mod values;

use std::sync::Arc;

use crate::automata::{ListId, Lists, TermId};
use crate::error::Error;
use crate::ir::Rule;
use tidegate_json::{NodeId, PathId, PathTrie};

pub(crate) use masks::{Arrays, LeafMasks, Masks, Met};
use packed::{Absence, EmptySteps, PackedCheck, PackedEnd, PackedFiled, PackedPath, StoredCheck};
pub(crate) use packed::{BranchId, Filed};
pub use stats::{PathStats, Stats};
pub(crate) use values::{Spelling, ValueIndex, ValueScratch};

/// Patterns compiled together. Cheap to clone (one reference count), `Send` and `Sync`: compile once, give each
/// thread a [`Matcher`](crate::Matcher) of its own.
///
/// ```
/// use tidegate::{Pattern, Profile, Program, Rule, Source};
/// let rules = [r#"{"a":["x"]}"#, r#"{"a":[{"prefix":"x"}]}"#]
///     .map(|text| Rule::lower(&Pattern::parse(text)?, Profile::Service(Source::EventBridge)));
/// let rules = rules.into_iter().collect::<Result<Vec<_>, _>>()?;
/// let program = Program::compile(&rules)?;
/// assert_eq!(program.len(), 2);
/// assert_eq!(program.matcher().event(br#"{"a":"xy"}"#).unwrap().len(), 1);
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Program(pub(crate) Arc<Plan>);

impl Program {
    /// Compiles rules together. They should all have one profile: records of one source have one payload key.
    ///
    /// # Errors
    /// `E0305` if the program would hold more than [`limits::STATES_MAX`](crate::limits::STATES_MAX) states.
    pub fn compile(rules: &[Rule]) -> Result<Self, Error> {
        compile::plan(rules.iter().map(Ok)).map(|plan| Self(Arc::new(plan)))
    }

    /// Compiles rules together as they come and keeps none of them: for very many.
    ///
    /// ```
    /// use tidegate::{Profile, Program, Rule};
    /// let texts = (0..1000).map(|n| format!(r#"{{"a":["{n}"]}}"#));
    /// let program = Program::compile_each(texts.map(|text| Rule::read(&text, Profile::Ruler)))?;
    /// assert_eq!(program.len(), 1000);
    /// # Ok::<(), tidegate::Error>(())
    /// ```
    ///
    /// # Errors
    /// That of the first that is none, and those of [`Program::compile`].
    pub fn compile_each(
        rules: impl IntoIterator<Item = Result<Rule, Error>>,
    ) -> Result<Self, Error> {
        compile::plan(rules).map(|plan| Self(Arc::new(plan)))
    }

    /// Compiles the branches of a rule as patterns of their own, in order: to tell which of them match.
    ///
    /// # Errors
    /// Those of [`Program::compile`].
    pub(crate) fn of_branches(rule: &Rule) -> Result<Self, Error> {
        compile::branch_plan(rule).map(|plan| Self(Arc::new(plan)))
    }

    /// How many patterns.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.rule_count
    }

    /// Whether it has no patterns; then nothing matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Sizes, and the plan chosen for each path.
    #[must_use]
    pub fn stats(&self) -> Stats {
        stats::of(&self.0)
    }
}

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
    clauses: Vec<Clause>,
    /// The checks of clauses, each a [`PackedCheck`].
    checks: Lists,
    /// The lists of terms that `anything-but`s exclude.
    excluded: Vec<ListId>,
    exclusions: Lists,
    /// By term: what to do when it is met.
    by_term: Vec<ListId>,
    /// By path: the branches to look at when it has a leaf.
    by_path: Vec<ListId>,
    /// Of `by_term`: each a [`PackedFiled`]. Of `by_path`: each a [`BranchId`]. Of the others: each the number of a rule.
    filed: Lists,
    /// By path: the rules that match but for what its leaves exclude.
    pub(crate) complements: Vec<Complement>,
    /// By term: the rules of its path's complement that exclude it. Empty if there are no complements.
    excluded_by: Vec<ListId>,
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
    clauses: PackedEnd,
}

/// What one path has to satisfy: one of its checks, or, if it may be absent, having no leaf.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clause {
    path: PackedPath,
    checks: ListId,
}

/// The rules that have one clause on a path and no other, and match if it has a leaf with none of the terms they
/// exclude.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Complement {
    pub(crate) path: PathId,
    rules: ListId,
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
