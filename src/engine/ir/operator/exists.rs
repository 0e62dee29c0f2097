//! `exists`: there is a leaf (`true`), or there is none (`false`).
//!
//! Documented:
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-exists-matching>, read
//! 2026-11-23.

use tidegate_json::{Json, JsonKind};

use crate::error::Error;
use crate::ir::leaf_test::Test;
use crate::ir::words::{Context, Value, looks_elsewhere};

use super::operand::{Meaning, Spelling, bad_operand, json, json_object};

/// Whether a leaf must be present or absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exists {
    Present,
    Absent,
}

impl Spelling for Exists {
    const NAME: &'static str = "exists";

    fn read(operand: &Json) -> Result<Self, Error> {
        match &operand.kind {
            JsonKind::Bool(true) => Ok(Self::Present),
            JsonKind::Bool(false) => Ok(Self::Absent),
            JsonKind::Null
            | JsonKind::Number(_)
            | JsonKind::String(_)
            | JsonKind::Array(_)
            | JsonKind::Object(_) => {
                let aws = "exists match pattern must be either true or false.";
                Err(bad_operand(operand, "exists takes true or false", aws)
                    .help("write true or false without quotes"))
            }
        }
    }
}

impl Meaning for Exists {
    fn lower(&self, tests: &mut Vec<Test>) {
        tests.push(match self {
            Self::Present => Test::Exists,
            Self::Absent => Test::Absent,
        });
    }

    fn json(&self) -> Json {
        json_object(Self::NAME, json(JsonKind::Bool(*self == Self::Present)))
    }

    /// There are no near misses: every value satisfies `true`, and `false` wants no value.
    fn near_miss(&self, _value: Value<'_>, _context: Context<'_>) -> Option<String> {
        None
    }

    fn mismatch(&self, value: Value<'_>) -> String {
        match value {
            Value::String(_) => "not what is wanted".to_owned(),
            Value::Number(_) | Value::Bool(_) | Value::Null => {
                looks_elsewhere(value, Self::NAME, "looks at strings only")
            }
        }
    }

    fn asks_absence(&self) -> bool {
        match self {
            Self::Present => false,
            Self::Absent => true,
        }
    }
}
