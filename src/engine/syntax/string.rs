//! JSON strings: escapes to bytes (WTF-8) and back, and from unescaped positions to source positions.

use std::fmt::{Formatter, Result as FmtResult, Write};

use crate::span::Span;

/// What a backslash and the bytes after it stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Escape {
    /// A code point; a surrogate where the escape names one that has no partner.
    pub(crate) code_point: u32,
    /// Bytes of source it takes, the backslash included.
    pub(crate) source_bytes: usize,
}

/// Reads the escape at the start of `source` (which is the backslash). `None` if it is not a JSON escape.
pub(crate) fn read_escape(source: &[u8]) -> Option<Escape> {
    let code_point = match *source.get(1)? {
        b'"' => 0x22,
        b'\\' => 0x5c,
        b'/' => 0x2f,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => 0x0a,
        b'r' => 0x0d,
        b't' => 0x09,
        b'u' => return read_unicode_escape(source),
        _ => return None,
    };
    Some(Escape {
        code_point,
        source_bytes: 2,
    })
}

fn read_unicode_escape(source: &[u8]) -> Option<Escape> {
    let first = read_hex(source.get(2..6)?)?;
    let low = source
        .get(6..12)
        .and_then(|rest| rest.strip_prefix(b"\\u"))
        .and_then(read_hex);
    match low {
        Some(low) if (0xd800..0xdc00).contains(&first) && (0xdc00..0xe000).contains(&low) => {
            let code_point = 0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00);
            Some(Escape {
                code_point,
                source_bytes: 12,
            })
        }
        _ => Some(Escape {
            code_point: first,
            source_bytes: 6,
        }),
    }
}

fn read_hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, &digit| {
        Some(value * 16 + char::from(digit).to_digit(16)?)
    })
}

/// Appends a code point as UTF-8, a surrogate as the three bytes the same scheme gives it.
pub(crate) fn push_code_point(code_point: u32, out: &mut Vec<u8>) {
    if let Some(character) = char::from_u32(code_point) {
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        let [.., high, low] = code_point.to_be_bytes();
        out.extend_from_slice(&[
            0xe0 | high >> 4,
            0x80 | (high & 0xf) << 2 | low >> 6,
            0x80 | low & 0x3f,
        ]);
    }
}

/// Appends a string's text with its escapes replaced; the escapes have to be well formed.
pub(crate) fn unescape_into(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        let Some(escape) = read_escape(&rest[at..]) else {
            break;
        };
        push_code_point(escape.code_point, out);
        rest = &rest[at + escape.source_bytes..];
    }
    out.extend_from_slice(rest);
}

/// The offset in `text` of what became byte `index` of the unescaped string that stands at `span`
/// (quotes included); its closing quote if `index` is past the end.
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

/// Writes WTF-8 bytes as a JSON string, escaping what has to be; a lone surrogate becomes its `\\u` escape.
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
