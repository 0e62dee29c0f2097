//! `anything-but`: a leaf that is none of these, of any type; a string, a number, a list of one kind, or one of
//! `prefix`, `suffix`, `equals-ignore-case` and `wildcard` with a string or a list of strings.

use crate::error::{Code, Error};
use tidegate_json::{Json, JsonKind, Member};

use super::super::leaf_test::{Nothing, Part, Test};
use super::super::number::comparable;
use super::super::text::{case_forms, quoted, shown};
use super::{ONE_KEY, TOO_MANY, bad_operand, numeric, wildcard};

const FORMS: &str = "anything-but takes a string, a number, a list of either kind, or an object with prefix, suffix, equals-ignore-case or wildcard";

pub(super) fn lower(operand: &Json) -> Result<Test, Error> {
    match &operand.kind {
        JsonKind::Object(members) => nested(operand, members),
        JsonKind::Array(values) => list(operand, values),
        JsonKind::String(_) | JsonKind::Number(_) => {
            plain(operand).map(|test| Test::AnythingBut(vec![test]))
        }
        _ => Err(wrong_kind(operand)),
    }
}

fn wrong_kind(operand: &Json) -> Error {
    let aws = "Value of anything-but must be an array or single string/number value.";
    bad_operand(operand, "anything-but can't take this", aws).help(FORMS)
}

fn list(operand: &Json, values: &[Json]) -> Result<Test, Error> {
    let tests = values.iter().map(plain).collect::<Result<Vec<_>, _>>()?;
    let strings = values
        .iter()
        .filter(|v| matches!(v.kind, JsonKind::String(_)))
        .count();
    if values.is_empty() || strings != 0 && strings != values.len() {
        let aws = "Inside anything but list, either all values are number or string, mixed type is not supported";
        return Err(
            bad_operand(operand, "anything-but of nothing, or of both kinds", aws).help(
                "list only strings or only numbers; two anything-but objects in a list mean OR",
            ),
        );
    }
    Ok(Test::AnythingBut(set(tests)))
}

fn plain(value: &Json) -> Result<Test, Error> {
    match &value.kind {
        JsonKind::String(text) => Ok(Test::Literal(quoted(true, text, true))),
        JsonKind::Number(text) => {
            let key = comparable(text.as_bytes());
            let key = key.ok_or_else(|| numeric::cannot_compare(value, text))?;
            Ok(Test::Number {
                low: key,
                high: key,
            })
        }
        _ => {
            let aws = "Inside anything but list, start|null|boolean is not supported.";
            Err(bad_operand(value, "anything-but lists hold strings or numbers", aws).help(FORMS))
        }
    }
}

/// The operators that `anything-but` can hold.
#[derive(Clone, Copy, PartialEq)]
enum Inner {
    Prefix,
    Suffix,
    IgnoreCase,
    Wildcard,
}

/// event-ruler's older compiler takes one `prefix` or `suffix` here, no `wildcard`, and has other words for some mistakes
/// (2.0.1, `RuleCompiler`). `operator` is the object that holds `anything-but`.
pub(super) fn refuse_in_older(operator: &[Member]) -> Result<(), Error> {
    let Some(JsonKind::Object(members)) = operator.first().map(|member| &member.value.kind) else {
        return Ok(());
    };
    let Some(first) = members.first() else {
        return Ok(());
    };
    match &first.key[..] {
        b"prefix" | b"suffix" => {
            one_affix(&first.value, members.get(1).or_else(|| operator.get(1)))
        }
        b"equals-ignore-case" => only_texts(&first.value),
        b"wildcard" => {
            let message = "anything-but can't hold \"wildcard\" here";
            Err(Error::new(Code::UnknownOperator, first.key_span, message)
                .help("a $or that is malformed is read as a field, and then this is not known")
                .aws("Unsupported anything-but pattern: wildcard"))
        }
        _ => Ok(()),
    }
}

fn one_affix(operand: &Json, second: Option<&Member>) -> Result<(), Error> {
    let JsonKind::String(text) = &operand.kind else {
        let aws = "prefix/suffix match pattern must be a string";
        return Err(bad_operand(operand, "this takes a string", aws));
    };
    match second {
        Some(second) if !text.is_empty() => {
            let message = "an operator object has one key";
            Err(Error::new(Code::OperatorShape, second.key_span, message).aws(ONE_KEY))
        }
        _ => Ok(()),
    }
}

fn only_texts(operand: &Json) -> Result<(), Error> {
    let texts = match &operand.kind {
        JsonKind::Array(values) => values.as_slice(),
        JsonKind::Number(_) => std::slice::from_ref(operand),
        _ => return Ok(()),
    };
    let is_text = |value: &&Json| matches!(value.kind, JsonKind::String(_));
    match texts.iter().find(|value| !is_text(value)) {
        None => Ok(()),
        Some(other) => {
            let aws =
                "Inside anything-but/ignore-case list, number|start|null|boolean is not supported.";
            Err(bad_operand(
                other,
                "this takes a string or a list of strings",
                aws,
            ))
        }
    }
}

fn nested(operand: &Json, members: &[Member]) -> Result<Test, Error> {
    let Some(first) = members.first() else {
        return Err(
            Error::new(Code::OperatorShape, operand.span, "anything-but of nothing")
                .help(FORMS)
                .aws("Anything-But expression name not found"),
        );
    };
    let inner = inner(first)?;
    let texts = match &first.value.kind {
        JsonKind::Array(values) => values.as_slice(),
        JsonKind::String(_) | JsonKind::Number(_) => std::slice::from_ref(&first.value),
        _ => return Err(wrong_kind(&first.value)),
    };
    // Wildcards are looked at when the list is closed; what is no string is met before that.
    let is_text = |value: &&Json| matches!(value.kind, JsonKind::String(_));
    if let Some(other) = texts.iter().find(|value| !is_text(value))
        && inner == Inner::Wildcard
    {
        return Err(not_text(other, inner));
    }
    let tests = texts
        .iter()
        .map(|text| text_test(text, inner))
        .collect::<Result<Vec<_>, _>>()?;
    match members.get(1) {
        None if tests.is_empty() => Ok(Test::Never(Nothing::Set)),
        None => Ok(Test::AnythingBut(set(tests))),
        Some(second) => {
            let message = "the object inside anything-but has one key";
            Err(Error::new(Code::OperatorShape, second.key_span, message).aws(TOO_MANY))
        }
    }
}

fn inner(member: &Member) -> Result<Inner, Error> {
    Ok(match &member.key[..] {
        b"prefix" => Inner::Prefix,
        b"suffix" => Inner::Suffix,
        b"equals-ignore-case" => Inner::IgnoreCase,
        b"wildcard" => Inner::Wildcard,
        other => {
            let name = shown(other);
            let message = format!("anything-but can't hold {name:?}");
            return Err(Error::new(Code::UnknownOperator, member.key_span, message)
                .help(FORMS)
                .aws(format!("Unsupported anything-but pattern: {name}")));
        }
    })
}

fn text_test(value: &Json, inner: Inner) -> Result<Test, Error> {
    let JsonKind::String(text) = &value.kind else {
        return Err(not_text(value, inner));
    };
    if text.is_empty() && matches!(inner, Inner::Prefix | Inner::Suffix) {
        let aws = "Null prefix/suffix not allowed";
        return Err(
            bad_operand(value, "an empty prefix or suffix leaves nothing over", aws)
                .help("to ask that the field is absent write {\"exists\": false}"),
        );
    }
    Ok(match inner {
        Inner::Prefix => Test::Affix(Part::Start, quoted(true, text, false)),
        Inner::Suffix => Test::Affix(Part::End, quoted(false, text, true)),
        Inner::IgnoreCase => Test::IgnoreCase(Part::Whole, case_forms(&quoted(true, text, true))),
        Inner::Wildcard => wildcard::test(value, text)?,
    })
}

fn not_text(value: &Json, inner: Inner) -> Error {
    let aws = match inner {
        Inner::IgnoreCase => {
            "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported."
        }
        Inner::Wildcard => "wildcard match pattern must be a string",
        Inner::Prefix | Inner::Suffix => "prefix/suffix match pattern must be a string",
    };
    bad_operand(value, "this takes a string or a list of strings", aws)
}

/// The order in which tests are written and repeats do not count.
fn set(mut tests: Vec<Test>) -> Vec<Test> {
    tests.sort_unstable();
    tests.dedup();
    tests
}
