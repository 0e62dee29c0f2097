//! Computes the account's real figures from its metrics, and scales them to a month of 30 days.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use tidegate_figures::{MONTH_SECONDS, Share};

use super::metric::Metric;
use super::metrics::Metrics;

/// Real figures, over the time that the metrics cover.
#[derive(Clone, Debug, PartialEq)]
pub struct Real {
    /// The time covered, in seconds.
    pub seconds: u64,
    /// Records read.
    pub polled: Decimal,
    /// Records removed by the filters.
    pub filtered_out: Decimal,
    /// Records that the function was invoked with, retries included; without that metric, the records that filters did
    /// not remove.
    pub invoked: Decimal,
    /// Whether `invoked` was measured.
    pub is_invoked_known: bool,
    /// Invocations.
    pub invocations: Decimal,
    /// Sum of all durations, in milliseconds; `None` without that metric.
    pub duration_ms: Option<Decimal>,
    /// The delivered share, with its interval.
    pub share: Share,
}

/// Why metrics can't be used for a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RealError {
    /// A metric is missing.
    Missing(Metric),
    /// The time that the metrics cover is unknown.
    Time,
    /// A metric is zero that must be above zero.
    Zero(Metric),
    /// More records were filtered out than read.
    Refused,
}

impl std::fmt::Display for RealError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(metric) => write!(f, "the metrics lack {}", metric.name()),
            Self::Time => f.write_str("the metrics have only one period, of unknown length"),
            Self::Zero(metric) => write!(f, "{} is 0 throughout", metric.name()),
            Self::Refused => write!(
                f,
                "{} is more than {}: the metrics belong to different mappings or times",
                Metric::FilteredOutEventCount.name(),
                Metric::PolledEventCount.name()
            ),
        }
    }
}

impl std::error::Error for RealError {}

impl Real {
    /// Adds the metrics up. `period_seconds` is the length of one period, if it is known.
    ///
    /// # Errors
    /// A metric is missing or zero, or the time covered is unknown.
    pub fn of(metrics: &Metrics, period_seconds: Option<u64>) -> Result<Self, RealError> {
        let sum = |metric| metrics.sum(metric).ok_or(RealError::Missing(metric));
        let above_zero = |metric| {
            let sum = sum(metric)?;
            (sum > Decimal::ZERO)
                .then_some(sum)
                .ok_or(RealError::Zero(metric))
        };
        let polled = above_zero(Metric::PolledEventCount)?;
        let filtered_out = sum(Metric::FilteredOutEventCount)?;
        let invocations = above_zero(Metric::Invocations)?;
        let invoked = metrics.sum(Metric::InvokedEventCount);
        let passed = polled - filtered_out;
        let whole = |number: Decimal| number.round().to_u64();
        let share = whole(passed)
            .zip(whole(polled))
            .and_then(|(hits, all)| Share::of(hits, all));
        let seconds = metrics.seconds(period_seconds).filter(|it| *it > 0);
        Ok(Self {
            seconds: seconds.ok_or(RealError::Time)?,
            polled,
            filtered_out,
            invoked: invoked.unwrap_or(passed),
            is_invoked_known: invoked.is_some(),
            invocations,
            duration_ms: metrics.sum(Metric::Duration),
            share: share.ok_or(RealError::Refused)?,
        })
    }

    /// Scales a count from the time covered to a month.
    #[must_use]
    pub fn month(&self, count: Decimal) -> Decimal {
        let seconds = Decimal::from(self.seconds);
        count.saturating_mul(Decimal::from(MONTH_SECONDS)) / seconds
    }

    /// Returns the mean number of records per invocation.
    #[must_use]
    pub fn batch(&self) -> Decimal {
        ratio(self.invoked, self.invocations)
    }

    /// Returns the mean duration of an invocation, in milliseconds.
    #[must_use]
    pub fn mean_ms(&self) -> Option<Decimal> {
        self.duration_ms.map(|all| ratio(all, self.invocations))
    }

    /// Returns how often a delivered record reached the function on average: above 1 if batches were retried. `None` if
    /// that was not measured.
    #[must_use]
    pub fn tries(&self) -> Option<Decimal> {
        let passed = self.polled - self.filtered_out;
        if self.is_invoked_known {
            self.invoked.checked_div(passed)
        } else {
            None
        }
    }
}

/// Returns the ratio of metrics above zero, saturating if it is out of range for a decimal.
fn ratio(part: Decimal, whole: Decimal) -> Decimal {
    part.checked_div(whole).unwrap_or(Decimal::MAX)
}
