//! The ways to wait and the cost of each.

use tidegate_figures::Decimal;
use tidegate_price::bill::{self, FreeTier, Line};
use tidegate_price::{Item, Money, NoPrice, Rates};

use crate::plan::Runs;

/// Longest run of a function, and of an express workflow, in seconds.
const FUNCTION_SECONDS_MAX: u32 = 900;
const EXPRESS_SECONDS_MAX: u32 = 300;

/// State transitions of one wait.
pub(super) const TRANSITIONS: u64 = 2;

/// Memory that an express workflow with a small state is charged for, in MB.
const EXPRESS_MB: u32 = 64;

/// Days of a month.
const MONTH_DAYS: u32 = 30;

/// Days that AWS keeps the state of a durable execution after its end by default: RetentionPeriodInDays, 1 to 90 (AWS
/// SAM Developer Guide, "DurableConfig", read 2026-11-30).
pub const RETENTION_DAYS: u32 = 14;

/// Seconds of a day.
const DAY_SECONDS: u32 = 86_400;

/// The input of a plan of waits.
#[derive(Clone, Debug)]
pub struct WaitRequest {
    /// Waits of a month.
    pub waits: u64,
    /// Length of a wait, in seconds.
    pub seconds: Decimal,
    /// Run time of the function before and after one wait together, in milliseconds.
    pub work_ms: Decimal,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Operations and state of a durable function for one wait.
    pub durable: Durable,
    /// Prices of the function.
    pub rates: Rates,
    /// Free tiers that apply.
    pub free: FreeTier,
}

/// The operations and state of a durable function for one wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durable {
    /// Operations: the start, steps, waits.
    pub operations: u32,
    /// State written, in bytes.
    pub written_bytes: Decimal,
    /// How long the state is kept, in days: during the wait and after the end. `None` is the wait and AWS's default
    /// retention, [`RETENTION_DAYS`].
    pub kept_days: Option<Decimal>,
}

/// One way to wait.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    /// Cost of the wait itself.
    pub(super) lines: Vec<Line>,
    pub(super) requests: Line,
    pub(super) work: Line,
}

impl Way {
    pub(super) fn waiting(&self) -> Money {
        bill::total(&self.lines)
    }

    pub(super) fn total(&self) -> Money {
        bill::total(self.lines.iter().chain([&self.requests, &self.work]))
    }
}

impl WaitRequest {
    /// Returns the length of a wait in days.
    pub(super) fn wait_days(&self) -> Decimal {
        self.seconds / Decimal::from(DAY_SECONDS)
    }

    /// Returns how long the state is kept, in days: never less than the wait.
    pub(super) fn kept_days(&self) -> Decimal {
        let by_default = self.wait_days() + Decimal::from(RETENTION_DAYS);
        let kept = self.durable.kept_days.unwrap_or(by_default);
        kept.max(self.wait_days())
    }

    pub(super) fn requests(&self, each: u64) -> Line {
        bill::requests(&self.rates, self.waits.saturating_mul(each), &self.free)
    }

    pub(super) fn work_seconds(&self) -> Decimal {
        let runs = Runs {
            invocations: self.waits,
            duration_ms: self.work_ms,
        };
        runs.seconds()
    }

    pub(super) fn gb_seconds(&self, seconds: Decimal) -> Decimal {
        bill::gb_seconds(seconds, self.memory_mb)
    }

    pub(super) fn way(&self, key: &'static str, name: &'static str, lines: Vec<Line>) -> Way {
        let work = self.gb_seconds(self.work_seconds());
        Way {
            key,
            name,
            lines,
            requests: self.requests(2),
            work: bill::duration(&self.rates, work, &self.free),
        }
    }

    pub(super) fn asleep(&self) -> Result<Way, String> {
        let whole = self.seconds + self.work_ms / Decimal::from(1_000);
        if whole > Decimal::from(FUNCTION_SECONDS_MAX) {
            return Err(format!(
                "left out: asleep in the function, because a function runs at most {FUNCTION_SECONDS_MAX} s"
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

    pub(super) fn standard(&self) -> Result<Way, String> {
        let transitions = self.waits.saturating_mul(TRANSITIONS);
        let line = bill::step_functions_transitions(&self.rates, transitions, &self.free);
        let line = line.map_err(|why| why.to_string())?;
        Ok(self.way("standard", "standard workflow", vec![line]))
    }

    pub(super) fn express(&self) -> Result<Way, String> {
        let ms = self.seconds * Decimal::from(1_000) + self.work_ms;
        if ms > Decimal::from(EXPRESS_SECONDS_MAX * 1_000) {
            return Err(format!(
                "left out: express workflow, because it runs at most {EXPRESS_SECONDS_MAX} s, waits included"
            ));
        }
        let lines = bill::step_functions_express(&self.rates, self.waits, ms, EXPRESS_MB);
        let lines = lines.map_err(|why| why.to_string())?;
        Ok(self.way("express", "express workflow", lines.into()))
    }

    pub(super) fn durable(&self) -> Result<Way, String> {
        let lines = self.durable_lines().map_err(|why| why.to_string())?;
        Ok(self.way("durable", "durable function", lines))
    }

    pub(super) fn durable_lines(&self) -> Result<Vec<Line>, NoPrice> {
        let waits = Decimal::from(self.waits);
        let operations = waits.saturating_mul(Decimal::from(self.durable.operations));
        let written = bill::gb_from_bytes(waits.saturating_mul(self.durable.written_bytes));
        let kept = written.saturating_mul(self.kept_days()) / Decimal::from(MONTH_DAYS);
        Ok(vec![
            bill::line(&self.rates, Item::DurableOperations, operations)?,
            bill::line(&self.rates, Item::DurableWritten, written)?,
            bill::line(&self.rates, Item::DurableStored, kept)?,
        ])
    }

    /// Returns the cost of a second asleep.
    pub(super) fn second(&self, memory_mb: u32) -> Decimal {
        bill::gb_seconds(self.rates.duration().first(), memory_mb)
    }

    /// Returns the cost of one durable wait, not rounded.
    pub(super) fn durable_each(&self) -> Option<Decimal> {
        let price = |item| self.rates.price(item).ok().map(|price| price.first());
        let written = bill::gb_from_bytes(self.durable.written_bytes);
        let kept = written * self.kept_days() / Decimal::from(MONTH_DAYS);
        let operations = Decimal::from(self.durable.operations) * price(Item::DurableOperations)?;
        Some(
            operations
                + written * price(Item::DurableWritten)?
                + kept * price(Item::DurableStored)?,
        )
    }
}
