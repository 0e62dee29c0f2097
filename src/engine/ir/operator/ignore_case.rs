//! `equals-ignore-case`: the string is this text but for case, alone or inside `prefix` and `suffix`.

use crate::error::{Code, Error};
use tidegate_json::{Json, Member};

use super::super::leaf_test::{Part, Test};
use super::super::text::{case_forms, quoted, shown};
use super::{ONE_KEY, string_operand};

const NAME: &str = "equals-ignore-case";

pub(super) fn lower(operand: &Json) -> Result<Test, Error> {
    let text = string_operand(operand, NAME)?;
    Ok(Test::IgnoreCase(
        Part::Whole,
        case_forms(&quoted(true, text, true)),
    ))
}

/// The text in `{"equals-ignore-case": text}` as the operand of `outer`.
pub(super) fn inside<'j>(
    operand: &Json,
    members: &'j [Member],
    outer: &str,
) -> Result<&'j [u8], Error> {
    let Some(first) = members.first() else {
        let mut name = outer.to_owned();
        name[..1].make_ascii_uppercase();
        return Err(Error::new(
            Code::OperatorShape,
            operand.span,
            format!("{outer} of nothing"),
        )
        .help(format!("{outer} takes a string or {{\"{NAME}\": string}}"))
        .aws(format!("{name} expression name not found")));
    };
    if first.key != NAME.as_bytes() {
        let key = shown(&first.key);
        let message = format!("{outer} can't hold {key:?}");
        return Err(Error::new(Code::UnknownOperator, first.key_span, message)
            .help(format!("{outer} takes a string or {{\"{NAME}\": string}}"))
            .aws(format!("Unsupported {outer} pattern: {key}")));
    }
    let text = string_operand(&first.value, NAME)?;
    match members.get(1) {
        None => Ok(text),
        Some(second) => {
            let message = format!("the object inside {outer} has one key");
            Err(Error::new(Code::OperatorShape, second.key_span, message).aws(ONE_KEY))
        }
    }
}
