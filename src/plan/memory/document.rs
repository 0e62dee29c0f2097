//! Writes the memory plan: headline, figures and tables.

use super::fit::Fit;
use super::model::{MemoryPlan, MemoryRequest, floor_mb};
use super::size::sizes;
use super::{curve, figures, notes, tables};
use crate::logs::Regime;
use crate::plan::Plan;

impl MemoryRequest {
    /// Returns the plan, or `None` if no invocation in the logs succeeded, so nothing was measured.
    ///
    /// ```
    /// use tidegate_figures::Decimal;
    /// use tidegate_plan::Value;
    /// use tidegate_plan::logs::Logs;
    /// use tidegate_plan::memory::MemoryRequest;
    /// use tidegate_price::bill::FreeTier;
    /// use tidegate_price::{Architecture, PriceBook};
    /// let mut logs = Logs::default();
    /// logs.read("-", "REPORT RequestId: 1 Duration: 990.5 ms Billed Duration: 991 ms Memory Size: 128 MB\n\
    ///     REPORT RequestId: 2 Duration: 510.5 ms Billed Duration: 511 ms Memory Size: 256 MB\n")?;
    /// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
    /// let half = Decimal::new(5, 1);
    /// let request =
    ///     MemoryRequest { logs, rates, free: FreeTier::NONE, balance: half, trim: Decimal::ZERO, rate: None };
    /// let answer = request.answer().unwrap();
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
            choice: self.choice(&sizes, floor_mb(&self.logs)),
            sizes,
            fit,
            curve,
        };
        answer.plan = plan(self, &answer);
        Some(answer)
    }
}

fn plan(request: &MemoryRequest, answer: &MemoryPlan) -> Plan {
    let mut plan = Plan::new("memory", figures::title(request, answer));
    plan.headline = figures::headline(request, answer);
    plan.figures = figures::figures(request, answer);
    plan.tables = tables::tables(request, answer);
    plan.next = notes::next(request, answer);
    plan.warnings = notes::warnings(request, answer);
    plan.assumptions = notes::assumptions(request, answer);
    plan
}
