//! `exists`: a leaf is there (`true`), or none is (`false`).

use crate::error::Error;
use tidegate_json::{Json, JsonKind};

use super::super::leaf_test::Test;
use super::bad_operand;

pub(super) fn lower(operand: &Json) -> Result<Test, Error> {
    match operand.kind {
        JsonKind::Bool(true) => Ok(Test::Exists),
        JsonKind::Bool(false) => Ok(Test::Absent),
        _ => Err(bad_operand(
            operand,
            "exists takes true or false",
            "exists match pattern must be either true or false.",
        )
        .help("write true or false without quotes")),
    }
}
