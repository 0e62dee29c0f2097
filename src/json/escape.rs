//! Decodes the escapes of JSON strings one by one. Both the readers of patterns and the readers of records use this.
//!
//! Unescaped text is WTF-8: like UTF-8, but a lone surrogate is kept as the three bytes that the same scheme gives it.

/// An escape: the code point it stands for, and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Escape {
    /// The code point; a surrogate if the escape is one without its partner.
    pub(crate) code_point: u32,
    /// Length of the escape in bytes, the backslash included.
    pub(crate) source_bytes: usize,
}

/// Reads the escape at the start of `source`, whose first byte is the backslash. Returns `None` if it is not a JSON escape.
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

/// Checks the escapes from `at`, the offset of the first one, up to `end`. Returns the offset of the first backslash from
/// `end` on, or the length of the text if there is none.
///
/// # Errors
/// The offset of the first escape that is not valid.
#[inline(never)]
pub(crate) fn end_of_escapes(input: &[u8], mut at: usize, end: usize) -> Result<usize, usize> {
    while at < end {
        at += match input[at + 1..end].first() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            _ => read_escape(&input[at..end]).ok_or(at)?.source_bytes,
        };
        at += up_to_backslash(&input[at..]);
    }
    Ok(at)
}

/// How many bytes come before the first backslash; the length of the text if there is none.
// PERF: escapes stand close together in JSON within JSON, and two words cost less than a call (bench `batch`).
#[inline]
fn up_to_backslash(text: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let mut at = 0;
    while at < 16
        && let Some(word) = text[at..].first_chunk::<8>()
    {
        let backslash = u64::from_le_bytes(*word) ^ (ONES * u64::from(b'\\'));
        let found = backslash.wrapping_sub(ONES) & !backslash & (ONES << 7);
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = &text[at..];
    at + memchr::memchr(b'\\', rest).unwrap_or(rest.len())
}

/// Whether `text` is the beginning of an escape that more text could complete.
#[cold]
pub(crate) fn begins_escape(text: &[u8]) -> bool {
    match text {
        [b'\\'] => true,
        [b'\\', b'u', digits @ ..] => digits.len() < 4 && digits.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    }
}

/// Appends a code point as WTF-8.
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

/// Appends a string's text with its escapes decoded. The escapes must be valid.
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
