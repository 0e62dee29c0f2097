//! A strict JSON reader (RFC 8259) that keeps spans, the text of numbers, and repeated keys. If a text is not JSON, the
//! reader can also return the tree of the part before the error.

use crate::error::{Error, ErrorKind};
use crate::escape::{push_code_point, read_escape};
use crate::limits::{DEPTH_MAX, NUMBER_DIGITS_MAX};
use crate::span::Span;

use super::hint::hint;
use super::value::{Json, JsonKind, Member};

impl Json {
    /// Reads the first value of `text` and ignores the text after it.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] if the text is not JSON, [`ErrorKind::TooDeep`] if it nests too deeply,
    /// [`ErrorKind::NumberTooLong`] if a number is too long.
    pub fn parse_first(text: &str) -> Result<Self, Error> {
        first(text).map(|(value, _)| value)
    }

    /// Reads `text`, which must be one value with nothing but white space around it.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] if the text is not JSON, [`ErrorKind::TooDeep`] if it nests too deeply,
    /// [`ErrorKind::NumberTooLong`] if a number is too long.
    pub fn parse_whole(text: &str) -> Result<Self, Error> {
        let (value, end) = first(text)?;
        let reader = Reader::new(text, end);
        if reader.at < reader.bytes.len() {
            return Err(reader.unexpected("the end of the text"));
        }
        Ok(value)
    }

    /// Reads the first value of `text` up to the first error. In place of the rest, the tree has a list in a list with the
    /// span [`Self::cut_span`], because AWS accepts a list in a list nowhere in a pattern.
    #[must_use]
    pub fn parse_up_to_failure(text: &str) -> Self {
        Reader::new(text, 0).value()
    }

    /// The span that stands for the unread part of `text`: after its end, where no value can be.
    #[must_use]
    pub fn cut_span(text: &str) -> Span {
        Span::new(text.len() + 1, text.len() + 1)
    }
}

/// Reads the first value. Returns it and the offset after it.
fn first(text: &str) -> Result<(Json, usize), Error> {
    let mut reader = Reader::new(text, 0);
    let value = reader.value();
    match reader.failure {
        None => Ok((value, reader.at)),
        Some(error) => Err(error),
    }
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    depth: usize,
    /// Why reading stopped; nothing is read after that.
    failure: Option<Error>,
    /// The span of [`Json::cut_span`].
    cut: Span,
}

impl<'t> Reader<'t> {
    /// A reader at the first byte from `at` on that is not white space.
    fn new(text: &'t str, at: usize) -> Self {
        let mut reader = Self {
            bytes: text.as_bytes(),
            at,
            depth: 0,
            failure: None,
            cut: Json::cut_span(text),
        };
        reader.skip_space();
        reader
    }

    fn value(&mut self) -> Json {
        let start = self.at;
        match self.kind() {
            Ok(kind) => Json {
                span: Span::new(start, self.at),
                kind,
            },
            Err(error) => {
                self.failure = Some(error);
                self.cut_value()
            }
        }
    }

    /// A list in a list, which is refused wherever a pattern can have a value.
    fn cut_value(&self) -> Json {
        let cut = |elements| Json {
            span: self.cut,
            kind: JsonKind::Array(elements),
        };
        cut(vec![cut(vec![])])
    }

    fn kind(&mut self) -> Result<JsonKind, Error> {
        Ok(match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => JsonKind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.literal("true", JsonKind::Bool(true))?,
            Some(b'f') => self.literal("false", JsonKind::Bool(false))?,
            Some(b'n') => self.literal("null", JsonKind::Null)?,
            _ => return Err(self.unwritten("a JSON value")),
        })
    }

    fn nested(&mut self, read: fn(&mut Self) -> JsonKind) -> Result<JsonKind, Error> {
        if self.depth == DEPTH_MAX {
            let message = format!("nested deeper than {DEPTH_MAX} levels");
            return Err(Error::new(ErrorKind::TooDeep, self.here(), message));
        }
        self.depth += 1;
        self.at += 1;
        self.skip_space();
        let kind = read(self);
        self.depth -= 1;
        Ok(kind)
    }

    fn object(&mut self) -> JsonKind {
        let mut members = Vec::new();
        if let Err(error) = self.members(&mut members) {
            self.failure = Some(error);
            members.push(Member {
                key: Vec::new(),
                key_span: self.cut,
                value: self.cut_value(),
            });
        }
        JsonKind::Object(members)
    }

    fn members(&mut self, members: &mut Vec<Member>) -> Result<(), Error> {
        if self.take(b'}') {
            return Ok(());
        }
        loop {
            let (key, key_span) = self.key()?;
            members.push(Member {
                key,
                key_span,
                value: self.value(),
            });
            if self.failure.is_some() || !self.goes_on(b'}', "`,` or `}`")? {
                return Ok(());
            }
        }
    }

    fn key(&mut self) -> Result<(Vec<u8>, Span), Error> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unwritten("a key in double quotes"));
        }
        let key = self.string()?;
        let span = Span::new(start, self.at);
        self.skip_space();
        self.expect(b':', "`:`")?;
        self.skip_space();
        Ok((key, span))
    }

    fn array(&mut self) -> JsonKind {
        let mut elements = Vec::new();
        if let Err(error) = self.elements(&mut elements) {
            self.failure = Some(error);
            elements.push(self.cut_value());
        }
        JsonKind::Array(elements)
    }

    fn elements(&mut self, elements: &mut Vec<Json>) -> Result<(), Error> {
        if self.take(b']') {
            return Ok(());
        }
        loop {
            elements.push(self.value());
            if self.failure.is_some() || !self.goes_on(b']', "`,` or `]`")? {
                return Ok(());
            }
        }
    }

    /// Steps over the comma or closing bracket after a member or an element. Returns whether another one follows.
    fn goes_on(&mut self, close: u8, wanted: &str) -> Result<bool, Error> {
        self.skip_space();
        if self.take(close) {
            return Ok(false);
        }
        self.expect(b',', wanted)?;
        self.skip_space();
        Ok(true)
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
            return Err(Error::new(ErrorKind::Syntax, span, "not a JSON escape").help(
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
        let mut digits = 0;
        if !self.take(b'0') {
            digits += self.digits()?;
        } else if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("no digit after a leading zero"));
        }
        if self.take(b'.') {
            digits += self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _signed = self.take(b'+') || self.take(b'-');
            digits += self.digits()?;
        }
        if digits > NUMBER_DIGITS_MAX {
            let message = format!("a number of more than {NUMBER_DIGITS_MAX} digits");
            let span = Span::new(start, self.at);
            return Err(Error::new(ErrorKind::NumberTooLong, span, message)
                .help("AWS's JSON reader stops there; write it with fewer digits"));
        }
        let text = String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned();
        Ok(JsonKind::Number(text))
    }

    /// Steps over the digits here, of which there must be at least one. Returns how many there are.
    fn digits(&mut self) -> Result<usize, Error> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            Err(self.unexpected("a digit"))
        } else {
            Ok(self.at - start)
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

    /// The end of the character at `at`, or of the text. Spans must not cut a character.
    fn character_end(&self, at: usize) -> usize {
        let next = (at + 1..self.bytes.len()).find(|&next| self.bytes[next] & 0xc0 != 0x80);
        next.unwrap_or(self.bytes.len())
    }

    /// The error of a key or value that is not written as JSON has it.
    fn unwritten(&self, wanted: &str) -> Error {
        self.unexpected(wanted)
            .help(hint(self.bytes, self.at, wanted))
    }

    fn unexpected(&self, wanted: &str) -> Error {
        let span = self.here();
        let message = match std::str::from_utf8(&self.bytes[span.range()]) {
            Ok("") => "not JSON: the text ends too early".to_owned(),
            Ok(found) => format!("not JSON: unexpected {found:?}"),
            Err(_) => "not JSON".to_owned(),
        };
        Error::new(ErrorKind::Syntax, span, message).help(format!("expected {wanted}"))
    }
}
