//! Writes the plan of cold starts: headline, figures and tables.

use tidegate_figures::{count, float, significant};
use tidegate_mapping::IDLE_MINUTES;
use tidegate_price::NoPrice;

use super::measured::{MEASURED, measured};
use super::model::{Cold, ColdStartRequest};
use super::simulation::{Simulated, bound};
use crate::{Figure, Plan, Table, Value};

const MODEL: &str = "an environment runs one invocation at a time; the newest idle one is used first and expires \
                     after the idle time (the model of SimFaaS, CLOSER 2021); simulated with a fixed seed, 95 % \
                     interval by batch means";
const CLUMPS: &str = "too many invocations to simulate several idle times, so a formula is used: the k-th environment \
                      is needed when k - 1 are busy; it starts cold if that did not happen for the idle time; \
                      repeated arrivals at one rise of the load are counted once (Aldous 1989); within a tenth of the \
                      simulation at 12 rates, 0.01 to 300 a second (measured 2026-11-30)";
const IDLE: &str = "AWS does not document how long it keeps an idle environment; measurements by others (2017 to \
                    2023) report 5 to 60 minutes";

impl ColdStartRequest {
    /// Returns the plan.
    ///
    /// # Errors
    /// SnapStart has no price in the region.
    pub fn answer(&self) -> Result<Plan, NoPrice> {
        let before = self.cold(1.0);
        let after = self.delivered.map(|left| self.cold(float(left)));
        let idle = match self.cold_share {
            Some(_) => String::new(),
            None => format!(", idle environments kept {} min", self.idle_minutes),
        };
        let title = format!(
            "{}/s {}, {} ms{idle}",
            significant(before.per_second),
            if self.is_regular {
                "at a fixed interval"
            } else {
                "at random"
            },
            self.duration_ms.normalize(),
        );
        let mut plan = Plan::new("cold-start", title);
        plan.headline = self.headline(&before, after.as_ref());
        plan.figures = self.chances(&before);
        plan.figures.extend(self.costs(&before)?);
        if let Some(after) = &after {
            plan.tables.push(self.filter(&before, after)?);
        }
        if self.cold_share.is_none() {
            plan.tables.push(self.sensitivity());
        }
        plan.tables.push(measured());
        self.advise(&before, &mut plan);
        plan.assumptions.push(MEASURED.to_owned());
        Ok(plan)
    }

    fn headline(&self, before: &Cold, after: Option<&Cold>) -> String {
        let lead = format!(
            "{} of invocations start cold, {} in {} h",
            Value::Share(before.share).shown(),
            count(before.starts()),
            count(self.hours.into())
        );
        let Some(after) = after else {
            return format!("{lead}.");
        };
        let left = Value::Share(float(self.delivered.unwrap_or_default())).shown();
        let more = match after.starts().cmp(&before.starts()) {
            std::cmp::Ordering::Greater => "fewer invocations, and more cold starts",
            std::cmp::Ordering::Equal => "just as many cold starts",
            std::cmp::Ordering::Less => "fewer cold starts too",
        };
        format!(
            "{lead}; with a filter that delivers {left}, {} start cold, {}: {more}.",
            Value::Share(after.share).shown(),
            count(after.starts())
        )
    }

    fn chances(&self, before: &Cold) -> Vec<Figure> {
        let idle_seconds = f64::from(self.idle_minutes) * 60.0;
        let rate = significant(before.per_second);
        let mut figures = Vec::new();
        let share = Figure::share("cold_share", "start cold", before.share);
        match &before.simulated {
            Some(simulated) => {
                figures.push(share.by_hand(drawn(simulated)).source(MODEL));
                let value = |value| Value::Share(value);
                figures.extend([
                    Figure::new("cold_share_low", "at least", value(simulated.low)).source(MODEL),
                    Figure::new("cold_share_high", "at most", value(simulated.high)).source(MODEL),
                ]);
            }
            None if self.cold_share.is_some() => figures.push(share.source("stated")),
            None => figures.push(
                share
                    .by_hand("sum over k of s e^-(rate x s x idle), s = P(k - 1 busy) x (1 - load / k), not below 0; P by Poisson")
                    .source(CLUMPS),
            ),
        }
        if !self.is_regular && self.cold_share.is_none() {
            let least = Figure::share(
                "bound",
                "with a single environment",
                bound(before.per_second, idle_seconds),
            );
            let idle = significant(idle_seconds);
            figures.push(
                least
                    .by_hand(format!("e^-({rate}/s x {idle} s)"))
                    .source("a lower bound, apart from simulation noise: overlapping invocations add cold starts"),
            );
            figures.push(
                Figure::number("worst_rate", "worst rate", 1.0 / idle_seconds)
                .unit("invocations a second")
                .by_hand(format!(
                    "1 / {idle} s: at lower rates fewer invocations arrive; at higher rates more environments stay warm"
                ))
                .source("for a single environment, rate x e^-(rate x idle time) is largest there"),
            );
        }
        figures.push(
            Figure::count("cold_starts", "cold starts", before.starts()).by_hand(format!(
                "{} invocations x {}",
                count(before.invocations),
                Value::Share(before.share).shown()
            )),
        );
        figures
    }

    /// Returns the table of the cold share by rate and idle time.
    fn sensitivity(&self) -> Table {
        let mut table = Table::new(
            "sensitivity",
            "share that starts cold, by rate and idle time",
            &[
                "invocations a second",
                "5 min",
                "10 min",
                "60 min",
                "one environment, 10 min",
            ],
        );
        for divisor in [100.0, 10.0, 1.0, 0.1] {
            let per_second = self.rate.per_second() / divisor;
            let share = |minutes| Value::Share(self.share(per_second, minutes));
            let [short, middle, long] = IDLE_MINUTES.map(share);
            let least = if self.is_regular {
                Value::Absent
            } else {
                Value::Share(bound(per_second, 600.0))
            };
            table.push([Value::Number(per_second), short, middle, long, least]);
        }
        table
    }

    fn advise(&self, before: &Cold, plan: &mut Plan) {
        if self.cold_share.is_some() {
            return;
        }
        plan.assumptions.push(IDLE.to_owned());
        plan.assumptions.push(
            "Lambda also replaces environments in use, after a deployment and every few hours; those cold starts \
             are not included"
                .to_owned(),
        );
        if self.is_regular && before.share > 0.5 {
            plan.next.push(format!(
                "an invocation every {} s always finds its environment expired: use an interval shorter than the \
                 idle time, or provisioned concurrency while it matters",
                significant(1.0 / before.per_second)
            ));
        }
    }
}

fn drawn(simulated: &Simulated) -> String {
    format!(
        "{} of {} simulated arrivals",
        count(simulated.cold),
        count(simulated.arrivals)
    )
}
