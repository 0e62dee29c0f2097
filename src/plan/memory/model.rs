//! The measured sizes, the curve through them, and the sizes to choose from.

use tidegate_figures::{Decimal, Rate};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Currency, Rates};

use super::choice::{Candidate, Choice};
use super::curve::CurvePoint;
use super::fit::Fit;
use super::size::Size;
use crate::logs::{Logs, Regime};
use crate::plan::Plan;

/// Memory that a function should have at least, in per cent of the most it used: a fifth more.
pub(super) const HEADROOM_PERCENT: u32 = 120;

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
    /// The choice among the sizes on the curve that lie within the measured ones and leave enough memory; `None`
    /// without a fit.
    pub choice: Option<Choice>,
    /// The rules by which the log was billed.
    pub regime: Regime,
    pub(super) currency: Currency,
}

impl MemoryRequest {
    pub(super) fn choice(&self, curve: &[CurvePoint], floor_mb: u32) -> Option<Choice> {
        let fits = |point: &&CurvePoint| !point.is_extrapolated && point.memory_mb >= floor_mb;
        let candidates = curve.iter().filter(fits).filter_map(|point| {
            Some(Candidate {
                memory_mb: point.memory_mb,
                duration_ms: point.duration_ms.expected?,
                cost: point.cost.expected?.decimal(),
            })
        });
        let candidates: Vec<_> = candidates.collect();
        (curve.iter().filter(|it| it.cost.expected.is_some()).count() > 1)
            .then(|| Choice::of(&candidates, self.balance))
            .flatten()
    }
}

/// Returns the smallest memory that leaves headroom above the memory used, in MB; 0 if the log does not say.
pub(super) fn floor_mb(sizes: &[Size]) -> u32 {
    let used = sizes.iter().filter_map(|size| size.max_memory_mb).max();
    (used.unwrap_or(0).saturating_mul(HEADROOM_PERCENT)).div_ceil(100)
}
