//! JSON documents that hold log events, as AWS's command lines and subscriptions write them: parsed values in, the lines
//! in them out.

use serde_json::{Map, Value};

use super::cells;
use super::found::Found;
use super::line::{event, line};

/// What a JSON document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `{"events": [{"message"}]}`: `aws logs filter-log-events` and `get-log-events`.
    Events,
    /// `{"logEvents": [{"message"}]}`: what a subscription delivers.
    Subscription,
    /// `{"results": [[{"field", "value"}]]}`: `aws logs get-query-results`.
    Query,
    /// A list of events, of messages or of rows: what `--query` makes of the above, an export of Logs Insights, or a
    /// batch of the Telemetry API.
    List,
}

impl Shape {
    /// `None` for a value that is no container, such as one record.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let list = |name: &str| value.get(name).is_some_and(Value::is_array);
        match value {
            Value::Array(_) => Some(Self::List),
            _ if list("events") => Some(Self::Events),
            _ if list("logEvents") => Some(Self::Subscription),
            _ if list("results") => Some(Self::Query),
            _ => None,
        }
    }
}

/// Calls `take` with each event of the document. Whatever is no container is one event.
pub(super) fn each(value: &Value, take: &mut dyn FnMut(Found)) {
    let list = match Shape::of(value) {
        Some(Shape::Events) => &value["events"],
        Some(Shape::Subscription) => &value["logEvents"],
        Some(Shape::Query) => &value["results"],
        Some(Shape::List) => value,
        None => return take(event(value)),
    };
    for one in list.as_array().into_iter().flatten() {
        take(found(one));
    }
}

fn found(one: &Value) -> Found {
    match one {
        Value::String(message) => line(message),
        Value::Array(fields) => cells::found(&|name| field(fields, name)),
        Value::Object(members) if members.keys().any(|name| name.starts_with('@')) => {
            cells::found(&|name| member(members, name))
        }
        other => event(other),
    }
}

/// The value of a row that spells its fields out.
fn field(fields: &[Value], name: &str) -> Option<String> {
    let named = fields
        .iter()
        .find(|field| field.get("field").and_then(Value::as_str) == Some(name))?;
    named.get("value").and_then(written)
}

fn member(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name).and_then(written)
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
