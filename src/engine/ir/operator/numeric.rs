//! `numeric`: the number lies in a range; `["=", n]`, one bound, or a lower and then an upper one.

use crate::error::{Code, Error};
use tidegate_json::{Json, JsonKind};

use super::super::leaf_test::{Nothing, Test};
use super::super::number::{comparable, key_bounds};
use super::super::text::shown;
use super::{TOO_MANY, bad_operand, token_text};

const FORMS: &str = "the forms are [\"=\", n], [\"<\", n], [\"<=\", n], [\">\", n], [\">=\", n] and a lower bound followed by an upper one, such as [\">\", 0, \"<=\", 5]";

pub(super) fn lower(operand: &Json) -> Result<Test, Error> {
    let JsonKind::Array(terms) = &operand.kind else {
        let aws = "Value of numeric must be an array.";
        return Err(bad_operand(operand, "numeric takes a list", aws).help(FORMS));
    };
    let sign = sign(operand, terms)?;
    let number = number(operand, terms.get(1), "Value of ", sign_name(sign))?;
    match sign {
        b"=" | b"<" | b"<=" => {
            if let Some(extra) = terms.get(2) {
                let message = "nothing may follow this bound";
                return Err(bad_operand(extra, message, TOO_MANY).help(FORMS));
            }
            upper_or_equal(sign, number)
        }
        _ => lower_bound(operand, terms, sign == b">", number),
    }
}

fn sign<'j>(operand: &Json, terms: &'j [Json]) -> Result<&'j [u8], Error> {
    let aws = |text: &str| format!("Invalid member in numeric match: {text}");
    let Some(first) = terms.first() else {
        return Err(bad_operand(operand, "numeric of nothing", aws("]")).help(FORMS));
    };
    let JsonKind::String(sign) = &first.kind else {
        let message = "numeric starts with a comparison sign";
        return Err(bad_operand(first, message, aws(&token_text(first))).help(FORMS));
    };
    if [&b"="[..], b"<", b"<=", b">", b">="].contains(&&sign[..]) {
        return Ok(sign);
    }
    let name = shown(sign);
    let aws = format!("Unrecognized numeric range operator: {name}");
    Err(bad_operand(first, &format!("{name:?} is not a comparison sign"), aws).help(FORMS))
}

fn sign_name(sign: &[u8]) -> &str {
    match sign {
        b"=" => "equals",
        b"<" => "<",
        b"<=" => "<=",
        b">" => ">",
        _ => ">=",
    }
}

/// A number's key and the literal it comes from.
#[derive(Clone, Copy)]
struct Bound<'j> {
    json: &'j Json,
    text: &'j str,
}

impl Bound<'_> {
    fn key(self) -> Result<u64, Error> {
        comparable(self.text.as_bytes()).ok_or_else(|| cannot_compare(self.json, self.text))
    }
}

pub(super) fn cannot_compare(json: &Json, text: &str) -> Error {
    let message = format!("{text} can't be compared by value");
    Error::new(Code::BadNumber, json.span, message)
        .help("AWS compares numbers as doubles: at most 17 significant digits, and the literal has to be the double's own decimal form")
        .aws(format!("Cannot compare number : {text}"))
}

fn number<'j>(
    operand: &'j Json,
    term: Option<&'j Json>,
    aws_start: &str,
    name: &str,
) -> Result<Bound<'j>, Error> {
    match term.map(|json| (json, &json.kind)) {
        Some((json, JsonKind::Number(text))) => Ok(Bound { json, text }),
        other => {
            let json = other.map_or(operand, |(json, _)| json);
            let aws = format!("{aws_start}{name} must be numeric");
            Err(bad_operand(json, "numeric compares with a JSON number", aws).help(FORMS))
        }
    }
}

fn upper_or_equal(sign: &[u8], number: Bound<'_>) -> Result<Test, Error> {
    let key = number.key()?;
    Ok(match sign {
        b"=" => Test::Number {
            low: key,
            high: key,
        },
        b"<=" => at_most(key, false),
        _ => at_most(key, true),
    })
}

fn lower_bound(
    operand: &Json,
    terms: &[Json],
    open_bottom: bool,
    bottom: Bound<'_>,
) -> Result<Test, Error> {
    let Some(sign) = terms.get(2) else {
        return Ok(at_least(bottom.key()?, open_bottom));
    };
    let JsonKind::String(upper) = &sign.kind else {
        let aws = format!("Bad value in numeric range: {}", token_text(sign));
        return Err(bad_operand(sign, "an upper bound starts with < or <=", aws).help(FORMS));
    };
    let name = shown(upper);
    if name != "<" && name != "<=" {
        let aws = format!("Bad numeric range operator: {name}");
        let message = format!("{name:?} can't follow a lower bound");
        return Err(bad_operand(sign, &message, aws).help(FORMS));
    }
    let top = number(operand, terms.get(3), "Value of ", &name)?;
    if let Some(extra) = terms.get(4) {
        let aws = "Too many terms in numeric range expression";
        return Err(bad_operand(extra, "a range has two bounds", aws).help(FORMS));
    }
    let (low, high) = (bottom.key()?, top.key()?);
    if low >= high {
        let aws = "Bottom must be less than top";
        return Err(
            bad_operand(operand, "the lower bound is not below the upper", aws)
                .help("for one value write [\"=\", n]"),
        );
    }
    Ok(range(
        low + u64::from(open_bottom),
        high - u64::from(name == "<"),
    ))
}

fn range(low: u64, high: u64) -> Test {
    if low <= high {
        Test::Number { low, high }
    } else {
        Test::Never(Nothing::Range)
    }
}

/// The numbers from this one up, itself or not. Where that is an end of the number line the range reaches past it, for
/// event-ruler's machine fails on it ([`Test::Number`]).
fn at_least(key: u64, is_open: bool) -> Test {
    let (_, greatest) = key_bounds();
    Test::Number {
        low: key + u64::from(is_open),
        high: greatest + u64::from(key == greatest),
    }
}

/// The same from this one down.
fn at_most(key: u64, is_open: bool) -> Test {
    let (least, _) = key_bounds();
    Test::Number {
        low: least - u64::from(key == least),
        high: key - u64::from(is_open),
    }
}
