//! Facts from a sample of records about the fields that filters ask for. A filter with mistakes that have a remedy is
//! corrected first, so that no fact is about a mistake that is reported already. Memory is bounded: counts are kept,
//! and the first records, on which corrected filters are tried.

use tidegate::Source;
use tidegate_batch::{Disposition, Filters, Outcome, PayloadShape, RecordView, RecordViewer};
use tidegate_json::{Json, JsonKind};

use crate::check::corrected;
use crate::counts::{FieldCounts, Shapes};
use crate::edit::{string, value};
use crate::filter::Filter;
use crate::keys::payload_key;

use crate::rule::Sampled;

/// Most records looked at: the first of them. Whole payloads are read into trees, which would be slow on a large input.
pub const RECORDS_LOOKED_AT_MAX: u64 = 1000;

/// Most fields looked at, over all records: with many filters fewer records are looked at.
const FIELDS_LOOKED_AT_MAX: u64 = 100_000;

/// Most bytes of records looked at. A record may have several megabytes, and is read into a tree.
const BYTES_LOOKED_AT_MAX: usize = 16 << 20;

/// Most bytes of records kept.
const BYTES_KEPT_MAX: usize = 1 << 20;

/// Counts over a sample of records, as filters see them.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate_batch::{Filters, Input, Options, Route, evaluate};
/// use tidegate_lint::{Filter, Sample, lint_sample};
/// let sqs: Route = "sqs".parse()?;
/// let text = r#"{"body":{"state":["paid"]}}"#;
/// let filter = [Filter::read(text, sqs, sqs.profile())?];
/// let compiled = Filters::compile(sqs.source(), sqs.profile(), &[text])?;
/// let mut sample = Sample::new(&filter, &compiled);
/// let options = Options::default();
/// let input = Input::open(&br#"{"body":"{\"order\":{\"state\":\"paid\"}}"}"#[..], sqs.source(), &options)?;
/// evaluate(&compiled, input, &options, &mut |outcome| {
///     sample.take(&outcome);
///     ControlFlow::Continue(())
/// })?;
/// let findings = lint_sample(&filter, &sample);
/// assert_eq!(findings[0].code, "L0213");
/// assert_eq!(findings[0].fixed.as_deref(), Some(r#"{"body":{"order":{"state":["paid"]}}}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Sample {
    viewer: RecordViewer,
    source: Source,
    records_max: u64,
    bytes_left: usize,
    /// Records looked at.
    pub(crate) records: u64,
    pub(crate) shapes: Shapes,
    /// By filter.
    looks: Vec<Look>,
    kept: Vec<Json>,
    bytes_kept: usize,
}

/// One filter, in the form in which it is looked at.
#[derive(Debug)]
struct Look {
    /// The corrected filter; `None` if the filter is looked at as it is written.
    corrected: Option<String>,
    fields: Vec<FieldCounts>,
}

impl Look {
    fn at(filter: &Filter<'_>) -> Self {
        let corrected = corrected(filter);
        let other = corrected.as_deref().and_then(|text| filter.with_text(text));
        let fields = counts(other.as_ref().unwrap_or(filter));
        Self { corrected, fields }
    }
}

fn counts(filter: &Filter<'_>) -> Vec<FieldCounts> {
    filter.fields().all.iter().map(FieldCounts::of).collect()
}

impl Sample {
    /// Returns a sample without records. `compiled` has to be compiled from the same filters.
    #[must_use]
    pub fn new(filters: &[Filter<'_>], compiled: &Filters) -> Self {
        let looks: Vec<Look> = filters.iter().map(Look::at).collect();
        let count = looks
            .iter()
            .map(|look| look.fields.len() as u64)
            .sum::<u64>();
        Self {
            viewer: compiled.viewer(),
            source: compiled.source(),
            records_max: (FIELDS_LOOKED_AT_MAX / count.max(1)).clamp(1, RECORDS_LOOKED_AT_MAX),
            bytes_left: BYTES_LOOKED_AT_MAX,
            records: 0,
            shapes: Shapes::default(),
            looks,
            kept: Vec::new(),
            bytes_kept: 0,
        }
    }

    /// Looks at a record, unless enough have been looked at or it can't be read.
    pub fn take(&mut self, outcome: &Outcome<'_>) {
        let is_unreadable = matches!(outcome.judged.disposition, Disposition::Unreadable(_));
        let is_enough = self.records == self.records_max || self.bytes_left == 0;
        if is_unreadable || is_enough {
            return;
        }
        self.bytes_left = self.bytes_left.saturating_sub(outcome.record.len());
        let Some(view) = self.viewer.view(outcome) else {
            return;
        };
        self.records += 1;
        match view.shape {
            PayloadShape::Json => self.shapes.json += 1,
            PayloadShape::Text => self.shapes.text += 1,
            PayloadShape::Absent | PayloadShape::Binary => {}
        }
        let Some(root) = tree(self.source, view) else {
            return;
        };
        self.shapes.notifications += u64::from(is_notification(&root));
        for look in &mut self.looks {
            look.fields
                .iter_mut()
                .for_each(|field| field.look_at(&root));
        }
        self.bytes_kept += outcome.record.len();
        if self.bytes_kept <= BYTES_KEPT_MAX {
            self.kept.push(root);
        }
    }

    /// Returns the corrected text of the filter with this index; `None` if the filter is looked at as it is written.
    pub(crate) fn corrected(&self, filter: usize) -> Option<&str> {
        self.looks.get(filter)?.corrected.as_deref()
    }

    /// Returns the facts about the filter with this index.
    pub(crate) fn of_filter(&self, filter: usize) -> Sampled<'_> {
        Sampled {
            records: self.records,
            shapes: self.shapes,
            fields: self.looks.get(filter).map_or(&[], |look| &look.fields),
        }
    }

    /// Returns the facts that the records kept show about another filter.
    pub(crate) fn recount(&self, filter: &Filter<'_>) -> Vec<FieldCounts> {
        let mut fields = counts(filter);
        for field in &mut fields {
            self.kept.iter().for_each(|root| field.look_at(root));
        }
        fields
    }

    /// Returns the number of records kept.
    pub(crate) fn kept(&self) -> u64 {
        self.kept.len() as u64
    }
}

/// Returns the record as one tree, the payload as JSON or as a string.
fn tree(source: Source, view: RecordView<'_>) -> Option<Json> {
    let parse = |text: &[u8]| Json::parse_first(std::str::from_utf8(text).ok()?).ok();
    let root = match view.root {
        Some(text) => parse(text)?,
        None => value(JsonKind::Object(Vec::new())),
    };
    let payload = match (view.payload, view.shape) {
        (Some(text), PayloadShape::Json) => parse(text)?,
        (Some(text), _) => string(&String::from_utf8_lossy(text)),
        (None, _) => return Some(root),
    };
    let key = payload_key(source);
    let mut members = root.members().to_vec();
    members.retain(|member| member.key != key.as_bytes());
    members.push(crate::edit::member(key, payload));
    Some(value(JsonKind::Object(members)))
}

/// Returns whether a message's body is what SNS sends without raw message delivery.
fn is_notification(root: &Json) -> bool {
    let has = |key: &str| {
        let value = root.get("body").and_then(|body| body.get(key));
        value.is_some_and(|value| value.as_str().is_some())
    };
    ["Type", "TopicArn", "Message"].into_iter().all(has)
}
