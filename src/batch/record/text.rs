//! JSON strings as they stand in an envelope: raw spans in, plain bytes out. Unescaping is done only where a backslash
//! is, into memory that is reused; what comes out of a string is always UTF-8 if what went in is.

use tidegate_json::Unescaper;

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

    /// The string's bytes: borrowed where nothing is escaped, else written to `memory`. `None`: an escape is wrong,
    /// which only a string whose escapes were not checked when it was read can have.
    pub(crate) fn plain<'s>(
        &self,
        unescaper: Unescaper,
        memory: &'s mut Vec<u8>,
    ) -> Option<&'s [u8]>
    where
        'a: 's,
    {
        if self.escaped {
            unescaper.decode(self.raw, memory)
        } else {
            Some(self.raw)
        }
    }
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
        let mut memory = Vec::new();
        let text = Text::new(raw.as_bytes(), 1, true);
        let plain = text.plain(Unescaper::default(), &mut memory).unwrap();
        assert_eq!(std::str::from_utf8(plain).unwrap(), wanted, "{raw}");
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
