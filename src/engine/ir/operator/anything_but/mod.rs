//! `anything-but`: a leaf of any type that is not one of the excluded values. The operand is a string, a number, a list
//! of one kind, or one of `prefix`, `suffix`, `equals-ignore-case` and `wildcard` with a string or a list of strings.
//!
//! Documented:
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-anything-but>, read
//! 2026-11-23.

mod form;
mod older;

use tidegate_json::{Json, JsonKind, Member};

use crate::error::{Code, Error};
use crate::ir::leaf_test::{Nothing, Part, Test};
use crate::ir::text::{quoted, shown};
use crate::ir::words::{Context, Value, quote};

use super::operand::{
    Meaning, Number, Spelling, TOO_MANY, bad_operand, json, json_object, json_string,
};
use form::Form;

const FORMS: &str = "anything-but takes a string, a number, a list of either kind, or an object with prefix, suffix, equals-ignore-case or wildcard";

/// The values to exclude.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AnythingBut {
    Texts(OneOrMany<Box<[u8]>>),
    Numbers(OneOrMany<Number>),
    Form(Form, OneOrMany<Box<[u8]>>),
}

/// A single value, or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OneOrMany<T> {
    One(T),
    Many(Box<[T]>),
}

impl<T> OneOrMany<T> {
    fn all(&self) -> &[T] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    fn json(&self, value: impl Fn(&T) -> Json) -> Json {
        match self {
            Self::One(one) => value(one),
            Self::Many(many) => json(JsonKind::Array(many.iter().map(value).collect())),
        }
    }
}

impl Spelling for AnythingBut {
    const NAME: &'static str = "anything-but";
    const SECOND_KEY: &'static str = TOO_MANY;

    fn read(operand: &Json) -> Result<Self, Error> {
        match &operand.kind {
            JsonKind::Object(members) => nested(operand, members),
            JsonKind::Array(values) => list(operand, values),
            JsonKind::String(_) | JsonKind::Number(_) => Ok(match Plain::read(operand)? {
                Plain::Text(text) => Self::Texts(OneOrMany::One(text)),
                Plain::Number(number) => Self::Numbers(OneOrMany::One(number)),
            }),
            JsonKind::Null | JsonKind::Bool(_) => Err(wrong_kind(operand)),
        }
    }

    fn missing_in_pipes(operand: &Json) -> Option<&'static str> {
        matches!(operand.kind, JsonKind::Object(_)).then_some("an operator inside anything-but")
    }

    fn check_older(members: &[Member]) -> Result<(), Error> {
        older::check(members)
    }
}

fn wrong_kind(operand: &Json) -> Error {
    let aws = "Value of anything-but must be an array or single string/number value.";
    bad_operand(operand, "anything-but can't take this", aws).help(FORMS)
}

/// A plain value to exclude.
enum Plain {
    Text(Box<[u8]>),
    Number(Number),
}

impl Plain {
    fn read(value: &Json) -> Result<Self, Error> {
        match &value.kind {
            JsonKind::String(text) => Ok(Self::Text(text[..].into())),
            JsonKind::Number(text) => Number::read(value, text).map(Self::Number),
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Array(_) | JsonKind::Object(_) => {
                let aws = "Inside anything but list, start|null|boolean is not supported.";
                let message = "anything-but lists hold strings or numbers";
                Err(bad_operand(value, message, aws).help(FORMS))
            }
        }
    }
}

fn list(operand: &Json, values: &[Json]) -> Result<AnythingBut, Error> {
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    for value in values {
        match Plain::read(value)? {
            Plain::Text(text) => texts.push(text),
            Plain::Number(number) => numbers.push(number),
        }
    }
    match (texts.is_empty(), numbers.is_empty()) {
        (false, true) => Ok(AnythingBut::Texts(OneOrMany::Many(texts.into()))),
        (true, false) => Ok(AnythingBut::Numbers(OneOrMany::Many(numbers.into()))),
        (true, true) | (false, false) => {
            let aws = "Inside anything but list, either all values are number or string, mixed type is not supported";
            let message = "an anything-but list that is empty or mixes strings and numbers";
            Err(bad_operand(operand, message, aws).help(
                "list only strings or only numbers; two anything-but objects in a list mean OR",
            ))
        }
    }
}

fn nested(operand: &Json, members: &[Member]) -> Result<AnythingBut, Error> {
    let Some(first) = members.first() else {
        return Err(Error::new(
            Code::OperatorShape,
            operand.span,
            "the object inside anything-but is empty",
        )
        .help(FORMS)
        .aws("Anything-But expression name not found"));
    };
    let form = Form::named(&first.key).ok_or_else(|| unknown(first))?;
    let texts = texts(&first.value, form)?;
    match members.get(1) {
        None => Ok(AnythingBut::Form(form, texts)),
        Some(second) => {
            let message = "the object inside anything-but must have one key only";
            Err(Error::new(Code::OperatorShape, second.key_span, message).aws(TOO_MANY))
        }
    }
}

fn unknown(member: &Member) -> Error {
    let name = shown(&member.key);
    let message = format!("anything-but can't hold {name:?}");
    let help = match Form::near(&name) {
        Some(near) => format!("did you mean {near}?"),
        None => FORMS.to_owned(),
    };
    Error::new(Code::UnknownOperator, member.key_span, message)
        .help(help)
        .aws(format!("Unsupported anything-but pattern: {name}"))
}

fn texts(operand: &Json, form: Form) -> Result<OneOrMany<Box<[u8]>>, Error> {
    match &operand.kind {
        JsonKind::Array(values) => {
            // event-ruler checks the texts of wildcards at the end of the list, so it finds a value that is not a
            // string first.
            let is_text = |value: &&Json| matches!(value.kind, JsonKind::String(_));
            if let Some(other) = values.iter().find(|value| !is_text(value))
                && form == Form::Wildcard
            {
                return Err(form.not_text(other));
            }
            let texts: Result<Box<_>, _> = values.iter().map(|value| form.text(value)).collect();
            texts.map(OneOrMany::Many)
        }
        JsonKind::String(_) | JsonKind::Number(_) => form.text(operand).map(OneOrMany::One),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Object(_) => Err(wrong_kind(operand)),
    }
}

impl Meaning for AnythingBut {
    fn lower(&self, tests: &mut Vec<Test>) {
        let excluded: Vec<Test> = match self {
            Self::Texts(texts) => {
                let texts = texts.all().iter();
                texts
                    .map(|text| Test::Literal(quoted(Part::Whole, text)))
                    .collect()
            }
            Self::Numbers(numbers) => {
                let keys = numbers.all().iter().map(|number| number.key);
                keys.map(|key| Test::Number {
                    low: key,
                    high: key,
                })
                .collect()
            }
            Self::Form(form, texts) => texts.all().iter().map(|text| form.test(text)).collect(),
        };
        tests.push(match excluded.is_empty() {
            true => Test::Never(Nothing::Set),
            false => Test::AnythingBut(set(excluded)),
        });
    }

    fn json(&self) -> Json {
        let operand = match self {
            Self::Texts(texts) => texts.json(|text| json_string(text)),
            Self::Numbers(numbers) => numbers.json(Number::json),
            Self::Form(form, texts) => {
                json_object(form.name(), texts.json(|text| json_string(text)))
            }
        };
        json_object(Self::NAME, operand)
    }

    fn near_miss(&self, value: Value<'_>, _context: Context<'_>) -> Option<String> {
        match (self, value) {
            (Self::Texts(_) | Self::Numbers(_), _) => Some("excluded by anything-but".to_owned()),
            (Self::Form(form, texts), Value::String(found)) => {
                let mut texts = texts.all().iter();
                let text = texts.find(|text| form.excludes(text, found));
                let text = text.map_or_else(|| "a text".to_owned(), |text| quote(text));
                Some(format!(
                    "{}, which anything-but excludes",
                    form.phrase(&text)
                ))
            }
            (Self::Form(..), Value::Number(_) | Value::Bool(_) | Value::Null) => None,
        }
    }

    fn mismatch(&self, _value: Value<'_>) -> String {
        "excluded by anything-but".to_owned()
    }

    fn seems_satisfied_by_absence(&self) -> bool {
        true
    }

    fn absence_note(&self) -> Option<&'static str> {
        Some("anything-but needs a value to look at")
    }
}

/// Sorts the tests and drops repeats, because neither order nor repeats matter.
fn set(mut tests: Vec<Test>) -> Vec<Test> {
    tests.sort_unstable();
    tests.dedup();
    tests
}
