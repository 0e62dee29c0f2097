//! The traits that every operator implements, and the operands that several operators take.

use tidegate_json::{Json, JsonKind, Member, Span};

use crate::error::{Code, Error};
use crate::ir::leaf_test::Test;
use crate::ir::number::comparable;
use crate::ir::text::shown;
use crate::ir::words::{Context, Value};

/// AWS's message for a second key in an operator object.
pub(super) const ONE_KEY: &str = "Only one key allowed in match expression";
/// AWS's message for a second key, with operators whose operand may be a list.
pub(super) const TOO_MANY: &str = "Too many elements in numeric expression";

/// How an operator is written: `{"NAME": operand}`.
pub(super) trait Spelling: Sized {
    /// The name as AWS spells it.
    const NAME: &'static str;

    /// AWS's message for a second key.
    const SECOND_KEY: &'static str = ONE_KEY;

    /// Reads the operand.
    fn read(operand: &Json) -> Result<Self, Error>;

    /// The name of the form that EventBridge Pipes lacks, if it lacks the operator with this operand (EventBridge User
    /// Guide, table of operators by service, read 2026-11-23).
    fn missing_in_pipes(_operand: &Json) -> Option<&'static str> {
        None
    }

    /// Refuses an operator object that only event-ruler's older compiler refuses.
    fn check_older(_members: &[Member]) -> Result<(), Error> {
        Ok(())
    }
}

/// The meaning of an operator, and its phrases about values that do not satisfy it.
pub(crate) trait Meaning {
    /// Adds the tests that the operator lowers to.
    fn lower(&self, tests: &mut Vec<Test>);

    /// The element of the field's list as written, except for white space and escapes.
    fn json(&self) -> Json;

    /// A phrase about a common mistake; `None` if the value is merely different.
    fn near_miss(&self, value: Value<'_>, context: Context<'_>) -> Option<String>;

    /// Why the value does not satisfy it, if there is no better phrase.
    fn mismatch(&self, value: Value<'_>) -> String;

    /// Whether it wants no value.
    fn asks_absence(&self) -> bool {
        false
    }

    /// Whether users expect an absent field to satisfy it, although it does not.
    fn seems_satisfied_by_absence(&self) -> bool {
        false
    }

    /// A hint for users who expect an absent field to satisfy it.
    fn absence_note(&self) -> Option<&'static str> {
        None
    }
}

/// A number that AWS compares by value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// The number's key. Keys are ordered as the numbers are.
    pub(super) key: u64,
    /// As written.
    pub(super) text: Box<str>,
}

impl Number {
    /// Reads the number of this text. `json` is its place in the pattern.
    pub(super) fn read(json: &Json, text: &str) -> Result<Self, Error> {
        let key = comparable(text.as_bytes()).ok_or_else(|| cannot_compare(json, text))?;
        Ok(Self {
            key,
            text: text.into(),
        })
    }

    pub(super) fn json(&self) -> Json {
        json(JsonKind::Number(self.text.to_string()))
    }
}

fn cannot_compare(json: &Json, text: &str) -> Error {
    let message = format!("{text} can't be compared by value");
    Error::new(Code::BadNumber, json.span, message)
        .help("AWS compares numbers as doubles: at most 17 significant digits, and the literal has to be the double's own decimal form")
        .aws(format!("Cannot compare number : {text}"))
}

/// An operand error: `message` is ours, `aws` the text AWS gives.
pub(super) fn bad_operand(json: &Json, message: &str, aws: impl Into<String>) -> Error {
    Error::new(Code::BadOperand, json.span, message).aws(aws)
}

/// The string operand, or AWS's `"... match pattern must be a string"`.
pub(super) fn string_operand<'j>(json: &'j Json, name: &str) -> Result<&'j [u8], Error> {
    let JsonKind::String(text) = &json.kind else {
        let aws = format!("{name} match pattern must be a string");
        return Err(bad_operand(json, &format!("{name} takes a string"), aws));
    };
    Ok(text)
}

/// The text that AWS's messages show for the first token of a value.
pub(super) fn token_text(json: &Json) -> String {
    match &json.kind {
        JsonKind::Null => "null".to_owned(),
        JsonKind::Bool(value) => value.to_string(),
        JsonKind::Number(text) => text.clone(),
        JsonKind::String(text) => shown(text),
        JsonKind::Array(_) => "[".to_owned(),
        JsonKind::Object(_) => "{".to_owned(),
    }
}

/// A value without a place in the pattern.
pub(super) fn json(kind: JsonKind) -> Json {
    Json {
        span: Span::default(),
        kind,
    }
}

/// A string without a place in the pattern.
pub(super) fn json_string(text: &[u8]) -> Json {
    json(JsonKind::String(text.to_vec()))
}

/// The operator object `{"name": operand}`.
pub(super) fn json_object(name: &str, operand: Json) -> Json {
    json(JsonKind::Object(vec![Member {
        key: name.as_bytes().to_vec(),
        key_span: Span::default(),
        value: operand,
    }]))
}
