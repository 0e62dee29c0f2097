//! Which memory a function should have: its logs in, time and cost by memory size out.
//!
//! With two or more sizes in the log a curve is fitted ([`Fit`]); with one, all that can be told is the band between more
//! memory that does not help and memory that helps in full.

mod choice;
mod curve;
mod drawing;
mod figures;
mod fit;
mod notes;
mod size;

use tidegate_figures::{Decimal, Rate};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Currency, Rates};

pub use choice::{Candidate, Choice};
pub use curve::{Band, CurvePoint, million};
pub use fit::{Fit, Prediction, VCPU_MB};
pub use size::{Size, sizes};

use super::Plan;
use super::logs::{Logs, Regime};

/// How much more memory a function should have than it ever used: a fifth.
const HEADROOM_PERCENT: u32 = 120;

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
    currency: Currency,
}

impl MemoryPlan {
    /// The cost curve, a file of its own.
    #[must_use]
    pub fn svg(&self) -> String {
        drawing::plot(self).svg()
    }
}

impl Question {
    /// `None` if no invocation in the logs succeeded: there is nothing to measure.
    ///
    /// ```
    /// use tidegate_figures::Decimal;
    /// use tidegate_plan::Value;
    /// use tidegate_plan::logs::Logs;
    /// use tidegate_plan::memory::Question;
    /// use tidegate_price::bill::FreeTier;
    /// use tidegate_price::{Architecture, PriceBook};
    /// let mut logs = Logs::default();
    /// logs.read("-", "REPORT RequestId: 1 Duration: 990.5 ms Billed Duration: 991 ms Memory Size: 128 MB\n\
    ///     REPORT RequestId: 2 Duration: 510.5 ms Billed Duration: 511 ms Memory Size: 256 MB\n")?;
    /// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
    /// let half = Decimal::new(5, 1);
    /// let question =
    ///     Question { logs, rates, free: FreeTier::NONE, balance: half, trim: Decimal::ZERO, rate: None };
    /// let answer = question.answer().unwrap();
    /// assert_eq!(answer.plan.figure("cheapest").unwrap().value, Value::Count(128));
    /// assert_eq!(answer.plan.figure("fastest").unwrap().value, Value::Count(256));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Option<MemoryPlan> {
        let sizes = sizes(&self.logs.invocations, self.trim);
        let first = sizes.first()?;
        let fit = Fit::of(&sizes);
        let curve = match &fit {
            Some(fit) => curve::fitted(fit, &sizes, &self.rates),
            None => curve::band(first, &self.rates),
        };
        let mut answer = MemoryPlan {
            plan: Plan::new("memory", String::new()),
            regime: Regime::of(&self.logs.invocations),
            currency: self.rates.currency(),
            choice: self.choice(&curve, floor_mb(&sizes)),
            sizes,
            fit,
            curve,
        };
        answer.plan = self.plan(&answer);
        Some(answer)
    }

    fn choice(&self, curve: &[CurvePoint], floor_mb: u32) -> Option<Choice> {
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

    fn plan(&self, answer: &MemoryPlan) -> Plan {
        let mut plan = Plan::new("memory", figures::title(self, answer));
        plan.headline = figures::headline(self, answer);
        plan.figures = figures::figures(self, answer);
        plan.tables = figures::tables(self, answer);
        plan.next = notes::next(answer);
        plan.warnings = notes::warnings(self, answer);
        plan.assumptions = notes::assumptions(self, answer);
        plan
    }
}

/// The least memory that leaves headroom above what was used, in MB; 0 if the log does not say.
fn floor_mb(sizes: &[Size]) -> u32 {
    let used = sizes.iter().filter_map(|size| size.max_memory_mb).max();
    (used.unwrap_or(0).saturating_mul(HEADROOM_PERCENT)).div_ceil(100)
}
