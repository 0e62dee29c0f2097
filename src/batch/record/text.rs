//! JSON strings as they stand in an envelope: raw spans in, plain bytes out. Unescaping is done only where a backslash
//! is, into memory that is reused; what comes out of a string is always UTF-8 if what went in is.

/// A JSON string, without its quotes, still escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text<'a> {
    raw: &'a [u8],
    start: usize,
    escaped: bool,
}

impl<'a> Text<'a> {
    /// `start`: where `raw` begins in the text it was found in.
    pub(crate) const fn new(raw: &'a [u8], start: usize, escaped: bool) -> Self {
        Self {
            raw,
            start,
            escaped,
        }
    }

    pub(crate) const fn raw(&self) -> &'a [u8] {
        self.raw
    }

    pub(crate) const fn is_escaped(&self) -> bool {
        self.escaped
    }

    /// Where the string stands in its text, quotes included.
    pub(crate) const fn quoted(&self) -> std::ops::Range<usize> {
        self.start - 1..self.start + self.raw.len() + 1
    }

    /// The string's bytes: borrowed where nothing is escaped, else written to `scratch`.
    pub(crate) fn plain<'s>(&self, scratch: &'s mut Vec<u8>) -> &'s [u8]
    where
        'a: 's,
    {
        if !self.escaped {
            return self.raw;
        }
        scratch.clear();
        unescape(self.raw, scratch);
        scratch
    }
}

/// Appends the bytes that `raw`, a string body known to be well-formed, stands for. A lone surrogate becomes `?`, as
/// it does when Java turns such a string into UTF-8 (observed with event-ruler 2.0.1).
// PERF: bodies of SQS are full of escapes a few bytes apart, so runs are copied a word at a time, with the word that
// holds the backslash copied whole and partly written over (bench `batch`).
pub(crate) fn unescape(raw: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    // An escape is never shorter than what it stands for; a word more, so that whole words can be written.
    out.resize(start + raw.len() + 8, 0);
    let mut to = start;
    let mut from = 0;
    while let Some(word) = raw[from..].first_chunk::<8>() {
        out[to..to + 8].copy_from_slice(word);
        let run = plain_bytes(u64::from_le_bytes(*word));
        (from, to) = (from + run, to + run);
        if run < 8 {
            unescape_one(raw, &mut from, out, &mut to);
        }
    }
    while let Some(&byte) = raw.get(from) {
        if byte == b'\\' {
            unescape_one(raw, &mut from, out, &mut to);
        } else {
            out[to] = byte;
            (from, to) = (from + 1, to + 1);
        }
    }
    out.truncate(to);
}

/// How many bytes of a word, from its lowest, come before a backslash.
const fn plain_bytes(word: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let backslash = word ^ (ONES * b'\\' as u64);
    let found = backslash.wrapping_sub(ONES) & !backslash & (ONES << 7);
    (found.trailing_zeros() / 8) as usize
}

/// Writes what the escape at `from` stands for, and moves both places behind it.
fn unescape_one(raw: &[u8], from: &mut usize, out: &mut [u8], to: &mut usize) {
    match raw[*from + 1] {
        b'u' => {
            let (character, taken) = unescape_unicode(&raw[*from..]);
            *to += character.encode_utf8(&mut out[*to..]).len();
            *from += taken;
        }
        letter => {
            out[*to] = escaped_byte(letter);
            (*from, *to) = (*from + 2, *to + 1);
        }
    }
}

const fn escaped_byte(letter: u8) -> u8 {
    match letter {
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        other => other,
    }
}

/// The character of the `\uXXXX` at the start of `text`, or of the pair there, and how many bytes it takes.
fn unescape_unicode(text: &[u8]) -> (char, usize) {
    let first = code_unit(text).unwrap_or(0);
    let second = code_unit(&text[6..]).unwrap_or(0);
    match char::decode_utf16([first, second]).next() {
        Some(Ok(character)) => (character, 6 * character.len_utf16()),
        _ => ('?', 6),
    }
}

/// The code unit of the `\uXXXX` that `text` begins with, if it does.
fn code_unit(text: &[u8]) -> Option<u16> {
    let hex = text.strip_prefix(b"\\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()
}

/// Appends `plain`, which must be UTF-8, as a quoted JSON string.
pub(crate) fn quote(plain: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    for &byte in plain {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            0..0x20 => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                let digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&digits);
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, wanted: &str) {
        let mut out = Vec::new();
        unescape(raw.as_bytes(), &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), wanted, "{raw}");
    }

    #[test]
    fn escapes_become_their_bytes() {
        check(r#"a\"b\\c\/d\b\f\n\r\t"#, "a\"b\\c/d\u{8}\u{c}\n\r\t");
        check(r"\u0041\u00e9\u20AC", "Aé€");
        check(r"\ud83d\ude00!", "😀!");
    }

    #[test]
    fn lone_surrogates_become_question_marks() {
        check(r"\ud83d", "?");
        check(r"\ud83dx", "?x");
        check(r"\ude00\ud83d", "??");
        check(r"\ud83d\u0041", "?A");
        check(r"\ud83d\ud83d\ude00", "?😀");
        check(r"\ud83d\n", "?\n");
    }

    #[test]
    fn escapes_are_found_at_every_offset() {
        for length in 0..40 {
            for at in 0..=length {
                let (before, behind) = ("é".repeat(at), "x".repeat(length - at));
                check(
                    &format!(r"{before}\n\u20ac{behind}"),
                    &format!("{before}\n€{behind}"),
                );
                check(
                    &format!(r"{before}\ud83d\ude00{behind}\\"),
                    &format!("{before}😀{behind}\\"),
                );
            }
        }
    }

    #[test]
    fn quoting_is_undone_by_unescaping() {
        let plain: String = (0_u8..128).map(char::from).chain("é€😀".chars()).collect();
        let mut quoted = Vec::new();
        quote(plain.as_bytes(), &mut quoted);
        assert_eq!(serde_json::from_slice::<String>(&quoted).unwrap(), plain);
        check(
            std::str::from_utf8(&quoted[1..quoted.len() - 1]).unwrap(),
            &plain,
        );
    }
}
