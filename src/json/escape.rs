//! The escapes of JSON strings, to bytes: what the pattern side and the record side have in common.
//!
//! Unescaped text is WTF-8: UTF-8, but a lone surrogate escape keeps the three bytes the same scheme gives it.

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

/// Checks the escapes before `end`, the first of which stands at `at`. Returns the first backslash from `end` on, or the
/// end of the text.
///
/// # Errors
/// Where the first escape stands that is not one of JSON's.
#[cold]
pub(crate) fn behind_escapes(input: &[u8], mut at: usize, end: usize) -> Result<usize, usize> {
    while at < end {
        let escape = read_escape(&input[at..end]).ok_or(at)?;
        at += escape.source_bytes;
        let rest = &input[at..];
        at += memchr::memchr(b'\\', rest).unwrap_or(rest.len());
    }
    Ok(at)
}

/// Whether `text` is the beginning of an escape: more text could make it one.
#[cold]
pub(crate) fn begins_escape(text: &[u8]) -> bool {
    match text {
        [b'\\'] => true,
        [b'\\', b'u', digits @ ..] => digits.len() < 4 && digits.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    }
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
