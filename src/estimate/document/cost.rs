//! The cost of a month, line by line, and the costs that stay the same.

use tidegate_figures::{Decimal, Levels, count, exact, float};
use tidegate_price::bill::Line;
use tidegate_price::{Grade, Money};
use tidegate_report::{
    Bar, Bars, Block, Chart, Colour, Drawing, Length, Rank, Row, Section, Stacked, Table, Weight,
};

use super::bounds::{Bounds, level_names, saved_percent_of_bill, shown_levels, some, spent};
use crate::model::{Cost, Report};

/// The title of the fold of invocations and cost at their levels.
pub(super) const LEVELS: &str = "Ranges, and cost by line";

/// Returns the section; `None` without prices.
pub(super) fn cost(report: &Report) -> Option<Section> {
    let cost = report.cost.as_ref()?;
    let mut blocks = vec![Block::Chart(Chart {
        drawing: Drawing::Bars(bills(report, cost)),
        table: table(report, cost),
    })];
    blocks.extend(unchanged(cost).map(Block::Table));
    let section = Section::new("cost", "Cost", blocks);
    let section = section.about("What the number of invocations decides, a month.");
    Some(section.folded(LEVELS))
}

/// Returns region, architecture, memory, run time and date of the prices, in words.
fn setting(report: &Report, cost: &Cost) -> String {
    let date = cost.as_of.as_ref().map_or_else(
        || "prices without a date".to_owned(),
        |date| format!("prices of {date} or later"),
    );
    format!(
        "{}, {}, {} MB, {}, {date}",
        cost.region,
        cost.architecture,
        count(cost.memory_mb.into()),
        report.handler
    )
}

/// Returns today's bill, the bill with the filter, and the difference, each level within itself. Lines of zero are left
/// out.
fn table(report: &Report, cost: &Cost) -> Table {
    let total = cost.total();
    let lines = cost.lines.iter();
    let lines = lines.filter(|line| !is_nothing(line.unfiltered) || !is_nothing(line.filtered));
    let lines: Vec<_> = lines.collect();
    let line = |name: &str, cells| Row::plain(Rank::Part.named(name), cells);
    let today = |amounts| cells(report, amounts, &|amount| some(*amount));
    let then = |amounts| cells(report, amounts, &|amount| spent(report, *amount));
    let bounds = Bounds::of(report);
    let mut rows = vec![Row::new(Weight::Sum, "today", today(total.unfiltered))];
    rows.extend(lines.iter().map(|it| line(it.name, today(it.unfiltered))));
    let function = Some(cost.of_function()).filter(|it| it.today != total.today);
    rows.extend(function.map(|it| line(LAMBDA, today(it.unfiltered))));
    let name = bounds.named_most("with the filter");
    rows.push(Row::new(Weight::Sum, name, then(total.filtered)));
    rows.extend(lines.iter().map(|it| line(it.name, then(it.filtered))));
    rows.extend(function.map(|it| line(LAMBDA, then(it.filtered))));
    rows.extend(saved_rows(report, cost));
    let caption = format!("cost a month, {}", cost.currency);
    let head = [&[""], level_names(report)].concat();
    Table {
        setting: setting(report, cost),
        ..Table::new(caption, &head).with(rows)
    }
}

/// The name of the sum of the function's own lines, if there are other lines.
const LAMBDA: &str = "Lambda together";

fn is_nothing(amounts: Levels<Money>) -> bool {
    amounts == Levels::exactly(Money::ZERO)
}

fn cells(report: &Report, amounts: Levels<Money>, words: &dyn Fn(&Money) -> String) -> Vec<String> {
    shown_levels(report, amounts.map(|amount| words(&amount)))
}

/// Returns the rows of the saving, and of its share of that level's bill.
fn saved_rows(report: &Report, cost: &Cost) -> Vec<Row> {
    let bounds = Bounds::of(report);
    let saved = cost.saved();
    let amounts = saved.map(|amount| format!("{}{amount}", bounds.least));
    let shares = saved.zip(cost.total().unfiltered);
    let shares = shares.map(|(saved, today)| saved_percent_of_bill(report, saved, today));
    let has_shares = !shares.expected.is_empty();
    let row = |weight, name, cells| Row::new(weight, name, shown_levels(report, cells));
    let amounts = row(Weight::Saved, bounds.named_least("saved"), amounts);
    let shares = has_shares.then(|| row(Weight::Faint, String::new(), shares));
    std::iter::once(amounts).chain(shares).collect()
}

/// Returns the lines that no filter changes; `None` if none is priced.
fn unchanged(cost: &Cost) -> Option<Table> {
    let row = |name: String, line: &Line| {
        let quantity = format!("{} {}", exact(line.quantity.round_dp(2)), line.unit);
        Row::plain(name, [quantity, line.amount.to_string()])
    };
    let rows = cost
        .unchanged
        .iter()
        .map(|line| row(line.name.to_owned(), line));
    let most = cost.pollers_most.iter();
    let rows = rows.chain(most.map(|line| row(format!("{}, at most", line.name), line)));
    let caption = format!("not saved, a month, {}", cost.currency);
    let table = || Table::new(caption, &["", "quantity", "cost"]).with(rows);
    (!cost.unchanged.is_empty()).then(table)
}

/// Returns today's bill and that of each level, stacked by line.
fn bills(report: &Report, cost: &Cost) -> Bars {
    let today: Vec<_> = cost.lines.iter().map(|line| line.today).collect();
    let filtered = cost.lines.iter().map(|line| line.filtered);
    let filtered = filtered.fold(Levels::default(), |bills: Levels<Vec<_>>, line| {
        bills
            .zip(line)
            .map(|(bill, amount)| [bill, vec![amount]].concat())
    });
    let filtered = shown_levels(report, filtered);
    let totals = std::iter::once(&today).chain(&filtered);
    let most = totals.map(|bill| length(total(bill))).fold(0.0, f64::max);
    let bar = |name: String, value: String, bill: &[Money]| Bar {
        name,
        value,
        note: String::new(),
        length: Length::Stacked(stacked(bill, most)),
    };
    let words = cost.currency.amount(total(&today));
    let mut rows = vec![bar("today".to_owned(), words, &today)];
    let names = level_names(report).iter();
    rows.extend(names.zip(&filtered).map(|(name, bill)| {
        let name = format!("with the filter, {name}");
        bar(name, in_words(report, cost, total(bill)), bill)
    }));
    let legend = cost.lines.iter().enumerate();
    let legend = legend.map(|(at, line)| (Colour::Line(at), line.name.to_owned()));
    Bars {
        rows,
        axis: None,
        legend: legend.collect(),
    }
}

fn total(bill: &[Money]) -> Money {
    bill.iter().copied().sum()
}

/// Returns a total with the filter. An upper bound is never shown as zero.
fn in_words(report: &Report, cost: &Cost, total: Money) -> String {
    if report.is_upper_bound() && total == Money::ZERO {
        let cent = Money::from_decimal(Decimal::new(1, 2));
        return format!("under {}", cost.currency.amount(cent));
    }
    let at_most = Bounds::of(report).at_most;
    format!("{at_most}{}", cost.currency.amount(total))
}

fn stacked(bill: &[Money], whole: f64) -> Stacked {
    let parts = bill.iter().enumerate();
    let parts = parts.map(|(at, amount)| (Colour::Line(at), length(*amount)));
    Stacked {
        parts: parts.collect(),
        whole,
    }
}

/// Returns an amount as a length on the page. Sums never use it.
pub(super) fn length(amount: Money) -> f64 {
    float(amount.decimal())
}

/// Returns the source of each price.
pub(super) fn prices(cost: &Cost) -> Table {
    let row = |name: &str, is_modelled, grade: Grade, source: &str| {
        let name = if is_modelled {
            format!("{name} (part of it at a modelled price)")
        } else {
            name.to_owned()
        };
        Row::plain(name, [grade.to_string(), source.to_owned()])
    };
    let changed = cost.lines.iter();
    let changed = changed.map(|it| row(it.name, it.is_modelled, it.grade, &it.source));
    let unchanged = cost.unchanged.iter();
    let unchanged = unchanged.map(|it| row(it.name, it.is_modelled, it.grade, &it.source));
    let date = cost.as_of.as_ref().map_or_else(
        || "no date is given".to_owned(),
        |date| format!("the oldest of {date}"),
    );
    let caption = format!("prices of {}, {date}", cost.region);
    Table::new(caption, &["price of", "evidence", "source"])
        .ending_in_words()
        .with(changed.chain(unchanged))
}
