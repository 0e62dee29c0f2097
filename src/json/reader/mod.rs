//! Reads a text token by token and checks the part of the grammar that needs no path. It checks strings, numbers and
//! literals, and whole values that nobody asks for. `walk` and `outline` are built on this.

use crate::escape::{begins_escape, end_of_escapes, unescape_into};
use crate::limits::{DEPTH_MAX, KEY_UNITS_MAX, NUMBER_DIGITS_MAX};
use crate::scalars::{NoScalar, ends_scalar, scalar};

use super::index::{Index, Tokens};
use crate::flaw::Flaw;
use crate::invalid::{Invalid, InvalidKind};
use crate::spelling::Spelling;

/// The text is not JSON; [`Reader::invalid`] has the reason. The reason is kept there so that the results of methods called
/// for every token fit into registers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop;

/// A token: its first byte and its offset. After the last token the byte is 0, which no valid token begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) byte: u8,
}

/// The end of a string, and whether the string has escapes.
#[derive(Clone, Copy, Debug)]
pub(super) struct StringEnd {
    /// The offset of its closing quote.
    pub(super) close: usize,
    pub(super) has_escapes: bool,
}

impl StringEnd {
    #[inline]
    pub(super) fn spelling(self) -> Spelling {
        match self.has_escapes {
            true => Spelling::Escaped,
            false => Spelling::Plain,
        }
    }
}

/// Whether the lengths of numbers and keys are limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lengths {
    /// For events and payloads, which event-ruler's reader limits: [`NUMBER_DIGITS_MAX`] and [`KEY_UNITS_MAX`].
    Bounded,
    /// For the envelopes around payloads, which have no such limits.
    Unbounded,
}

#[derive(Clone, Debug)]
pub(super) struct Reader<'i> {
    pub(super) input: &'i [u8],
    index: &'i Index,
    tokens: Tokens<'i>,
    lengths: Lengths,
    /// The first backslash that is not checked yet; the end of the text if there is none.
    backslash_at: usize,
    /// Why the reader stopped.
    pub(super) invalid: Invalid,
    /// `Ended` if more text could have prevented the stop.
    pub(super) flaw: Flaw,
}

impl<'i> Reader<'i> {
    #[inline]
    pub(super) fn new(input: &'i [u8], index: &'i Index, lengths: Lengths) -> Self {
        Self {
            input,
            index,
            tokens: index.tokens(),
            lengths,
            backslash_at: index.summary.backslash_at.unwrap_or(input.len()),
            invalid: Invalid {
                offset: 0,
                kind: InvalidKind::Truncated,
            },
            flaw: Flaw::Ended,
        }
    }

    #[inline(always)]
    pub(super) fn token(&mut self) -> Token {
        let at = self.tokens.next().unwrap_or(usize::MAX);
        let byte = self.input.get(at).copied().unwrap_or(0);
        Token { at, byte }
    }

    /// Stops at a token that can't stand where it does, or at the end of the text.
    #[cold]
    pub(super) fn refuse<T>(&mut self, token: Token) -> Result<T, Stop> {
        if token.at < self.input.len() {
            self.stop(token.at, InvalidKind::UnexpectedByte)
        } else {
            self.stop(self.input.len(), InvalidKind::Truncated)
        }
    }

    #[cold]
    pub(super) fn stop<T>(&mut self, offset: usize, kind: InvalidKind) -> Result<T, Stop> {
        self.invalid = Invalid { offset, kind };
        self.flaw = if kind == InvalidKind::Truncated {
            Flaw::Ended
        } else {
            Flaw::Broken
        };
        Err(Stop)
    }

    /// Returns the offset of the quote that closes the string opened at `open`.
    #[inline(always)]
    fn close(&mut self, open: usize) -> Result<usize, Stop> {
        match self.index.next_quote(open) {
            Some(close) => Ok(close),
            None => self.unclosed(),
        }
    }

    /// Stops because the text ends inside a string. All unchecked backslashes belong to this string.
    #[cold]
    fn unclosed<T>(&mut self) -> Result<T, Stop> {
        let end = self.input.len();
        let escapes = end_of_escapes(self.input, self.backslash_at, end);
        let stop = self.stop(end, InvalidKind::Truncated);
        if escapes.is_err_and(|at| !begins_escape(&self.input[at..])) {
            self.flaw = Flaw::Broken;
        }
        stop
    }

    /// Checks the string that opens at `open`.
    #[inline(always)]
    pub(super) fn string(&mut self, open: usize) -> Result<StringEnd, Stop> {
        let close = self.close(open)?;
        let has_escapes = self.backslash_at < close;
        if has_escapes {
            self.escapes(close)?;
        }
        Ok(StringEnd { close, has_escapes })
    }

    /// Checks the string that opens at `open` and does not return its end. If it has no end, no token follows it, and the
    /// caller notices that.
    #[inline(always)]
    fn skip_string(&mut self, open: usize) -> Result<(), Stop> {
        if self.backslash_at < self.input.len() {
            self.string(open)?;
        }
        Ok(())
    }

    /// The same as [`Self::string`], but does not check the escapes.
    #[inline(always)]
    pub(super) fn string_unchecked(&mut self, open: usize) -> Result<StringEnd, Stop> {
        let close = self.close(open)?;
        let has_escapes = self.backslash_at < close;
        if has_escapes {
            let rest = &self.input[close..];
            self.backslash_at = close + memchr::memchr(b'\\', rest).unwrap_or(rest.len());
        }
        Ok(StringEnd { close, has_escapes })
    }

    /// Checks the escapes of the string that closes at `close`. A backslash outside strings is refused before a later
    /// string is read, so all unchecked backslashes before `close` are inside this string.
    #[cold]
    fn escapes(&mut self, close: usize) -> Result<(), Stop> {
        match end_of_escapes(self.input, self.backslash_at, close) {
            Ok(at) => self.backslash_at = at,
            Err(at) => return self.stop(at, InvalidKind::UnexpectedByte),
        }
        Ok(())
    }

    /// Checks a key, which must begin with `token`, and the colon after it.
    #[inline(always)]
    pub(super) fn key(&mut self, token: Token) -> Result<StringEnd, Stop> {
        if token.byte != b'"' {
            return self.refuse(token);
        }
        let key = self.string(token.at)?;
        self.colon(token.at)?;
        Ok(key)
    }

    #[inline(always)]
    fn skip_key(&mut self, token: Token) -> Result<(), Stop> {
        if token.byte != b'"' {
            return self.refuse(token);
        }
        self.skip_string(token.at)?;
        self.colon(token.at)
    }

    /// Checks the colon after the key that opens at `open`.
    #[inline(always)]
    fn colon(&mut self, open: usize) -> Result<(), Stop> {
        let colon = self.token();
        if colon.byte != b':' {
            return self.refuse(colon);
        }
        if colon.at - open > KEY_UNITS_MAX {
            self.long_key(open)?;
        }
        Ok(())
    }

    /// Checks the length of a key that may be too long, without the white space after it and with its escapes decoded.
    #[cold]
    fn long_key(&mut self, open: usize) -> Result<(), Stop> {
        if self.lengths == Lengths::Unbounded {
            return Ok(());
        }
        let close = self.index.next_quote(open).unwrap_or(self.input.len());
        let mut key = Vec::new();
        unescape_into(&self.input[open + 1..close], &mut key);
        // A UTF-8 sequence of four bytes is two UTF-16 units; any other sequence is one.
        let units = key.iter().map(|byte| match byte {
            0x80..=0xbf => 0,
            0xf0.. => 2,
            _ => 1,
        });
        if units.sum::<usize>() > KEY_UNITS_MAX {
            return self.stop(open, InvalidKind::TooLong);
        }
        Ok(())
    }

    /// Checks the number or literal that begins with `token`. Returns the offset after it.
    #[inline(always)]
    pub(super) fn scalar(&mut self, token: Token) -> Result<usize, Stop> {
        if matches!(token.byte, b'-' | b'0'..=b'9')
            && let Some(end) = self.plain_number(token)
        {
            return Ok(end);
        }
        self.other_scalar(token)
    }

    /// Returns the offset after a number without exponent; `None` if this is not one, or needs a closer look.
    #[inline(always)]
    fn plain_number(&self, token: Token) -> Option<usize> {
        let start = token.at + usize::from(token.byte == b'-');
        let digits = self.index.digits(start);
        let whole = digits.trailing_ones();
        let mut end = start + whole as usize;
        let is_whole = whole == 1 || whole > 1 && self.input[start] != b'0';
        let mut next = *self.input.get(end)?;
        if next == b'.' && whole < 62 {
            let fraction = (digits >> (whole + 1)).trailing_ones();
            // Digits that reach the end of the mask may go on after it.
            if fraction == 0 || whole + 1 + fraction > 63 {
                return None;
            }
            end += 1 + fraction as usize;
            next = *self.input.get(end)?;
        }
        (is_whole && whole < 64 && ends_scalar(next)).then_some(end)
    }

    fn other_scalar(&mut self, token: Token) -> Result<usize, Stop> {
        let rest = self.input.get(token.at..).unwrap_or_default();
        let digits_max = match self.lengths {
            Lengths::Bounded => NUMBER_DIGITS_MAX,
            Lengths::Unbounded => usize::MAX,
        };
        let length = match scalar(rest, digits_max) {
            Ok(length) => length,
            Err(NoScalar::TooLong) => return self.stop(token.at, InvalidKind::TooLong),
            Err(NoScalar::Other) => return self.refuse(token),
            Err(NoScalar::Cut) => {
                let stop = self.refuse(token);
                self.flaw = Flaw::Ended;
                return stop;
            }
        };
        let end = token.at + length;
        match rest.get(length) {
            Some(&next) if !ends_scalar(next) => self.stop(end, InvalidKind::UnexpectedByte),
            _ => Ok(end),
        }
    }

    /// Checks the value that begins with `token` and is inside `depth` objects and lists.
    #[inline(always)]
    pub(super) fn skip(&mut self, token: Token, depth: usize) -> Result<(), Stop> {
        match token.byte {
            b'"' => self.skip_string(token.at),
            b'{' | b'[' => self.skip_nested(token, depth).map(drop),
            _ => self.scalar(token).map(drop),
        }
    }

    /// Checks the object or list that opens with `token`, and returns the offset after it. Calls itself only if its 63
    /// levels are used up.
    pub(super) fn skip_nested(&mut self, mut token: Token, depth: usize) -> Result<usize, Stop> {
        // One bit for each level, the innermost lowest, set for objects. The highest bit set marks how many levels there are.
        let mut levels = 1_u64;
        loop {
            match token.byte {
                b'"' => self.skip_string(token.at)?,
                b'{' | b'[' => {
                    let used = 63 - levels.leading_zeros() as usize;
                    if used == 63 {
                        self.skip_nested(token, depth + used)?;
                    } else {
                        if depth + used >= DEPTH_MAX {
                            return self.stop(token.at, InvalidKind::TooDeep);
                        }
                        let is_object = token.byte == b'{';
                        token = self.token();
                        if token.byte != closer(u64::from(is_object)) {
                            levels = levels << 1 | u64::from(is_object);
                            if is_object {
                                self.skip_key(token)?;
                                token = self.token();
                            }
                            continue;
                        }
                    }
                }
                _ => drop(self.scalar(token)?),
            }
            loop {
                if levels == 1 {
                    return Ok(token.at + 1);
                }
                token = self.token();
                if token.byte == b',' {
                    token = self.token();
                    if levels & 1 == 1 {
                        self.skip_key(token)?;
                        token = self.token();
                    }
                    break;
                }
                if token.byte != closer(levels) {
                    return self.refuse(token);
                }
                levels >>= 1;
            }
        }
    }
}

/// The bracket that closes the innermost of these levels.
#[inline(always)]
fn closer(levels: u64) -> u8 {
    if levels & 1 == 1 { b'}' } else { b']' }
}

#[cfg(test)]
mod tests;
