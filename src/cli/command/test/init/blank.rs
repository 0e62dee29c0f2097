//! Rows to fill in, for use without records: for each filter a record that it may deliver, guessed from its first
//! conditions; an empty payload; and plain text. Each row is run before it is written, so a bad guess costs that row
//! only.

use serde_json::{Map, Value};
use tidegate::Source;
use tidegate_batch::RecordForm;

use super::payload;
use super::written::Draft;

/// Stands for any text.
const ANY: &str = "any";

/// Returns the drafts for filters of a source.
pub(super) fn drafts<'t>(
    source: Source,
    filters: impl Iterator<Item = &'t str>,
) -> impl Iterator<Item = Draft> {
    let guesses = filters.filter_map(move |text| {
        let pattern = serde_json::from_str::<Value>(text).ok()?;
        guess(source, object(pattern.as_object()?))
    });
    let guesses: Vec<_> = guesses.collect();
    guesses.into_iter().chain(others(source))
}

fn guess(source: Source, mut record: Map<String, Value>) -> Option<Draft> {
    let Some(key) = payload::key(source) else {
        return Some(draft(Value::Object(record).to_string(), RecordForm::Record));
    };
    if source == Source::DynamoDb {
        return Some(draft(Value::Object(record).to_string(), RecordForm::Record));
    }
    let payload = record.remove(key)?;
    let text = match &payload {
        Value::String(text) => text.clone(),
        payload => payload.to_string(),
    };
    // A whole record would hold the payload as base64, which nobody can fill in by hand.
    record.is_empty().then(|| draft(text, RecordForm::Payload))
}

fn others(source: Source) -> Vec<Draft> {
    match source {
        Source::EventBridge => {
            let event = r#"{"source":"any","detail-type":"any","detail":{}}"#;
            vec![draft(event.to_owned(), RecordForm::Record)]
        }
        Source::DynamoDb => {
            let record = r#"{"eventName":"MODIFY","dynamodb":{"Keys":{},"NewImage":{}}}"#;
            vec![draft(record.to_owned(), RecordForm::Record)]
        }
        Source::Sqs | Source::Kinesis | Source::Kafka | Source::Mq => {
            let payloads = ["{}", "plain text"].into_iter();
            let drafts = payloads.map(|it| draft(it.to_owned(), RecordForm::Payload));
            drafts.collect()
        }
    }
}

fn draft(event: String, form: RecordForm) -> Draft {
    Draft { event, form }
}

/// Returns an object that meets the conditions of a pattern's object. Of `$or`, it meets the first alternative.
fn object(pattern: &Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    for (key, value) in pattern {
        match value {
            Value::Object(inner) => {
                out.insert(key.clone(), Value::Object(object(inner)));
            }
            Value::Array(list) if key == "$or" => {
                let first = list.first().and_then(Value::as_object);
                out.extend(first.map(object).unwrap_or_default());
            }
            Value::Array(list) => {
                let value = list.first().and_then(condition);
                out.extend(value.map(|value| (key.clone(), value)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    out
}

/// Returns a value that meets a condition; `None` for a field that has to be absent.
fn condition(written: &Value) -> Option<Value> {
    let Value::Object(operator) = written else {
        return Some(written.clone());
    };
    let (name, wanted) = operator.iter().next()?;
    match (name.as_str(), wanted) {
        ("exists", Value::Bool(false)) => None,
        ("prefix" | "suffix" | "equals-ignore-case", wanted) => Some(text_of(wanted)),
        ("wildcard", Value::String(text)) => Some(Value::from(text.replace('*', ""))),
        ("cidr", Value::String(text)) => text.split('/').next().map(Value::from),
        ("numeric", Value::Array(bounds)) => Some(number(bounds)),
        _ => Some(Value::from(ANY)),
    }
}

/// Returns the text of an operator, also one like `{"prefix":{"equals-ignore-case":"a"}}`.
fn text_of(wanted: &Value) -> Value {
    match wanted {
        Value::Object(inner) => inner.values().next().cloned().unwrap_or(Value::Null),
        wanted => wanted.clone(),
    }
}

/// Returns a number within the bounds of `numeric`.
fn number(bounds: &[Value]) -> Value {
    let bound = |names: [&str; 2]| {
        let pair = bounds.chunks_exact(2);
        let mut pair = pair.filter(|it| names.iter().any(|name| it[0] == *name));
        pair.next().and_then(|it| it[1].as_f64())
    };
    let value = match (bound(["=", "="]), bound([">", ">="]), bound(["<", "<="])) {
        (Some(exact), ..) => exact,
        (None, Some(low), Some(high)) => f64::midpoint(low, high),
        (None, Some(low), None) => low + 1.0,
        (None, None, Some(high)) => high - 1.0,
        (None, None, None) => 0.0,
    };
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return Value::from(value as i64);
    }
    Value::from(value)
}
