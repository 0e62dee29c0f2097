//! `prefix`: the string begins with this text; with `{"equals-ignore-case": text}`, but for case.

use crate::error::Error;
use tidegate_json::{Json, JsonKind};

use super::super::leaf_test::{Part, Test};
use super::super::text::{case_forms, quoted};
use super::{ignore_case, string_operand};

pub(super) fn lower(operand: &Json) -> Result<Test, Error> {
    if let JsonKind::Object(members) = &operand.kind {
        let text = ignore_case::inside(operand, members, "prefix")?;
        return Ok(Test::IgnoreCase(
            Part::Start,
            case_forms(&quoted(true, text, false)),
        ));
    }
    let text = string_operand(operand, "prefix")?;
    Ok(Test::Affix(Part::Start, quoted(true, text, false)))
}
