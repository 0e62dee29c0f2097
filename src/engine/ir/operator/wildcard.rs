//! `wildcard`: the string matches this text, where `*` stands for any run of characters, including an empty one.
//!
//! Documented:
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching>,
//! read 2026-11-23.

use tidegate_json::Json;

use crate::error::{Code, Error};
use crate::ir::glob::{self, Fault};
use crate::ir::leaf_test::{Part, Test};
use crate::ir::text::{quoted, shown};
use crate::ir::words::{Context, Value, folded, looks_elsewhere, other_text, quote};

use super::operand::{Meaning, Spelling, json_object, json_string, string_operand};

/// The text, with stars and escapes as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wildcard(Box<[u8]>);

impl Spelling for Wildcard {
    const NAME: &'static str = "wildcard";

    fn read(operand: &Json) -> Result<Self, Error> {
        let text = string_operand(operand, Self::NAME)?;
        check(operand, text)?;
        Ok(Self(text.into()))
    }

    fn missing_in_pipes(_operand: &Json) -> Option<&'static str> {
        Some(Self::NAME)
    }
}

impl Meaning for Wildcard {
    fn lower(&self, tests: &mut Vec<Test>) {
        tests.push(wildcard(&self.0));
    }

    fn json(&self) -> Json {
        json_object(Self::NAME, json_string(&self.0))
    }

    fn near_miss(&self, value: Value<'_>, _context: Context<'_>) -> Option<String> {
        let Value::String(found) = value else {
            return None;
        };
        let fits = glob::holds(folded(&self.0).as_bytes(), folded(found).as_bytes());
        fits.then(|| "matches except for case, and wildcard is case-sensitive".to_owned())
    }

    fn mismatch(&self, value: Value<'_>) -> String {
        match value {
            Value::String(found) => first_difference(&glob::split(&self.0), found),
            Value::Number(_) | Value::Bool(_) | Value::Null => {
                looks_elsewhere(value, Self::NAME, "looks at strings only")
            }
        }
    }
}

/// Refuses a wildcard text that AWS refuses. The positions in AWS's messages are bytes of the quoted text, counted from
/// 0 (event-ruler 2.0.1, `WildcardParser.parse`).
pub(super) fn check(operand: &Json, text: &[u8]) -> Result<(), Error> {
    let Some((at, fault)) = glob::fault(text) else {
        return Ok(());
    };
    let at = 1 + shown(&text[..at]).len();
    let (message, aws) = match fault {
        Fault::Stars => (
            "two stars in a row",
            format!("Consecutive wildcard characters at pos {at}"),
        ),
        Fault::Escape => (
            "a backslash that escapes neither * nor \\",
            format!("Invalid escape character at pos {at}"),
        ),
    };
    Err(Error::new(Code::BadWildcard, operand.span, message)
        .help("`*` stands for any run of characters; write \\\\* for a star and \\\\\\\\ for a backslash")
        .aws(aws))
}

/// The test of a wildcard text without mistakes.
pub(super) fn wildcard(text: &[u8]) -> Test {
    Test::Wildcard(glob::split(&quoted(Part::Whole, text)))
}

/// Describes the first part of a wildcard that a string lacks. `parts`: the texts between stars.
fn first_difference(parts: &[Box<[u8]>], found: &[u8]) -> String {
    let (head, tail) = match parts {
        [] => return "does not match".to_owned(),
        [whole] => return other_text(whole, found),
        [head, .., tail] => (head, tail),
    };
    if !found.starts_with(head) {
        return format!("does not begin with {}", quote(head));
    }
    if !found.ends_with(tail) {
        return format!("does not end with {}", quote(tail));
    }
    let mut parts = parts.iter();
    match parts.find(|part| memchr::memmem::find(found, part).is_none()) {
        Some(part) => format!("has no {}", quote(part)),
        None => "has all parts, but not one after another in this order".to_owned(),
    }
}
