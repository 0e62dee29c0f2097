//! JSON text of a price file in, a tree out whose numbers are still text, so that no price passes through an `f64`.
//! Any input gives a tree or an error; nesting beyond [`DEPTH_MAX`] is an error.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::PriceError;

/// Deepest nesting that is read. AWS's price file has 7 levels.
const DEPTH_MAX: usize = 32;

/// Longest text of a value that an error shows, in characters.
const SHOWN_MAX: usize = 40;

/// A JSON value.
#[derive(Debug)]
pub(super) enum Node {
    Object(BTreeMap<String, Node>),
    List(Vec<Node>),
    Text(String),
    Number(String),
    /// `true`, `false` or `null`.
    Word(String),
}

/// A place in a price file.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    file: &'a str,
    parent: Option<&'a At<'a>>,
    key: &'a str,
}

impl<'a> At<'a> {
    pub(super) const fn top(file: &'a str) -> Self {
        Self {
            file,
            parent: None,
            key: "",
        }
    }

    pub(super) const fn key(&'a self, key: &'a str) -> Self {
        Self {
            file: self.file,
            parent: Some(self),
            key,
        }
    }

    fn path(&self) -> String {
        let Some(parent) = self.parent else {
            return String::new();
        };
        let path = parent.path();
        if path.is_empty() {
            self.key.to_owned()
        } else {
            format!("{path}.{}", self.key)
        }
    }

    pub(super) fn error(&self, detail: impl Into<String>) -> PriceError {
        PriceError::Value {
            name: self.file.to_owned(),
            path: self.path(),
            detail: detail.into(),
        }
    }
}

impl Node {
    /// The value that `text` is.
    pub(super) fn parse(text: &str, file: &str) -> Result<Self, PriceError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
            let told = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            PriceError::Syntax {
                name: file.to_owned(),
                line: error.line().max(1),
                column: error.column().max(1),
                detail: told.strip_suffix(&place).unwrap_or(&told).to_owned(),
            }
        })?;
        read(raw.get(), &At::top(file), 0)
    }

    pub(super) fn object(&self, at: &At<'_>) -> Result<&BTreeMap<String, Self>, PriceError> {
        match self {
            Self::Object(members) => Ok(members),
            other => Err(at.error(format!("expected an object, found {other}"))),
        }
    }

    pub(super) fn list(&self, at: &At<'_>) -> Result<&[Self], PriceError> {
        match self {
            Self::List(values) => Ok(values),
            other => Err(at.error(format!("expected a list, found {other}"))),
        }
    }

    pub(super) fn text(&self, at: &At<'_>) -> Result<&str, PriceError> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(at.error(format!("expected a string, found {other}"))),
        }
    }

    /// A number of zero or more, written as a number or as a string.
    pub(super) fn decimal(&self, at: &At<'_>) -> Result<Decimal, PriceError> {
        let number = match self {
            Self::Number(text) | Self::Text(text) => exact(text),
            _ => None,
        };
        let wanted = "expected a number of 0 or more with at most 28 digits, such as 0.20";
        let number = number.filter(|number| number.is_zero() || number.is_sign_positive());
        number.ok_or_else(|| at.error(format!("{wanted}, found {self}")))
    }
}

/// The number as written, nothing rounded; exponents are JSON's.
fn exact(text: &str) -> Option<Decimal> {
    if let Some(at) = text.find(['e', 'E']) {
        let mantissa = Decimal::from_str_exact(&text[..at]).ok()?;
        let exponent: i32 = text[at + 1..].parse().ok()?;
        let ten = Decimal::TEN;
        let steps = exponent.unsigned_abs();
        if steps > 28 {
            return None;
        }
        let mut number = mantissa.normalize();
        for _ in 0..steps {
            let scaled = if exponent < 0 {
                let scale = number.scale().checked_add(1)?;
                let mut smaller = number;
                smaller.set_scale(scale).ok()?;
                Some(smaller)
            } else {
                number.checked_mul(ten)
            };
            number = scaled?;
        }
        return Some(number.normalize());
    }
    Decimal::from_str_exact(text).ok()
}

/// The value for an error: shortened, containers by what they are.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Object(_) => return f.write_str("an object"),
            Self::List(_) => return f.write_str("a list"),
            Self::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
            Self::Number(text) | Self::Word(text) => text.clone(),
        };
        if text.chars().count() > SHOWN_MAX {
            let start: String = text.chars().take(SHOWN_MAX).collect();
            write!(f, "{start}…")
        } else {
            f.write_str(&text)
        }
    }
}

/// The members of an object with their values unread.
struct Members<'a>(BTreeMap<String, &'a RawValue>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = BTreeMap::new();
                while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
                    if members.contains_key(&key) {
                        return Err(A::Error::custom(format!("key `{key}` is given twice")));
                    }
                    members.insert(key, value);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}

/// Reads what is known to be one JSON value but for the contents of its strings.
fn read(text: &str, at: &At<'_>, depth: usize) -> Result<Node, PriceError> {
    if depth > DEPTH_MAX {
        return Err(at.error(format!("nested more than {DEPTH_MAX} deep")));
    }
    let inner = |error: serde_json::Error| {
        let told = error.to_string();
        at.error(told.split(" at line ").next().unwrap_or_default())
    };
    match text.as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(text).map_err(inner)?;
            let read_member = |(key, raw): (String, &RawValue)| {
                let value = read(raw.get(), &at.key(&key), depth + 1)?;
                Ok((key, value))
            };
            let members: Result<_, PriceError> = members.into_iter().map(read_member).collect();
            Ok(Node::Object(members?))
        }
        Some(b'[') => {
            let values: Vec<&RawValue> = serde_json::from_str(text).map_err(inner)?;
            let read_value = |(index, raw): (usize, &RawValue)| {
                read(raw.get(), &at.key(&index.to_string()), depth + 1)
            };
            let values: Result<_, PriceError> =
                values.into_iter().enumerate().map(read_value).collect();
            Ok(Node::List(values?))
        }
        Some(b'"') => Ok(Node::Text(serde_json::from_str(text).map_err(inner)?)),
        Some(b't' | b'f' | b'n') => Ok(Node::Word(text.to_owned())),
        _ => Ok(Node::Number(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_or_refused() {
        for (text, number) in [
            ("0.0000166667", "0.0000166667"),
            ("2e-7", "0.0000002"),
            ("1.5E+3", "1500"),
            ("1e28", "10000000000000000000000000000"),
            ("0", "0"),
        ] {
            let number: Decimal = number.parse().unwrap();
            assert_eq!(exact(text), Some(number), "{text}");
        }
        for text in [
            "1e29",
            "1e-29",
            "1e999999999999",
            "7e",
            "",
            "0.12345678901234567890123456789",
            "99999999999999999999999999999",
            "free",
        ] {
            assert_eq!(exact(text), None, "{text}");
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let error = Node::parse(&deep, "deep.json").unwrap_err().to_string();
        assert!(error.contains("nested more than 32 deep"), "{error}");
    }
}
