//! Values as spans of a text, for callers who look for a few members and decode them by themselves: the envelopes around
//! records. Same masks and same grammar as the walk, but no paths and no patterns.
//!
//! Invariant: what is read to the end without a flaw is JSON by RFC 8259, nested up to [`limits::DEPTH_MAX`](crate::limits::DEPTH_MAX)
//! deep below the members that the caller names. A text is `Ended` only if more text could have made it so.

use std::ops::Range;

use crate::escape::behind_escapes;
use crate::flaw::Flaw;
use crate::index::Index;
use crate::invalid::{Invalid, InvalidKind};
use crate::raw_string::RawString;
use crate::reader::{Lengths, Reader, Stop, StringEnd, Token};
use crate::unescape::Unescaper;

/// Reads texts member by member; keeps the memory that takes from one text to the next.
///
/// ```
/// use tidegate_json::{Flaw, Outline};
/// let text = br#"{"id":7,"body":"{\"paid\":true}"}"#;
/// let (mut outline, mut body) = (Outline::default(), None);
/// let whole = outline.whole(text, |root| {
///     root.object(|key, value| {
///         match key {
///             b"body" => body = Some(value.string()?),
///             _ => value.skip()?,
///         }
///         Ok(())
///     })
/// });
/// assert_eq!(whole, Ok(0..text.len()));
/// assert_eq!(body.unwrap().text, br#"{\"paid\":true}"#);
/// let cut = outline.whole(&text[..20], |root| root.object(|_, value| value.skip()));
/// assert_eq!(cut, Err(Flaw::Ended));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Outline {
    index: Index,
}

/// A value that is about to be read, and the text from there on. Each method but [`first_byte`](Self::first_byte) reads
/// the value; it has to be read once.
#[derive(Debug)]
pub struct OutlineValue<'t> {
    reader: Reader<'t>,
    token: Token,
    /// The first control character inside a string.
    control_at: usize,
    /// The text of the one string whose escapes have been passed over.
    unchecked: Option<Range<usize>>,
}

/// A value that was read.
///
/// ```
/// use tidegate_json::{Outline, Value};
/// let mut outline = Outline::default();
/// let number = outline.whole(b" 1.50 ", |root| root.value());
/// assert_eq!(number, Ok(Value::Number(b"1.50")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'t> {
    /// A string, its escapes checked.
    String(RawString<'t>),
    /// A number, as written.
    Number(&'t [u8]),
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// An object.
    Object,
    /// A list.
    Array,
}

impl Outline {
    /// Reads `text`, which has to be UTF-8 and one JSON value, white space around it allowed. `read` gets the value and
    /// has to read it; what it returns is returned.
    ///
    /// # Errors
    /// The flaw of the text, or the one that `read` returns.
    #[inline]
    pub fn whole<'t, R>(
        &'t mut self,
        text: &'t [u8],
        read: impl FnOnce(&mut OutlineValue<'t>) -> Result<R, Flaw>,
    ) -> Result<R, Flaw> {
        self.index.build(text);
        if self.index.summary.not_utf8_at.is_some() {
            return Err(Flaw::of_not_utf8(text));
        }
        let mut value = OutlineValue::new(text, &self.index);
        let read = read(&mut value)?;
        value.end()?;
        Ok(read)
    }

    /// Reads the value that `text` begins with, as [`whole`](Self::whole) does; the text behind the value may be anything,
    /// and strings need not be UTF-8.
    ///
    /// # Errors
    /// The flaw of the value, or the one that `read` returns.
    pub fn first<'t, R>(
        &'t mut self,
        text: &'t [u8],
        read: impl FnOnce(&mut OutlineValue<'t>) -> Result<R, Flaw>,
    ) -> Result<R, Flaw> {
        self.index.build(text);
        read(&mut OutlineValue::new(text, &self.index))
    }

    /// Whether `text` is one whole JSON object or list.
    pub fn is_container(&mut self, text: &[u8]) -> bool {
        let skipped = self.whole(text, |root| match root.first_byte()? {
            b'{' | b'[' => root.skip(),
            _ => Err(Flaw::Broken),
        });
        skipped.is_ok()
    }
}

impl<'t> OutlineValue<'t> {
    #[inline]
    fn new(text: &'t [u8], index: &'t Index) -> Self {
        let mut reader = Reader::new(text, index, Lengths::Unbounded);
        let token = reader.token();
        Self {
            reader,
            token,
            control_at: index.summary.control_at.unwrap_or(usize::MAX),
            unchecked: None,
        }
    }

    /// The first byte of the value.
    ///
    /// # Errors
    /// `Ended` if the text ends before it.
    #[inline]
    pub fn first_byte(&mut self) -> Result<u8, Flaw> {
        if self.token.at < self.reader.input.len() {
            Ok(self.token.byte)
        } else {
            Err(self.refused())
        }
    }

    /// Reads an object: `member` gets each key, unescaped, and has to read its value. Returns where the object stands.
    ///
    /// # Errors
    /// The flaw of the object, or the one that `member` returns.
    #[inline]
    pub fn object(
        &mut self,
        mut member: impl FnMut(&[u8], &mut Self) -> Result<(), Flaw>,
    ) -> Result<Range<usize>, Flaw> {
        let start = self.open(b'{')?;
        if self.token.byte == b'}' {
            return self.close(start);
        }
        loop {
            let key = self.reader.key(self.token);
            let key = self.checked(key)?;
            let text = self.token.at + 1..key.close;
            self.advance()?;
            if key.has_escapes {
                self.escaped_member(text, &mut member)?;
            } else {
                member(&self.reader.input[text], self)?;
            }
            match self.token.byte {
                b',' => self.advance()?,
                b'}' => return self.close(start),
                _ => return Err(self.refused()),
            }
        }
    }

    #[cold]
    fn escaped_member(
        &mut self,
        key: Range<usize>,
        member: &mut impl FnMut(&[u8], &mut Self) -> Result<(), Flaw>,
    ) -> Result<(), Flaw> {
        let mut memory = Vec::new();
        let key = Unescaper::default().decode(&self.reader.input[key], &mut memory);
        member(key.ok_or(Flaw::Broken)?, self)
    }

    /// Reads a list; `element` has to read each element. Returns where the list stands.
    ///
    /// # Errors
    /// The flaw of the list, or the one that `element` returns.
    pub fn list(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<(), Flaw>,
    ) -> Result<Range<usize>, Flaw> {
        let start = self.open(b'[')?;
        if self.first_byte()? == b']' {
            return self.close(start);
        }
        loop {
            element(self)?;
            match self.token.byte {
                b',' => self.advance()?,
                b']' => return self.close(start),
                _ => return Err(self.refused()),
            }
        }
    }

    /// Reads a string.
    ///
    /// # Errors
    /// The flaw of the string, its escapes included; `Broken` if the value is something else.
    #[inline]
    pub fn string(&mut self) -> Result<RawString<'t>, Flaw> {
        let open = self.quote()?;
        let string = self.reader.string(open);
        let string = self.checked(string)?;
        self.raw_string(string)
    }

    /// Reads a string without a look at its escapes: [`RawString::plain`] finds the wrong ones. Of one text only the last
    /// string read so can stay unchecked; [`check_escapes_but`](Self::check_escapes_but) has to follow.
    ///
    /// # Errors
    /// The flaw of the string, or of an escape in the one read so before; `Broken` if the value is something else.
    #[inline]
    pub fn string_unchecked(&mut self) -> Result<RawString<'t>, Flaw> {
        let open = self.quote()?;
        let string = self.reader.string_unchecked(open);
        let string = self.checked(string)?;
        if string.has_escapes
            && let Some(earlier) = self.unchecked.replace(open + 1..string.close)
        {
            self.check_escapes(earlier)?;
        }
        self.raw_string(string)
    }

    /// Checks the escapes that [`string_unchecked`](Self::string_unchecked) has passed over, unless they are those of
    /// `left`, which its reader will find.
    ///
    /// # Errors
    /// `Broken` if one of them is wrong.
    #[inline]
    pub fn check_escapes_but(&self, left: Option<&RawString<'_>>) -> Result<(), Flaw> {
        match &self.unchecked {
            Some(unchecked) if left.is_none_or(|left| left.start != unchecked.start) => {
                self.check_escapes(unchecked.clone())
            }
            _ => Ok(()),
        }
    }

    /// Reads any value and returns it as written.
    ///
    /// # Errors
    /// The flaw of the value.
    pub fn text(&mut self) -> Result<&'t [u8], Flaw> {
        let start = self.token.at;
        let end = match self.token.byte {
            b'"' => self.reader.string(start).map(|string| string.close + 1),
            b'{' | b'[' => self.reader.skip_nested(self.token, 0),
            _ => return self.scalar(),
        };
        let end = self.checked(end)?;
        self.advance()?;
        Ok(&self.reader.input[start..end])
    }

    /// Reads any value and returns what it is.
    ///
    /// # Errors
    /// The flaw of the value.
    #[inline]
    pub fn value(&mut self) -> Result<Value<'t>, Flaw> {
        match self.token.byte {
            b'"' => self.string().map(Value::String),
            b'{' => self.skip().map(|()| Value::Object),
            b'[' => self.skip().map(|()| Value::Array),
            first => self.scalar().map(|text| match first {
                b'n' => Value::Null,
                b't' | b'f' => Value::Bool,
                _ => Value::Number(text),
            }),
        }
    }

    /// Reads any value.
    ///
    /// # Errors
    /// The flaw of the value.
    #[inline]
    pub fn skip(&mut self) -> Result<(), Flaw> {
        let Token { at, byte } = self.token;
        match self.reader.skip(self.token, 0) {
            Ok(()) => self.advance()?,
            Err(Stop) => {
                self.unended_scalar()?;
            }
        }
        // The reader leaves it to the next token to miss the end of a string.
        if byte == b'"' && self.token.at >= self.reader.input.len() {
            let string = self.reader.string(at);
            self.checked(string)?;
        }
        Ok(())
    }

    /// Demands that nothing but white space follows.
    #[inline]
    fn end(&self) -> Result<(), Flaw> {
        if self.token.at < self.reader.input.len() {
            return Err(Flaw::Broken);
        }
        Ok(())
    }

    #[inline]
    fn scalar(&mut self) -> Result<&'t [u8], Flaw> {
        let start = self.token.at;
        let end = match self.reader.scalar(self.token) {
            Ok(end) => {
                self.advance()?;
                end
            }
            Err(Stop) => self.unended_scalar()?,
        };
        Ok(&self.reader.input[start..end])
    }

    /// The reader has stopped in the value that stands here. If that is a number or literal with the wrong byte after it,
    /// the value is read all the same; the byte is the next token, and is refused there.
    #[cold]
    fn unended_scalar(&mut self) -> Result<usize, Flaw> {
        let Invalid { offset, kind } = self.reader.invalid;
        let is_nested = matches!(self.token.byte, b'"' | b'{' | b'[');
        if is_nested || offset <= self.token.at || kind == InvalidKind::Truncated {
            return Err(self.flaw());
        }
        self.token = Token {
            at: offset,
            byte: self.reader.input[offset],
        };
        Ok(offset)
    }

    /// Steps into the object or list that has to open here, and returns where it does.
    #[inline]
    fn open(&mut self, bracket: u8) -> Result<usize, Flaw> {
        if self.token.byte != bracket {
            return Err(self.refused());
        }
        let start = self.token.at;
        self.advance()?;
        Ok(start)
    }

    /// Steps out of the object or list that closes here.
    #[inline]
    fn close(&mut self, start: usize) -> Result<Range<usize>, Flaw> {
        let end = self.token.at + 1;
        self.advance()?;
        Ok(start..end)
    }

    /// The offset of the quote that has to stand here.
    #[inline]
    fn quote(&mut self) -> Result<usize, Flaw> {
        if self.token.byte != b'"' {
            return Err(self.refused());
        }
        Ok(self.token.at)
    }

    #[inline]
    fn raw_string(&mut self, string: StringEnd) -> Result<RawString<'t>, Flaw> {
        let start = self.token.at + 1;
        self.advance()?;
        Ok(RawString {
            text: &self.reader.input[start..string.close],
            start,
            has_escapes: string.has_escapes,
        })
    }

    /// Goes on to the next token. A control character inside a string was read once a token comes behind it.
    #[inline]
    fn advance(&mut self) -> Result<(), Flaw> {
        self.token = self.reader.token();
        if self.token.at > self.control_at {
            return Err(Flaw::Broken);
        }
        Ok(())
    }

    #[inline]
    fn checked<T>(&self, read: Result<T, Stop>) -> Result<T, Flaw> {
        read.map_err(|Stop| self.flaw())
    }

    /// The flaw of a token that can't stand where it does.
    #[cold]
    fn refused(&mut self) -> Flaw {
        let refused: Result<(), Stop> = self.reader.refuse(self.token);
        refused.map_or_else(|Stop| self.flaw(), |()| Flaw::Broken)
    }

    /// Why the reader has stopped, or would have stopped before.
    #[cold]
    fn flaw(&self) -> Flaw {
        let is_unchecked_good = self.check_escapes_but(None).is_ok();
        if is_unchecked_good && self.reader.invalid.offset <= self.control_at {
            self.reader.flaw
        } else {
            Flaw::Broken
        }
    }

    #[cold]
    fn check_escapes(&self, string: Range<usize>) -> Result<(), Flaw> {
        let text = &self.reader.input[string];
        let first = memchr::memchr(b'\\', text).unwrap_or(text.len());
        match behind_escapes(text, first, text.len()) {
            Ok(_) => Ok(()),
            Err(_) => Err(Flaw::Broken),
        }
    }
}

#[cfg(test)]
mod tests;
