//! The reckoning after deployment: an estimate and the account's metrics in; each line predicted and real, the batching
//! order that the account shows, and the corrected estimate out.

mod correction;
mod figures;
mod metric;
mod metrics;
mod order;
mod predicted;
mod real;
mod time;

use tidegate_price::Rates;
use tidegate_price::bill::FreeTier;

pub use correction::{Corrected, CorrectedLine};
pub use metric::Metric;
pub use metrics::{Metrics, MetricsError};
pub use order::Order;
pub use predicted::{Predicted, PredictedError};
pub use real::{Real, RealError};

use super::Plan;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The estimate.
    pub predicted: Predicted,
    /// The account.
    pub real: Real,
    /// Prices of the estimate's region and architecture; `None` leaves out the corrected cost.
    pub rates: Option<Rates>,
    /// Free tiers that are left.
    pub free: FreeTier,
    /// What was left out of the metrics, and what is missing from them; told among the warnings.
    pub remarks: Vec<String>,
}

impl Question {
    /// The plan.
    ///
    /// ```
    /// use tidegate_plan::reconcile::{Metrics, Predicted, Question, Real};
    /// use tidegate_price::bill::FreeTier;
    /// let corpora = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpora/metrics");
    /// let estimate = std::fs::read_to_string(format!("{corpora}/estimate.json"))?;
    /// let mut metrics = Metrics::default();
    /// for (name, value) in [("PolledEventCount", 50_000), ("FilteredOutEventCount", 45_900), ("InvokedEventCount", 4_100),
    ///     ("Invocations", 100)] {
    ///     metrics.read(&format!(r#"{{"Label": "{name}", "Datapoints":
    ///         [{{"Timestamp": "2026-10-05T08:00:00Z", "Sum": {value}.0}}]}}"#))?;
    /// }
    /// let real = Real::of(&metrics, Some(3600))?;
    /// let question =
    ///     Question { predicted: Predicted::read(&estimate)?, real, rates: None, free: FreeTier::NONE, remarks: vec![] };
    /// // 41 records an invocation, as with the filter before the batch: 85,017,600 / 2,056,320.
    /// assert_eq!(question.answer().figure("order").unwrap().value.shown(), "filter, then batch");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        figures::plan(self)
    }

    /// The order of filtering and batching that the account shows.
    #[must_use]
    pub fn order(&self) -> Order {
        Order::of(&self.predicted, &self.real)
    }

    /// The estimate with the account's figures in it; `None` if the estimate is for its sample alone.
    #[must_use]
    pub fn corrected(&self) -> Option<Corrected> {
        Corrected::of(self)
    }
}
