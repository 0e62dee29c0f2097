//! The cost of cold starts. Initialisation is billed as run time since 2025-08-01 (AWS Compute Blog, 2025-04).
//! SnapStart charges for keeping the snapshot and for each restore.

use tidegate_figures::{Decimal, count};
use tidegate_price::bill::{self, Line};
use tidegate_price::{Money, NoPrice};

use super::model::{Cold, ColdStartRequest};
use crate::plan::{price_source, priced};
use crate::{Figure, Table, Value};

/// The bill at one rate.
struct Bill {
    requests: Line,
    duration: Line,
    /// Initialisation, or a snapshot and its restores.
    cold: Vec<Line>,
}

impl Bill {
    fn total(&self) -> Money {
        bill::total(
            [&self.requests, &self.duration]
                .into_iter()
                .chain(&self.cold),
        )
    }

    fn of_cold(&self) -> Money {
        bill::total(&self.cold)
    }
}

impl ColdStartRequest {
    fn bill(&self, cold: &Cold) -> Result<Bill, NoPrice> {
        let ms = |times: u64, each: Decimal| {
            Decimal::from(times).saturating_mul(each) / Decimal::from(1_000)
        };
        let handler = bill::gb_seconds(ms(cold.invocations, self.duration_ms), self.memory_mb);
        let cold_lines = if self.has_snapstart {
            let seconds = u64::from(self.hours) * 3_600;
            vec![
                bill::snapstart_cache(&self.rates, self.memory_mb, seconds)?,
                bill::snapstart_restore(&self.rates, self.memory_mb, cold.starts())?,
            ]
        } else {
            let init = bill::gb_seconds(ms(cold.starts(), self.init_ms), self.memory_mb);
            vec![bill::init(&self.rates, init, handler, &self.free)]
        };
        Ok(Bill {
            requests: bill::requests(&self.rates, cold.invocations, &self.free),
            duration: bill::duration(&self.rates, handler, &self.free),
            cold: cold_lines,
        })
    }

    fn money(&self, amount: Money) -> Value {
        Value::Money(amount, self.rates.currency())
    }

    pub(super) fn costs(&self, cold: &Cold) -> Result<Vec<Figure>, NoPrice> {
        let bill = self.bill(cold)?;
        let mut figures = vec![
            priced("requests", "requests", &bill.requests, &self.rates),
            priced("duration", "run time", &bill.duration, &self.rates),
        ];
        if let [cache, restore] = &bill.cold[..] {
            figures.extend([
                priced("cache", "snapshot kept", cache, &self.rates),
                priced("restore", "restores", restore, &self.rates),
            ]);
        } else {
            figures.extend(bill.cold.iter().map(|line| self.init(cold, line)));
        }
        figures.push(
            Figure::new("total", "total", self.money(bill.total()))
                .by_hand("sum of the lines above"),
        );
        Ok(figures)
    }

    fn init(&self, cold: &Cold, line: &Line) -> Figure {
        Figure::new("init", "initialisation", self.money(line.amount))
            .by_hand(format!(
                "{} cold starts x {} ms x {} MB / 1,024, as run time",
                count(cold.starts()),
                self.init_ms.normalize(),
                count(self.memory_mb.into())
            ))
            .source(price_source(line))
    }

    /// Returns the table that compares the bills without and with the filter.
    pub(super) fn filter(&self, before: &Cold, after: &Cold) -> Result<Table, NoPrice> {
        let mut table = Table::new(
            "filter",
            "before and after the filter",
            &["", "unfiltered", "filtered"],
        );
        let bills = [self.bill(before)?, self.bill(after)?];
        let mut row = |name, cells: [Value; 2]| table.named(name, cells);
        let sides = [before, after];
        row(
            "invocations",
            sides.map(|side| Value::Count(side.invocations)),
        );
        row("start cold", sides.map(|side| Value::Share(side.share)));
        row("cold starts", sides.map(|side| Value::Count(side.starts())));
        let [left, right] = &bills;
        row(
            if self.has_snapstart {
                "snapshots"
            } else {
                "initialisation"
            },
            [left.of_cold(), right.of_cold()].map(|amount| self.money(amount)),
        );
        row(
            "total",
            [left.total(), right.total()].map(|amount| self.money(amount)),
        );
        Ok(table)
    }
}
