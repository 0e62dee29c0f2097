//! `suffix`: the string ends with this text; inside `{"equals-ignore-case": text}`, except for case.
//!
//! Documented:
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-suffix-matching>, read
//! 2026-11-23.

use tidegate_json::Json;

use crate::error::Error;
use crate::ir::leaf_test::{Part, Test};
use crate::ir::words::{Context, Value, folded, looks_elsewhere, quote};

use super::affix::{Affix, except_for_case};
use super::operand::{Meaning, Spelling, json_object};

/// The text at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suffix(Affix);

impl Spelling for Suffix {
    const NAME: &'static str = "suffix";

    fn read(operand: &Json) -> Result<Self, Error> {
        Affix::read(operand, Self::NAME).map(Self)
    }
}

impl Meaning for Suffix {
    fn lower(&self, tests: &mut Vec<Test>) {
        tests.push(self.0.test(Part::End));
    }

    fn json(&self) -> Json {
        json_object(Self::NAME, self.0.json())
    }

    fn near_miss(&self, value: Value<'_>, _context: Context<'_>) -> Option<String> {
        let (Affix::Exact(wanted), Value::String(found)) = (&self.0, value) else {
            return None;
        };
        let ends = folded(found).ends_with(&folded(wanted));
        ends.then(|| except_for_case("ends", Self::NAME))
    }

    fn mismatch(&self, value: Value<'_>) -> String {
        match value {
            Value::String(_) => format!("does not end with {}", quote(self.0.text())),
            Value::Number(_) | Value::Bool(_) | Value::Null => {
                looks_elsewhere(value, Self::NAME, "looks at strings only")
            }
        }
    }
}
