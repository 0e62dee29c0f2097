//! The names of CloudWatch's metrics for functions and event source mappings.
//!
//! Source: Lambda Developer Guide, "Types of metrics for Lambda functions", read 2026-11-23. Metrics whose names end in
//! `EventCount` are opt-in (`MetricsConfig: EventCount`).

/// A metric that is taken into account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    /// Records that the mapping read.
    PolledEventCount,
    /// Records that its filters removed.
    FilteredOutEventCount,
    /// Records that it invoked the function with; a retry counts again.
    InvokedEventCount,
    /// Records given up after they expired or after the last retry.
    DroppedEventCount,
    /// Invocations of the function.
    Invocations,
    /// Their durations, in milliseconds.
    Duration,
    /// Invocations that failed.
    Errors,
    /// Invocations that were throttled.
    Throttles,
}

impl Metric {
    /// All metrics.
    pub const ALL: [Self; 8] = [
        Self::PolledEventCount,
        Self::FilteredOutEventCount,
        Self::InvokedEventCount,
        Self::DroppedEventCount,
        Self::Invocations,
        Self::Duration,
        Self::Errors,
        Self::Throttles,
    ];

    /// Returns CloudWatch's name of the metric.
    ///
    /// ```
    /// use tidegate_plan::reconcile::Metric;
    /// assert_eq!(Metric::PolledEventCount.name(), "PolledEventCount");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PolledEventCount => "PolledEventCount",
            Self::FilteredOutEventCount => "FilteredOutEventCount",
            Self::InvokedEventCount => "InvokedEventCount",
            Self::DroppedEventCount => "DroppedEventCount",
            Self::Invocations => "Invocations",
            Self::Duration => "Duration",
            Self::Errors => "Errors",
            Self::Throttles => "Throttles",
        }
    }

    /// Returns the metric that a label or an id names: one of its words is the metric's name, in any case.
    pub(super) fn named_in(text: &str) -> Option<Self> {
        let words = || text.split(|c: char| !c.is_ascii_alphanumeric());
        Self::ALL
            .into_iter()
            .find(|metric| words().any(|word| word.eq_ignore_ascii_case(metric.name())))
    }
}
