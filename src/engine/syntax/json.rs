//! A strict JSON reader (RFC 8259) that keeps spans, number text and repeated keys.

use crate::error::{Code, Error};
use crate::escape::{push_code_point, read_escape};
use crate::limits::DEPTH_MAX;
use crate::span::Span;

use super::tree::{Json, JsonKind, Member};

/// Reads the first value; answers it and the offset just behind it.
pub(super) fn first(text: &str) -> Result<(Json, usize), Error> {
    let mut reader = Reader {
        bytes: text.as_bytes(),
        at: 0,
        depth: 0,
    };
    reader.skip_space();
    let value = reader.value()?;
    Ok((value, reader.at))
}

/// Reads a text that is one value and nothing else.
pub(super) fn whole(text: &str) -> Result<Json, Error> {
    let (value, end) = first(text)?;
    let mut reader = Reader {
        bytes: text.as_bytes(),
        at: end,
        depth: 0,
    };
    reader.skip_space();
    if reader.at < reader.bytes.len() {
        return Err(reader.unexpected("the end of the text"));
    }
    Ok(value)
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Result<Json, Error> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => JsonKind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.literal("true", JsonKind::Bool(true))?,
            Some(b'f') => self.literal("false", JsonKind::Bool(false))?,
            Some(b'n') => self.literal("null", JsonKind::Null)?,
            _ => return Err(self.unexpected("a JSON value")),
        };
        Ok(Json {
            span: Span::new(start, self.at),
            kind,
        })
    }

    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<JsonKind, Error>,
    ) -> Result<JsonKind, Error> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            let message = format!("nested deeper than {DEPTH_MAX} levels");
            return Err(Error::new(Code::TooDeep, self.here(), message));
        }
        self.at += 1;
        self.skip_space();
        let kind = read(self);
        self.depth -= 1;
        kind
    }

    fn object(&mut self) -> Result<JsonKind, Error> {
        let mut members = Vec::new();
        if self.take(b'}') {
            return Ok(JsonKind::Object(members));
        }
        loop {
            members.push(self.member()?);
            self.skip_space();
            if self.take(b'}') {
                return Ok(JsonKind::Object(members));
            }
            self.expect(b',', "`,` or `}`")?;
            self.skip_space();
        }
    }

    fn member(&mut self) -> Result<Member, Error> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in double quotes"));
        }
        let key = self.string()?;
        let key_span = Span::new(start, self.at);
        self.skip_space();
        self.expect(b':', "`:`")?;
        self.skip_space();
        Ok(Member {
            key,
            key_span,
            value: self.value()?,
        })
    }

    fn array(&mut self) -> Result<JsonKind, Error> {
        let mut elements = Vec::new();
        if self.take(b']') {
            return Ok(JsonKind::Array(elements));
        }
        loop {
            elements.push(self.value()?);
            self.skip_space();
            if self.take(b']') {
                return Ok(JsonKind::Array(elements));
            }
            self.expect(b',', "`,` or `]`")?;
            self.skip_space();
        }
    }

    fn string(&mut self) -> Result<Vec<u8>, Error> {
        self.at += 1;
        let mut out = Vec::new();
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape(&mut out)?,
                Some(byte) if byte >= 0x20 => {
                    out.push(byte);
                    self.at += 1;
                }
                Some(_) => return Err(self.unexpected("an escape such as \\n or \\u0001")),
                None => return Err(self.unexpected("the string's closing quote")),
            }
        }
        self.at += 1;
        Ok(out)
    }

    fn escape(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let Some(escape) = read_escape(&self.bytes[self.at..]) else {
            let span = Span::new(self.at, self.character_end(self.at + 1));
            return Err(Error::new(Code::Syntax, span, "not a JSON escape").help(
                "the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits",
            ));
        };
        push_code_point(escape.code_point, out);
        self.at += escape.source_bytes;
        Ok(())
    }

    fn number(&mut self) -> Result<JsonKind, Error> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        } else if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("no digit after a leading zero"));
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _signed = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let text = String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned();
        Ok(JsonKind::Number(text))
    }

    fn digits(&mut self) -> Result<(), Error> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            Err(self.unexpected("a digit"))
        } else {
            Ok(())
        }
    }

    fn literal(&mut self, word: &str, kind: JsonKind) -> Result<JsonKind, Error> {
        if !self.bytes[self.at..].starts_with(word.as_bytes()) {
            return Err(self.unexpected("a JSON value"));
        }
        self.at += word.len();
        Ok(kind)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8, wanted: &str) -> Result<(), Error> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(self.unexpected(wanted))
        }
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn here(&self) -> Span {
        Span::new(self.at, self.character_end(self.at))
    }

    /// The end of the character at `at`, or of the text: spans never cut a character.
    fn character_end(&self, at: usize) -> usize {
        let behind = (at + 1..self.bytes.len()).find(|&end| self.bytes[end] & 0xc0 != 0x80);
        behind.unwrap_or(self.bytes.len())
    }

    fn unexpected(&self, wanted: &str) -> Error {
        let span = self.here();
        let message = match std::str::from_utf8(&self.bytes[span.range()]) {
            Ok("") => "not JSON: the text ends too early".to_owned(),
            Ok(found) => format!("not JSON: unexpected {found:?}"),
            Err(_) => "not JSON".to_owned(),
        };
        Error::new(Code::Syntax, span, message).help(format!("expected {wanted}"))
    }
}
