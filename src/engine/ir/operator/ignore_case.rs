//! `equals-ignore-case`: the string equals this text except for case.
//!
//! Documented: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html> ("Equals (ignore
//! case)"), read 2026-11-23.

use tidegate_json::Json;

use crate::error::Error;
use crate::ir::leaf_test::{Part, Test};
use crate::ir::text::{case_forms, quoted};
use crate::ir::words::{Context, Value, differs_in_space, looks_elsewhere};

use super::operand::{Meaning, Spelling, json_object, json_string, string_operand};

/// The text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IgnoreCase(Box<[u8]>);

impl Spelling for IgnoreCase {
    const NAME: &'static str = "equals-ignore-case";

    fn read(operand: &Json) -> Result<Self, Error> {
        string_operand(operand, Self::NAME).map(|text| Self(text.into()))
    }
}

impl Meaning for IgnoreCase {
    fn lower(&self, tests: &mut Vec<Test>) {
        tests.push(ignore_case(&self.0));
    }

    fn json(&self) -> Json {
        json_object(Self::NAME, json_string(&self.0))
    }

    fn near_miss(&self, value: Value<'_>, _context: Context<'_>) -> Option<String> {
        match value {
            Value::String(found) => differs_in_space(&self.0, found),
            Value::Number(_) | Value::Bool(_) | Value::Null => None,
        }
    }

    fn mismatch(&self, value: Value<'_>) -> String {
        match value {
            Value::String(_) => "differs in more than case".to_owned(),
            Value::Number(_) | Value::Bool(_) | Value::Null => {
                looks_elsewhere(value, Self::NAME, "looks at strings only")
            }
        }
    }
}

/// The test for a text except for case.
pub(super) fn ignore_case(text: &[u8]) -> Test {
    Test::IgnoreCase(Part::Whole, case_forms(&quoted(Part::Whole, text)))
}
