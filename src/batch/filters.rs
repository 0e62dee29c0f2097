//! Pattern texts in, one compiled set of filters out: immutable, cheap to clone, shared by all threads; and from it
//! judges and explainers of records.

use std::sync::Arc;

use tidegate::{Profile, Program, Rule, Source};

use crate::compiled::{Compiled, FilterError};
use crate::explain::RecordExplainer;
use crate::judge::Judge;
use crate::view::RecordViewer;

/// The filters of one event source mapping, or a set of EventBridge rules, compiled.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::Filters;
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":{"kind":["order"]}}"#])?;
/// assert_eq!(filters.len(), 1);
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Filters(Arc<Compiled>);

impl Filters {
    /// Compiles `patterns` for records of `source`. `profile` is the language that they are written in: the service's own,
    /// [`Profile::Service`], or that of a pipe which reads from the source, [`Profile::Pipes`]. Under any other profile a
    /// pattern is refused if that refuses it, and matched as the source's service does.
    ///
    /// No patterns at all: an event source without filters delivers every record, a bus without rules none.
    ///
    /// # Errors
    /// The first pattern that is refused, with the engine's code and span.
    pub fn compile(
        source: Source,
        profile: Profile,
        patterns: &[&str],
    ) -> Result<Self, FilterError> {
        Compiled::new(source, profile, patterns).map(|compiled| Self(Arc::new(compiled)))
    }

    /// Where the records come from.
    #[must_use]
    pub fn source(&self) -> Source {
        self.0.source
    }

    /// The language that the filters are written in.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.0.profile
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

    /// The filters as lowered for their source, in the same order: the paths each reads, the payload form it asks for.
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

    /// What opens records as these filters see them.
    #[must_use]
    pub fn viewer(&self) -> RecordViewer {
        RecordViewer::new(Arc::clone(&self.0))
    }

    /// A judge of records by these filters: one per thread, it holds the scratch memory.
    #[must_use]
    pub fn judge(&self) -> Judge {
        Judge::new(Arc::clone(&self.0))
    }
}
