//! Finds the log events in JSON documents that AWS's command line and subscriptions write.

use serde_json::{Map, Value};

use super::cells;
use super::container::Container;
use super::found::Found;
use super::line::{event, line};

impl Container {
    /// Returns the container of a JSON document, or `None` if the value is not one, such as a single record.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let list = |name: &str| value.get(name).is_some_and(Value::is_array);
        match value {
            Value::Array(_) => Some(Self::List),
            _ if list("events") => Some(Self::Events),
            _ if list("logEvents") => Some(Self::Subscription),
            _ if list("results") => Some(Self::QueryResults),
            _ => None,
        }
    }
}

/// Calls `take` with each event of the document. A value that is not a container is one event.
pub(super) fn each(value: &Value, take: &mut dyn FnMut(Found)) {
    let list = match Container::of(value) {
        Some(Container::Events) => &value["events"],
        Some(Container::Subscription) => &value["logEvents"],
        Some(Container::QueryResults) => &value["results"],
        Some(Container::List) => value,
        Some(Container::Lines | Container::Csv) | None => return take(event(value)),
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

/// Returns the field `name` of a row that is a list of `{"field", "value"}` objects.
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
