//! Reads JSON as Jackson 2.21 does for event-ruler: strictly, token by token, on demand.
//!
//! In: UTF-16 units. Out: tokens, or the text of Jackson's error. Invariant: an error occurs at the token where Jackson
//! would notice it, because the first error decides the text that AWS shows. A member's name is returned only after the
//! start of its value was read. The inside of a string is checked only when it is asked for or skipped. Text after the
//! first value is never read.
//!
//! Follows ReaderBasedJsonParser and StreamReadConstraints of jackson-core 2.21.0.

use crate::text::{Units, described};

/// The deepest nesting that is accepted.
const DEPTH_MAX: usize = 1000;

/// One token of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    ObjectStart,
    ObjectEnd,
    ArrayStart,
    ArrayEnd,
    Name,
    String,
    Number,
    True,
    False,
    Null,
    /// Only white space is left, outside any object or array.
    End,
}

/// An open object or array.
struct Scope {
    is_array: bool,
    entries: usize,
}

/// Reads tokens from units.
pub(crate) struct Reader<'a> {
    pub(crate) units: &'a [u16],
    pub(crate) at: usize,
    /// The place where the value of the latest member begins.
    pub(crate) value_at: usize,
    open: Vec<Scope>,
    current: Token,
    ahead: Option<Token>,
    name: Units,
    pub(crate) literal: Units,
    unread_string: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(units: &'a [u16]) -> Self {
        Reader {
            units,
            at: 0,
            value_at: 0,
            open: Vec::new(),
            current: Token::End,
            ahead: None,
            name: Vec::new(),
            literal: Vec::new(),
            unread_string: false,
        }
    }

    /// The name of the latest member.
    pub(crate) fn name(&self) -> &[u16] {
        &self.name
    }

    /// The text of the current token: a string's contents, a number's literal, `{`, `null` and so on.
    pub(crate) fn text(&mut self) -> Result<Units, String> {
        if self.unread_string {
            self.unread_string = false;
            self.literal = self.string_rest()?;
        }
        Ok(match self.current {
            Token::ObjectStart => vec![u16::from(b'{')],
            Token::ObjectEnd => vec![u16::from(b'}')],
            Token::ArrayStart => vec![u16::from(b'[')],
            Token::ArrayEnd => vec![u16::from(b']')],
            Token::Name => self.name.clone(),
            Token::String | Token::Number => self.literal.clone(),
            Token::True => crate::text::units("true"),
            Token::False => crate::text::units("false"),
            Token::Null => crate::text::units("null"),
            Token::End => Vec::new(),
        })
    }

    /// The next token.
    pub(crate) fn next(&mut self) -> Result<Token, String> {
        let token = match self.ahead.take() {
            Some(value) => self.opened(value)?,
            None => self.scan()?,
        };
        self.current = token;
        Ok(token)
    }

    fn scan(&mut self) -> Result<Token, String> {
        if self.unread_string {
            self.unread_string = false;
            self.string_rest()?;
        }
        let Some(mut unit) = self.skip_space()? else {
            return self.end_of_input();
        };
        if let Some(token) = self.closed(unit)? {
            return Ok(token);
        }
        if self.expects_comma() {
            unit = self.skip_comma(unit)?;
        }
        if self.open.last().is_some_and(|scope| !scope.is_array) {
            unit = self.member_name(unit)?;
            self.value_at = self.at - 1;
            self.ahead = Some(self.value_start(unit)?);
            return Ok(Token::Name);
        }
        let value = self.value_start(unit)?;
        self.opened(value)
    }

    fn end_of_input(&self) -> Result<Token, String> {
        match self.open.last() {
            None => Ok(Token::End),
            Some(scope) => Err(format!(
                "Unexpected end-of-input: expected close marker for {} (start marker",
                scope.kind()
            )),
        }
    }

    fn closed(&mut self, unit: u16) -> Result<Option<Token>, String> {
        let (is_array, token, kind) = match u8::try_from(unit) {
            Ok(b']') => (true, Token::ArrayEnd, "Array"),
            Ok(b'}') => (false, Token::ObjectEnd, "Object"),
            _ => return Ok(None),
        };
        let marker = if is_array { ']' } else { '}' };
        match self.open.pop() {
            Some(scope) if scope.is_array == is_array => Ok(Some(token)),
            Some(scope) => Err(format!(
                "Unexpected close marker '{marker}': expected '{}' (for {} starting",
                if is_array { '}' } else { ']' },
                scope.kind()
            )),
            None => Err(format!(
                "Unexpected close marker '{marker}': no open {kind} to close"
            )),
        }
    }

    fn expects_comma(&mut self) -> bool {
        self.open.last_mut().is_some_and(|scope| {
            scope.entries += 1;
            scope.entries > 1
        })
    }

    fn skip_comma(&mut self, unit: u16) -> Result<u16, String> {
        let kind = self.kind();
        if unit != u16::from(b',') {
            return Err(unexpected(
                unit,
                &format!("was expecting comma to separate {kind} entries"),
            ));
        }
        self.skip_space()?.ok_or_else(|| self.ends_between())
    }

    fn member_name(&mut self, unit: u16) -> Result<u16, String> {
        if unit != u16::from(b'"') {
            return Err(unexpected(
                unit,
                "was expecting double-quote to start field name",
            ));
        }
        self.name = self.name_rest()?;
        match self.skip_space()? {
            None => Err(self.ends_between()),
            Some(colon) if colon == u16::from(b':') => {
                self.skip_space()?.ok_or_else(|| self.ends_between())
            }
            Some(other) => Err(unexpected(
                other,
                "was expecting a colon to separate field name and value",
            )),
        }
    }

    fn value_start(&mut self, unit: u16) -> Result<Token, String> {
        match u8::try_from(unit) {
            Ok(b'"') => {
                self.unread_string = true;
                Ok(Token::String)
            }
            Ok(b'[') => Ok(Token::ArrayStart),
            Ok(b'{') => Ok(Token::ObjectStart),
            Ok(b'}') => Err(unexpected(unit, "expected a value")),
            Ok(b't') => self.word("true", Token::True),
            Ok(b'f') => self.word("false", Token::False),
            Ok(b'n') => self.word("null", Token::Null),
            Ok(b'-' | b'0'..=b'9') => self.number(unit),
            _ => Err(self.odd_value(unit)),
        }
    }

    fn opened(&mut self, token: Token) -> Result<Token, String> {
        if matches!(token, Token::ObjectStart | Token::ArrayStart) {
            self.open.push(Scope {
                is_array: token == Token::ArrayStart,
                entries: 0,
            });
            if self.open.len() > DEPTH_MAX {
                return Err(format!(
                    "Document nesting depth ({}) exceeds the maximum allowed ({DEPTH_MAX}, \
                     from `StreamReadConstraints.getMaxNestingDepth()`)",
                    self.open.len()
                ));
            }
        }
        Ok(token)
    }

    /// Skips white space, and consumes and returns the next unit. `None` at the end of the input.
    fn skip_space(&mut self) -> Result<Option<u16>, String> {
        while let Some(&unit) = self.units.get(self.at) {
            self.at += 1;
            match unit {
                0x20 | 0x0a | 0x0d | 0x09 => {}
                0..0x20 => return Err(illegal_space(unit)),
                0x2f => {
                    return Err(unexpected(
                        unit,
                        "maybe a (non-standard) comment? (not recognized as one since \
                         Feature 'ALLOW_COMMENTS' not enabled for parser)",
                    ));
                }
                _ => return Ok(Some(unit)),
            }
        }
        Ok(None)
    }

    pub(crate) fn is_at_root(&self) -> bool {
        self.open.is_empty()
    }

    fn kind(&self) -> &'static str {
        self.open.last().map_or("root", Scope::kind)
    }

    fn ends_between(&self) -> String {
        format!(
            "Unexpected end-of-input within/between {} entries",
            self.kind()
        )
    }
}

impl Scope {
    fn kind(&self) -> &'static str {
        if self.is_array { "Array" } else { "Object" }
    }
}

/// Jackson's text for a character that is not allowed here.
pub(crate) fn unexpected(unit: u16, hint: &str) -> String {
    format!("Unexpected character ({}): {hint}", described(unit))
}

fn illegal_space(unit: u16) -> String {
    let separator_hint = if unit == 0x1e {
        " (consider enabling `JsonReadFeature.ALLOW_RS_CONTROL_CHAR` to allow use of \
         Record Separators (\\u001E))"
    } else {
        ""
    };
    format!(
        "Illegal character ({}): only regular white space (\\r, \\n, \\t) is allowed \
         between tokens{separator_hint}",
        described(unit)
    )
}

#[cfg(test)]
mod tests;
