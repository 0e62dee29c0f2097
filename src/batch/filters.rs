//! Pattern texts in, one compiled set of filters out: immutable, cheap to clone, shared by all threads.
//! Which payload form each filter asks for is settled here, once.

use std::sync::Arc;

use tidegate::{PayloadForm, Profile, Program, Rule};

use crate::drop_table::Shape;
use crate::explain::RecordExplainer;
use crate::judge::Judge;
use crate::origin::Origin;

/// The filters of one event source mapping, or a set of EventBridge rules, compiled.
///
/// ```
/// use tidegate_batch::{Filters, Origin};
/// let sqs = "sqs".parse::<Origin>().unwrap();
/// let filters = Filters::compile(sqs, sqs.profile(), &[r#"{"body":{"kind":["order"]}}"#])?;
/// assert_eq!(filters.len(), 1);
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Filters(Arc<Compiled>);

#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) origin: Origin,
    pub(crate) program: Program,
    /// The patterns as lowered, by index: what they are explained with.
    pub(crate) rules: Vec<Rule>,
    /// The form each filter asks for, by index.
    pub(crate) forms: Vec<PayloadForm>,
    /// Whether a filter has a condition outside the payload.
    pub(crate) asks_metadata: bool,
    /// Whether a filter has a condition on a Kafka record's `key`.
    pub(crate) asks_key: bool,
}

impl Compiled {
    /// Whether a filter looks at the payload at all.
    pub(crate) fn asks_payload(&self) -> bool {
        self.forms.iter().any(|form| *form != PayloadForm::Unasked)
    }

    /// Whether a filter can look at a payload of this shape.
    pub(crate) fn fits_any(&self, shape: Shape) -> bool {
        self.forms.iter().any(|form| shape.fits(*form))
    }
}

/// A pattern that can't be a filter.
///
/// ```
/// use tidegate_batch::{Filters, Origin};
/// let sqs: Origin = "sqs".parse().unwrap();
/// let refused = Filters::compile(sqs, sqs.profile(), &[r#"{"body":["x"]}"#, r#"{"body":[]}"#]).unwrap_err();
/// assert_eq!((refused.index, refused.error.code().as_str()), (1, "E0203"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// Which of the patterns, from 0.
    pub index: usize,
    /// What is wrong with it.
    pub error: tidegate::Error,
}

impl std::fmt::Display for FilterError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "filter {}: {}", self.index, self.error)
    }
}

impl std::error::Error for FilterError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl Filters {
    /// Compiles `patterns` for records of `origin`. `profile` says whose acceptance rules apply: the origin's own
    /// ([`Origin::profile`]), or another's, which then may only refuse more. An event source's record is always
    /// matched by the rules of its event source mapping.
    ///
    /// No patterns at all: an event source without filters delivers every record, a bus without rules none.
    ///
    /// # Errors
    /// The first pattern that is refused, with the engine's code and span.
    pub fn compile(
        origin: Origin,
        profile: Profile,
        patterns: &[&str],
    ) -> Result<Self, FilterError> {
        let mut rules = Vec::with_capacity(patterns.len());
        for (index, text) in patterns.iter().enumerate() {
            let rule = lower(origin, profile, text);
            rules.push(rule.map_err(|error| FilterError { index, error })?);
        }
        Ok(Self(Arc::new(Compiled {
            origin,
            program: program(&rules)?,
            forms: rules.iter().map(Rule::payload_form).collect(),
            asks_metadata: rules.iter().any(Rule::asks_metadata),
            asks_key: rules.iter().any(|rule| rule.asks("key")),
            rules,
        })))
    }

    /// Where the records come from.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.0.origin
    }

    /// How many filters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.forms.len()
    }

    /// Whether there is no filter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.forms.is_empty()
    }

    /// The engine's program of these filters, in the same order.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.0.program
    }

    /// The filters as lowered for their origin, in the same order: the paths each reads, the payload form it asks for.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.0.rules
    }

    /// What explains records by these filters: the slow companion of a judge.
    ///
    /// # Errors
    /// If a filter by itself, its alternatives apart, is over the engine's bounds.
    pub fn explainer(&self) -> Result<RecordExplainer, FilterError> {
        RecordExplainer::new(Arc::clone(&self.0))
    }

    /// A judge of records by these filters: one per thread, it holds the scratch memory.
    #[must_use]
    pub fn judge(&self) -> Judge {
        Judge::new(Arc::clone(&self.0))
    }
}

/// Lowers under the profile asked for and, for an event source, under the source's own, which knows the payload key.
fn lower(origin: Origin, profile: Profile, text: &str) -> Result<Rule, tidegate::Error> {
    let rule = Rule::read(text, profile)?;
    if origin == Origin::EventBridge || profile == origin.profile() {
        return Ok(rule);
    }
    Rule::read(text, origin.profile())
}

fn program(rules: &[Rule]) -> Result<Program, FilterError> {
    Program::compile(rules).map_err(|error| FilterError {
        index: culprit(rules),
        error,
    })
}

/// The first rule that takes the program over its bounds.
fn culprit(rules: &[Rule]) -> usize {
    let fits = |count: &usize| Program::compile(&rules[..*count]).is_ok();
    (1..rules.len()).take_while(fits).last().unwrap_or(0)
}
