//! What a month costs, line by line, and what stays as it is.

use tidegate_figures::{Levels, count, exact};
use tidegate_price::Money;
use tidegate_report::{Row, Table, Weight, safe};

use super::{bound_words, bounds, level_names, levels, words};
use crate::report::headline::saved_percent_of_bill;
use crate::report::{Cost, CostLine, Report};

/// Region, architecture, memory, run time, date of the prices.
pub(in crate::report) fn setting(report: &Report, cost: &Cost) -> String {
    let date = cost.as_of.as_ref().map_or_else(
        || "prices without a date".to_owned(),
        |date| format!("prices of {date} or later"),
    );
    format!(
        "{}, {}, {} MB, {}, {date}",
        safe(&cost.region),
        cost.architecture,
        count(cost.memory_mb.into()),
        report.handler
    )
}

pub(in crate::report) fn cost(report: &Report, cost: &Cost) -> Table {
    let mut rows: Vec<_> = cost
        .lines
        .iter()
        .map(|line| line_row(report, line))
        .collect();
    let (lambda, others) = (cost.of_lambda(), cost.of_others());
    if lambda.0 != Money::ZERO && others.0 != Money::ZERO {
        rows.push(sum_row(report, "Lambda", lambda));
    }
    let (today, filtered) = (cost.today(), cost.filtered());
    rows.push(sum_row(report, "total", (today, filtered)));
    rows.extend(saved_rows(report, cost));
    let mut head = words(&["", "today"]);
    head.extend(words(level_names(report)));
    Table {
        caption: format!(
            "cost a month, {}, today and{} with the filter",
            cost.currency,
            bound_words(report).0
        ),
        head,
        rows,
        ends_in_words: false,
    }
}

fn line_row(report: &Report, line: &CostLine) -> Row {
    Row::new(
        Weight::Plain,
        line.name,
        cells(report, line.today, line.filtered),
    )
}

fn sum_row(report: &Report, name: &str, (today, filtered): (Money, Levels<Money>)) -> Row {
    Row::new(Weight::Sum, name, cells(report, today, filtered))
}

fn cells(report: &Report, today: Money, filtered: Levels<Money>) -> Vec<String> {
    let mut cells = vec![today.to_string()];
    cells.extend(levels(report, filtered, |amount| spent(report, amount)));
    cells
}

/// An amount with the filter. A bound is never nothing.
pub(in crate::report) fn spent(report: &Report, amount: Money) -> String {
    if report.is_upper_bound() && amount == Money::ZERO {
        return "< 0.01".to_owned();
    }
    format!("{}{amount}", bounds(report).0)
}

/// From the least saved to the most, as the invocations avoided.
fn saved_rows(report: &Report, cost: &Cost) -> Vec<Row> {
    let ((_, least), (_, at_least)) = (bounds(report), bound_words(report));
    let (saved, today) = (cost.saved(), cost.today());
    let share = |amount| saved_percent_of_bill(report, amount, today);
    let row = |weight, name: String, write: &dyn Fn(Money) -> String| {
        let mut cells = vec![String::new()];
        cells.extend(levels(report, saved, write));
        Row::new(weight, name, cells)
    };
    let amounts = row(Weight::Saved, format!("saved{at_least}"), &|amount| {
        format!("{least}{amount}")
    });
    let shares =
        (!share(saved.expected).is_empty()).then(|| row(Weight::Faint, String::new(), &share));
    std::iter::once(amounts).chain(shares).collect()
}

/// Lines that no filter changes; `None` if none is priced.
pub(in crate::report) fn unchanged(cost: &Cost) -> Option<Table> {
    let rows = cost.unchanged.iter().map(|line| {
        let quantity = format!("{} {}", exact(line.quantity), line.unit);
        Row::new(
            Weight::Plain,
            line.name,
            vec![quantity, line.amount.to_string()],
        )
    });
    (!cost.unchanged.is_empty()).then(|| Table {
        caption: format!("not saved, a month, {}", cost.currency),
        head: words(&["", "quantity", "cost"]),
        rows: rows.collect(),
        ends_in_words: false,
    })
}

/// Where each price comes from.
pub(in crate::report) fn prices(cost: &Cost) -> Table {
    let row = |name: &str, is_modelled, cells: [String; 2]| {
        let name = if is_modelled {
            format!("{name} (part of it at a modelled price)")
        } else {
            name.to_owned()
        };
        Row::new(Weight::Plain, name, cells.to_vec())
    };
    let changed = cost.lines.iter().map(|line| {
        row(
            line.name,
            line.is_modelled,
            [line.grade.to_string(), line.source.clone()],
        )
    });
    let unchanged = cost.unchanged.iter().map(|line| {
        row(
            line.name,
            line.is_modelled,
            [line.grade.to_string(), line.source.to_string()],
        )
    });
    let date = cost.as_of.as_ref().map_or_else(
        || "no date is given".to_owned(),
        |date| format!("the oldest of {date}"),
    );
    Table {
        caption: format!("prices of {}, {date}", cost.region),
        head: words(&["price of", "evidence", "source"]),
        rows: changed.chain(unchanged).collect(),
        ends_in_words: true,
    }
}
