//! The operand that `prefix` and `suffix` share: a text, or a text inside `equals-ignore-case`.

use tidegate_json::{Json, JsonKind, Member};

use crate::error::{Code, Error};
use crate::ir::leaf_test::{Part, Test};
use crate::ir::text::{case_forms, quoted, shown};

use super::ignore_case::IgnoreCase;
use super::operand::{ONE_KEY, Spelling, json_object, json_string, string_operand};

/// The text at one end of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Affix {
    Exact(Box<[u8]>),
    IgnoreCase(Box<[u8]>),
}

impl Affix {
    /// Reads the operand of the operator `name`.
    pub(super) fn read(operand: &Json, name: &str) -> Result<Self, Error> {
        if let JsonKind::Object(members) = &operand.kind {
            return inside(operand, members, name).map(|text| Self::IgnoreCase(text.into()));
        }
        string_operand(operand, name).map(|text| Self::Exact(text.into()))
    }

    pub(super) fn text(&self) -> &[u8] {
        match self {
            Self::Exact(text) | Self::IgnoreCase(text) => text,
        }
    }

    /// The test for this text at one end of the value.
    pub(super) fn test(&self, part: Part) -> Test {
        match self {
            Self::Exact(text) => Test::Affix(part, quoted(part, text)),
            Self::IgnoreCase(text) => Test::IgnoreCase(part, case_forms(&quoted(part, text))),
        }
    }

    pub(super) fn json(&self) -> Json {
        match self {
            Self::Exact(text) => json_string(text),
            Self::IgnoreCase(text) => json_object(IgnoreCase::NAME, json_string(text)),
        }
    }
}

/// The phrase for a string that has the text at one end except for case. `verb`: `begins` or `ends`.
pub(super) fn except_for_case(verb: &str, name: &str) -> String {
    let inner = IgnoreCase::NAME;
    format!("{verb} with it except for case; {{\"{name}\":{{\"{inner}\":…}}}} would match")
}

/// Reads the text in `{"equals-ignore-case": text}`, the operand of `outer`.
fn inside<'j>(operand: &Json, members: &'j [Member], outer: &str) -> Result<&'j [u8], Error> {
    let inner = IgnoreCase::NAME;
    let help = || format!("{outer} takes a string or {{\"{inner}\": string}}");
    let Some(first) = members.first() else {
        let mut name = outer.to_owned();
        name[..1].make_ascii_uppercase();
        let message = format!("the object inside {outer} is empty");
        return Err(Error::new(Code::OperatorShape, operand.span, message)
            .help(help())
            .aws(format!("{name} expression name not found")));
    };
    if first.key != inner.as_bytes() {
        let key = shown(&first.key);
        let message = format!("{outer} can't hold {key:?}");
        return Err(Error::new(Code::UnknownOperator, first.key_span, message)
            .help(help())
            .aws(format!("Unsupported {outer} pattern: {key}")));
    }
    let text = string_operand(&first.value, inner)?;
    match members.get(1) {
        None => Ok(text),
        Some(second) => {
            let message = format!("the object inside {outer} must have one key only");
            Err(Error::new(Code::OperatorShape, second.key_span, message).aws(ONE_KEY))
        }
    }
}
