//! The tables of a plan of provisioned concurrency: other schedules, other numbers of environments, and all regions.

use tidegate_figures::{Decimal, float, servers_for};
use tidegate_price::bill;
use tidegate_price::{Architecture, NoPrice, PriceBook};

use super::model::{HOUR, ProvisionedRequest, break_even};
use crate::{Table, Value};

/// Hours of a month.
pub(super) const MONTH_HOURS: u32 = 720;

/// Schedules that are compared, with their hours in a month of 30 days with 22 weekdays.
const SCHEDULES: [(&str, u32); 4] = [
    ("all month", MONTH_HOURS),
    ("weekdays, 12 hours", 264),
    ("weekdays, 8 hours", 176),
    ("weekdays, 3 hours", 66),
];

impl ProvisionedRequest {
    /// Returns the table of costs of other schedules.
    pub(super) fn schedules(&self, environments: u32) -> Result<Table, NoPrice> {
        let mut table = Table::new(
            "schedules",
            "kept ready on other schedules, before requests and run time",
            &["schedule", "hours a month", "kept ready"],
        );
        for (name, hours) in SCHEDULES {
            let seconds = u64::from(hours) * u64::from(HOUR);
            let line =
                bill::provisioned_concurrency(&self.rates, environments, self.memory_mb, seconds)?;
            let hours = Value::Count(hours.into());
            table.named(name, [hours, self.money(line.amount)]);
        }
        Ok(table)
    }

    /// Returns the table of bills for other numbers of environments.
    pub(super) fn choices(&self, requested: u32) -> Result<Table, NoPrice> {
        let load = self.load();
        let mut numbers = vec![
            requested,
            (load - 1e-9).ceil().max(1.0) as u32,
            self.with_a_tenth(),
            1,
        ];
        let targets = [0.01, 0.001].into_iter();
        let needed = targets.filter_map(|share| u32::try_from(servers_for(load, share)?).ok());
        numbers.extend(needed.filter(|&needed| needed > 0));
        numbers.sort_unstable();
        numbers.dedup();
        let mut table = Table::new(
            "environments",
            "other numbers of environments",
            &["environments", "spilled", "used", "kept ready", "total"],
        );
        for number in numbers {
            let bill = self.bill(number)?;
            table.push([
                Value::Count(number.into()),
                Value::Share(bill.spilled),
                Value::Share(bill.utilisation),
                self.money(bill.ready.amount),
                self.money(bill.total()),
            ]);
        }
        Ok(table)
    }
}

/// Returns the table of the break-even in every region that has the prices.
pub(super) fn regions(book: &PriceBook) -> Table {
    let mut table = Table::new(
        "regions",
        "break-even use, by region",
        &["region", "x86_64", "arm64", "on price alone"],
    );
    table.ends_in_words = true;
    for region in book.regions() {
        let of = |arch| {
            let rates = book.rates(region, arch).ok()?;
            break_even(&rates).ok()
        };
        let found = [Architecture::X86_64, Architecture::Arm64].map(of);
        if found == [None, None] {
            continue;
        }
        let share =
            |use_: Option<Decimal>| use_.map_or(Value::Absent, |use_| Value::Share(float(use_)));
        let never = found.iter().flatten().all(|&use_| use_ > Decimal::ONE);
        table.push([
            Value::Text(region.to_owned()),
            share(found[0]),
            share(found[1]),
            Value::Text(if never { "never" } else { "yes" }.to_owned()),
        ]);
    }
    table
}
