//! The escapes of double-quoted scalars of YAML and of JSON strings.
//!
//! Source: YAML 1.2.2, 5.7 "Escaped characters" (read 2026-11-29); JSON's are among them, and its surrogate pairs, which
//! readers of YAML 1.1 take too.

/// Reads the escape at the start of `text`. Returns its length and its character; no character for an escaped line
/// break. Returns `None` if it is not an escape.
pub(super) fn escape(text: &str) -> Option<(usize, Option<char>)> {
    let character = match text.as_bytes().get(1)? {
        b'0' => '\0',
        b'a' => '\x07',
        b'b' => '\x08',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\x0b',
        b'f' => '\x0c',
        b'r' => '\r',
        b'e' => '\x1b',
        byte @ (b' ' | b'"' | b'/' | b'\\') => char::from(*byte),
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        b'x' => return numbered(text, 2),
        b'u' => return pair(text).or_else(|| numbered(text, 4)),
        b'U' => return numbered(text, 8),
        b'\n' => return Some((2, None)),
        b'\r' if text[2..].starts_with('\n') => return Some((3, None)),
        b'\r' => return Some((2, None)),
        _ => return None,
    };
    Some((2, Some(character)))
}

fn hex(text: &str, start: usize, digits: usize) -> Option<u32> {
    u32::from_str_radix(text.get(start..start + digits)?, 16).ok()
}

fn numbered(text: &str, digits: usize) -> Option<(usize, Option<char>)> {
    let character = char::from_u32(hex(text, 2, digits)?)?;
    Some((2 + digits, Some(character)))
}

/// Reads `\ud83d\ude00`.
fn pair(text: &str) -> Option<(usize, Option<char>)> {
    let high = hex(text, 2, 4)?
        .checked_sub(0xd800)
        .filter(|it| *it < 0x400)?;
    (text.get(6..8) == Some("\\u")).then_some(())?;
    let low = hex(text, 8, 4)?
        .checked_sub(0xdc00)
        .filter(|it| *it < 0x400)?;
    let character = char::from_u32(0x1_0000 + (high << 10) + low)?;
    Some((12, Some(character)))
}
