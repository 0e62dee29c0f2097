//! Memory without a log: for one size and its duration, the range of what other sizes can do. CPU is in proportion to
//! memory, so the duration lies between that of a function that only waits, which no memory speeds up, and that of one
//! that only computes.

use tidegate_figures::{Decimal, Rate, count, exact, float};
use tidegate_price::bill::{self, FreeTier};
use tidegate_price::{Money, Rates};

use super::curve::{SIZES, million};
use super::figures::CPU;
use super::fit::VCPU_MB;
use crate::plan::{Runs, sizes_with};
use crate::{Figure, Plan, Table, Value};

/// One memory size with its duration, as stated.
#[derive(Clone, Debug)]
pub struct StatedSize {
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Mean duration of an invocation at that size, in milliseconds.
    pub duration_ms: Decimal,
    /// Prices of the function.
    pub rates: Rates,
    /// Free tiers that are left, for a month's cost.
    pub free: FreeTier,
    /// Rate of the invocations, for a month's cost; `None` leaves the cost out.
    pub rate: Option<Rate>,
}

/// The durations that a memory size can have, in milliseconds.
struct Range {
    /// The function only waits: for other services, for disks.
    waiting: Decimal,
    /// It computes on one thread, which uses at most one vCPU.
    thread: Decimal,
    /// It computes on all vCPUs.
    parallel: Decimal,
}

impl Range {
    fn ends(&self) -> [Decimal; 2] {
        let all = [self.waiting, self.thread, self.parallel];
        let least = all.into_iter().fold(self.waiting, Decimal::min);
        [least, all.into_iter().fold(self.waiting, Decimal::max)]
    }
}

impl StatedSize {
    /// Returns the plan.
    ///
    /// ```
    /// use tidegate_plan::memory::StatedSize;
    /// use tidegate_price::bill::FreeTier;
    /// use tidegate_price::{Architecture, PriceBook};
    /// let stated = StatedSize {
    ///     memory_mb: 512,
    ///     duration_ms: 200.into(),
    ///     rates: PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?,
    ///     free: FreeTier::NONE,
    ///     rate: None,
    /// };
    /// // 512 MB are 0.2894 vCPUs.
    /// assert_eq!(stated.answer().figure("vcpus").unwrap().value.shown(), "0.2894");
    /// # Ok::<(), tidegate_price::PriceError>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        let title = format!(
            "{} ms at {} MB, no log, {} {}",
            exact(self.duration_ms),
            count(self.memory_mb.into()),
            self.rates.region(),
            self.rates.architecture()
        );
        let mut plan = Plan::new("memory", title);
        plan.headline = self.headline();
        plan.figures = vec![self.vcpus(), self.cost()];
        plan.figures.extend(self.month());
        plan.tables.push(self.table());
        let other = if self.memory_mb == VCPU_MB {
            512
        } else {
            VCPU_MB
        };
        plan.next.push(format!(
            "run the function at {} MB too, ten times with the same input, and give the log: two sizes show how much of the \
             time is computing",
            count(other.into())
        ));
        plan.warnings.push(
            "how much memory the function uses is not known without a log: a size below that fails"
                .to_owned(),
        );
        plan.assumptions.push(
            "cost: milliseconds rounded up x memory x first-tier price + requests; without free tier, storage and logs"
                .to_owned(),
        );
        plan
    }

    fn headline(&self) -> String {
        let at = if self.memory_mb == VCPU_MB {
            1_024
        } else {
            VCPU_MB
        };
        let [least, most] = self.range(at).ends();
        let cost = |ms| self.money(million(&self.rates, ms, at)).shown();
        format!(
            "{} MB: {} ms, {} per million. {} MB: {} to {} ms, {} to {} per million: the more of the time is computing, \
             the {}.",
            count(self.memory_mb.into()),
            exact(self.duration_ms),
            self.money(million(&self.rates, self.duration_ms, self.memory_mb))
                .shown(),
            count(at.into()),
            shown(least),
            shown(most),
            cost(least),
            cost(most),
            if at > self.memory_mb {
                "faster"
            } else {
                "slower"
            }
        )
    }

    fn vcpus(&self) -> Figure {
        Figure::number("vcpus", "share of a CPU", vcpus(self.memory_mb))
            .unit("vCPUs")
            .by_hand(format!(
                "{} / {}",
                count(self.memory_mb.into()),
                count(VCPU_MB.into())
            ))
            .source(CPU)
    }

    fn cost(&self) -> Figure {
        let cost = million(&self.rates, self.duration_ms, self.memory_mb);
        Figure::new("per_million", "cost of a million", self.money(cost)).by_hand(format!(
            "{} ms x {} / 1,024 GB x {} + requests",
            exact(self.duration_ms.ceil()),
            count(self.memory_mb.into()),
            exact(self.rates.duration().first())
        ))
    }

    fn month(&self) -> Option<Figure> {
        let runs = Runs {
            invocations: self.rate?.per_month(),
            duration_ms: self.duration_ms,
        };
        let lines = runs.lines(self.memory_mb, &self.rates, &self.free);
        Some(
            Figure::new("month", "cost of a month", self.money(bill::total(&lines))).by_hand(
                format!(
                    "{} invocations: {} requests + {} duration",
                    count(runs.invocations),
                    lines[0].amount,
                    lines[1].amount
                ),
            ),
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(
            "band",
            "the range by memory: only waiting, computing on one thread (at most one vCPU), computing on all vCPUs",
            &[
                "MB",
                "vCPUs",
                "ms waiting",
                "one thread",
                "all vCPUs",
                "per million from",
                "to",
            ],
        );
        for memory_mb in sizes_with(&SIZES, self.memory_mb) {
            let range = self.range(memory_mb);
            let [least, most] = range.ends().map(|ms| million(&self.rates, ms, memory_mb));
            let ms = |ms: Decimal| Value::Number(float(ms));
            table.push([
                Value::Count(memory_mb.into()),
                Value::Number(vcpus(memory_mb)),
                ms(range.waiting),
                ms(range.thread),
                ms(range.parallel),
                self.money(least),
                self.money(most),
            ]);
        }
        table
    }

    fn range(&self, memory_mb: u32) -> Range {
        let scaled = |from: u32, to: u32| {
            let longer = self.duration_ms * Decimal::from(from) / Decimal::from(to);
            longer.round_dp(3)
        };
        Range {
            waiting: self.duration_ms,
            thread: scaled(self.memory_mb.min(VCPU_MB), memory_mb.min(VCPU_MB)),
            parallel: scaled(self.memory_mb, memory_mb),
        }
    }

    fn money(&self, amount: Money) -> Value {
        Value::Money(amount, self.rates.currency())
    }
}

fn shown(ms: Decimal) -> String {
    Value::Number(float(ms)).shown()
}

fn vcpus(memory_mb: u32) -> f64 {
    f64::from(memory_mb) / f64::from(VCPU_MB)
}
