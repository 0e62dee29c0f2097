//! Explanations as JSON: the schema `tidegate.explain/v1`.

use serde::Serialize;
use tidegate::{BranchExplanation, FieldExplanation, PayloadForm};
use tidegate_batch::{
    Assumption, FilterExplanation, FilterView, PayloadShape, RecordExplanation, Tally,
};
use tidegate_estimate::{FilterFinding, RecordCounts, filter_number};

use super::doubt;
use super::near::Near;
use super::setting::{Explained, Setting};
use super::words;
use crate::identity::identity;

#[derive(Serialize)]
struct Document<'d> {
    schema: &'static str,
    source: &'static str,
    explained: &'d [RecordOut],
    #[serde(skip_serializing_if = "Option::is_none")]
    near: Option<NearOut<'d>>,
    records: RecordCounts,
    findings: Vec<FilterFinding>,
}

#[derive(Serialize)]
struct NearOut<'d> {
    records: u64,
    conditions: Vec<NearConditionOut<'d>>,
}

#[derive(Serialize)]
struct NearConditionOut<'d> {
    filter: usize,
    /// Removing any one of these is enough. There is more than one only if they must hold in the same list element.
    any_of: Vec<ConditionOut<'d>>,
    records: u64,
}

#[derive(Serialize)]
struct ConditionOut<'d> {
    path: &'d str,
    wanted: &'d str,
}

/// One record of the document.
#[derive(Debug, Serialize)]
pub struct RecordOut {
    index: u64,
    id: Option<String>,
    disposition: &'static str,
    reason: Option<&'static str>,
    filters: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assumed: Option<&'static str>,
    aws: &'static str,
    payload: Option<&'static str>,
    /// The beginning of a payload that no filter looked at, or of a record that can't be read.
    beginning: Option<String>,
    not_json_at: Option<usize>,
    detail: Option<String>,
    by_filter: Vec<FilterOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repair: Option<RepairOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    smallest: Option<String>,
}

impl RecordOut {
    /// Adds the smallest part of the record that has the same fate for the same reason.
    #[must_use]
    pub fn with_smallest(mut self, record: Option<String>) -> Self {
        self.smallest = record;
        self
    }
}

/// A filter with the one edit that would deliver the record.
#[derive(Debug, Serialize)]
struct RepairOut {
    filter: usize,
    edit: String,
    pattern: String,
}

#[derive(Debug, Serialize)]
struct FilterOut {
    index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    delivers: bool,
    asks: &'static str,
    view: &'static str,
    nearest: Option<usize>,
    alternatives: Vec<AlternativeOut>,
}

#[derive(Debug, Serialize)]
struct AlternativeOut {
    matched: bool,
    obstacles: Vec<usize>,
    fields: Vec<FieldOut>,
}

#[derive(Debug, Serialize)]
struct FieldOut {
    path: String,
    wanted: String,
    outcome: &'static str,
    /// JSON texts.
    values: Vec<String>,
    value_count: usize,
    reason: Option<String>,
}

/// Returns the whole document: the records explained, the counts of all that were read, and the findings about the filters.
#[must_use]
pub fn document(
    setting: Setting<'_>,
    explained: &[RecordOut],
    near: Option<&Near>,
    tally: &Tally,
    findings: Vec<FilterFinding>,
) -> String {
    tidegate_report::json(&Document {
        schema: "tidegate.explain/v1",
        source: setting.route.name(),
        explained,
        near: near.map(near_out),
        records: RecordCounts::from(tally),
        findings,
    })
}

fn near_out(near: &Near) -> NearOut<'_> {
    let conditions = near.by_count().into_iter().map(|(obstacle, records)| {
        let any_of = obstacle.conditions.iter().map(|condition| ConditionOut {
            path: &condition.path,
            wanted: &condition.wanted,
        });
        NearConditionOut {
            filter: filter_number(obstacle.filter),
            any_of: any_of.collect(),
            records,
        }
    });
    NearOut {
        records: near.records,
        conditions: conditions.collect(),
    }
}

/// Returns one record.
#[must_use]
pub fn record_out(setting: Setting<'_>, explained: Explained<'_>) -> RecordOut {
    let why = explained.why;
    let was_seen = matches!(why.disposition.name(), "delivered" | "filtered");
    let filters = why.by_filter.iter().enumerate();
    RecordOut {
        index: explained.index,
        id: identity(setting.route.source(), explained.record, explained.form),
        disposition: why.disposition.name(),
        reason: why.disposition.reason(),
        filters: why.filters.iter().map(|it| filter_number(*it)).collect(),
        assumed: why.assumption.map(Assumption::as_str),
        aws: words::fate(setting.route, why.disposition),
        payload: why.payload_shape.map(shape_name),
        beginning: (!was_seen).then(|| String::from_utf8_lossy(&why.beginning).into_owned()),
        not_json_at: not_json_at(why),
        detail: words::why_not(setting.route.source(), why),
        by_filter: filters
            .map(|(index, filter)| filter_out(setting, index, filter))
            .collect(),
        repair: explained.repair.map(|repair| RepairOut {
            filter: filter_number(repair.filter),
            edit: repair.edit.clone(),
            pattern: repair.pattern.clone(),
        }),
        smallest: None,
    }
}

fn not_json_at(why: &RecordExplanation) -> Option<usize> {
    why.invalid.map(|invalid| invalid.offset)
}

fn shape_name(shape: PayloadShape) -> &'static str {
    match shape {
        PayloadShape::Absent => "absent",
        PayloadShape::Json => "json",
        PayloadShape::Text => "text",
        PayloadShape::Binary => "binary",
    }
}

fn filter_out(setting: Setting<'_>, index: usize, filter: &FilterExplanation) -> FilterOut {
    let branches = filter.explanation.iter().flat_map(|it| &it.branches);
    FilterOut {
        index: filter_number(index),
        name: setting.names.get(index).cloned().flatten(),
        delivers: filter.delivers,
        asks: match filter.asks {
            PayloadForm::Unasked => "nothing",
            PayloadForm::Text => "text",
            PayloadForm::Json => "json",
            PayloadForm::Both => "either",
        },
        view: match filter.view {
            FilterView::Whole => "whole",
            FilterView::Barred => "barred",
        },
        nearest: filter.explanation.as_ref().and_then(|it| it.nearest()),
        alternatives: branches.map(alternative_out).collect(),
    }
}

fn alternative_out(branch: &BranchExplanation) -> AlternativeOut {
    let doubts = doubt::doubts(&branch.fields);
    let fields = branch.fields.iter().zip(doubts);
    AlternativeOut {
        matched: branch.matched,
        obstacles: branch.obstacles.clone(),
        fields: fields
            .map(|(field, doubt)| field_out(field, doubt))
            .collect(),
    }
}

fn field_out(field: &FieldExplanation, doubt: Option<&str>) -> FieldOut {
    FieldOut {
        path: field.path.clone(),
        wanted: field.wanted.clone(),
        outcome: field.outcome.as_str(),
        values: field.values.clone(),
        value_count: field.value_count,
        reason: doubt::reason(field, doubt),
    }
}
