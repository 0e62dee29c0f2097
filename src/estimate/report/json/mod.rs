//! The schema `tidegate.estimate/v1`. Keys are never renamed or removed, only added.

mod money;
mod replayed;

use serde::Serialize;
use tidegate_figures::{CONFIDENCE, Levels};

use super::Report;
use crate::counts::{FilterCounts, RecordCounts, filter_counts};
use crate::forecast::Avoided;
use money::CostOut;
use replayed::{AdviceOut, BasisOut, CurveOut, EnvironmentsOut, LoadOut, NearOut, SamplingOut};

/// The documents as a JSON Schema of draft 2020-12.
pub(super) const SCHEMA: &str = include_str!("../../schema/estimate.v1.json");

#[derive(Serialize)]
struct Document<'r> {
    schema: &'static str,
    records: RecordCounts<'r>,
    delivered_share: ShareOut,
    by_filter: Vec<FilterCounts<'r>>,
    invocations: InvocationsOut,
    cost: Option<CostOut<'r>>,
    basis: BasisOut,
    model: String,
    sampling: Option<SamplingOut>,
    load: Option<LoadOut>,
    environments: Option<EnvironmentsOut>,
    curves: Vec<CurveOut>,
    near_misses: Option<NearOut<'r>>,
    advice: Vec<AdviceOut<'r>>,
    not_saved: &'static str,
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
    /// Whether the figures with the filter, those of `cost` included, are "at most".
    filtered_is_at_most: bool,
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
    let tally = &report.tally;
    Document {
        schema: "tidegate.estimate/v1",
        records: RecordCounts::from(tally),
        delivered_share: share(report),
        by_filter: filter_counts(tally, &report.names),
        invocations: invocations(report),
        cost: report
            .cost
            .as_ref()
            .map(|cost| money::cost(cost, report.handler)),
        basis: replayed::basis(report),
        model: report.model(),
        sampling: report.sampling.map(replayed::sampling),
        load: report.load.as_ref().map(replayed::load),
        environments: report.environments.as_ref().map(replayed::environments),
        curves: report.curves.iter().map(replayed::curve).collect(),
        near_misses: report.near.as_ref().map(replayed::near),
        advice: report.advice.iter().map(replayed::advice).collect(),
        not_saved: report.not_saved(),
        assumptions: report.assumptions(),
        warnings: report.warnings(),
    }
}

fn share(report: &Report) -> ShareOut {
    let share = report.delivered_share();
    ShareOut {
        value: share.map(|share| share.value),
        low: share.map(|share| share.low),
        high: share.map(|share| share.high),
        confidence: CONFIDENCE,
    }
}

fn invocations(report: &Report) -> InvocationsOut {
    let forecast = report.forecast;
    InvocationsOut {
        unfiltered: levels(forecast.unfiltered),
        filtered: levels(forecast.filtered),
        avoided: avoided_levels(forecast.avoided()),
        period: report.period.name(),
        filtered_is_at_most: report.is_upper_bound(),
    }
}

fn levels<T>(range: Levels<T>) -> LevelsOut<T> {
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
