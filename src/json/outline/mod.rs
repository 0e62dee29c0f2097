//! The members of an object as spans, for callers who look for a few values and decode them by themselves: the
//! envelopes around records. Same masks and same grammar as the walk, but no paths and no patterns.

use std::ops::Range;

use super::index::Index;
use super::reader::{Reader, StringEnd, Token};

/// Reads objects member by member; keeps the memory that takes from one text to the next.
///
/// ```
/// use tidegate_json::Outline;
/// let text = br#"{"id":7,"body":"{\"paid\":true}"}"#;
/// let (mut outline, mut body) = (Outline::default(), None);
/// let whole = outline.object(text, |root| {
///     root.members(|key, value| {
///         match key {
///             b"body" => body = Some(value.string()?),
///             _ => drop(value.skip()?),
///         }
///         Some(())
///     })
/// });
/// assert_eq!(whole, Some(0..text.len()));
/// assert_eq!(body.unwrap().text, br#"{\"paid\":true}"#);
/// let cut = outline.object(&text[..20], |root| root.members(|_, value| value.skip().map(drop)));
/// assert_eq!(cut, None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Outline {
    index: Index,
}

/// A value that is about to be read, and the text from there on. Each method reads the value; it has to be read once.
#[derive(Debug)]
pub struct OutlineValue<'t> {
    reader: Reader<'t>,
    token: Token,
    depth: usize,
    has_unchecked_escapes: bool,
}

/// A string as it stands in a text.
///
/// ```
/// use tidegate_json::Outline;
/// let (mut outline, mut name) = (Outline::default(), None);
/// outline.object(br#"{"n":"x"}"#, |root| {
///     root.members(|_, value| value.string().map(|string| name = Some(string)))
/// });
/// let name = name.unwrap();
/// assert_eq!((name.text, name.start, name.has_escapes), (&b"x"[..], 6, false));
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

impl Outline {
    /// Reads `text`, which has to be one JSON object, white space around it allowed. `root` gets the object and has to
    /// read it; what it answers is answered.
    ///
    /// `None`: it is not, or it is nested too deep ([`limits::DEPTH_MAX`](crate::limits::DEPTH_MAX)), or has a key of
    /// interest in escapes (see [`OutlineValue::members`]), or `root` gave up.
    #[inline]
    pub fn object<'t, R>(
        &'t mut self,
        text: &'t [u8],
        root: impl FnOnce(&mut OutlineValue<'t>) -> Option<R>,
    ) -> Option<R> {
        self.index.build(text);
        let summary = self.index.summary;
        if summary.not_utf8_at.is_some() || summary.control_at.is_some() {
            return None;
        }
        let mut reader = Reader::new(text, &self.index);
        let token = reader.token();
        let mut object = OutlineValue {
            reader,
            token,
            depth: 0,
            has_unchecked_escapes: false,
        };
        let read = root(&mut object)?;
        let is_whole = object.token.at >= text.len();
        is_whole.then_some(read)
    }
}

impl<'t> OutlineValue<'t> {
    /// The first byte of the value; 0 if the text has ended.
    #[inline]
    #[must_use]
    pub fn first_byte(&self) -> u8 {
        self.token.byte
    }

    /// Whether [`Self::string_unchecked`] has passed over escapes so far.
    #[inline]
    #[must_use]
    pub fn has_unchecked_escapes(&self) -> bool {
        self.has_unchecked_escapes
    }

    /// Reads an object: `member` gets each key and has to read its value. Answers where the object stands.
    ///
    /// `None`: it is none, `member` gave up, or a key of it is written with escapes.
    #[inline]
    pub fn members(
        &mut self,
        mut member: impl FnMut(&'t [u8], &mut Self) -> Option<()>,
    ) -> Option<Range<usize>> {
        let start = self.token.at;
        if self.token.byte != b'{' {
            return None;
        }
        let mut token = self.reader.token();
        self.depth += 1;
        if token.byte != b'}' {
            loop {
                let key = self.reader.key(token).ok()?;
                if key.has_escapes {
                    return None;
                }
                self.token = self.reader.token();
                let text = self.reader.input.get(token.at + 1..key.close)?;
                member(text, self)?;
                token = self.token;
                match token.byte {
                    b',' => token = self.reader.token(),
                    b'}' => break,
                    _ => return None,
                }
            }
        }
        self.depth -= 1;
        self.token = self.reader.token();
        Some(start..token.at + 1)
    }

    /// Reads a string. `None`: the value is none, or has an escape that JSON does not have.
    #[inline]
    pub fn string(&mut self) -> Option<RawString<'t>> {
        if self.token.byte != b'"' {
            return None;
        }
        let string = self.reader.string(self.token.at).ok()?;
        self.raw_string(string)
    }

    /// The same, but does not look at its escapes: whoever decodes it finds the wrong ones
    /// ([`Unescaper`](crate::Unescaper)). `None`, too, where another string with escapes was read in this way: one of a
    /// text is all that is left to the caller.
    #[inline]
    pub fn string_unchecked(&mut self) -> Option<RawString<'t>> {
        if self.token.byte != b'"' {
            return None;
        }
        let string = self.reader.string_unchecked(self.token.at).ok()?;
        if string.has_escapes && std::mem::replace(&mut self.has_unchecked_escapes, true) {
            return None;
        }
        self.raw_string(string)
    }

    #[inline]
    fn raw_string(&mut self, string: StringEnd) -> Option<RawString<'t>> {
        let start = self.token.at + 1;
        let text = self.reader.input.get(start..string.close)?;
        self.token = self.reader.token();
        Some(RawString {
            text,
            start,
            has_escapes: string.has_escapes,
        })
    }

    /// Reads a number, `true`, `false` or `null`, and answers it as written. `None`: the value is none of them.
    #[inline]
    pub fn scalar(&mut self) -> Option<&'t [u8]> {
        let end = self.reader.scalar(self.token).ok()?;
        let text = self.reader.input.get(self.token.at..end)?;
        self.token = self.reader.token();
        Some(text)
    }

    /// Reads any value. `None`: it is not JSON.
    #[inline]
    pub fn skip(&mut self) -> Option<()> {
        self.reader.skip(self.token, self.depth).ok()?;
        self.token = self.reader.token();
        Some(())
    }
}

#[cfg(test)]
mod tests;
