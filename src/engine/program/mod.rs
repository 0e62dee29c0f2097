//! Rules to Program: what matching reads, immutable and shared.
//!
//! Invariant: a `Program` is never changed after `compile`; all that matching writes is in a
//! [`Matcher`](crate::Matcher).

mod compile;
mod postings;
mod stats;
mod values;

use std::ops::Range;
use std::sync::Arc;

use crate::automata::{NodeId, PathId, PathTrie, TermId};
use crate::error::Error;
use crate::ir::Rule;

use postings::Postings;
pub use stats::{PathStats, Stats};
pub(crate) use values::{ValueIndex, ValueScratch};

/// Patterns compiled together. Cheap to clone (one reference count), `Send` and `Sync`: compile once, give each
/// thread a [`Matcher`](crate::Matcher) of its own.
///
/// ```
/// use tidegate::{Pattern, Profile, Program, Rule};
/// let rules = [r#"{"a":["x"]}"#, r#"{"a":[{"prefix":"x"}]}"#]
///     .map(|text| Rule::lower(&Pattern::parse(text)?, Profile::EventBridge));
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

/// The index of a branch: one conjunction of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BranchId(pub(crate) u32);

/// All that matching reads.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) rule_count: usize,
    pub(crate) trie: PathTrie,
    /// By path.
    pub(crate) values: Vec<ValueIndex>,
    pub(crate) term_count: usize,
    pub(crate) branches: Vec<Branch>,
    clauses: Vec<Clause>,
    checks: Vec<Check>,
    /// The terms that `anything-but`s exclude.
    excluded: Vec<TermId>,
    /// By term, by path: the branches to look at when it is met.
    by_term: Postings,
    by_path: Postings,
    /// The branches to look at whatever is met.
    pub(crate) always: Vec<BranchId>,
    pub(crate) payload: Option<PayloadRoot>,
    /// One bit a rule, if each is satisfied by a single value wherever it stands: then what has matched once matches
    /// whatever follows. `None` if that is not so for all, or they are more than 64.
    pub(crate) rules_of_terms: Option<u64>,
}

/// Where the payload of a source stands in the filter's root.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PayloadRoot {
    pub(crate) key: &'static str,
    /// `None` if no pattern asks for the payload.
    pub(crate) node: Option<NodeId>,
}

/// One conjunction.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub(crate) rule: u32,
    clauses: Range<u32>,
    /// Some path of its rule has an empty step: it sees fields behind empty steps.
    pub(crate) sees_empty_steps: bool,
}

/// What one path has to satisfy: one of its checks, or, if `absent`, having no leaf.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) path: PathId,
    checks: Range<u32>,
    pub(crate) absent: bool,
}

/// A condition on a leaf, in terms of its path's index.
#[derive(Clone, Debug)]
pub(crate) enum Check {
    Term(TermId),
    AnyLeaf,
    NoneOf(Range<u32>),
}

impl Plan {
    pub(crate) fn clauses(&self, branch: &Branch) -> &[Clause] {
        &self.clauses[branch.clauses.start as usize..branch.clauses.end as usize]
    }

    pub(crate) fn checks(&self, clause: &Clause) -> &[Check] {
        &self.checks[clause.checks.start as usize..clause.checks.end as usize]
    }

    pub(crate) fn excluded(&self, range: &Range<u32>) -> &[TermId] {
        &self.excluded[range.start as usize..range.end as usize]
    }

    pub(crate) fn branches_of_term(&self, term: TermId) -> &[BranchId] {
        self.by_term.of(term.0 as usize)
    }

    pub(crate) fn branches_of_path(&self, path: PathId) -> &[BranchId] {
        self.by_path.of(path.index())
    }
}
