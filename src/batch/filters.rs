//! The compiled filters of one event source mapping. The set is immutable, cheap to clone and shared by all threads. It
//! makes the judges, explainers and viewers of records.

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
    /// Compiles `patterns` for records of `source`. `profile` is the language they are written in: that of the service,
    /// [`Profile::Service`], or that of a pipe which reads from the source, [`Profile::Pipes`]. Any other profile only
    /// validates the patterns; they are then matched as the source's service does.
    ///
    /// `patterns` may be empty: an event source without filters delivers every record, and a bus without rules delivers
    /// none.
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

    /// Returns the source of the records.
    #[must_use]
    pub fn source(&self) -> Source {
        self.0.source
    }

    /// Returns the language that the filters are written in.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.0.profile
    }

    /// Returns the number of filters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.forms.len()
    }

    /// Returns whether there is no filter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.forms.is_empty()
    }

    /// Returns the engine's program of these filters, in the same order.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.0.program
    }

    /// Returns the filters as lowered for their source, in the same order. A rule knows the paths that the filter reads
    /// and the payload form that it asks for.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.0.rules
    }

    /// Makes an explainer of records by these filters. It is much slower than a judge.
    ///
    /// # Errors
    /// If a single filter, with its alternatives compiled separately, is over the engine's bounds.
    pub fn explainer(&self) -> Result<RecordExplainer, FilterError> {
        RecordExplainer::new(Arc::clone(&self.0))
    }

    /// Makes a viewer that opens records as these filters see them.
    #[must_use]
    pub fn viewer(&self) -> RecordViewer {
        RecordViewer::new(Arc::clone(&self.0))
    }

    /// Makes a judge of records by these filters. It holds scratch memory, so each thread needs its own.
    #[must_use]
    pub fn judge(&self) -> Judge {
        Judge::new(Arc::clone(&self.0))
    }
}
