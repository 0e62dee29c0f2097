//! JSON strings as they stand in a text: raw spans in, plain bytes out. Unescaping is done only if there is a backslash,
//! into memory that is reused; what comes out of a string is always UTF-8 if what went in is.

use std::ops::Range;

use crate::unescape::Unescaper;

/// A string as it stands in a text.
///
/// ```
/// use tidegate_json::{Outline, Unescaper};
/// let (mut outline, mut name) = (Outline::default(), None);
/// outline.whole(br#"{"n":"x\n"}"#, |root| {
///     root.object(|_, value| Ok(name = Some(value.string()?)))
/// }).unwrap();
/// let name = name.unwrap();
/// assert_eq!((name.text, name.start, name.has_escapes), (&br"x\n"[..], 6, true));
/// assert_eq!(name.plain(Unescaper::default(), &mut Vec::new()), Some(&b"x\n"[..]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawString<'t> {
    /// Its text, without the quotes, escapes as they are.
    pub text: &'t [u8],
    /// Where its text begins.
    pub start: usize,
    /// Whether there is an escape in it.
    pub has_escapes: bool,
}

impl<'t> RawString<'t> {
    /// Where the string stands in its text, quotes included.
    #[must_use]
    #[inline]
    pub const fn quoted(&self) -> Range<usize> {
        self.start - 1..self.start + self.text.len() + 1
    }

    /// The string's bytes: borrowed if nothing is escaped, else written to `memory`. Returns `None` if an escape is wrong,
    /// which only a string whose escapes were not checked when it was read can have.
    #[inline]
    pub fn plain<'s>(&self, unescaper: Unescaper, memory: &'s mut Vec<u8>) -> Option<&'s [u8]>
    where
        't: 's,
    {
        if self.has_escapes {
            unescaper.decode(self.text, memory)
        } else {
            Some(self.text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::quote;

    fn check(raw: &str, wanted: &str) {
        let mut memory = Vec::new();
        let text = RawString {
            text: raw.as_bytes(),
            start: 1,
            has_escapes: true,
        };
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
