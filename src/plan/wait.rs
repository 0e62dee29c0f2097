//! Waiting: asleep in the function, in a Wait state of Step Functions, or suspended as a durable function.
//!
//! Rules: AWS Lambda and AWS Step Functions pricing pages, read 2026-11-23. A function runs at most 15 minutes, an
//! express workflow at most 5, and both are billed while they wait. A Wait state costs two transitions, into it and out
//! of it, and a second invocation; so does a durable wait, with its operations and the state that it writes.

use tidegate_figures::{Decimal, count, counted, exact, float};
use tidegate_price::bill::{self, FreeTier, Line};
use tidegate_price::{Item, Money, NoPrice, Rates};

use super::{Figure, Plan, Runs, Table, Value};
use crate::plan::priced;

/// Longest run of a function, and of an express workflow, in seconds.
const FUNCTION_SECONDS_MAX: u32 = 900;
const EXPRESS_SECONDS_MAX: u32 = 300;

/// Transitions of one wait.
const TRANSITIONS: u64 = 2;

/// Memory that an express workflow is charged for, in MB, if its state is small.
const EXPRESS_MB: u32 = 64;

/// Days of a month.
const MONTH_DAYS: u32 = 30;

/// Memory sizes that are compared, in MB; 1,769 is one processor.
const SIZES_MB: [u32; 5] = [128, 256, 512, 1_024, 1_769];

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// Waits of a month.
    pub waits: u64,
    /// Length of one, in seconds.
    pub seconds: Decimal,
    /// What the function does before and after one wait, together, in milliseconds.
    pub work_ms: Decimal,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// What a durable function does and writes for one wait.
    pub durable: Durable,
    /// Prices of the function.
    pub rates: Rates,
    /// What is free of it.
    pub free: FreeTier,
}

/// A durable function, for one wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durable {
    /// Operations: the start, steps, waits.
    pub operations: u32,
    /// State written, in bytes.
    pub written_bytes: Decimal,
    /// How long it is kept, in days: the wait and what is kept after the end.
    pub kept_days: Decimal,
}

/// One way to wait.
#[derive(Clone, Debug)]
struct Way {
    key: &'static str,
    name: &'static str,
    /// What waiting itself costs.
    lines: Vec<Line>,
    requests: Line,
    work: Line,
}

impl Way {
    fn waiting(&self) -> Money {
        bill::total(&self.lines)
    }

    fn total(&self) -> Money {
        bill::total(self.lines.iter().chain([&self.requests, &self.work]))
    }
}

impl Question {
    /// The plan.
    ///
    /// ```
    /// use tidegate_figures::Decimal;
    /// use tidegate_plan::wait::{Durable, Question};
    /// use tidegate_price::bill::FreeTier;
    /// use tidegate_price::{Architecture, PriceBook};
    /// let question = Question {
    ///     waits: 1_000_000,
    ///     seconds: 30.into(),
    ///     work_ms: Decimal::ZERO,
    ///     memory_mb: 128,
    ///     durable: Durable { operations: 1, written_bytes: 1024.into(), kept_days: Decimal::ONE },
    ///     rates: PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?,
    ///     free: FreeTier::NONE,
    /// };
    /// let plan = question.answer();
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
        plan.headline = self.headline(&ways);
        for way in &ways {
            plan.figures.extend(self.figures(way));
        }
        plan.figures.extend(self.crossing(self.memory_mb));
        plan.tables.push(self.compared(&ways));
        plan.tables.push(self.sizes());
        plan.assumptions = vec![
            format!(
                "a durable wait takes {} and writes {} bytes, kept for {} days",
                counted(self.durable.operations.into(), "operation"),
                exact(self.durable.written_bytes.round_dp(0)),
                exact(self.durable.kept_days)
            ),
            "what happens around a wait (other states, other steps) is the same either way and left out; every retry of \
             a standard workflow is one more transition"
                .to_owned(),
        ];
        plan
    }

    fn money(&self, amount: Money) -> Value {
        Value::Money(amount, self.rates.currency())
    }

    fn requests(&self, each: u64) -> Line {
        bill::requests(&self.rates, self.waits.saturating_mul(each), &self.free)
    }

    fn work_seconds(&self) -> Decimal {
        let runs = Runs {
            invocations: self.waits,
            duration_ms: self.work_ms,
        };
        runs.seconds()
    }

    fn gb_seconds(&self, seconds: Decimal) -> Decimal {
        bill::gb_seconds(seconds, self.memory_mb)
    }

    fn way(&self, key: &'static str, name: &'static str, lines: Vec<Line>) -> Way {
        let work = self.gb_seconds(self.work_seconds());
        Way {
            key,
            name,
            lines,
            requests: self.requests(2),
            work: bill::duration(&self.rates, work, &self.free),
        }
    }

    fn asleep(&self) -> Result<Way, String> {
        let whole = self.seconds + self.work_ms / Decimal::from(1_000);
        if whole > Decimal::from(FUNCTION_SECONDS_MAX) {
            return Err(format!(
                "asleep in the function: a function runs at most {FUNCTION_SECONDS_MAX} s"
            ));
        }
        let waiting = self.gb_seconds(self.seconds.saturating_mul(Decimal::from(self.waits)));
        let work = self.gb_seconds(self.work_seconds());
        let line = bill::duration_after(&self.rates, waiting, work, &self.free);
        let way = self.way("asleep", "asleep in the function", vec![line]);
        Ok(Way {
            requests: self.requests(1),
            ..way
        })
    }

    fn standard(&self) -> Result<Way, String> {
        let transitions = self.waits.saturating_mul(TRANSITIONS);
        let line = bill::step_functions_transitions(&self.rates, transitions, &self.free);
        let line = line.map_err(|why| why.to_string())?;
        Ok(self.way("standard", "standard workflow", vec![line]))
    }

    fn express(&self) -> Result<Way, String> {
        let ms = self.seconds * Decimal::from(1_000) + self.work_ms;
        if ms > Decimal::from(EXPRESS_SECONDS_MAX * 1_000) {
            return Err(format!(
                "express workflow: it runs at most {EXPRESS_SECONDS_MAX} s, waits included"
            ));
        }
        let lines = bill::step_functions_express(&self.rates, self.waits, ms, EXPRESS_MB);
        let lines = lines.map_err(|why| why.to_string())?;
        Ok(self.way("express", "express workflow", lines.into()))
    }

    fn durable(&self) -> Result<Way, String> {
        let lines = self.durable_lines().map_err(|why| why.to_string())?;
        Ok(self.way("durable", "durable function", lines))
    }

    fn durable_lines(&self) -> Result<Vec<Line>, NoPrice> {
        let waits = Decimal::from(self.waits);
        let operations = waits.saturating_mul(Decimal::from(self.durable.operations));
        let written = bill::gb_from_bytes(waits.saturating_mul(self.durable.written_bytes));
        let kept = written.saturating_mul(self.durable.kept_days) / Decimal::from(MONTH_DAYS);
        Ok(vec![
            bill::line(&self.rates, Item::DurableOperations, operations)?,
            bill::line(&self.rates, Item::DurableWritten, written)?,
            bill::line(&self.rates, Item::DurableStored, kept)?,
        ])
    }

    fn headline(&self, ways: &[Way]) -> String {
        let cheapest = ways.iter().min_by_key(|way| way.total());
        let Some(cheapest) = cheapest else {
            return "No way to wait has a price here.".to_owned();
        };
        let others = ways.iter().filter(|way| way.key != cheapest.key);
        let others: Vec<_> = others
            .map(|way| format!("{} {}", way.name, self.money(way.total()).shown()))
            .collect();
        let lead = format!(
            "Cheapest in all: {}, {} a month",
            cheapest.name,
            self.money(cheapest.total()).shown()
        );
        if others.is_empty() {
            return format!("{lead}.");
        }
        format!("{lead}; {}.", others.join(", "))
    }

    /// What waiting costs one way: its only line, or their sum and each of them.
    fn figures(&self, way: &Way) -> Vec<Figure> {
        if let [line] = &way.lines[..] {
            return vec![priced(way.key, way.name, line, &self.rates)];
        }
        let keys: [&'static str; 3] = match way.key {
            "express" => ["express_executions", "express_duration", ""],
            _ => ["durable_operations", "durable_written", "durable_stored"],
        };
        let sum = Figure::new(way.key, way.name, self.money(way.waiting()));
        let mut figures = vec![sum.by_hand(format!("the {} lines below", way.lines.len()))];
        let lines = way.lines.iter().zip(keys);
        figures.extend(lines.map(|(line, key)| priced(key, line.name, line, &self.rates).part()));
        figures
    }

    /// From which wait on a workflow is cheaper than sleeping, for so much memory.
    fn crossing(&self, memory_mb: u32) -> Option<Figure> {
        let transition = self
            .rates
            .price(Item::StepFunctionsTransitions)
            .ok()?
            .first();
        let second = self.second(memory_mb);
        let bought = transition.checked_div(second)?;
        Some(
            Figure::new(
                "transition_seconds",
                "a transition buys",
                Value::Number(float(bought)),
            )
            .unit("s asleep")
            .by_hand(format!(
                "{} / ({} x {} / 1,024); a wait costs {TRANSITIONS}",
                exact(transition),
                exact(self.rates.duration().first()),
                count(memory_mb.into())
            )),
        )
    }

    /// What a second asleep costs.
    fn second(&self, memory_mb: u32) -> Decimal {
        bill::gb_seconds(self.rates.duration().first(), memory_mb)
    }

    fn compared(&self, ways: &[Way]) -> Table {
        let mut table = Table::new(
            "ways",
            "a month, each way",
            &["", "waiting", "requests", "work", "in all"],
        );
        for way in ways {
            table.push([
                Value::Text(way.name.to_owned()),
                self.money(way.waiting()),
                self.money(way.requests.amount),
                self.money(way.work.amount),
                self.money(way.total()),
            ]);
        }
        table
    }

    /// From which length on each way is cheaper than sleeping, by memory; each takes one request more.
    fn sizes(&self) -> Table {
        let mut sizes = SIZES_MB.to_vec();
        sizes.push(self.memory_mb);
        sizes.sort_unstable();
        sizes.dedup();
        let request = self.rates.requests().first();
        let transition = self.rates.price(Item::StepFunctionsTransitions).ok();
        let standard = transition.map(|price| price.first() * Decimal::from(TRANSITIONS) + request);
        let durable = self.durable_each().map(|each| each + request);
        let mut table = Table::new(
            "memory",
            "cheaper than asleep from a wait of so many seconds on",
            &[
                "MB",
                "a transition buys, s",
                "standard workflow",
                "durable function",
            ],
        );
        for size in sizes {
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

    /// What one durable wait costs, not rounded.
    fn durable_each(&self) -> Option<Decimal> {
        let price = |item| self.rates.price(item).ok().map(|price| price.first());
        let written = bill::gb_from_bytes(self.durable.written_bytes);
        let kept = written * self.durable.kept_days / Decimal::from(MONTH_DAYS);
        let operations = Decimal::from(self.durable.operations) * price(Item::DurableOperations)?;
        Some(
            operations
                + written * price(Item::DurableWritten)?
                + kept * price(Item::DurableStored)?,
        )
    }
}
