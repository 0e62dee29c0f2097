//! The whole document.

use serde::{Deserialize, Serialize};
use tidegate_figures::{CONFIDENCE, Levels, Share};

use super::cost::Cost;
use crate::counts::{FilterCounts, RecordCounts, filter_counts};
use crate::model::{
    Advice, Basis, Capacity, Curve, Environments, FilterFinding, Load, NearMisses, Period, Report,
    Sampling, StrayTimes,
};

/// The documents as a JSON Schema of draft 2020-12. No key is allowed that it doesn't list.
///
/// ```
/// assert!(tidegate_estimate::v1::SCHEMA.contains(tidegate_estimate::v1::NAME));
/// ```
pub const SCHEMA: &str = include_str!("../schema/estimate.v1.json");

/// The value of the key `schema`.
pub const NAME: &str = "tidegate.estimate/v1";

/// An estimate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct Estimate {
    pub schema: String,
    pub records: RecordCounts,
    pub delivered_share: DeliveredShare,
    pub by_filter: Vec<FilterCounts>,
    pub invocations: Invocations,
    pub cost: Option<Cost>,
    pub basis: Basis,
    pub model: String,
    pub sampling: Option<Sampling>,
    pub load: Option<Load>,
    pub environments: Option<Environments>,
    /// Added later than the other keys.
    #[serde(default)]
    pub capacity: Option<Capacity>,
    /// Added later than the other keys.
    #[serde(default)]
    pub stray_times: Option<StrayTimes>,
    pub curves: Vec<Curve>,
    pub near_misses: Option<NearMisses>,
    pub advice: Vec<Advice>,
    pub not_saved: String,
    pub assumptions: Vec<String>,
    pub warnings: Vec<String>,
    /// Added later than the other keys.
    #[serde(default)]
    pub findings: Vec<FilterFinding>,
}

/// The share of records that are delivered; `None` throughout if no record was read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct DeliveredShare {
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub confidence: f64,
}

/// Invocations, with the filters and without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct Invocations {
    pub unfiltered: Levels<u64>,
    pub filtered: Levels<u64>,
    pub avoided: Levels<i64>,
    pub period: Period,
    /// Added later than the other keys.
    #[serde(default)]
    pub filtered_is_at_most: bool,
}

impl Report {
    /// Returns the document as indented JSON, by the schema `tidegate.estimate/v1`.
    #[must_use]
    pub fn json(&self) -> String {
        tidegate_report::json(&Estimate::from(self))
    }
}

impl From<&Report> for Estimate {
    fn from(report: &Report) -> Self {
        let cost = report.cost.as_ref();
        Self {
            schema: NAME.to_owned(),
            records: RecordCounts::from(&report.tally),
            delivered_share: DeliveredShare::from(report.delivered_share()),
            by_filter: filter_counts(&report.tally, &report.names),
            invocations: Invocations::from(report),
            cost: cost.map(|cost| Cost::of(cost, report.handler)),
            basis: report.basis,
            model: report.model(),
            sampling: report.sampling,
            load: report.load.clone(),
            environments: report.environments.clone(),
            capacity: report.capacity,
            stray_times: report.stray,
            curves: report.curves.clone(),
            near_misses: report.near.clone(),
            advice: report.advice.clone(),
            not_saved: report.not_saved().to_owned(),
            assumptions: report.assumptions(),
            warnings: report.warnings(),
            findings: report.findings.clone(),
        }
    }
}

impl From<Option<Share>> for DeliveredShare {
    fn from(share: Option<Share>) -> Self {
        Self {
            value: share.map(|share| share.value),
            low: share.map(|share| share.low),
            high: share.map(|share| share.high),
            confidence: CONFIDENCE,
        }
    }
}

impl From<&Report> for Invocations {
    fn from(report: &Report) -> Self {
        let forecast = report.forecast;
        Self {
            unfiltered: forecast.unfiltered,
            filtered: forecast.filtered,
            avoided: forecast.avoided(),
            period: report.period,
            filtered_is_at_most: report.is_upper_bound(),
        }
    }
}
