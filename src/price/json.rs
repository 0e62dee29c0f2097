//! Reads the JSON of a price file into a tree whose numbers are still text, so that no price passes through an `f64`.
//! Nesting deeper than [`DEPTH_MAX`] and repeated keys are errors.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use tidegate_json::{Error, ErrorKind, Json, JsonKind, Member};

use super::PriceError;

/// Deepest nesting that is read, in levels. AWS's price file has 7.
const DEPTH_MAX: usize = 32;

/// Longest text of a value that an error message shows, in characters.
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

/// A place in a price file: the path of keys that leads to it.
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
    /// Reads `text`, which must be one JSON value.
    pub(super) fn parse(text: &str, file: &str) -> Result<Self, PriceError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match Json::parse_whole(text) {
            Ok(json) => Self::of(json, &At::top(file), 0),
            Err(error) if error.kind == ErrorKind::TooDeep => Err(too_deep(&At::top(file))),
            Err(error) => Err(syntax_error(&error, text, file)),
        }
    }

    fn of(json: Json, at: &At<'_>, depth: usize) -> Result<Self, PriceError> {
        if depth > DEPTH_MAX {
            return Err(too_deep(at));
        }
        Ok(match json.kind {
            JsonKind::Null => Self::Word("null".to_owned()),
            JsonKind::Bool(word) => Self::Word(word.to_string()),
            JsonKind::Number(text) => Self::Number(text),
            JsonKind::String(text) => Self::Text(utf8(text, at)?),
            JsonKind::Array(elements) => {
                let read = |(index, element): (usize, Json)| {
                    Self::of(element, &at.key(&index.to_string()), depth + 1)
                };
                let elements: Result<_, PriceError> =
                    elements.into_iter().enumerate().map(read).collect();
                Self::List(elements?)
            }
            JsonKind::Object(members) => {
                let read = |(key, value): (String, Json)| {
                    let value = Self::of(value, &at.key(&key), depth + 1)?;
                    Ok((key, value))
                };
                let members: Result<_, PriceError> =
                    by_key(members, at)?.into_iter().map(read).collect();
                Self::Object(members?)
            }
        })
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

    /// Returns the value as a number, which may be written as a string. It must not be negative.
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

/// Reads a number exactly, with an exponent if it has one. Returns `None` if it is not a number or needs rounding.
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

/// Writes the value for an error message: shortened if it is long; of an object or a list only the kind.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Object(_) => return f.write_str("an object"),
            Self::List(_) => return f.write_str("a list"),
            Self::Text(text) => format!("{text:?}"),
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

fn by_key(members: Vec<Member>, at: &At<'_>) -> Result<BTreeMap<String, Json>, PriceError> {
    let mut by_key = BTreeMap::new();
    for Member { key, value, .. } in members {
        let key = utf8(key, at)?;
        if by_key.contains_key(&key) {
            return Err(at.error(format!("key `{key}` is given twice")));
        }
        by_key.insert(key, value);
    }
    Ok(by_key)
}

/// Converts a string of the tree, which may contain half a surrogate pair; that is an error.
fn utf8(text: Vec<u8>, at: &At<'_>) -> Result<String, PriceError> {
    String::from_utf8(text).map_err(|_| at.error("half of a surrogate pair in a string"))
}

fn too_deep(at: &At<'_>) -> PriceError {
    at.error(format!("nested deeper than {DEPTH_MAX} levels"))
}

fn syntax_error(error: &Error, text: &str, file: &str) -> PriceError {
    let before = &text.as_bytes()[..error.span.start];
    let line_start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let is_at_end = before.len() == text.len();
    PriceError::Syntax {
        name: file.to_owned(),
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        column: before.len() - line_start + 1,
        detail: format!(
            "{}{}",
            if is_at_end {
                "the text ends too early, "
            } else {
                ""
            },
            expected(error)
        ),
    }
}

/// Returns the part of an error message after `not JSON: `.
fn expected(error: &Error) -> String {
    let help = error.help.as_deref().unwrap_or_default();
    if error.message.starts_with("not JSON") {
        help.to_owned()
    } else {
        format!("{}; {help}", error.message)
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
    fn nesting_over_32_levels_is_refused() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let error = Node::parse(&deep, "deep.json").unwrap_err().to_string();
        assert!(error.contains("nested deeper than 32 levels"), "{error}");
    }
}
