//! `suffix`: the string ends with this text; with `{"equals-ignore-case": text}`, but for case.

use crate::error::Error;
use tidegate_json::{Json, JsonKind};

use super::super::leaf_test::{Part, Test};
use super::super::text::{case_forms, quoted};
use super::{ignore_case, string_operand};

pub(super) fn lower(operand: &Json) -> Result<Test, Error> {
    if let JsonKind::Object(members) = &operand.kind {
        let text = ignore_case::inside(operand, members, "suffix")?;
        return Ok(Test::IgnoreCase(
            Part::End,
            case_forms(&quoted(false, text, true)),
        ));
    }
    let text = string_operand(operand, "suffix")?;
    Ok(Test::Affix(Part::End, quoted(false, text, true)))
}
