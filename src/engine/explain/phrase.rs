//! Why no value of a field was wanted, in a phrase: from the pattern's own list and the value beside it. A phrase may
//! guess what was meant; it never says whether the field is satisfied.

use std::borrow::Cow;

use crate::ir::{Profile, Source};
use tidegate_json::{Json, JsonKind};

use super::operator;

/// A value found: unescaped and without quotes if it is a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'v> {
    String(&'v [u8]),
    Number(&'v str),
    Bool(bool),
    Null,
}

impl<'v> Value<'v> {
    /// Of a leaf's bytes, quotes included.
    pub(super) fn of(leaf: &'v [u8]) -> Self {
        match leaf {
            [b'"', text @ .., b'"'] => Self::String(text),
            b"true" => Self::Bool(true),
            b"false" => Self::Bool(false),
            b"null" => Self::Null,
            number => Self::Number(std::str::from_utf8(number).unwrap_or_default()),
        }
    }

    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::Number(_) => "a number",
            Self::Bool(_) => "a boolean",
            Self::Null => "null",
        }
    }

    /// As JSON text.
    pub(super) fn json(self) -> String {
        match self {
            Self::String(text) => Json {
                span: tidegate_json::Span::default(),
                kind: JsonKind::String(text.to_vec()),
            }
            .to_string(),
            Self::Number(text) => text.to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Null => "null".to_owned(),
        }
    }
}

/// What is known about a field besides its values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'c> {
    pub(super) profile: Profile,
    pub(super) path: &'c [u8],
}

impl Context<'_> {
    /// DynamoDB writes numbers as strings under `N`.
    pub(super) fn is_dynamodb_number(&self) -> bool {
        self.profile.source() == Some(Source::DynamoDb) && self.path.ends_with(b".N")
    }
}

/// Why none of `values`, at least one, was wanted. `wanted`: the pattern's list.
pub(super) fn wrong_value(wanted: &[Json], values: &[Value<'_>], context: Context<'_>) -> String {
    let wanted: Vec<&Json> = wanted.iter().filter(|json| !asks_absence(json)).collect();
    let reason = |value: &Value<'_>| one_value(&wanted, *value, context);
    match values {
        [value] => reason(value),
        _ => {
            // The value with something to be said about it, before those that are merely other values.
            let near = values
                .iter()
                .find(|value| near_miss(&wanted, **value, context).is_some());
            let value = near.or(values.first());
            let told = value.map(|value| format!("{}: {}", short(&value.json()), reason(value)));
            format!(
                "none of {} values; {}",
                values.len(),
                told.unwrap_or_default()
            )
        }
    }
}

/// Why a field has no value; `absence`: where it would have been.
pub(super) fn absent(wanted: &[Json], absence: String) -> String {
    let needs_value = |json: &Json| json.get("anything-but").is_some();
    if wanted.iter().all(needs_value) {
        return format!("{absence}; anything-but needs a value to look at");
    }
    if matches!(wanted, [json] if json.kind == JsonKind::Null) {
        return format!("{absence}; null is a value, absence is {{\"exists\":false}}");
    }
    absence
}

/// Why a field that has to be absent is not.
pub(super) fn present(values: &[Value<'_>]) -> String {
    match values {
        [Value::Null] => "null is a value too: the field is not absent".to_owned(),
        [Value::String(b"")] => {
            "an empty string is a value too: the field is not absent".to_owned()
        }
        _ => "the field is there, and has to be absent".to_owned(),
    }
}

fn one_value(wanted: &[&Json], value: Value<'_>, context: Context<'_>) -> String {
    if let Some(near) = near_miss(wanted, value, context) {
        return near;
    }
    match wanted {
        [json] => mismatch(json, value, context),
        _ => format!("none of the {} wanted", wanted.len()),
    }
}

fn near_miss(wanted: &[&Json], value: Value<'_>, context: Context<'_>) -> Option<String> {
    wanted.iter().find_map(|json| match &json.kind {
        JsonKind::Object(members) => {
            let member = members.first()?;
            operator::near_miss(&member.key, &member.value, value, context)
        }
        kind => plain_near_miss(kind, value, context),
    })
}

fn mismatch(json: &Json, value: Value<'_>, context: Context<'_>) -> String {
    match &json.kind {
        JsonKind::Object(members) => members.first().map_or_else(
            || "not what is wanted".to_owned(),
            |member| operator::mismatch(&member.key, &member.value, value, context),
        ),
        kind if wanted_noun(kind) != value.noun() => {
            format!("{}, and {} is wanted", value.noun(), wanted_noun(kind))
        }
        JsonKind::Number(_) => "another number".to_owned(),
        JsonKind::String(text) => operator::other_text(text, value),
        _ => "another value".to_owned(),
    }
}

/// What users get wrong with plain values.
fn plain_near_miss(wanted: &JsonKind, value: Value<'_>, context: Context<'_>) -> Option<String> {
    match (wanted, value) {
        (JsonKind::String(wanted), Value::String(found)) => operator::text_near_miss(wanted, found),
        (JsonKind::Number(number), Value::String(found)) if number.as_bytes() == found => {
            Some(if context.is_dynamodb_number() {
                format!("DynamoDB writes numbers as strings: want \"{number}\"")
            } else {
                format!("a string; the pattern wants the number {number}")
            })
        }
        (JsonKind::String(wanted), Value::Number(found)) if found.as_bytes() == &wanted[..] => {
            Some(format!(
                "a number; the pattern wants the string \"{found}\""
            ))
        }
        (JsonKind::Number(_), Value::Number(found)) if !operator::compares(found) => Some(
            "more digits than AWS compares by value: only the same text would match".to_owned(),
        ),
        (JsonKind::Bool(wanted), Value::String(found)) => {
            let same = found.eq_ignore_ascii_case(wanted.to_string().as_bytes());
            same.then(|| format!("a string; the pattern wants the boolean {wanted}"))
        }
        (JsonKind::String(wanted), Value::Bool(found)) => {
            let same = wanted.eq_ignore_ascii_case(found.to_string().as_bytes());
            same.then(|| {
                format!(
                    "a boolean; the pattern wants the string \"{}\"",
                    lossy(wanted)
                )
            })
        }
        (JsonKind::Null, Value::String(b"")) => {
            Some("an empty string; null is another value".to_owned())
        }
        (JsonKind::Null, Value::String(b"null")) => {
            Some("a string; the pattern wants null itself".to_owned())
        }
        (JsonKind::String(wanted), Value::Null) if matches!(&wanted[..], b"" | b"null") => {
            Some("null, and not a string".to_owned())
        }
        _ => None,
    }
}

/// Whether this is `{"exists": false}`.
pub(super) fn asks_absence(json: &Json) -> bool {
    json.get("exists")
        .is_some_and(|operand| operand.kind == JsonKind::Bool(false))
}

fn wanted_noun(kind: &JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Bool(_) => "a boolean",
        JsonKind::Number(_) => "a number",
        JsonKind::String(_) => "a string",
        JsonKind::Array(_) | JsonKind::Object(_) => "another value",
    }
}

pub(super) fn lossy(text: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(text)
}

/// Longest text quoted in a phrase, in characters.
const QUOTED_CHARS_MAX: usize = 24;

/// A JSON text, cut to a length that can be read past.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(QUOTED_CHARS_MAX) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text of the pattern or the record in quotes, escaped and cut.
pub(super) fn quoted(text: &[u8]) -> String {
    short(&Value::String(text).json())
}
