//! From a question about memory to its answer: sizes measured, a curve fitted, a choice made, a plan written.

use super::choice::{Candidate, Choice};
use super::curve::{self, CurvePoint};
use super::fit::Fit;
use super::question::{MemoryPlan, Question, floor_mb};
use super::size::sizes;
use super::{drawing, figures, notes};
use crate::Plan;
use crate::logs::Regime;

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
