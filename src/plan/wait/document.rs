//! Writes the plan of ways to wait: headline, figures and tables.

use tidegate_figures::{Decimal, count, counted, exact, float};
use tidegate_price::{Item, Money};

use super::model::{RETENTION_DAYS, TRANSITIONS, WaitRequest, Way};
use crate::plan::{priced, sizes_with};
use crate::{Figure, Plan, Table, Value};

/// Memory sizes that are compared, in MB; 1,769 is one vCPU.
const SIZES_MB: [u32; 5] = [128, 256, 512, 1_024, 1_769];

impl WaitRequest {
    /// Returns the plan.
    ///
    /// ```
    /// use tidegate_figures::Decimal;
    /// use tidegate_plan::wait::{Durable, WaitRequest};
    /// use tidegate_price::bill::FreeTier;
    /// use tidegate_price::{Architecture, PriceBook};
    /// let request = WaitRequest {
    ///     waits: 1_000_000,
    ///     seconds: 30.into(),
    ///     work_ms: Decimal::ZERO,
    ///     memory_mb: 128,
    ///     durable: Durable { operations: 1, written_bytes: 1024.into(), kept_days: None },
    ///     rates: PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?,
    ///     free: FreeTier::NONE,
    /// };
    /// let plan = request.answer();
    /// assert_eq!(plan.figure("asleep").unwrap().value.shown(), "$62.50");
    /// assert_eq!(plan.figure("standard").unwrap().value.shown(), "$50.00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        let title = format!(
            "{} waits of {} s, {} MB, {}",
            count(self.waits),
            exact(self.seconds),
            count(self.memory_mb.into()),
            self.rates.region()
        );
        let mut plan = Plan::new("wait", title);
        let mut ways = Vec::new();
        for way in [
            self.asleep(),
            self.standard(),
            self.express(),
            self.durable(),
        ] {
            match way {
                Ok(way) => ways.push(way),
                Err(why) => plan.warnings.push(why),
            }
        }
        let short = self
            .durable
            .kept_days
            .filter(|kept| *kept < self.wait_days());
        plan.warnings.extend(short.map(|kept| {
            format!(
                "--kept-days {} is shorter than the wait: state is kept during the wait in any case, so {} d are counted",
                exact(kept),
                exact(self.kept_days().round_dp(2))
            )
        }));
        plan.headline = self.headline(&ways);
        for way in &ways {
            plan.figures.extend(self.figures(way));
        }
        plan.figures.extend(self.crossing(self.memory_mb));
        plan.tables.push(self.compared(&ways));
        plan.tables.push(self.sizes());
        plan.assumptions = vec![
            format!(
                "a durable wait takes {} and writes {} bytes that are kept for {} d{}",
                counted(self.durable.operations.into(), "operation"),
                exact(self.durable.written_bytes.round_dp(0)),
                exact(self.kept_days().round_dp(2)),
                self.why_kept()
            ),
            "costs around a wait (other states, other steps) are the same for every way and left out; every retry of \
             a standard workflow adds a transition"
                .to_owned(),
        ];
        plan
    }

    fn why_kept(&self) -> String {
        match self.durable.kept_days {
            None => format!(
                ": the wait, and {RETENTION_DAYS} d after its end, AWS's default (AWS SAM Developer Guide, \"DurableConfig\", \
                 read 2026-11-30)"
            ),
            Some(_) => String::new(),
        }
    }

    fn money(&self, amount: Money) -> Value {
        Value::Money(amount, self.rates.currency())
    }

    fn headline(&self, ways: &[Way]) -> String {
        let cheapest = ways.iter().min_by_key(|way| way.total());
        let Some(cheapest) = cheapest else {
            return "No way to wait has a price in this region.".to_owned();
        };
        let others = ways.iter().filter(|way| way.key != cheapest.key);
        let others: Vec<_> = others
            .map(|way| format!("{} {}", way.name, self.money(way.total()).shown()))
            .collect();
        let lead = format!(
            "Cheapest: {}, {} a month",
            cheapest.name,
            self.money(cheapest.total()).shown()
        );
        if others.is_empty() {
            return format!("{lead}.");
        }
        format!("{lead}; {}.", others.join(", "))
    }

    /// Returns the cost of waiting in one way: its only line, or the sum of its lines and each line.
    fn figures(&self, way: &Way) -> Vec<Figure> {
        if let [line] = &way.lines[..] {
            return vec![priced(way.key, way.name, line, &self.rates)];
        }
        let keys: [&'static str; 3] = match way.key {
            "express" => ["express_executions", "express_duration", ""],
            _ => ["durable_operations", "durable_written", "durable_stored"],
        };
        let sum = Figure::new(way.key, way.name, self.money(way.waiting()));
        let mut figures = vec![sum.by_hand(format!("sum of the {} lines below", way.lines.len()))];
        let lines = way.lines.iter().zip(keys);
        figures.extend(lines.map(|(line, key)| priced(key, line.name, line, &self.rates).part()));
        figures
    }

    /// Returns the time asleep that costs as much as one transition, at this memory size.
    fn crossing(&self, memory_mb: u32) -> Option<Figure> {
        let transition = self
            .rates
            .price(Item::StepFunctionsTransitions)
            .ok()?
            .first();
        let second = self.second(memory_mb);
        let bought = transition.checked_div(second)?;
        Some(
            Figure::number("transition_seconds", "a transition pays for", float(bought))
                .unit("s asleep")
                .by_hand(format!(
                    "{} / ({} x {} / 1,024); a wait costs {TRANSITIONS} transitions",
                    exact(transition),
                    exact(self.rates.duration().first()),
                    count(memory_mb.into())
                )),
        )
    }

    fn compared(&self, ways: &[Way]) -> Table {
        let mut table = Table::new(
            "ways",
            "cost per month of each way",
            &["", "waiting", "requests", "work", "total"],
        );
        for way in ways {
            let amounts = [
                way.waiting(),
                way.requests.amount,
                way.work.amount,
                way.total(),
            ];
            table.named(way.name, amounts.map(|amount| self.money(amount)));
        }
        table
    }

    /// Returns the table of the wait, by memory, above which each way is cheaper than sleeping. The other ways need one
    /// more request.
    fn sizes(&self) -> Table {
        let request = self.rates.requests().first();
        let transition = self.rates.price(Item::StepFunctionsTransitions).ok();
        let standard = transition.map(|price| price.first() * Decimal::from(TRANSITIONS) + request);
        let durable = self.durable_each().map(|each| each + request);
        let mut table = Table::new(
            "memory",
            "seconds of waiting above which a way is cheaper than sleeping",
            &[
                "MB",
                "one transition",
                "standard workflow",
                "durable function",
            ],
        );
        for size in sizes_with(&SIZES_MB, self.memory_mb) {
            let second = self.second(size);
            let seconds = |price: Option<Decimal>| {
                let seconds = price.and_then(|price| price.checked_div(second));
                seconds.map_or(Value::Absent, |seconds| Value::Number(float(seconds)))
            };
            table.push([
                Value::Count(size.into()),
                seconds(transition.map(|price| price.first())),
                seconds(standard),
                seconds(durable),
            ]);
        }
        table
    }
}
