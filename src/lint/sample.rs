//! Facts from a sample of records about the fields that filters ask for: whether they are there, whether they are
//! values or objects, and where else a field of that name occurs. Memory is bounded: only counts are kept.

use std::collections::BTreeMap;

use tidegate::Source;
use tidegate_batch::{Disposition, Filters, Outcome, PayloadShape, RecordView, RecordViewer};
use tidegate_json::{Json, JsonKind};

use crate::edit::{string, value};
use crate::field::Field;
use crate::filter::Filter;
use crate::keys::payload_key;
use crate::typed::is_type_name;

/// Most records looked at: the first of them. Whole payloads are read into trees, which would be slow on a large input.
pub const RECORDS_LOOKED_AT_MAX: u64 = 1000;

/// Most fields looked at, over all records: with many filters fewer records are looked at.
const FIELDS_LOOKED_AT_MAX: u64 = 100_000;

/// Most bytes of records looked at. A record may have megabytes, and is read into a tree.
const BYTES_LOOKED_AT_MAX: usize = 16 << 20;

/// Most other places of a field that are kept.
const PLACES_MAX: usize = 16;

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
    /// By filter and field.
    fields: Vec<Vec<FieldCounts>>,
}

/// How many payloads are of each form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shapes {
    pub(crate) json: u64,
    pub(crate) text: u64,
    /// Bodies of a queue that are SNS notifications.
    pub(crate) notifications: u64,
}

/// What was found at one field's path.
#[derive(Clone, Debug, Default)]
pub(crate) struct FieldCounts {
    /// As `Field::keys`.
    keys: Vec<String>,
    /// How many of the last keys name the field, wherever it stands.
    name_keys: usize,
    /// Records with a value there.
    pub(crate) with_value: u64,
    /// Records with a number there, and with text.
    pub(crate) with_number: u64,
    pub(crate) with_text: u64,
    /// Records with an object there.
    pub(crate) with_object: u64,
    /// The keys from there to values that each object found there has; those of the first object are counted.
    pub(crate) children: Vec<Vec<String>>,
    /// Records with a value under the same name at another path, by path.
    pub(crate) elsewhere: BTreeMap<Vec<String>, u64>,
}

impl Sample {
    /// A sample of no records yet. `compiled` has to be made of the same filters.
    #[must_use]
    pub fn new(filters: &[Filter<'_>], compiled: &Filters) -> Self {
        let counts = |filter: &Filter<'_>| {
            let fields = filter.fields();
            fields.all.iter().map(FieldCounts::of).collect()
        };
        let fields: Vec<Vec<FieldCounts>> = filters.iter().map(counts).collect();
        let count = fields.iter().map(|fields| fields.len() as u64).sum::<u64>();
        Self {
            viewer: compiled.viewer(),
            source: compiled.source(),
            records_max: (FIELDS_LOOKED_AT_MAX / count.max(1)).clamp(1, RECORDS_LOOKED_AT_MAX),
            bytes_left: BYTES_LOOKED_AT_MAX,
            records: 0,
            shapes: Shapes::default(),
            fields,
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
        for field in self.fields.iter_mut().flatten() {
            field.look_at(&root);
        }
    }

    pub(crate) fn of_filter(&self, filter: usize) -> &[FieldCounts] {
        self.fields.get(filter).map_or(&[], Vec::as_slice)
    }
}

/// The record as one tree, the payload as JSON or as a string.
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

/// Whether a message's body is what SNS sends without raw message delivery.
fn is_notification(root: &Json) -> bool {
    let has = |key: &str| {
        let value = root.get("body").and_then(|body| body.get(key));
        value.is_some_and(|value| value.as_str().is_some())
    };
    ["Type", "TopicArn", "Message"].into_iter().all(has)
}

fn is_same_but_case(path: &[String], keys: &[String]) -> bool {
    let same = |(one, other): (&String, &String)| one.eq_ignore_ascii_case(other);
    path.len() == keys.len() && path.iter().zip(keys).all(same)
}

impl FieldCounts {
    fn of(field: &Field<'_>) -> Self {
        let keys: Vec<String> = field.keys().into_iter().map(str::to_owned).collect();
        let is_typed = keys.last().is_some_and(|last| is_type_name(last));
        Self {
            name_keys: if is_typed && keys.len() > 1 { 2 } else { 1 },
            keys,
            ..Self::default()
        }
    }

    /// Returns how many of `records` have no value there.
    pub(crate) fn without_value(&self, records: u64) -> u64 {
        records - self.with_value
    }

    fn look_at(&mut self, root: &Json) {
        let (mut has_value, mut object) = (false, None);
        let (mut has_number, mut has_text) = (false, false);
        at_path(root, &self.keys, &mut |found| match found.kind {
            JsonKind::Object(_) => object = object.or(Some(found)),
            JsonKind::Array(_) => {}
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
                has_value = true;
                has_number |= matches!(found.kind, JsonKind::Number(_));
                has_text |= matches!(found.kind, JsonKind::String(_));
            }
        });
        self.with_value += u64::from(has_value);
        self.with_number += u64::from(has_number && !has_text);
        self.with_text += u64::from(has_text && !has_number);
        if let Some(object) = object {
            self.with_object += 1;
            if self.with_object == 1 {
                self.children = first_values(object);
            }
            self.children.retain(|child| has_value_at(object, child));
        }
        if !has_value && object.is_none() {
            self.look_elsewhere(root);
        }
    }

    fn look_elsewhere(&mut self, root: &Json) {
        let mut places = Vec::new();
        let name = &self.keys[self.keys.len() - self.name_keys..];
        values(root, &mut Vec::new(), &mut |path| {
            let is_there = path.ends_with(name) || is_same_but_case(path, &self.keys);
            if is_there && !places.contains(path) {
                places.push(path.to_vec());
            }
        });
        for place in places {
            let is_full = self.elsewhere.len() == PLACES_MAX;
            if !is_full || self.elsewhere.contains_key(&place) {
                *self.elsewhere.entry(place).or_default() += 1;
            }
        }
    }
}

/// Calls `found` with everything at the path; lists add no step.
fn at_path<'j>(json: &'j Json, keys: &[String], found: &mut dyn FnMut(&'j Json)) {
    if let JsonKind::Array(elements) = &json.kind {
        return elements
            .iter()
            .for_each(|element| at_path(element, keys, found));
    }
    let Some((first, rest)) = keys.split_first() else {
        return found(json);
    };
    for member in json.members() {
        if member.key == first.as_bytes() {
            at_path(&member.value, rest, found);
        }
    }
}

/// Calls `found` with the path of every value.
fn values(json: &Json, path: &mut Vec<String>, found: &mut dyn FnMut(&Vec<String>)) {
    match &json.kind {
        JsonKind::Array(elements) => {
            for element in elements {
                values(element, path, found);
            }
        }
        JsonKind::Object(members) => {
            for member in members {
                path.push(String::from_utf8_lossy(&member.key).into_owned());
                values(&member.value, path, found);
                path.pop();
            }
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
            found(path);
        }
    }
}

/// The keys to the first values in an object.
fn first_values(object: &Json) -> Vec<Vec<String>> {
    let mut first = Vec::new();
    values(object, &mut Vec::new(), &mut |path| {
        if first.len() < PLACES_MAX && !first.contains(path) {
            first.push(path.clone());
        }
    });
    first
}

fn has_value_at(object: &Json, path: &[String]) -> bool {
    let mut has_value = false;
    at_path(object, path, &mut |found| {
        has_value |= !matches!(found.kind, JsonKind::Object(_) | JsonKind::Array(_));
    });
    has_value
}
