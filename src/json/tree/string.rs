//! Writes JSON strings, and finds the place in the source of a byte of an unescaped string.

use std::fmt::{Formatter, Result as FmtResult, Write};

use crate::escape::{push_code_point, read_escape};
use crate::span::Span;

/// Returns the offset in `text` of the character or escape that became byte `index` of an unescaped string. `span` is the
/// range of the string in `text`, quotes included. Returns the offset of the closing quote if `index` is past the end.
#[must_use]
pub fn source_offset(text: &str, span: Span, index: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = span.start + 1;
    let mut unescaped = 0;
    let mut encoded = Vec::with_capacity(4);
    while at + 1 < span.end && unescaped < index {
        match read_escape(&bytes[at..span.end]) {
            Some(escape) if bytes[at] == b'\\' => {
                encoded.clear();
                push_code_point(escape.code_point, &mut encoded);
                if unescaped + encoded.len() > index {
                    break;
                }
                unescaped += encoded.len();
                at += escape.source_bytes;
            }
            _ => {
                unescaped += 1;
                at += 1;
            }
        }
    }
    at
}

/// Writes WTF-8 bytes as a JSON string. Escapes only the characters that must be escaped; a lone surrogate becomes its
/// `\u` escape.
pub(super) fn write_quoted(bytes: &[u8], f: &mut Formatter<'_>) -> FmtResult {
    f.write_char('"')?;
    let mut rest = bytes;
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => break write_text(text, f)?,
            Err(error) => {
                let (text, surrogate) = rest.split_at(error.valid_up_to());
                write_text(std::str::from_utf8(text).unwrap_or_default(), f)?;
                rest = write_surrogate(surrogate, f)?;
            }
        }
    }
    f.write_char('"')
}

fn write_surrogate<'a>(
    bytes: &'a [u8],
    f: &mut Formatter<'_>,
) -> Result<&'a [u8], std::fmt::Error> {
    let [a, b, c, rest @ ..] = bytes else {
        return Ok(&[]);
    };
    let code_point = u32::from(a & 0xf) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f);
    write!(f, "\\u{code_point:04x}")?;
    Ok(rest)
}

fn write_text(text: &str, f: &mut Formatter<'_>) -> FmtResult {
    for character in text.chars() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\0'..='\u{1f}' => write!(f, "\\u{:04x}", character as u32)?,
            _ => f.write_char(character)?,
        }
    }
    Ok(())
}
