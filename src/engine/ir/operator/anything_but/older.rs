//! Checks that only event-ruler's older compiler makes on `anything-but`: it accepts one `prefix` or `suffix` but no
//! `wildcard`, and has other messages for some mistakes (2.0.1, `RuleCompiler`).

use tidegate_json::{Json, JsonKind, Member};

use crate::error::{Code, Error};
use crate::ir::operator::operand::{ONE_KEY, bad_operand};

use super::form::Form;

/// Refuses an operator object that the older compiler refuses. `operator`: the members of the object that holds
/// `anything-but`.
pub(super) fn check(operator: &[Member]) -> Result<(), Error> {
    let Some(JsonKind::Object(members)) = operator.first().map(|member| &member.value.kind) else {
        return Ok(());
    };
    let named = |first: &Member| Form::named(&first.key);
    let (Some(first), Some(form)) = (members.first(), members.first().and_then(named)) else {
        return Ok(());
    };
    match form {
        Form::Prefix | Form::Suffix => {
            one_affix(&first.value, members.get(1).or_else(|| operator.get(1)))
        }
        Form::IgnoreCase => only_texts(&first.value),
        Form::Wildcard => {
            let message = "anything-but can't hold \"wildcard\" here";
            Err(Error::new(Code::UnknownOperator, first.key_span, message)
                .help("a malformed $or is read by an older compiler, which does not know this form")
                .aws("Unsupported anything-but pattern: wildcard"))
        }
    }
}

fn one_affix(operand: &Json, second: Option<&Member>) -> Result<(), Error> {
    let JsonKind::String(text) = &operand.kind else {
        let aws = "prefix/suffix match pattern must be a string";
        return Err(bad_operand(operand, "this takes a string", aws));
    };
    match second {
        Some(second) if !text.is_empty() => {
            let message = "an operator object must have one key only";
            Err(Error::new(Code::OperatorShape, second.key_span, message).aws(ONE_KEY))
        }
        Some(_) | None => Ok(()),
    }
}

fn only_texts(operand: &Json) -> Result<(), Error> {
    let texts = match &operand.kind {
        JsonKind::Array(values) => values.as_slice(),
        JsonKind::Number(_) => std::slice::from_ref(operand),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::String(_) | JsonKind::Object(_) => {
            return Ok(());
        }
    };
    let is_text = |value: &&Json| matches!(value.kind, JsonKind::String(_));
    let Some(other) = texts.iter().find(|value| !is_text(value)) else {
        return Ok(());
    };
    let aws = "Inside anything-but/ignore-case list, number|start|null|boolean is not supported.";
    let message = "this takes a string or a list of strings";
    Err(bad_operand(other, message, aws))
}
