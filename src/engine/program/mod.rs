//! Compiles rules to a program: everything that matching reads, immutable and shared between threads. Each conjunction
//! is filed under its rarest condition, so that the values of a record lead to few conjunctions.
//!
//! Invariant: a `Program` never changes after `compile`. All state that matching writes is in a
//! [`Matcher`](crate::Matcher).

mod compile;
mod fill_masks;
mod masks;
mod packed;
mod plan;
mod stats;
mod values;

use std::sync::Arc;

use crate::error::Error;
use crate::ir::Rule;

pub(crate) use masks::{Arrays, LeafMasks, Met};
pub(crate) use packed::{BranchId, Filed};
pub(crate) use plan::{Check, Clause, Complement, Plan};
pub use stats::{PathStats, Stats};
pub(crate) use values::{Spelling, ValueScratch};

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
    /// Compiles rules together. They should all have the same profile, because records of one source have one payload
    /// key.
    ///
    /// # Errors
    /// `E0305` if the program would hold more than [`limits::STATES_MAX`](crate::limits::STATES_MAX) states.
    pub fn compile(rules: &[Rule]) -> Result<Self, Error> {
        compile::plan(rules.iter().map(Ok)).map(|plan| Self(Arc::new(plan)))
    }

    /// Compiles rules one after another and keeps none of them, to save memory with very many rules.
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
    /// The first error among the rules, and the errors of [`Program::compile`].
    pub fn compile_each(
        rules: impl IntoIterator<Item = Result<Rule, Error>>,
    ) -> Result<Self, Error> {
        compile::plan(rules).map(|plan| Self(Arc::new(plan)))
    }

    /// Compiles the branches of a rule as separate patterns, in order, to find out which of them match.
    ///
    /// # Errors
    /// The errors of [`Program::compile`].
    pub(crate) fn of_branches(rule: &Rule) -> Result<Self, Error> {
        compile::branch_plan(rule).map(|plan| Self(Arc::new(plan)))
    }

    /// The number of patterns.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.rule_count
    }

    /// Whether it has no patterns. Such a program matches nothing.
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
