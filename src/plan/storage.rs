//! Ephemeral storage (`/tmp`): 512 MB are free; more is charged while the function runs. The price does not depend on
//! memory.
//!
//! Source of the rule: AWS Lambda pricing page, read 2026-11-23.

use tidegate_figures::{count, exact};
use tidegate_price::bill::{self, FreeTier, STORAGE_FREE_MB};
use tidegate_price::{Money, NoPrice, Rates};

use super::{Figure, Plan, Runs, Table, Value};
use crate::plan::{priced, sizes_with};

/// Sizes that are compared, in MB; the last is the largest that AWS offers.
const SIZES_MB: [u32; 5] = [512, 1_024, 2_048, 5_120, 10_240];

/// The input of a plan of ephemeral storage.
#[derive(Clone, Debug)]
pub struct StorageRequest {
    /// Invocations of a month.
    pub runs: Runs,
    /// Ephemeral storage, in MB, 512 to 10,240.
    pub storage_mb: u32,
    /// Memory of the function, in MB; used only for the cost of its run time.
    pub memory_mb: u32,
    /// Prices of the function.
    pub rates: Rates,
    /// Free tier of the run time.
    pub free: FreeTier,
}

impl StorageRequest {
    /// Returns the plan.
    ///
    /// ```
    /// use tidegate_plan::Runs;
    /// use tidegate_plan::storage::StorageRequest;
    /// use tidegate_price::bill::FreeTier;
    /// use tidegate_price::{Architecture, PriceBook};
    /// let request = StorageRequest {
    ///     runs: Runs { invocations: 6_000_000, duration_ms: 280.into() },
    ///     storage_mb: 2_048,
    ///     memory_mb: 4_096,
    ///     rates: PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?,
    ///     free: FreeTier::ALL,
    /// };
    /// assert_eq!(request.answer()?.figure("storage").unwrap().value.shown(), "$0.08");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Storage has no price in the region.
    pub fn answer(&self) -> Result<Plan, NoPrice> {
        let seconds = self.runs.seconds();
        let line = bill::ephemeral_storage(&self.rates, seconds, self.storage_mb)?;
        let gb_s = self.runs.gb_seconds(self.memory_mb);
        let duration = bill::duration(&self.rates, gb_s, &self.free);
        let title = format!(
            "{} MB, {} x {} ms, {}",
            count(self.storage_mb.into()),
            count(self.runs.invocations),
            self.runs.duration_ms.normalize(),
            self.rates.region()
        );
        let mut plan = Plan::new("storage", title);
        plan.headline = format!(
            "{} MB of ephemeral storage cost {} a month, in addition to {} of run time; the first {STORAGE_FREE_MB} MB are free.",
            count(self.storage_mb.into()),
            self.money(line.amount).shown(),
            self.money(duration.amount).shown(),
        );
        plan.figures.extend([
            Figure::new("charged", "charged storage", Value::Exact(line.quantity))
                .unit("GB-s")
                .by_hand(format!(
                    "({} - {STORAGE_FREE_MB}) MB / 1,024 x {} s of run time, whatever the memory",
                    count(self.storage_mb.into()),
                    exact(seconds)
                )),
            priced("storage", "ephemeral storage", &line, &self.rates),
            priced("duration", "run time", &duration, &self.rates),
        ]);
        plan.tables.push(self.sizes()?);
        plan.assumptions.push(
            "storage stays with its environment for the next invocation there; it is charged only while \
             the function runs"
                .to_owned(),
        );
        Ok(plan)
    }

    fn money(&self, amount: Money) -> Value {
        Value::Money(amount, self.rates.currency())
    }

    fn sizes(&self) -> Result<Table, NoPrice> {
        let mut table = Table::new("sizes", "other sizes", &["MB", "charged GB-s", "a month"]);
        for size in sizes_with(&SIZES_MB, self.storage_mb) {
            let line = bill::ephemeral_storage(&self.rates, self.runs.seconds(), size)?;
            table.push([
                Value::Count(size.into()),
                Value::Exact(line.quantity),
                self.money(line.amount),
            ]);
        }
        Ok(table)
    }
}
