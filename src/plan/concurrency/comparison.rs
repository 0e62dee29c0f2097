//! Reserved and provisioned concurrency side by side, for the same load and the same number of environments.

use tidegate_figures::{blocked, count, significant};
use tidegate_price::bill::{self, FreeTier};
use tidegate_price::{Money, NoPrice, Rates};

use super::account;
use super::model::{ConcurrencyRequest, Demand};
use crate::cold_start::{MEASURED, by_clumps, by_clumps_above, measured};
use crate::plan::Runs;
use crate::{Plan, Table, Value};

/// Seconds of a month of 30 days.
const MONTH_SECONDS: u64 = tidegate_figures::MONTH_SECONDS;

/// Minutes that an idle environment is assumed to be kept.
const IDLE_MINUTES: u32 = 10;
const IDLE_SECONDS: f64 = 600.0;

/// The prices of a comparison.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Prices of the function.
    pub rates: Rates,
    /// Free tiers that are left.
    pub free: FreeTier,
}

/// One of the two, in numbers.
struct Side {
    throttled: f64,
    cold: f64,
    spilled: f64,
    kept: Money,
    running: Money,
}

impl Comparison {
    /// Adds the table, its assumptions and the measured cold starts to the plan of `request`.
    ///
    /// # Errors
    /// Provisioned concurrency has no price in the region.
    pub fn add_to(&self, plan: &mut Plan, request: &ConcurrencyRequest) -> Result<(), NoPrice> {
        let demand = Demand::of(request);
        let wanted = account::wanted(request, &demand);
        let number = request.reserved.map_or(wanted, u64::from);
        let runs = Runs {
            invocations: request.rate.per_month(),
            duration_ms: request.duration_ms,
        };
        let reserved = self.reserved(&demand, number, runs);
        let provisioned = self.provisioned(&demand, number, runs)?;
        plan.tables
            .push(self.table(&demand, number, &[reserved, provisioned]));
        plan.tables.push(measured());
        plan.assumptions.extend([
            format!(
                "compared over a month of 720 h at {} MB, all hours provisioned; a throttled invocation is billed as if it \
                 succeeded later",
                count(self.memory_mb.into())
            ),
            format!(
                "cold starts: random arrivals, idle environments kept {IDLE_MINUTES} min; `plan cold-start` shows other \
                 times. Reserved environments start cold when they were idle for too long, provisioned ones never do, and \
                 those on demand above them do"
            ),
            MEASURED.to_owned(),
        ]);
        Ok(())
    }

    fn reserved(&self, demand: &Demand, number: u64, runs: Runs) -> Side {
        let (rate, seconds) = (demand.started(), demand.seconds);
        Side {
            throttled: demand.throttled(number),
            cold: by_clumps(rate, seconds, IDLE_SECONDS)
                - by_clumps_above(number, rate, seconds, IDLE_SECONDS),
            // All of them: none is kept ready.
            spilled: 1.0,
            kept: Money::ZERO,
            running: bill::total(&runs.lines(self.memory_mb, &self.rates, &self.free)),
        }
    }

    fn provisioned(&self, demand: &Demand, number: u64, runs: Runs) -> Result<Side, NoPrice> {
        let environments = u32::try_from(number).unwrap_or(u32::MAX);
        let spilled = blocked(demand.started() * demand.seconds, number);
        let on_demand = (runs.invocations as f64 * spilled).round() as u64;
        let gb_s = |invocations| {
            let runs = Runs {
                invocations,
                ..runs
            };
            runs.gb_seconds(self.memory_mb)
        };
        let memory = self.memory_mb;
        let kept = bill::provisioned_concurrency(&self.rates, environments, memory, MONTH_SECONDS)?;
        let warm = gb_s(runs.invocations.saturating_sub(on_demand));
        Ok(Side {
            // "10 x allocated provisioned concurrency" (Lambda Developer Guide, "Lambda quotas", read 2026-11-30).
            throttled: demand.throttled_by_requests(number),
            cold: by_clumps_above(number, demand.started(), demand.seconds, IDLE_SECONDS),
            spilled,
            kept: kept.amount,
            running: bill::total([
                &bill::provisioned_duration(&self.rates, warm)?,
                &bill::duration(&self.rates, gb_s(on_demand), &self.free),
                &bill::requests(&self.rates, runs.invocations, &self.free),
            ]),
        })
    }

    fn table(&self, demand: &Demand, number: u64, sides: &[Side; 2]) -> Table {
        let mut table = Table::new(
            "comparison",
            format!("{} environments, reserved or provisioned", count(number)),
            &["", "reserved", "provisioned"],
        );
        table.ends_in_words = true;
        let mut row = |name, cells: [Value; 2]| table.named(name, cells);
        let words = |cells: [&str; 2]| cells.map(|cell| Value::Text(cell.to_owned()));
        let money = |amount: Money| Value::Money(amount, self.rates.currency());
        row("guarantees", words(["room for all", "all initialised"]));
        row("when all are busy", words(["throttles", "runs on demand"]));
        let [reserved, provisioned] = sides;
        let both = |of: &dyn Fn(&Side) -> Value| [of(reserved), of(provisioned)];
        row("throttled", both(&|side| Value::Share(side.throttled)));
        row("run on demand", both(&|side| Value::Share(side.spilled)));
        row("start cold", both(&|side| Value::Share(side.cold)));
        row(
            "cold starts a month",
            both(&|side| {
                let month = demand.started() * MONTH_SECONDS as f64;
                Value::Count((side.cold * month).round() as u64)
            }),
        );
        row("kept ready, a month", both(&|side| money(side.kept)));
        row("requests and run time", both(&|side| money(side.running)));
        row(
            "total a month",
            both(&|side| money(side.kept + side.running)),
        );
        let used = demand.started() * demand.seconds * (1.0 - sides[1].spilled) / number as f64;
        row(
            "environments busy",
            [used, used].map(|used| Value::Text(format!("{} %", significant(used * 100.0)))),
        );
        table
    }
}
