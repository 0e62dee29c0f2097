//! What was measured, the curve through it, and the sizes to choose from.

use tidegate_figures::{Decimal, Rate};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Currency, Rates};

use super::choice::{Candidate, Choice};
use super::curve::CurvePoint;
use super::fit::Fit;
use super::size::Size;
use crate::logs::{Logs, Regime};
use crate::plan::Plan;

/// How much more memory a function should have than it ever used: a fifth.
pub(super) const HEADROOM_PERCENT: u32 = 120;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// What was read.
    pub logs: Logs,
    /// Prices.
    pub rates: Rates,
    /// Free tiers that are left, for a month's cost.
    pub free: FreeTier,
    /// Weight of cost against time in the balanced choice: 1 is cheapest, 0 is fastest. Power Tuning has 0.5.
    pub balance: Decimal,
    /// Share that means leave out at each end, 0 to 0.4. Power Tuning has 0.2.
    pub trim: Decimal,
    /// Invocations, for a month's cost; `None` leaves it out.
    pub rate: Option<Rate>,
}

/// The answer: what was measured, the curve, and the plan that tells them.
#[derive(Clone, Debug, PartialEq)]
pub struct MemoryPlan {
    /// For every format but the drawing.
    pub plan: Plan,
    /// What was measured, by size; never empty.
    pub sizes: Vec<Size>,
    /// `None` of a single size.
    pub fit: Option<Fit>,
    /// By memory, ascending.
    pub curve: Vec<CurvePoint>,
    /// Of the sizes on the curve within those measured that the function fits in; `None` without a fit.
    pub choice: Option<Choice>,
    /// By which rules the log was billed.
    pub regime: Regime,
    pub(super) currency: Currency,
}

impl Question {
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

/// The least memory that leaves headroom above what was used, in MB; 0 if the log does not say.
pub(super) fn floor_mb(sizes: &[Size]) -> u32 {
    let used = sizes.iter().filter_map(|size| size.max_memory_mb).max();
    (used.unwrap_or(0).saturating_mul(HEADROOM_PERCENT)).div_ceil(100)
}
