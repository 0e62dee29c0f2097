//! The tables of a report as words, so that every rendering shows the same figures: a report in, cells out.

mod cost;
mod curve;
mod environments;
mod records;

use tidegate_figures::{Levels, count, difference};
use tidegate_report::{Row, Table, Weight};

use super::headline::saved_percent;
use super::{Basis, Period, Report};
use crate::forecast::Avoided;

pub(super) use cost::{cost, prices, setting, spent, unchanged};
pub(super) use curve::curve;
pub(super) use environments::environments;
pub(super) use records::{filters, label, near, records};

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// The levels that a report tells apart: without a replay, conservative would only repeat expected.
pub(super) fn level_names(report: &Report) -> &'static [&'static str] {
    if is_told_apart(report) {
        &["low", "expected", "conservative", "high"]
    } else {
        &["low", "expected", "high"]
    }
}

fn is_told_apart(report: &Report) -> bool {
    report.period == Period::Month && report.basis != Basis::PerMatch
}

fn levels<T: Copy>(report: &Report, range: Levels<T>, write: impl Fn(T) -> String) -> Vec<String> {
    let shown = match is_told_apart(report) {
        true => vec![range.low, range.expected, range.conservative, range.high],
        false => vec![range.low, range.expected, range.high],
    };
    shown.into_iter().map(write).collect()
}

/// What is avoided has its levels in the same order, from the least.
pub(super) const fn avoided_levels(avoided: Avoided) -> Levels<i64> {
    Levels {
        low: avoided.low,
        expected: avoided.expected,
        conservative: avoided.conservative,
        high: avoided.high,
    }
}

/// Before the figures with the filter, and before those saved, where the former are upper bounds. Names of rows and
/// captions say it in words.
pub(super) fn bounds(report: &Report) -> (&'static str, &'static str) {
    if report.is_upper_bound() {
        ("≤ ", "≥ ")
    } else {
        ("", "")
    }
}

/// The same in words, behind a name.
fn bound_words(report: &Report) -> (&'static str, &'static str) {
    if report.is_upper_bound() {
        (" at most", " at least")
    } else {
        ("", "")
    }
}

/// Of a month or of the sample.
pub(super) const fn period_words(report: &Report) -> &'static str {
    match report.period {
        Period::Sample => "in this sample",
        Period::Month => "a month",
    }
}

pub(super) fn invocations(report: &Report) -> Table {
    let forecast = report.forecast;
    let avoided = avoided_levels(forecast.avoided());
    let (most, least) = bounds(report);
    let whole = forecast.unfiltered.expected;
    let share = |level: i64| saved_percent(report, level.into(), whole.into());
    let (at_most, at_least) = bound_words(report);
    let mut head = words(&[""]);
    head.extend(words(level_names(report)));
    let row = Row::new::<String>;
    Table {
        caption: format!("invocations {}", period_words(report)),
        head,
        rows: vec![
            row(
                Weight::Plain,
                "invocations unfiltered".to_owned(),
                levels(report, forecast.unfiltered, count),
            ),
            row(
                Weight::Plain,
                format!("invocations filtered{at_most}"),
                levels(report, forecast.filtered, |n| format!("{most}{}", count(n))),
            ),
            row(
                Weight::Saved,
                format!("invocations avoided{at_least}"),
                levels(report, avoided, |n| format!("{least}{}", difference(n))),
            ),
            row(Weight::Faint, String::new(), levels(report, avoided, share)),
        ],
        ends_in_words: false,
    }
}
