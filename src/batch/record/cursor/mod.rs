//! Strict JSON (RFC 8259), walked in place: bytes in, spans of the strings and values a caller asks for out.
//! Nothing is built and nothing is allocated, except for keys written with escapes. What a walk accepts, to the end of
//! the text, is exactly what a JSON parser accepts; bytes must be known to be UTF-8 by then ([`Cursor::of_utf8`]).

use memchr::memchr2;
use tidegate_json::{Unescaper, limits::DEPTH_MAX};

use super::text::Text;

/// Why a walk stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// The text ends inside a value.
    Ended,
    /// It is not JSON, or not of the shape that was asked for.
    Broken,
}

/// A place in a JSON text.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    /// All of it is ASCII without control characters: strings need no look at those.
    is_printable: bool,
}

/// A value that was walked over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    String(Text<'a>),
    Number(&'a [u8]),
    Null,
    Bool,
    Object,
    Array,
}

impl<'a> Cursor<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            is_printable: false,
        }
    }

    /// Walks a text that must be one whole object, white space around it allowed. `member` gets each key, unescaped,
    /// and must walk over its value.
    pub(crate) fn whole_object(
        bytes: &'a [u8],
        member: impl FnMut(&[u8], &mut Self) -> Result<(), Flaw>,
    ) -> Result<(), Flaw> {
        let mut cursor = Self::of_utf8(bytes)?;
        cursor.object(member)?;
        cursor.end()
    }

    /// At the beginning of a text that must be UTF-8.
    pub(crate) fn of_utf8(bytes: &'a [u8]) -> Result<Self, Flaw> {
        let is_printable = is_printable(bytes);
        if !is_printable && let Err(error) = std::str::from_utf8(bytes) {
            return Err(if error.error_len().is_none() {
                Flaw::Ended
            } else {
                Flaw::Broken
            });
        }
        Ok(Self {
            is_printable,
            ..Self::new(bytes)
        })
    }

    /// Walks over an object that must stand here.
    pub(crate) fn object(
        &mut self,
        mut member: impl FnMut(&[u8], &mut Self) -> Result<(), Flaw>,
    ) -> Result<(), Flaw> {
        self.expect(b'{')?;
        if self.peek()? == b'}' {
            self.at += 1;
            return Ok(());
        }
        loop {
            let key = self.string()?;
            self.expect(b':')?;
            if key.is_escaped() {
                let mut memory = Vec::new();
                let name = key.plain(Unescaper::default(), &mut memory);
                member(name.ok_or(Flaw::Broken)?, self)?;
            } else {
                member(key.raw(), self)?;
            }
            if self.closes(b'}')? {
                return Ok(());
            }
        }
    }

    /// Walks over a list that must stand here; `element` must walk over each element.
    pub(crate) fn list(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<(), Flaw>,
    ) -> Result<(), Flaw> {
        self.expect(b'[')?;
        if self.peek()? == b']' {
            self.at += 1;
            return Ok(());
        }
        loop {
            element(self)?;
            if self.closes(b']')? {
                return Ok(());
            }
        }
    }

    /// Walks over a string that must stand here.
    pub(crate) fn string(&mut self) -> Result<Text<'a>, Flaw> {
        self.expect(b'"')?;
        self.string_body()
    }

    /// Walks over whatever value stands here.
    pub(crate) fn value(&mut self) -> Result<Value<'a>, Flaw> {
        match self.peek()? {
            b'"' => {
                self.at += 1;
                self.string_body().map(Value::String)
            }
            b'{' => self.nested().map(|()| Value::Object),
            b'[' => self.nested().map(|()| Value::Array),
            b'n' => self.literal(b"null").map(|()| Value::Null),
            b't' => self.literal(b"true").map(|()| Value::Bool),
            b'f' => self.literal(b"false").map(|()| Value::Bool),
            _ => self.number().map(Value::Number),
        }
    }

    /// Demands that nothing but white space follows.
    pub(crate) fn end(&mut self) -> Result<(), Flaw> {
        match self.peek() {
            Err(Flaw::Ended) => Ok(()),
            _ => Err(Flaw::Broken),
        }
    }

    /// The next byte that is not white space, which the cursor is left at.
    pub(crate) fn peek(&mut self) -> Result<u8, Flaw> {
        while let Some(&byte) = self.bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Ok(byte);
            }
            self.at += 1;
        }
        Err(Flaw::Ended)
    }

    /// How many bytes lie behind the cursor.
    pub(crate) const fn offset(&self) -> usize {
        self.at
    }

    fn expect(&mut self, wanted: u8) -> Result<(), Flaw> {
        if self.peek()? != wanted {
            return Err(Flaw::Broken);
        }
        self.at += 1;
        Ok(())
    }

    /// After a member or element: `true` behind `close`, `false` behind a comma.
    fn closes(&mut self, close: u8) -> Result<bool, Flaw> {
        let byte = self.peek()?;
        if byte != close && byte != b',' {
            return Err(Flaw::Broken);
        }
        self.at += 1;
        Ok(byte == close)
    }

    /// The rest of a string whose opening quote is behind the cursor.
    fn string_body(&mut self) -> Result<Text<'a>, Flaw> {
        let start = self.at;
        let mut escaped = false;
        loop {
            let rest = &self.bytes[self.at..];
            self.at += if self.is_printable {
                printable_run(rest)
            } else {
                plain_run(rest)
            };
            match self.bytes.get(self.at) {
                None => return Err(Flaw::Ended),
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(_) => return Err(Flaw::Broken),
            }
            escaped = true;
        }
        let text = Text::new(&self.bytes[start..self.at], start, escaped);
        self.at += 1;
        Ok(text)
    }

    fn escape(&mut self) -> Result<(), Flaw> {
        match self.bytes.get(self.at + 1).ok_or(Flaw::Ended)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 2,
            b'u' => {
                let digits = &self.bytes[self.at + 2..];
                let hex = digits
                    .iter()
                    .take(4)
                    .take_while(|byte| byte.is_ascii_hexdigit())
                    .count();
                if hex < 4 {
                    return Err(if hex == digits.len() {
                        Flaw::Ended
                    } else {
                        Flaw::Broken
                    });
                }
                self.at += 6;
            }
            _ => return Err(Flaw::Broken),
        }
        Ok(())
    }

    /// Walks over an object or list that stands here, however deep, without recursion.
    fn nested(&mut self) -> Result<(), Flaw> {
        let mut levels = Levels::default();
        loop {
            // A value is due here.
            match self.peek()? {
                open @ (b'{' | b'[') => {
                    self.at += 1;
                    levels.open(open == b'{')?;
                    let close = if open == b'{' { b'}' } else { b']' };
                    if self.peek()? != close {
                        self.key_if(levels.in_object())?;
                        continue;
                    }
                    self.at += 1;
                    levels.close();
                }
                _ => {
                    self.value()?;
                }
            }
            // A value has just ended.
            loop {
                if levels.is_done() {
                    return Ok(());
                }
                let in_object = levels.in_object();
                if !self.closes(if in_object { b'}' } else { b']' })? {
                    self.key_if(in_object)?;
                    break;
                }
                levels.close();
            }
        }
    }

    fn key_if(&mut self, in_object: bool) -> Result<(), Flaw> {
        if !in_object {
            return Ok(());
        }
        self.string()?;
        self.expect(b':')
    }

    fn literal(&mut self, word: &[u8]) -> Result<(), Flaw> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(word) {
            self.at += word.len();
            return Ok(());
        }
        Err(if word.starts_with(rest) {
            Flaw::Ended
        } else {
            Flaw::Broken
        })
    }

    fn number(&mut self) -> Result<&'a [u8], Flaw> {
        let start = self.at;
        self.at += usize::from(self.bytes[start] == b'-');
        match self.bytes.get(self.at) {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(&self.bytes[start..self.at])
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<(), Flaw> {
        match self.bytes.get(self.at) {
            None => return Err(Flaw::Ended),
            Some(byte) if !byte.is_ascii_digit() => return Err(Flaw::Broken),
            Some(_) => {}
        }
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        Ok(())
    }
}

/// The open objects and lists, one bit each: set for an object. Levels beyond the engine's bound are refused.
#[derive(Default)]
struct Levels {
    objects: [u64; DEPTH_MAX.div_ceil(64)],
    depth: usize,
}

impl Levels {
    fn open(&mut self, object: bool) -> Result<(), Flaw> {
        if self.depth == DEPTH_MAX {
            return Err(Flaw::Broken);
        }
        let bit = 1_u64 << (self.depth % 64);
        let word = &mut self.objects[self.depth / 64];
        *word = if object { *word | bit } else { *word & !bit };
        self.depth += 1;
        Ok(())
    }

    fn close(&mut self) {
        self.depth -= 1;
    }

    fn in_object(&self) -> bool {
        let level = self.depth - 1;
        self.objects[level / 64] >> (level % 64) & 1 == 1
    }

    const fn is_done(&self) -> bool {
        self.depth == 0
    }
}

/// Whether every byte is a printable ASCII character or a space.
// PERF: one compare for both ends of the range, over whole blocks, which the compiler vectorises (bench `batch`).
fn is_printable(bytes: &[u8]) -> bool {
    let is_other = |byte: u8| byte.wrapping_sub(0x20) >= 0x60;
    let mut blocks = bytes.chunks_exact(64);
    let others = |any: bool, byte: &u8| any | is_other(*byte);
    !blocks
        .by_ref()
        .any(|block| block.iter().fold(false, others))
        && !blocks.remainder().iter().fold(false, others)
}

/// How many bytes, of a text that is printable, come before a quote or a backslash.
// PERF: most strings are short, and calls cost more than two words; the others are left to memchr (bench `batch`).
fn printable_run(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < 16
        && let Some(word) = bytes[at..].first_chunk::<8>()
    {
        let word = u64::from_le_bytes(*word);
        let found = bytes_equal(word, b'"') | bytes_equal(word, b'\\');
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    at + memchr2(b'"', b'\\', &bytes[at..]).unwrap_or(bytes.len() - at)
}

/// How many bytes from the start need no attention inside a string: up to a quote, a backslash or a control character.
fn plain_run(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(word) = bytes[at..].first_chunk::<8>() {
        let word = u64::from_le_bytes(*word);
        let found = bytes_equal(word, b'"') | bytes_equal(word, b'\\') | control_bytes(word);
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let is_special = |byte: &u8| *byte == b'"' || *byte == b'\\' || *byte < 0x20;
    at + bytes[at..]
        .iter()
        .take_while(|byte| !is_special(byte))
        .count()
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;

/// A word whose lowest set bit lies in the first byte that equals `byte`; 0 if none does. Higher bits may be false.
const fn bytes_equal(word: u64, byte: u8) -> u64 {
    let zero_where_equal = word ^ (ONES * byte as u64);
    zero_where_equal.wrapping_sub(ONES) & !zero_where_equal & HIGH
}

/// The same for control characters.
const fn control_bytes(word: u64) -> u64 {
    word.wrapping_sub(ONES * 0x20) & !word & HIGH
}

#[cfg(test)]
mod tests;
