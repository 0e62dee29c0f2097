//! From a question about an estimate and an account to the plan that compares them.

use super::correction::Corrected;
use super::figures;
use super::order::Order;
use super::question::Question;
use crate::Plan;

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
