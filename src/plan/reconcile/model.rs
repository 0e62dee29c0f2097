//! The input of a reconciliation: an estimate and the metrics of an account.

use tidegate_price::Rates;
use tidegate_price::bill::FreeTier;

use super::order::Order;
use super::predicted::Predicted;
use super::real::Real;

/// The input of a reconciliation.
#[derive(Clone, Debug)]
pub struct ReconcileRequest {
    /// The estimate.
    pub predicted: Predicted,
    /// The real figures of the account.
    pub real: Real,
    /// Prices of the estimate's region and architecture; `None` leaves out the corrected cost.
    pub rates: Option<Rates>,
    /// Free tiers that are left.
    pub free: FreeTier,
    /// Remarks about metrics that were left out or are missing; shown as warnings.
    pub remarks: Vec<String>,
}

impl ReconcileRequest {
    /// Returns the order of filtering and batching that the account shows.
    #[must_use]
    pub fn order(&self) -> Order {
        Order::of(&self.predicted, &self.real)
    }
}
