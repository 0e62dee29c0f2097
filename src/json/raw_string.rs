//! JSON strings as they are in a text, and their decoded bytes. A string is decoded only if it has a backslash, into memory
//! that is reused. The decoded bytes are UTF-8 if the string is.

use std::ops::Range;

use crate::unescape::Unescaper;

/// A string as it is in a text, not decoded.
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
    /// The bytes between the quotes, with the escapes as they are.
    pub text: &'t [u8],
    /// The offset of these bytes.
    pub start: usize,
    /// Whether the string has escapes.
    pub has_escapes: bool,
}

impl<'t> RawString<'t> {
    /// The range of the string in its text, quotes included.
    #[must_use]
    #[inline]
    pub const fn quoted(&self) -> Range<usize> {
        self.start - 1..self.start + self.text.len() + 1
    }

    /// Returns the decoded bytes: borrowed if the string has no escapes, else written to `memory`. Returns `None` if an
    /// escape is invalid, which is only possible if the string was read without checking its escapes.
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
    fn escapes_are_decoded() {
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
    fn escapes_are_decoded_at_every_offset() {
        for length in 0..40 {
            for at in 0..=length {
                let (before, after) = ("é".repeat(at), "x".repeat(length - at));
                check(
                    &format!(r"{before}\n\u20ac{after}"),
                    &format!("{before}\n€{after}"),
                );
                check(
                    &format!(r"{before}\ud83d\ude00{after}\\"),
                    &format!("{before}😀{after}\\"),
                );
            }
        }
    }

    #[test]
    fn quoted_text_decodes_to_itself() {
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
