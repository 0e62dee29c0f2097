//! A plain value: the leaf equals it. A string that is an IP literal stands for the address, not for its spelling. A
//! number stands for its value and also for its text.
//!
//! Documented: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html> ("Equals"), read
//! 2026-11-23.

use tidegate_json::{Json, JsonKind};

use crate::error::{Code, Error};
use crate::ir::address;
use crate::ir::leaf_test::{AddressTest, Test};
use crate::ir::number::comparable;
use crate::ir::words::{Context, Value, other_text, text_near_miss};

use super::operand::{Meaning, json};

/// A plain value in a field's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Equals {
    Text(Box<[u8]>),
    /// As written.
    Number(Box<str>),
    Bool(bool),
    Null,
}

impl Equals {
    pub(super) fn read(value: &Json) -> Result<Self, Error> {
        match &value.kind {
            JsonKind::String(text) => Ok(Self::Text(text[..].into())),
            JsonKind::Number(text) => Ok(Self::Number(text[..].into())),
            JsonKind::Bool(value) => Ok(Self::Bool(*value)),
            JsonKind::Null => Ok(Self::Null),
            JsonKind::Array(_) | JsonKind::Object(_) => {
                Err(Error::new(Code::NestedList, value.span, "a list inside a field's list")
                    .help("a field's list holds plain values and operator objects; lists in events need no list here")
                    .aws("Match value must be String, number, true, false, or null"))
            }
        }
    }

    fn noun(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Number(_) => "a number",
            Self::Bool(_) => "a boolean",
            Self::Null => "null",
        }
    }
}

impl Meaning for Equals {
    fn lower(&self, tests: &mut Vec<Test>) {
        match self {
            Self::Text(text) => tests.push(address_or_text(text)),
            Self::Number(text) => {
                let number = comparable(text.as_bytes());
                tests.extend(number.map(|key| Test::Number {
                    low: key,
                    high: key,
                }));
                tests.push(Test::Literal(text.as_bytes().into()));
            }
            Self::Bool(true) => tests.push(Test::Literal(b"true"[..].into())),
            Self::Bool(false) => tests.push(Test::Literal(b"false"[..].into())),
            Self::Null => tests.push(Test::Literal(b"null"[..].into())),
        }
    }

    fn json(&self) -> Json {
        json(match self {
            Self::Text(text) => JsonKind::String(text.to_vec()),
            Self::Number(text) => JsonKind::Number(text.to_string()),
            Self::Bool(value) => JsonKind::Bool(*value),
            Self::Null => JsonKind::Null,
        })
    }

    fn near_miss(&self, value: Value<'_>, context: Context<'_>) -> Option<String> {
        match self {
            Self::Text(wanted) => near_text(wanted, value),
            Self::Number(wanted) => near_number(wanted, value, context),
            Self::Bool(wanted) => near_bool(&wanted.to_string(), value),
            Self::Null => near_null(value),
        }
    }

    fn mismatch(&self, value: Value<'_>) -> String {
        match (self, value) {
            (Self::Text(wanted), Value::String(found)) => other_text(wanted, found),
            (Self::Number(_), Value::Number(_)) => "another number".to_owned(),
            (Self::Bool(_), Value::Bool(_)) | (Self::Null, Value::Null) => {
                "another value".to_owned()
            }
            (Self::Text(_) | Self::Number(_) | Self::Bool(_) | Self::Null, other) => {
                format!("{}, but {} is wanted", other.noun(), self.noun())
            }
        }
    }

    fn absence_note(&self) -> Option<&'static str> {
        match self {
            Self::Null => Some("null is a value, absence is {\"exists\":false}"),
            Self::Text(_) | Self::Number(_) | Self::Bool(_) => None,
        }
    }
}

fn near_text(wanted: &[u8], value: Value<'_>) -> Option<String> {
    match value {
        Value::String(found) => text_near_miss(wanted, found),
        Value::Number(found) => (found.as_bytes() == wanted)
            .then(|| format!("a number; the pattern wants the string \"{found}\"")),
        Value::Bool(found) => wanted
            .eq_ignore_ascii_case(found.to_string().as_bytes())
            .then(|| {
                let wanted = String::from_utf8_lossy(wanted);
                format!("a boolean; the pattern wants the string \"{wanted}\"")
            }),
        Value::Null => matches!(wanted, b"" | b"null").then(|| "null, and not a string".to_owned()),
    }
}

fn near_number(wanted: &str, value: Value<'_>, context: Context<'_>) -> Option<String> {
    match value {
        Value::String(found) if found != wanted.as_bytes() => None,
        Value::String(_) if context.is_dynamodb_number() => Some(format!(
            "DynamoDB writes numbers as strings: want \"{wanted}\""
        )),
        Value::String(_) => Some(format!("a string; the pattern wants the number {wanted}")),
        Value::Number(found) => comparable(found.as_bytes()).is_none().then(|| {
            "more digits than AWS compares by value: only the same text would match".to_owned()
        }),
        Value::Bool(_) | Value::Null => None,
    }
}

fn near_bool(wanted: &str, value: Value<'_>) -> Option<String> {
    match value {
        Value::String(found) => found
            .eq_ignore_ascii_case(wanted.as_bytes())
            .then(|| format!("a string; the pattern wants the boolean {wanted}")),
        Value::Number(_) | Value::Bool(_) | Value::Null => None,
    }
}

fn near_null(value: Value<'_>) -> Option<String> {
    match value {
        Value::String(b"") => Some("an empty string; null is another value".to_owned()),
        Value::String(b"null") => Some("a string; the pattern wants null itself".to_owned()),
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => None,
    }
}

fn address_or_text(text: &[u8]) -> Test {
    match address::digits(text) {
        Some(digits) => Test::Address(AddressTest {
            low: (*digits).into(),
            high: (*digits).into(),
            whole: false,
            reads_numbers: true,
        }),
        None => text_test(text),
    }
}

/// Exact texts keep lone surrogates: Java compares them unit by unit.
pub(super) fn text_test(text: &[u8]) -> Test {
    Test::Literal([&b"\""[..], text, b"\""].concat().into())
}
