//! Measures the number or literal at the start of a text, and checks single scalars, byte by byte. The kernels and the
//! reader use this where masks are not enough, so this is the definition of a valid number.

use memchr::memchr2;

use crate::escape::read_escape;
use crate::limits::NUMBER_DIGITS_MAX;

/// Why there is no number or literal at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoScalar {
    /// The text ends inside a number or literal.
    Cut,
    /// The number is JSON, but has too many digits.
    TooLong,
    /// The text starts with something else, or with an invalid number or literal.
    Other,
}

/// Whether `text`, which must be UTF-8, is one whole JSON value other than an object or list. White space around it is
/// allowed, and numbers may have any number of digits.
///
/// ```
/// use tidegate_json::is_scalar;
/// assert!(is_scalar(b" -1.5e3\n") && is_scalar(br#""a\"b""#) && is_scalar(b"null"));
/// assert!(!is_scalar(b"{}") && !is_scalar(b"nothing") && !is_scalar(br#""a"b""#) && !is_scalar(b""));
/// ```
#[must_use]
pub fn is_scalar(text: &[u8]) -> bool {
    match trimmed(text) {
        [b'"', body @ .., b'"'] => is_text_of_string(body),
        text => scalar(text, usize::MAX) == Ok(text.len()),
    }
}

fn trimmed(text: &[u8]) -> &[u8] {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    let start = text.iter().take_while(|byte| is_space(byte)).count();
    let text = &text[start..];
    let end = text.iter().rev().take_while(|byte| is_space(byte)).count();
    &text[..text.len() - end]
}

/// Whether `text` may stand between the quotes of a string.
fn is_text_of_string(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = memchr2(b'"', b'\\', rest) {
        match read_escape(&rest[at..]) {
            Some(escape) if rest[at] == b'\\' => rest = &rest[at + escape.source_bytes..],
            _ => return false,
        }
    }
    text.iter().all(|byte| *byte >= 0x20)
}

/// Returns the length of the number or literal at the start of `text`; `None` if there is none, or the number has more
/// digits than [`NUMBER_DIGITS_MAX`].
#[inline]
pub(crate) fn scalar_length(text: &[u8]) -> Option<usize> {
    scalar(text, NUMBER_DIGITS_MAX).ok()
}

/// Returns the length of the literal, or of the number of up to `digits_max` digits, at the start of `text`.
#[inline]
pub(crate) fn scalar(text: &[u8], digits_max: usize) -> Result<usize, NoScalar> {
    match text.first() {
        Some(b't') => literal(text, b"true"),
        Some(b'n') => literal(text, b"null"),
        Some(b'f') => literal(text, b"false"),
        Some(b'-' | b'0'..=b'9') => match number(text)? {
            (_, digits) if digits > digits_max => Err(NoScalar::TooLong),
            (length, _) => Ok(length),
        },
        Some(_) => Err(NoScalar::Other),
        None => Err(NoScalar::Cut),
    }
}

/// Whether `byte` may stand right after a number or literal.
#[inline(always)]
pub(crate) fn ends_scalar(byte: u8) -> bool {
    matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t')
}

#[inline]
fn literal(text: &[u8], word: &[u8]) -> Result<usize, NoScalar> {
    if text.starts_with(word) {
        Ok(word.len())
    } else if word.starts_with(text) {
        Err(NoScalar::Cut)
    } else {
        Err(NoScalar::Other)
    }
}

/// Returns the length of the JSON number at the start of `text`, and the number of digits that Jackson counts.
fn number(text: &[u8]) -> Result<(usize, usize), NoScalar> {
    let mut at = usize::from(text[0] == b'-');
    // Jackson does not count a leading zero (2.21.0, observed through event-ruler 2.0.1).
    let mut count = match text.get(at) {
        Some(b'0') => 0,
        _ => digits(text, at)?,
    };
    at += count.max(1);
    if text.get(at) == Some(&b'.') {
        let fraction = digits(text, at + 1)?;
        at += 1 + fraction;
        count += fraction;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        at += 1;
        at += usize::from(matches!(text.get(at), Some(b'+' | b'-')));
        let exponent = digits(text, at)?;
        at += exponent;
        count += exponent;
    }
    Ok((at, count))
}

/// Returns how many digits there are at `from`; at least one is required.
fn digits(text: &[u8], from: usize) -> Result<usize, NoScalar> {
    let rest = &text[from..];
    match rest.iter().take_while(|byte| byte.is_ascii_digit()).count() {
        0 if rest.is_empty() => Err(NoScalar::Cut),
        0 => Err(NoScalar::Other),
        count => Ok(count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_and_numbers_are_measured() {
        for (text, length) in [
            ("true", Some(4)),
            ("false", Some(5)),
            ("null", Some(4)),
            ("falsetto", Some(5)),
            ("-12.5e+3,", Some(8)),
            ("0", Some(1)),
            ("01", Some(1)),
            ("fals", None),
            ("nul", None),
            ("tru", None),
            ("-", None),
            ("1.", None),
            ("1e", None),
            (".5", None),
            ("\"a\"", None),
            ("", None),
        ] {
            assert_eq!(scalar_length(text.as_bytes()), length, "{text}");
        }
        let longest = "7".repeat(NUMBER_DIGITS_MAX);
        assert_eq!(scalar_length(longest.as_bytes()), Some(NUMBER_DIGITS_MAX));
        let longer = longest + "7";
        let scalar = |text: &str| scalar(text.as_bytes(), NUMBER_DIGITS_MAX);
        assert_eq!(scalar(&longer), Err(NoScalar::TooLong));
        assert_eq!(scalar("-x"), Err(NoScalar::Other));
    }

    #[test]
    fn scalar_cut_by_the_end_is_distinguished_from_an_invalid_one() {
        for whole in ["true", "false", "null", "-12.5e+30", "-0.5E-1", "7e1"] {
            for cut in 0..whole.len() {
                let text = &whole.as_bytes()[..cut];
                let is_whole = text.last().is_some_and(u8::is_ascii_digit);
                let wanted = if is_whole {
                    Ok(cut)
                } else {
                    Err(NoScalar::Cut)
                };
                assert_eq!(scalar(text, NUMBER_DIGITS_MAX), wanted, "{whole} at {cut}");
            }
        }
        for text in [
            "trux", "nulL", "-,", "-.5", "1.e5", "1e,", "1e+-", ",", "+1",
        ] {
            let scalar = scalar(text.as_bytes(), NUMBER_DIGITS_MAX);
            assert_eq!(scalar, Err(NoScalar::Other), "{text}");
        }
    }
}
