//! The measured sizes, the curve through them, and the sizes to choose from.

use tidegate_figures::{Decimal, Rate};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Currency, Rates};

use super::choice::{Candidate, Choice};
use super::curve::{CurvePoint, million};
use super::fit::Fit;
use super::size::Size;
use crate::logs::{Logs, Regime};
use crate::plan::Plan;

/// Memory that a function should have at least, in per cent of the most it used: a fifth more.
pub(super) const HEADROOM_PERCENT: u32 = 120;

/// Least memory of a function, in MB.
const MEMORY_MIN_MB: u32 = 128;

/// The input of a memory plan.
#[derive(Clone, Debug)]
pub struct MemoryRequest {
    /// The logs of the function.
    pub logs: Logs,
    /// Prices of the function.
    pub rates: Rates,
    /// Free tiers that are left, for a month's cost.
    pub free: FreeTier,
    /// Weight of cost against time in the balanced choice: 1 is cheapest, 0 is fastest. Power Tuning's default is 0.5.
    pub balance: Decimal,
    /// Share of the values that means leave out at each end, 0 to 0.4. Power Tuning's is 0.2.
    pub trim: Decimal,
    /// Rate of the invocations, for a month's cost; `None` leaves the cost out.
    pub rate: Option<Rate>,
}

/// A memory plan: the measured sizes, the curve, and the plan that describes them.
#[derive(Clone, Debug, PartialEq)]
pub struct MemoryPlan {
    /// The plan, for every format except the drawing.
    pub plan: Plan,
    /// The measured sizes, ascending; never empty.
    pub sizes: Vec<Size>,
    /// The fitted curve; `None` for a single size.
    pub fit: Option<Fit>,
    /// Points of the curve by memory, ascending.
    pub curve: Vec<CurvePoint>,
    /// The choice among the measured sizes that leave enough memory; `None` for a single size, or if none does.
    pub choice: Option<Choice>,
    /// The rules by which the log was billed.
    pub regime: Regime,
    pub(super) currency: Currency,
}

impl MemoryRequest {
    /// Returns the choice among the measured sizes that leave enough memory, by what was measured, so that it agrees
    /// with the table of sizes; `None` if there is only one size.
    pub(super) fn choice(&self, sizes: &[Size], floor_mb: u32) -> Option<Choice> {
        let roomy = sizes.iter().filter(|size| size.memory_mb >= floor_mb);
        let candidates: Vec<_> = roomy.map(|size| candidate(&self.rates, size)).collect();
        (sizes.len() > 1)
            .then(|| Choice::of(&candidates, self.balance))
            .flatten()
    }
}

/// Returns a measured size with its duration, and its cost by the billed duration.
pub(super) fn candidate(rates: &Rates, size: &Size) -> Candidate {
    Candidate {
        memory_mb: size.memory_mb,
        duration_ms: size.duration_ms,
        cost: million(rates, size.billed_ms, size.memory_mb).decimal(),
    }
}

/// Returns the smallest memory that leaves headroom above the most memory that any invocation used, failed ones too, in
/// MB; at least the smallest size that Lambda has.
pub(super) fn floor_mb(logs: &Logs) -> u32 {
    let headroom = used_mb(logs).unwrap_or(0).saturating_mul(HEADROOM_PERCENT);
    headroom.div_ceil(100).max(MEMORY_MIN_MB)
}

/// Returns the most memory that any invocation used, in MB; `None` if the log does not say.
pub(super) fn used_mb(logs: &Logs) -> Option<u32> {
    let runs = logs.invocations.iter();
    runs.filter_map(|run| run.max_memory_mb).max()
}
