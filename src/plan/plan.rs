//! A plan: figures with their calculation and sources, tables, and next steps.

use tidegate_figures::{Decimal, exact};
use tidegate_price::Rates;
use tidegate_price::bill::{self, FreeTier, Line, gb_seconds};
use tidegate_report::{Plot, Rank};

use crate::value::Value;

/// The result of a planning command.
///
/// ```
/// use tidegate_plan::{Figure, Plan, Value};
/// let mut plan = Plan::new("concurrency", "500/s x 200 ms");
/// plan.headline = "100 environments are busy on average.".to_owned();
/// plan.figures.push(Figure::new("mean", "mean concurrency", Value::Number(100.0)).unit("environments"));
/// assert!(plan.document().markdown().contains("100 environments"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The subcommand of `tidegate plan`.
    pub kind: &'static str,
    /// The input, in short.
    pub title: String,
    /// The result in a sentence or two.
    pub headline: String,
    /// The figures that support it.
    pub figures: Vec<Figure>,
    /// Tables of figures by region, by load, and so on.
    pub tables: Vec<Table>,
    /// Next steps, with numbers.
    pub next: Vec<String>,
    /// Warnings for the reader.
    pub warnings: Vec<String>,
    /// Assumptions beyond the figures' own sources.
    pub assumptions: Vec<String>,
}

impl Plan {
    /// Returns a plan without figures.
    #[must_use]
    pub fn new<T: Into<String>>(kind: &'static str, title: T) -> Self {
        Self {
            kind,
            title: title.into(),
            ..Self::default()
        }
    }

    /// Returns the figure with this key.
    #[must_use]
    pub fn figure(&self, key: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.key == key)
    }
}

/// Invocations of equal duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runs {
    /// Invocations of the period.
    pub invocations: u64,
    /// Duration of each, in milliseconds; billed in whole milliseconds, rounded up.
    pub duration_ms: Decimal,
}

impl Runs {
    /// Returns the billed seconds of all invocations.
    pub(crate) fn seconds(&self) -> Decimal {
        let ms = self.duration_ms.ceil();
        Decimal::from(self.invocations).saturating_mul(ms) / Decimal::from(1_000)
    }

    pub(crate) fn gb_seconds(&self, memory_mb: u32) -> Decimal {
        gb_seconds(self.seconds(), memory_mb)
    }

    /// Returns the lines of their requests and of their run time on demand.
    pub(crate) fn lines(&self, memory_mb: u32, rates: &Rates, free: &FreeTier) -> [Line; 2] {
        [
            bill::requests(rates, self.invocations, free),
            bill::duration(rates, self.gb_seconds(memory_mb), free),
        ]
    }
}

/// One number, how to check it, and its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its name for machines; unique in its plan.
    pub key: &'static str,
    /// Its name for people.
    pub name: String,
    /// Whether it is a part of the figure above it.
    pub rank: Rank,
    /// The number.
    pub value: Value,
    /// The unit, in the plural; empty for money and shares, whose unit is part of the value.
    pub unit: &'static str,
    /// How to calculate it by hand; empty if the value was given.
    pub by_hand: String,
    /// The assumption, or the source of the rule or price; empty for plain arithmetic.
    pub source: String,
}

impl Figure {
    /// Returns a figure without unit, calculation and source.
    #[must_use]
    pub fn new<N: Into<String>>(key: &'static str, name: N, value: Value) -> Self {
        Self {
            key,
            name: name.into(),
            rank: Rank::Whole,
            value,
            unit: "",
            by_hand: String::new(),
            source: String::new(),
        }
    }

    /// Returns a figure of a whole number.
    #[must_use]
    pub fn count<N: Into<String>, C: Into<u64>>(key: &'static str, name: N, count: C) -> Self {
        Self::new(key, name, Value::Count(count.into()))
    }

    /// Returns a figure of a model's number.
    #[must_use]
    pub fn number<N: Into<String>>(key: &'static str, name: N, number: f64) -> Self {
        Self::new(key, name, Value::Number(number))
    }

    /// Returns a figure of a share or probability, 0 to 1.
    #[must_use]
    pub fn share<N: Into<String>>(key: &'static str, name: N, share: f64) -> Self {
        Self::new(key, name, Value::Share(share))
    }

    /// Makes it a part of the figure above it.
    #[must_use]
    pub fn part(self) -> Self {
        Self {
            rank: Rank::Part,
            ..self
        }
    }

    /// Sets the unit.
    #[must_use]
    pub fn unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    /// Sets the calculation.
    #[must_use]
    pub fn by_hand<T: Into<String>>(self, by_hand: T) -> Self {
        Self {
            by_hand: by_hand.into(),
            ..self
        }
    }

    /// Sets the source.
    #[must_use]
    pub fn source<T: Into<String>>(self, source: T) -> Self {
        Self {
            source: source.into(),
            ..self
        }
    }
}

/// Returns memory or storage sizes to compare, and the size of the request among them, in order.
pub(crate) fn sizes_with(compared: &[u32], own: u32) -> Vec<u32> {
    let mut sizes = [compared, &[own]].concat();
    sizes.sort_unstable();
    sizes.dedup();
    sizes
}

/// Decimals of a quantity that are shown.
const QUANTITY_DECIMALS: u32 = 6;

/// Returns a line of a bill as a figure: its quantity, split by price tier, times the prices.
pub(crate) fn priced(key: &'static str, name: &str, line: &Line, rates: &Rates) -> Figure {
    let parts = rates.price(line.item).map(|price| {
        let parts = price.split(line.quantity);
        let parts = parts.map(|part| {
            format!(
                "{} x {}",
                exact(part.quantity.round_dp(QUANTITY_DECIMALS)),
                exact(part.price)
            )
        });
        parts.collect::<Vec<_>>().join(" + ")
    });
    let by_hand = parts.unwrap_or_default();
    let by_hand = if by_hand.is_empty() {
        format!("0 {}", line.unit)
    } else {
        format!("{by_hand}, {}", line.unit)
    };
    Figure::new(key, name, Value::Money(line.amount, rates.currency()))
        .by_hand(by_hand)
        .source(price_source(line))
}

/// Returns the source of a price, with its date and grade of evidence.
pub(crate) fn price_source(line: &Line) -> String {
    let date = line
        .as_of
        .as_ref()
        .map_or_else(|| "undated".to_owned(), ToString::to_string);
    format!("{}, {date} (evidence {})", line.source, line.grade)
}

/// A table of values.
///
/// ```
/// use tidegate_plan::{Table, Value};
/// let mut table = Table::new("reserved", "share that a reservation throttles", &["reserved", "throttled"]);
/// table.push([Value::Count(100), Value::Share(0.0757)]);
/// assert_eq!(table.rows.len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name for machines.
    pub key: &'static str,
    /// Its name for people.
    pub caption: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// Rows with one value for each column, the row's name first.
    pub rows: Vec<Vec<Value>>,
    /// Whether the last column holds words, which are aligned left, rather than figures.
    pub ends_in_words: bool,
    /// The values as curves, which pages draw.
    pub plot: Option<Plot>,
}

impl Table {
    /// Returns a table without rows.
    #[must_use]
    pub fn new<C: Into<String>>(key: &'static str, caption: C, head: &[&str]) -> Self {
        Self {
            key,
            caption: caption.into(),
            head: head.iter().map(|&name| name.to_owned()).collect(),
            rows: Vec::new(),
            ends_in_words: false,
            plot: None,
        }
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If the number of values differs from the number of columns.
    pub fn push<const N: usize>(&mut self, row: [Value; N]) {
        assert_eq!(N, self.head.len(), "a row needs one value for each column");
        self.rows.push(row.into());
    }

    /// Adds a row of a name and the values beside it.
    ///
    /// # Panics
    /// If the number of values differs from the number of columns after the first.
    pub(crate) fn named<const N: usize>(&mut self, name: &str, values: [Value; N]) {
        assert_eq!(
            N + 1,
            self.head.len(),
            "a row needs one value for each column"
        );
        let name = Value::Text(name.to_owned());
        self.rows
            .push(std::iter::once(name).chain(values).collect());
    }
}
