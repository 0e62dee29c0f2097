//! How many environments a function needs: rate times duration, and what chance adds to it.

mod erlang;

pub use erlang::{blocked, servers_for};

use super::{Figure, Plan, Value};
use crate::price::Decimal;
use crate::rate::Rate;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Invocations.
    pub rate: Rate,
    /// Mean duration of one, in milliseconds.
    pub duration_ms: Decimal,
    /// Share of the invocations that may be throttled, 0 to 1.
    pub target: Decimal,
}

impl Question {
    /// The plan.
    ///
    /// ```
    /// use tidegate_savings::{plan::{Value, concurrency::Question}, price::Decimal};
    /// // "500 files/s x 200 ms = 100".
    /// let question = Question { rate: "500/s".parse()?, duration_ms: 200.into(), target: Decimal::new(1, 3) };
    /// let plan = question.answer();
    /// assert_eq!(plan.figure("mean").unwrap().value, Value::Number(100.0));
    /// assert_eq!(plan.figure("needed").unwrap().value, Value::Count(128));
    /// # Ok::<(), tidegate_savings::RateError>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        let per_second = self.rate.per_second();
        let seconds = super::value::float(self.duration_ms) / 1_000.0;
        let load = per_second * seconds;
        let mut plan = Plan::new(
            "concurrency",
            format!(
                "{}/s x {} ms",
                Value::Number(per_second).shown(),
                self.duration_ms.normalize()
            ),
        );
        let mean = Value::Number(load);
        let needed = servers_for(load, super::value::float(self.target));
        let at_mean = blocked(load, load.round() as u64);
        plan.figures.push(
            Figure::new("mean", "mean concurrency", mean.clone())
                .unit("environments")
                .by_hand(format!(
                    "{}/s x {} s",
                    Value::Number(per_second).shown(),
                    Value::Number(seconds).shown()
                )),
        );
        plan.figures.push(
            Figure::new(
                "blocked_at_mean",
                "throttled if just that is reserved",
                Value::Share(at_mean),
            )
            .by_hand("Erlang B"),
        );
        plan.figures.push(
            Figure::new(
                "needed",
                "environments needed",
                needed.map_or(Value::Absent, Value::Count),
            )
            .unit("environments"),
        );
        plan.headline = format!("{} environments are busy on average.", mean.shown());
        plan
    }
}
