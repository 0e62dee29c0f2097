//! Reads a text member by member and hands out values as spans of the text. This is for the envelopes around records, where
//! the caller looks for a few members and decodes them itself. It uses the masks and the grammar of the walk, but no paths
//! and no patterns.
//!
//! Invariant: a text that is read to its end without a flaw is JSON by RFC 8259, nested at most
//! [`limits::DEPTH_MAX`](crate::limits::DEPTH_MAX) levels deep below the members that the caller reads by name. A flaw is
//! `Ended` only if more text could have made the text valid.
//!
//! # Example
//!
//! The caller wants the string `body` of `{"id":7,"body":"a\"b"}`. First the kernel marks the tokens (`x`) and the quotes
//! that no backslash escapes (`q`):
//!
//! ```text
//! offset  0         1         2
//!         0123456789012345678901
//! text    {"id":7,"body":"a\"b"}
//! tokens  xx   xxxx     xx     x
//! quotes   q  q   q    q q    q
//! ```
//!
//! Then the reader goes from token to token. Each step ends at the token that the next step needs:
//!
//! ```text
//! the caller calls   which reads                               and ends at
//! root.object(..)    the opening brace                         1: a quote
//!                    the key at 1, up to 4, and the colon      6: a digit
//! value.skip()       the number                                7: a comma
//!                    the comma                                 8: a quote
//!                    the key at 8, up to 13, and the colon     15: a quote
//! value.string()     the string at 15, up to 20                21: a brace
//!                    the closing brace                         the end
//! ```
//!
//! The string is handed out as it is in the text, `a\"b` at 16..20. The caller decodes it only if it needs to. `skip` would
//! also pass over a whole object or list, and would check it on the way.

use std::ops::Range;

use crate::escape::end_of_escapes;
use crate::flaw::Flaw;
use crate::index::Index;
use crate::invalid::{Invalid, InvalidKind};
use crate::raw_string::RawString;
use crate::reader::{Lengths, Reader, Stop, StringEnd, Token};
use crate::unescape::Unescaper;

/// Reads texts member by member; its memory is reused from text to text.
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

/// A value that is about to be read, and the text from there on. It must be read exactly once: each method reads it, but
/// for [`first_byte`](Self::first_byte) and [`check_escapes_but`](Self::check_escapes_but).
#[derive(Debug)]
pub struct OutlineValue<'t> {
    reader: Reader<'t>,
    token: Token,
    /// The first control character inside a string.
    control_at: usize,
    /// The range of the one string whose escapes are not checked yet.
    unchecked: Option<Range<usize>>,
}

/// A value that was read: a scalar as it is in the text, or just its kind.
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
    /// Reads `text`, which must be UTF-8 and one JSON value; white space around it is allowed. `read` gets the value and
    /// must read it. Returns the result of `read`.
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

    /// Reads the value at the start of `text`, as [`whole`](Self::whole) does. Anything may follow the value, and strings
    /// need not be UTF-8.
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

    /// Returns the first byte of the value, without reading the value.
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

    /// Reads an object. `member` gets each key, unescaped, and must read its value. Returns the range of the object.
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

    /// Reads a list. `element` must read each element. Returns the range of the list.
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
    /// The flaw of the string or its escapes; `Broken` if the value is not a string.
    #[inline]
    pub fn string(&mut self) -> Result<RawString<'t>, Flaw> {
        let open = self.quote()?;
        let string = self.reader.string(open);
        let string = self.checked(string)?;
        self.raw_string(string)
    }

    /// Reads a string without checking its escapes; [`RawString::plain`] finds invalid ones later. In one text only the
    /// last string read in this way stays unchecked: the one before it is checked now. At the end the caller must call
    /// [`check_escapes_but`](Self::check_escapes_but).
    ///
    /// # Errors
    /// The flaw of the string, or of an escape in the unchecked string before it; `Broken` if the value is not a string.
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

    /// Checks the escapes that [`string_unchecked`](Self::string_unchecked) has left unchecked, unless they are those of
    /// `left`, which the caller decodes and thereby checks.
    ///
    /// # Errors
    /// `Broken` if one of them is invalid.
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

    /// Reads any value and returns a string or a number as it is, and of other values the kind.
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

    /// Reads any value and drops it.
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
        // The reader does not notice if a skipped string has no end: then no token follows.
        if byte == b'"' && self.token.at >= self.reader.input.len() {
            let string = self.reader.string(at);
            self.checked(string)?;
        }
        Ok(())
    }

    /// Checks that only white space follows.
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

    /// Called if the reader stopped in the current value. If this is a complete number or literal with a wrong byte after
    /// it, the value counts as read, and the byte becomes the next token, which is refused later.
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

    /// Steps into the object or list that must open here. Returns the offset of the bracket.
    #[inline]
    fn open(&mut self, bracket: u8) -> Result<usize, Flaw> {
        if self.token.byte != bracket {
            return Err(self.refused());
        }
        let start = self.token.at;
        self.advance()?;
        Ok(start)
    }

    /// Steps out of the object or list that closes here. Returns its range.
    #[inline]
    fn close(&mut self, start: usize) -> Result<Range<usize>, Flaw> {
        let end = self.token.at + 1;
        self.advance()?;
        Ok(start..end)
    }

    /// Returns the offset of the current token, which must be a quote.
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

    /// Goes on to the next token. Refuses a control character inside a string once the tokens have passed it.
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

    /// Returns the flaw of the current token, which can't stand where it does.
    #[cold]
    fn refused(&mut self) -> Flaw {
        let refused: Result<(), Stop> = self.reader.refuse(self.token);
        refused.map_or_else(|Stop| self.flaw(), |()| Flaw::Broken)
    }

    /// Returns why the reader stopped; `Broken` if there is a control character or an invalid escape before that place.
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
        match end_of_escapes(text, first, text.len()) {
            Ok(_) => Ok(()),
            Err(_) => Err(Flaw::Broken),
        }
    }
}

#[cfg(test)]
mod tests;
