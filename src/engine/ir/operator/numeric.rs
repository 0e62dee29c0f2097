//! `numeric`: the number lies in a range, given by `["=", n]`, one bound, or a lower bound and then an upper one.
//!
//! Documented:
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#filtering-numeric-matching>, read
//! 2026-11-23.

use std::cmp::Ordering;

use tidegate_json::{Json, JsonKind};

use crate::error::Error;
use crate::ir::leaf_test::{Nothing, Test};
use crate::ir::number::{comparable, key_bounds};
use crate::ir::text::shown;
use crate::ir::words::{Context, Value, looks_elsewhere};

use super::operand::{
    Meaning, Number, Spelling, TOO_MANY, bad_operand, json, json_object, json_string, token_text,
};

const FORMS: &str = "the forms are [\"=\", n], [\"<\", n], [\"<=\", n], [\">\", n], [\">=\", n] and a lower bound followed by an upper one, such as [\">\", 0, \"<=\", 5]";

/// The range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Numeric {
    /// One number, or all numbers on one side of it.
    One(Bound),
    /// `bottom` has `>` or `>=`, `top` has `<` or `<=`, and the number of `bottom` is smaller.
    Between { bottom: Bound, top: Bound },
}

/// A number and a comparison sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    sign: Sign,
    number: Number,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Sign {
    const ALL: [Self; 5] = [
        Self::Equal,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
    ];

    fn of(text: &[u8]) -> Option<Self> {
        let mut signs = Self::ALL.into_iter();
        signs.find(|sign| sign.text().as_bytes() == text)
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The sign's name in AWS's messages.
    const fn aws_name(self) -> &'static str {
        match self {
            Self::Equal => "equals",
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => self.text(),
        }
    }

    /// Whether a number is in the range of this bound. `order`: the number compared with the bound.
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }

    /// The distance from the bound's key to the first key in the range: 0 or 1.
    fn gap(self) -> u64 {
        match self {
            Self::Less | Self::Greater => 1,
            Self::Equal | Self::LessOrEqual | Self::GreaterOrEqual => 0,
        }
    }
}

impl Spelling for Numeric {
    const NAME: &'static str = "numeric";
    const SECOND_KEY: &'static str = TOO_MANY;

    fn read(operand: &Json) -> Result<Self, Error> {
        let JsonKind::Array(terms) = &operand.kind else {
            let aws = "Value of numeric must be an array.";
            return Err(bad_operand(operand, "numeric takes a list", aws).help(FORMS));
        };
        let sign = first_sign(operand, terms)?;
        let number = literal(operand, terms.get(1), sign)?;
        match sign {
            Sign::Equal | Sign::Less | Sign::LessOrEqual => {
                if let Some(extra) = terms.get(2) {
                    let message = "nothing may follow this bound";
                    let help = after_upper(sign, terms);
                    return Err(bad_operand(extra, message, TOO_MANY).help(help));
                }
                Ok(Self::One(number.bound(sign)?))
            }
            Sign::Greater | Sign::GreaterOrEqual => from_bottom(operand, terms, sign, number),
        }
    }
}

fn first_sign(operand: &Json, terms: &[Json]) -> Result<Sign, Error> {
    let aws = |text: &str| format!("Invalid member in numeric match: {text}");
    let Some(first) = terms.first() else {
        return Err(bad_operand(operand, "the list of numeric is empty", aws("]")).help(FORMS));
    };
    let JsonKind::String(sign) = &first.kind else {
        let message = "numeric must start with a comparison sign";
        return Err(bad_operand(first, message, aws(&token_text(first))).help(FORMS));
    };
    Sign::of(sign).ok_or_else(|| {
        let name = shown(sign);
        let aws = format!("Unrecognized numeric range operator: {name}");
        let help = match name.as_ref() {
            "==" => "did you mean \"=\"?",
            "=>" => "did you mean \">=\"?",
            "=<" => "did you mean \"<=\"?",
            "!=" | "<>" => "for all other values write {\"anything-but\": [n]}",
            "between" => "for a range that includes both ends write [\">=\", n, \"<=\", m]",
            _ => FORMS,
        };
        bad_operand(first, &format!("{name:?} is not a comparison sign"), aws).help(help)
    })
}

/// The help for terms after `=` or an upper bound. If the second bound is not below the first, no number is in both ranges.
fn after_upper(sign: Sign, terms: &[Json]) -> &'static str {
    let number = |at: usize| match terms.get(at).map(|it| &it.kind) {
        Some(JsonKind::Number(text)) => comparable(text.as_bytes()),
        _ => None,
    };
    match (sign, number(1), number(3)) {
        (Sign::Equal, ..) => FORMS,
        (_, Some(upper), Some(lower)) if lower >= upper => {
            "for numbers on either side write two alternatives: {\"numeric\": [\"<\", n]}, {\"numeric\": [\">\", m]}"
        }
        _ => "write the lower bound first, such as [\">\", 0, \"<=\", 5]",
    }
}

/// A number literal that is perhaps not comparable.
#[derive(Clone, Copy)]
struct Literal<'j> {
    json: &'j Json,
    text: &'j str,
}

impl Literal<'_> {
    fn bound(self, sign: Sign) -> Result<Bound, Error> {
        let number = Number::read(self.json, self.text)?;
        Ok(Bound { sign, number })
    }
}

fn literal<'j>(
    operand: &'j Json,
    term: Option<&'j Json>,
    sign: Sign,
) -> Result<Literal<'j>, Error> {
    let json = term.unwrap_or(operand);
    if let (Some(_), JsonKind::Number(text)) = (term, &json.kind) {
        return Ok(Literal { json, text });
    }
    let aws = format!("Value of {} must be numeric", sign.aws_name());
    Err(bad_operand(json, "numeric needs a JSON number after the sign", aws).help(FORMS))
}

fn from_bottom(
    operand: &Json,
    terms: &[Json],
    sign: Sign,
    bottom: Literal<'_>,
) -> Result<Numeric, Error> {
    let Some(second) = terms.get(2) else {
        return Ok(Numeric::One(bottom.bound(sign)?));
    };
    let top_sign = upper_sign(second)?;
    let top = literal(operand, terms.get(3), top_sign)?;
    if let Some(extra) = terms.get(4) {
        let aws = "Too many terms in numeric range expression";
        return Err(bad_operand(extra, "a range has at most two bounds", aws).help(FORMS));
    }
    let (bottom, top) = (bottom.bound(sign)?, top.bound(top_sign)?);
    if bottom.number.key >= top.number.key {
        let message = "the lower bound is not below the upper bound";
        return Err(
            bad_operand(operand, message, "Bottom must be less than top")
                .help("for one value write [\"=\", n]"),
        );
    }
    Ok(Numeric::Between { bottom, top })
}

fn upper_sign(json: &Json) -> Result<Sign, Error> {
    let JsonKind::String(text) = &json.kind else {
        let aws = format!("Bad value in numeric range: {}", token_text(json));
        return Err(bad_operand(json, "an upper bound must start with < or <=", aws).help(FORMS));
    };
    let sign = Sign::of(text).filter(|sign| matches!(sign, Sign::Less | Sign::LessOrEqual));
    sign.ok_or_else(|| {
        let name = shown(text);
        let aws = format!("Bad numeric range operator: {name}");
        bad_operand(json, &format!("{name:?} can't follow a lower bound"), aws).help(FORMS)
    })
}

impl Numeric {
    fn bounds(&self) -> impl Iterator<Item = &Bound> {
        let (first, second) = match self {
            Self::One(bound) => (bound, None),
            Self::Between { bottom, top } => (bottom, Some(top)),
        };
        std::iter::once(first).chain(second)
    }

    /// The first bound whose range does not hold the number.
    fn missed(&self, number: &str) -> Option<&Bound> {
        let key = comparable(number.as_bytes())?;
        self.bounds()
            .find(|bound| !bound.sign.holds(key.cmp(&bound.number.key)))
    }
}

impl Meaning for Numeric {
    fn lower(&self, tests: &mut Vec<Test>) {
        tests.push(match self {
            Self::One(bound) => side(bound),
            Self::Between { bottom, top } => {
                let low = bottom.number.key + bottom.sign.gap();
                let high = top.number.key - top.sign.gap();
                if low <= high {
                    Test::Number { low, high }
                } else {
                    Test::Never(Nothing::Range)
                }
            }
        });
    }

    fn json(&self) -> Json {
        let terms = self.bounds().flat_map(|bound| {
            let sign = json_string(bound.sign.text().as_bytes());
            [sign, bound.number.json()]
        });
        json_object(Self::NAME, json(JsonKind::Array(terms.collect())))
    }

    fn near_miss(&self, value: Value<'_>, context: Context<'_>) -> Option<String> {
        match value {
            Value::String(text) => Some(string(text, context)),
            Value::Number(text) => comparable(text.as_bytes()).is_none().then(|| {
                "more digits than AWS compares by value, so numeric ignores it".to_owned()
            }),
            Value::Bool(_) | Value::Null => None,
        }
    }

    fn mismatch(&self, value: Value<'_>) -> String {
        match value {
            Value::Number(found) => match self.missed(found) {
                Some(bound) => format!("not {} {}", bound.sign.text(), bound.number.text),
                None => "out of range".to_owned(),
            },
            Value::String(_) | Value::Bool(_) | Value::Null => {
                looks_elsewhere(value, Self::NAME, "compares JSON numbers only")
            }
        }
    }
}

/// The test of one bound. If the bound is an end of the number line, the range extends past it, because event-ruler's
/// machine fails there ([`Test::Number`]).
fn side(bound: &Bound) -> Test {
    let (least, greatest) = key_bounds();
    let (key, gap) = (bound.number.key, bound.sign.gap());
    let (low, high) = match bound.sign {
        Sign::Equal => (key, key),
        Sign::Less | Sign::LessOrEqual => (least - u64::from(key == least), key - gap),
        Sign::Greater | Sign::GreaterOrEqual => (key + gap, greatest + u64::from(key == greatest)),
    };
    Test::Number { low, high }
}

fn string(text: &[u8], context: Context<'_>) -> String {
    let text = std::str::from_utf8(text).unwrap_or_default();
    let is_number =
        Json::parse_whole(text).is_ok_and(|json| matches!(json.kind, JsonKind::Number(_)));
    let what = if context.is_dynamodb_number() {
        return "DynamoDB writes numbers as strings, and numeric compares JSON numbers only"
            .to_owned();
    } else if is_number {
        "a number in a string"
    } else {
        "a string"
    };
    format!("{what}; numeric compares JSON numbers only")
}
