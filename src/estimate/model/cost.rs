//! The cost of a month: the lines that depend on invocations, and those that stay the same.

use tidegate_figures::Levels;
use tidegate_price::bill::Line;
use tidegate_price::{Architecture, Currency, Grade, Item, Money, NoPrice};

use super::basis::BaseRate;

/// The bill of a month, without the filters and with them.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// AWS's name of the region.
    pub region: String,
    /// The function's architecture.
    pub architecture: Architecture,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Date of the oldest price used, `YYYY-MM-DD`; `None` if a price file gives none.
    pub as_of: Option<String>,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Lines that the filter changes.
    pub lines: Vec<CostLine>,
    /// Lines that it leaves as they are.
    pub unchanged: Vec<Line>,
    /// All pollers of provisioned mode for the whole month, of which `unchanged` has the minimum; `None` without that mode or
    /// without a price.
    pub pollers_most: Option<Line>,
    /// What its poller group shares; `None` without a group or without a price.
    pub poller_group: Option<GroupCost>,
    /// Items that belong on the bill and have no price here.
    pub unpriced: Vec<NoPrice>,
    /// The sum of the lines with the filter at both ends of the delivered share's interval; `None` as
    /// [`Report::sampling`](crate::Report::sampling).
    pub sampled: Option<[Money; 2]>,
    /// The sums of the lines if shards are read at their base rate even while records wait; `None` if no shards are read.
    pub base_rate: Option<BaseRate<Money>>,
}

/// One line of the bill, today and with the filter. Every amount is rounded to the cent.
#[derive(Clone, Debug, PartialEq)]
pub struct CostLine {
    /// The item with this price.
    pub item: Item,
    /// `Lambda requests`, `Lambda duration`, ...
    pub name: &'static str,
    /// Without filters, as expected.
    pub today: Money,
    /// Without filters.
    pub unfiltered: Levels<Money>,
    /// With them.
    pub filtered: Levels<Money>,
    /// How far the price can be trusted.
    pub grade: Grade,
    /// Whether part of the quantity has a modelled price.
    pub is_modelled: bool,
    /// Where the price was read.
    pub source: String,
}

/// The cost of event poller units that Kafka mappings of one group share.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupCost {
    /// All units of the group, of which the bill has this mapping's share.
    Whole(Line),
    /// The share of this mapping if all units of the group are full. The bill has its units alone, because how many pollers
    /// the others have is not known.
    Least(Line),
}

/// A sum of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Without filters, as expected.
    pub today: Money,
    /// Without filters.
    pub unfiltered: Levels<Money>,
    /// With them.
    pub filtered: Levels<Money>,
}

impl Cost {
    /// Returns the sum of all lines that the filter changes.
    #[must_use]
    pub fn total(&self) -> Sum {
        self.sum(&|_| true)
    }

    /// Returns the sum of today's lines, without filters.
    #[must_use]
    pub fn today(&self) -> Money {
        self.total().today
    }

    /// Returns the sum of the lines with the filters, by level.
    #[must_use]
    pub fn filtered(&self) -> Levels<Money> {
        self.total().filtered
    }

    /// Returns the cost of the function's logs without the filters; zero if they are not priced.
    pub(crate) fn logs_today(&self) -> Money {
        self.sum(&|line| line.item == Item::Logs).today
    }

    /// Returns the sum of the lines of the function itself.
    pub(crate) fn of_function(&self) -> Sum {
        self.sum(&|line| line.item.is_of_function())
    }

    fn sum(&self, is_meant: &dyn Fn(&CostLine) -> bool) -> Sum {
        let lines = self.lines.iter().filter(|line| is_meant(line));
        let none = Sum {
            today: Money::ZERO,
            unfiltered: Levels::exactly(Money::ZERO),
            filtered: Levels::exactly(Money::ZERO),
        };
        let add = |sum: Levels<_>, line| sum.zip(line).map(|(sum, line)| sum + line);
        lines.fold(none, |sum, line| Sum {
            today: sum.today + line.today,
            unfiltered: add(sum.unfiltered, line.unfiltered),
            filtered: add(sum.filtered, line.filtered),
        })
    }

    /// Returns the saving, negative if the filters cost more than they save; each level within itself, as the
    /// invocations [avoided](crate::Forecast::avoided).
    #[must_use]
    pub fn saved(&self) -> Levels<Money> {
        let total = self.total();
        let both = total.unfiltered.zip(total.filtered);
        both.map(|(unfiltered, filtered)| unfiltered - filtered)
    }
}
