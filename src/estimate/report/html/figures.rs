//! The rows of bars: a name, a bar, a figure.

use serde::Serialize;
use tidegate_figures::{Levels, Share, count, percent};
use tidegate_price::Money;
use tidegate_report::Table;
use tidegate_report::chart::{Part, Span, short, span, stacked};

use crate::report::headline::money;
use crate::report::{Cost, Report, tables};

/// One bar with its labels.
#[derive(Serialize)]
pub(super) struct Row {
    name: String,
    value: String,
    note: String,
    bar: String,
    /// Class of a swatch beside the name; empty for none.
    swatch: &'static str,
}

/// Figures at four levels on one axis.
#[derive(Serialize)]
pub(super) struct Ranges {
    rows: Vec<Row>,
    from: String,
    to: String,
    is_logarithmic: bool,
}

pub(super) fn dispositions(report: &Report) -> Vec<Row> {
    let tally = &report.tally;
    let fates = [
        ("delivered", "filter", tally.delivered),
        ("filtered", "today", tally.filtered),
        ("dropped", "caution", tally.dropped_total()),
        ("unreadable", "alarm", tally.unreadable_total()),
    ];
    let read = tally.read as f64;
    let row = |(name, class, number): (&str, &'static str, u64)| {
        let share =
            Share::of(number, tally.read).map_or_else(String::new, |share| percent(share.value));
        let value = number as f64;
        Row {
            name: name.to_owned(),
            value: count(number),
            note: share,
            bar: stacked(&[Part { class, value }], read),
            swatch: class,
        }
    };
    fates.into_iter().map(row).collect()
}

/// What each filter delivers, by it alone and with others; nothing for a single filter.
pub(super) fn by_filter(report: &Report) -> Vec<Row> {
    let filters = &report.tally.by_filter;
    if filters.len() < 2 {
        return Vec::new();
    }
    let most = filters
        .iter()
        .map(|filter| filter.delivered)
        .max()
        .unwrap_or(0) as f64;
    let rows = filters.iter().enumerate().map(|(index, filter)| {
        let shared = filter.delivered.saturating_sub(filter.only);
        let parts = [("filter", filter.only), ("filter-pale", shared)];
        let parts = parts.map(|(class, number)| Part {
            class,
            value: number as f64,
        });
        Row {
            name: tables::label(report, index),
            value: count(filter.delivered),
            note: format!("{} by it alone", count(filter.only)),
            bar: stacked(&parts, most),
            swatch: "",
        }
    });
    rows.collect()
}

/// Farthest apart that figures may be on a linear axis, in times.
const LINEAR_MAX: f64 = 50.0;

pub(super) fn ranges(report: &Report) -> Ranges {
    let forecast = report.forecast;
    let (most, _) = tables::bounds(report);
    let all = [forecast.unfiltered, forecast.filtered]
        .map(Levels::array)
        .concat();
    let high = all.iter().copied().max().unwrap_or(0) as f64;
    let low = all
        .iter()
        .copied()
        .filter(|count| *count > 0)
        .min()
        .unwrap_or(0) as f64;
    let is_logarithmic = high > low * LINEAR_MAX;
    let from = if is_logarithmic {
        10_f64.powf(low.log10().floor())
    } else {
        0.0
    };
    let share = |count: u64| {
        let count = count as f64;
        let share = if is_logarithmic {
            (count.max(from) / from).ln() / (high / from).ln()
        } else {
            count / high.max(1.0)
        };
        share.clamp(0.0, 1.0)
    };
    let row = |name: &str, class, range: Levels<u64>, most: &str| Row {
        name: name.to_owned(),
        value: format!("{most}{}", count(range.expected)),
        note: ends(range),
        bar: span(&span_of(class, range.map(share))),
        swatch: class,
    };
    Ranges {
        rows: vec![
            row("today, unfiltered", "today", forecast.unfiltered, ""),
            row("with the filter", "filter", forecast.filtered, most),
        ],
        from: short(from),
        to: short(high),
        is_logarithmic,
    }
}

fn ends(range: Levels<u64>) -> String {
    if range.low == range.high {
        return "exactly".to_owned();
    }
    format!("{} to {}", count(range.low), count(range.high))
}

const fn span_of(class: &'static str, shares: Levels<f64>) -> Span {
    Span {
        class,
        low: shares.low,
        expected: shares.expected,
        conservative: shares.conservative,
        high: shares.high,
    }
}

/// Classes of the lines of a bill, in order; the last one for all that follow.
const LINES: [&str; 5] = ["line-1", "line-2", "line-3", "line-4", "line-5"];

pub(super) fn line_class(index: usize) -> &'static str {
    LINES[index.min(LINES.len() - 1)]
}

/// Today's bill and that of each level, stacked by line.
pub(super) fn bills(report: &Report, cost: &Cost) -> Vec<Row> {
    let (today, filtered) = (cost.today(), cost.filtered());
    let totals = std::iter::once(today).chain(filtered.array());
    let most = totals.map(pixels).fold(0.0, f64::max);
    let mut rows = vec![bill(cost, "today", today, most, |line| line.today)];
    for name in tables::level_names(report) {
        let of = |levels: Levels<Money>| match *name {
            "low" => levels.low,
            "expected" => levels.expected,
            "conservative" => levels.conservative,
            _ => levels.high,
        };
        let name = format!("with the filter, {name}");
        let mut row = bill(cost, &name, of(filtered), most, |line| of(line.filtered));
        if report.is_upper_bound() {
            row.value = format!(
                "at most {}",
                tables::spent(report, of(filtered)).trim_start_matches("≤ ")
            );
        }
        rows.push(row);
    }
    rows
}

fn bill(
    cost: &Cost,
    name: &str,
    total: Money,
    most: f64,
    amount: impl Fn(&crate::report::CostLine) -> Money,
) -> Row {
    let lines = cost.lines.iter().enumerate();
    let parts: Vec<_> = lines
        .map(|(index, line)| Part {
            class: line_class(index),
            value: pixels(amount(line)),
        })
        .collect();
    Row {
        name: name.to_owned(),
        value: money(cost, total),
        note: String::new(),
        bar: stacked(&parts, most),
        swatch: "",
    }
}

/// Money as a length on the page, and for nothing else.
pub(super) fn pixels(amount: Money) -> f64 {
    use rust_decimal::prelude::ToPrimitive;
    amount.decimal().to_f64().unwrap_or(0.0)
}

/// The conditions that keep most records out.
pub(super) fn near(report: &Report, table: &Table) -> Vec<Row> {
    let conditions = report.near.iter().flat_map(|near| &near.conditions);
    let most = conditions.clone().next().map_or(1, |miss| miss.records) as f64;
    let rows = table.rows.iter().zip(conditions).map(|(row, miss)| {
        let part = Part {
            class: "caution",
            value: miss.records as f64,
        };
        Row {
            name: row.name.clone(),
            value: row.cells[0].clone(),
            note: row.cells[1].clone(),
            bar: stacked(&[part], most),
            swatch: "",
        }
    });
    rows.collect()
}
