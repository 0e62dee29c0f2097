//! `exactly`: the string equals this text, which never stands for an address. event-ruler 2.0.1 accepts it
//! (`JsonRuleCompiler`), but no AWS guide mentions it (checked 2026-11-23).

use tidegate_json::Json;

use crate::error::Error;
use crate::ir::address::digits;
use crate::ir::leaf_test::Test;
use crate::ir::words::{Context, Value, looks_elsewhere, other_text, text_near_miss};

use super::equals::text_test;
use super::operand::{Meaning, Spelling, json_object, json_string, string_operand};

/// The text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Exactly(Box<[u8]>);

impl Spelling for Exactly {
    const NAME: &'static str = "exactly";

    fn read(operand: &Json) -> Result<Self, Error> {
        // AWS's message has another name here.
        string_operand(operand, "exact").map(|text| Self(text.into()))
    }
}

impl Meaning for Exactly {
    fn lower(&self, tests: &mut Vec<Test>) {
        tests.push(text_test(&self.0));
    }

    fn json(&self) -> Json {
        json_object(Self::NAME, json_string(&self.0))
    }

    fn near_miss(&self, value: Value<'_>, _context: Context<'_>) -> Option<String> {
        let Value::String(found) = value else {
            return None;
        };
        let wanted_digits = digits(&self.0);
        if wanted_digits.is_some() && wanted_digits == digits(found) {
            return Some(
                "the same address, spelled differently; exactly compares the text".to_owned(),
            );
        }
        text_near_miss(&self.0, found)
    }

    fn mismatch(&self, value: Value<'_>) -> String {
        match value {
            Value::String(found) => other_text(&self.0, found),
            Value::Number(_) | Value::Bool(_) | Value::Null => {
                looks_elsewhere(value, Self::NAME, "looks at strings only")
            }
        }
    }
}
