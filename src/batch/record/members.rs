//! A record walked member by member: by the engine's scanner, which is fast, or by [`Cursor`], which can say what is
//! wrong with a text. Each source's reader is written once, for both.

use std::ops::Range;

use tidegate_json::{OutlineValue, RawString};

use super::cursor::{Cursor, Flaw, Value};
use super::text::Text;

/// A value that is about to be walked over.
pub(crate) trait Members<'a> {
    /// Its first byte.
    fn first_byte(&mut self) -> Result<u8, Flaw>;

    /// Walks over an object. `member` gets each key, unescaped, and must walk over its value. Answers where it stands.
    fn object(
        &mut self,
        member: impl FnMut(&[u8], &mut Self) -> Result<(), Flaw>,
    ) -> Result<Range<usize>, Flaw>;

    /// Walks over a string that is going to be the payload; its escapes may be checked as late as it is unescaped.
    fn payload(&mut self) -> Result<Text<'a>, Flaw>;

    /// Walks over a string.
    fn string(&mut self) -> Result<Text<'a>, Flaw>;

    /// Walks over any value.
    fn value(&mut self) -> Result<Value<'a>, Flaw>;
}

impl<'a> Members<'a> for Cursor<'a> {
    fn first_byte(&mut self) -> Result<u8, Flaw> {
        self.peek()
    }

    fn object(
        &mut self,
        member: impl FnMut(&[u8], &mut Self) -> Result<(), Flaw>,
    ) -> Result<Range<usize>, Flaw> {
        self.peek()?;
        let start = self.offset();
        Cursor::object(self, member)?;
        Ok(start..self.offset())
    }

    fn payload(&mut self) -> Result<Text<'a>, Flaw> {
        Cursor::string(self)
    }

    fn string(&mut self) -> Result<Text<'a>, Flaw> {
        Cursor::string(self)
    }

    fn value(&mut self) -> Result<Value<'a>, Flaw> {
        Cursor::value(self)
    }
}

/// Every refusal is `Broken`: what is wrong is the cursor's to say.
impl<'a> Members<'a> for OutlineValue<'a> {
    #[inline]
    fn first_byte(&mut self) -> Result<u8, Flaw> {
        Ok(OutlineValue::first_byte(self))
    }

    #[inline]
    fn object(
        &mut self,
        mut member: impl FnMut(&[u8], &mut Self) -> Result<(), Flaw>,
    ) -> Result<Range<usize>, Flaw> {
        let place = self.members(|key, value| member(key, value).ok());
        place.ok_or(Flaw::Broken)
    }

    #[inline]
    fn payload(&mut self) -> Result<Text<'a>, Flaw> {
        self.string_unchecked().map(Text::from).ok_or(Flaw::Broken)
    }

    #[inline]
    fn string(&mut self) -> Result<Text<'a>, Flaw> {
        OutlineValue::string(self)
            .map(Text::from)
            .ok_or(Flaw::Broken)
    }

    #[inline]
    fn value(&mut self) -> Result<Value<'a>, Flaw> {
        let value = match OutlineValue::first_byte(self) {
            b'"' => OutlineValue::string(self).map(|text| Value::String(text.into())),
            b'{' => self.skip().map(|()| Value::Object),
            b'[' => self.skip().map(|()| Value::Array),
            first => self.scalar().map(|text| match first {
                b'n' => Value::Null,
                b't' | b'f' => Value::Bool,
                _ => Value::Number(text),
            }),
        };
        value.ok_or(Flaw::Broken)
    }
}

impl<'a> From<RawString<'a>> for Text<'a> {
    #[inline]
    fn from(string: RawString<'a>) -> Self {
        Self::new(string.text, string.start, string.has_escapes)
    }
}
