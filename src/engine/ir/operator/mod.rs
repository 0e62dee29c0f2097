//! The operators: one file each, with its operand, its errors in AWS's words and its lowering to a [`Test`].
//!
//! Names, operands and messages: event-ruler 2.0.1, `JsonRuleCompiler.processMatchExpression`; meanings: EventBridge
//! User Guide, "Comparison operators for use in event patterns", read 2026-11-23.

mod anything_but;
mod cidr;
mod equals;
mod exists;
mod ignore_case;
mod numeric;
mod prefix;
mod suffix;
#[cfg(test)]
mod tests;
mod wildcard;

use crate::error::{Code, Error};
use tidegate_json::{Json, JsonKind, Member};

use super::lower::Compiler;
use super::profile::Profile;
use super::rule::Test;
use super::text::shown;

pub(super) use equals::value as equals_value;

/// An operator: how it is written and what it lowers to.
struct Operator {
    name: &'static str,
    lower: fn(&Json) -> Result<Test, Error>,
    /// What AWS says where a second key follows.
    second_key: &'static str,
}

const ONE_KEY: &str = "Only one key allowed in match expression";
const TOO_MANY: &str = "Too many elements in numeric expression";

const OPERATORS: [Operator; 9] = [
    Operator {
        name: "exactly",
        lower: equals::exactly,
        second_key: ONE_KEY,
    },
    Operator {
        name: "prefix",
        lower: prefix::lower,
        second_key: ONE_KEY,
    },
    Operator {
        name: "suffix",
        lower: suffix::lower,
        second_key: ONE_KEY,
    },
    Operator {
        name: "equals-ignore-case",
        lower: ignore_case::lower,
        second_key: ONE_KEY,
    },
    Operator {
        name: "anything-but",
        lower: anything_but::lower,
        second_key: TOO_MANY,
    },
    Operator {
        name: "numeric",
        lower: numeric::lower,
        second_key: TOO_MANY,
    },
    Operator {
        name: "cidr",
        lower: cidr::lower,
        second_key: ONE_KEY,
    },
    Operator {
        name: "wildcard",
        lower: wildcard::lower,
        second_key: ONE_KEY,
    },
    Operator {
        name: "exists",
        lower: exists::lower,
        second_key: ONE_KEY,
    },
];

/// Lowers an operator object, such as `{"prefix":"x"}`.
pub(super) fn lower(
    json: &Json,
    members: &[Member],
    profile: Profile,
    compiler: Compiler,
) -> Result<Test, Error> {
    let Some(first) = members.first() else {
        return Err(Error::new(
            Code::OperatorShape,
            json.span,
            "an operator object without operator",
        )
        .help("write one operator, such as {\"prefix\": \"x\"}, or a plain value")
        .aws("Match expression name not found"));
    };
    let operator = find(first)?;
    refuse_in_pipes(operator, first, profile)?;
    if compiler == Compiler::Older && operator.name == "anything-but" {
        anything_but::refuse_in_older(members)?;
    }
    let test = (operator.lower)(&first.value)?;
    match members.get(1) {
        None => Ok(test),
        Some(second) => Err(Error::new(
            Code::OperatorShape,
            second.key_span,
            "an operator object has one key",
        )
        .help("put each operator in an object of its own; a list of them means OR")
        .aws(operator.second_key)),
    }
}

fn find(member: &Member) -> Result<&'static Operator, Error> {
    let found = OPERATORS
        .iter()
        .find(|operator| operator.name.as_bytes() == member.key);
    found.ok_or_else(|| {
        let name = shown(&member.key);
        let names: Vec<_> = OPERATORS[1..]
            .iter()
            .map(|operator| operator.name)
            .collect();
        let mut help = format!("the operators are {}", names.join(", "));
        let folded = name.to_lowercase();
        if let Some(near) = names.iter().find(|near| **near == folded) {
            help = format!("operators are written in lower case: {near}");
        }
        Error::new(
            Code::UnknownOperator,
            member.key_span,
            format!("no operator is called {name:?}"),
        )
        .help(help)
        .aws(format!("Unrecognized match type {name}"))
    })
}

/// Pipes takes no `wildcard` and no operator inside `anything-but` (EventBridge User Guide, table of operators
/// by service, read 2026-11-23).
fn refuse_in_pipes(operator: &Operator, member: &Member, profile: Profile) -> Result<(), Error> {
    let nested = matches!(member.value.kind, JsonKind::Object(_));
    let refused = operator.name == "wildcard" || operator.name == "anything-but" && nested;
    if !matches!(profile, Profile::Pipes(_)) || !refused {
        return Ok(());
    }
    let what = if nested {
        "an operator inside anything-but"
    } else {
        "wildcard"
    };
    Err(Error::new(
        Code::NotInProfile,
        member.key_span,
        format!("EventBridge Pipes has no {what}"),
    )
    .help("filter with prefix, suffix or a list of values instead, or in the target"))
}

/// An operand error: `message` is ours, `aws` the text AWS gives.
fn bad_operand(json: &Json, message: &str, aws: impl Into<String>) -> Error {
    Error::new(Code::BadOperand, json.span, message).aws(aws)
}

/// The string operand, or AWS's `"... match pattern must be a string"`.
fn string_operand<'j>(json: &'j Json, name: &str) -> Result<&'j [u8], Error> {
    match &json.kind {
        JsonKind::String(text) => Ok(text),
        _ => Err(bad_operand(
            json,
            &format!("{name} takes a string"),
            format!("{name} match pattern must be a string"),
        )),
    }
}

/// The text AWS's messages show for the token a value starts with.
fn token_text(json: &Json) -> String {
    match &json.kind {
        JsonKind::Null => "null".to_owned(),
        JsonKind::Bool(value) => value.to_string(),
        JsonKind::Number(text) => text.clone(),
        JsonKind::String(text) => shown(text),
        JsonKind::Array(_) => "[".to_owned(),
        JsonKind::Object(_) => "{".to_owned(),
    }
}
