//! The schema `tidegate.estimate/v1`. Keys are never renamed or removed, only added.

use serde::Serialize;

use super::Report;
use crate::counts::{FilterCounts, RecordCounts, filter_counts};
use crate::forecast::Avoided;
use crate::share::CONFIDENCE;

#[derive(Serialize)]
struct Document<'r> {
    schema: &'static str,
    records: RecordCounts<'r>,
    delivered_share: ShareOut,
    by_filter: Vec<FilterCounts<'r>>,
    invocations: InvocationsOut,
    cost: Option<()>,
    assumptions: Vec<String>,
    warnings: Vec<String>,
}

/// `null` throughout if no record was read.
#[derive(Serialize)]
struct ShareOut {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    confidence: f64,
}

#[derive(Serialize)]
struct InvocationsOut {
    unfiltered: LevelsOut<u64>,
    filtered: LevelsOut<u64>,
    avoided: LevelsOut<i64>,
    period: &'static str,
}

#[derive(Serialize)]
struct LevelsOut<T> {
    low: T,
    expected: T,
    conservative: T,
    high: T,
}

pub(super) fn render(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(&document(report))
        .expect("a document of numbers, strings and string keys can always be written");
    text.push('\n');
    text
}

fn document(report: &Report) -> Document<'_> {
    let (tally, forecast) = (&report.tally, &report.forecast);
    let share = report.delivered_share();
    Document {
        schema: "tidegate.estimate/v1",
        records: RecordCounts::from(tally),
        delivered_share: ShareOut {
            value: share.map(|share| share.value),
            low: share.map(|share| share.low),
            high: share.map(|share| share.high),
            confidence: CONFIDENCE,
        },
        by_filter: filter_counts(tally, &report.names),
        invocations: InvocationsOut {
            unfiltered: levels(forecast.unfiltered),
            filtered: levels(forecast.filtered),
            avoided: avoided_levels(forecast.avoided()),
            period: report.period.name(),
        },
        cost: None,
        assumptions: report.assumptions(),
        warnings: report.warnings(),
    }
}

const fn levels(range: crate::levels::Levels<u64>) -> LevelsOut<u64> {
    LevelsOut {
        low: range.low,
        expected: range.expected,
        conservative: range.conservative,
        high: range.high,
    }
}

const fn avoided_levels(range: Avoided) -> LevelsOut<i64> {
    LevelsOut {
        low: range.low,
        expected: range.expected,
        conservative: range.conservative,
        high: range.high,
    }
}
