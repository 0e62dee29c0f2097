//! A text read token by token: the part of the grammar that needs no path. Strings, numbers and literals are checked
//! here, and whole values that nobody asks for.

use crate::escape::{begins_escape, behind_escapes, unescape_into};
use crate::limits::{DEPTH_MAX, KEY_UNITS_MAX, NUMBER_DIGITS_MAX};
use crate::scalars::{NoScalar, ends_scalar, scalar};

use super::index::{Index, Tokens};
use crate::flaw::Flaw;
use crate::invalid::{Invalid, InvalidKind};

/// The text is not JSON; [`Reader::invalid`] says why. Apart, so that the answers of what is called for every token
/// fit registers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop;

/// A token: its first byte, and where that stands. At the end of the text the byte is 0, which begins no token that is
/// allowed anywhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) byte: u8,
}

/// Where a string closes, and whether it has escapes.
#[derive(Clone, Copy, Debug)]
pub(super) struct StringEnd {
    /// The offset of its closing quote.
    pub(super) close: usize,
    pub(super) has_escapes: bool,
}

/// How long numbers and keys may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lengths {
    /// As long as event-ruler's reader takes them, in events and payloads: [`NUMBER_DIGITS_MAX`] and [`KEY_UNITS_MAX`].
    Bounded,
    /// As long as they like, in the envelopes around payloads.
    Unbounded,
}

#[derive(Clone, Debug)]
pub(super) struct Reader<'i> {
    pub(super) input: &'i [u8],
    index: &'i Index,
    tokens: Tokens<'i>,
    lengths: Lengths,
    /// The first backslash that is not yet checked; the end of the text if there is none.
    backslash_at: usize,
    /// Why it stopped.
    pub(super) invalid: Invalid,
    /// Whether more text could have mended that.
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

    /// The token can't stand where it does.
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

    /// Where the string closes that opens at `open`.
    #[inline(always)]
    fn close(&mut self, open: usize) -> Result<usize, Stop> {
        match self.index.quote_behind(open) {
            Some(close) => Ok(close),
            None => self.unclosed(),
        }
    }

    /// The text ends inside a string. All backslashes that are left belong to it.
    #[cold]
    fn unclosed<T>(&mut self) -> Result<T, Stop> {
        let end = self.input.len();
        let escapes = behind_escapes(self.input, self.backslash_at, end);
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

    /// Checks the string that opens at `open`, wherever it closes: if it does not, no token follows it.
    #[inline(always)]
    fn skip_string(&mut self, open: usize) -> Result<(), Stop> {
        if self.backslash_at < self.input.len() {
            self.string(open)?;
        }
        Ok(())
    }

    /// The same as [`Self::string`], but passes over its escapes.
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

    /// Checks the escapes of the string that closes at `close`. Backslashes outside strings are refused before any
    /// string behind them is read, so all up to `close` are inside this one.
    #[cold]
    fn escapes(&mut self, close: usize) -> Result<(), Stop> {
        match behind_escapes(self.input, self.backslash_at, close) {
            Ok(at) => self.backslash_at = at,
            Err(at) => return self.stop(at, InvalidKind::UnexpectedByte),
        }
        Ok(())
    }

    /// Checks a key, which has to begin with `token`, and the colon behind it.
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

    /// Checks the colon behind the key that opens at `open`.
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

    /// Checks the length of a key that may be too long: white space behind it does not count, nor do escapes.
    #[cold]
    fn long_key(&mut self, open: usize) -> Result<(), Stop> {
        if self.lengths == Lengths::Unbounded {
            return Ok(());
        }
        let close = self.index.quote_behind(open).unwrap_or(self.input.len());
        let mut key = Vec::new();
        unescape_into(&self.input[open + 1..close], &mut key);
        // A UTF-8 sequence of four bytes is two units, any other one.
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

    /// Checks the number or literal that begins with `token`; answers the offset behind it.
    #[inline(always)]
    pub(super) fn scalar(&mut self, token: Token) -> Result<usize, Stop> {
        if matches!(token.byte, b'-' | b'0'..=b'9')
            && let Some(end) = self.plain_number(token)
        {
            return Ok(end);
        }
        self.other_scalar(token)
    }

    /// Where a number without exponent ends; `None` if it is not one, or has to be looked at more closely.
    #[inline(always)]
    fn plain_number(&self, token: Token) -> Option<usize> {
        let start = token.at + usize::from(token.byte == b'-');
        let digits = self.index.digits(start);
        let whole = digits.trailing_ones();
        let mut end = start + whole as usize;
        let is_whole = whole == 1 || whole > 1 && self.input[start] != b'0';
        let mut behind = *self.input.get(end)?;
        if behind == b'.' && whole < 62 {
            let fraction = (digits >> (whole + 1)).trailing_ones();
            // Digits up to the end of the mask may go on behind it.
            if fraction == 0 || whole + 1 + fraction > 63 {
                return None;
            }
            end += 1 + fraction as usize;
            behind = *self.input.get(end)?;
        }
        (is_whole && whole < 64 && ends_scalar(behind)).then_some(end)
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
            Some(&behind) if !ends_scalar(behind) => self.stop(end, InvalidKind::UnexpectedByte),
            _ => Ok(end),
        }
    }

    /// Checks the value that begins with `token`, `depth` levels down.
    #[inline(always)]
    pub(super) fn skip(&mut self, token: Token, depth: usize) -> Result<(), Stop> {
        match token.byte {
            b'"' => self.skip_string(token.at),
            b'{' | b'[' => self.skip_nested(token, depth).map(drop),
            _ => self.scalar(token).map(drop),
        }
    }

    /// Checks the object or list that opens with `token`, and returns the offset of its end. Recurs only where its own
    /// levels are used up.
    pub(super) fn skip_nested(&mut self, mut token: Token, depth: usize) -> Result<usize, Stop> {
        // One bit a level, the innermost lowest, set for objects; above them a one that marks their number.
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

/// What closes the innermost of these levels.
#[inline(always)]
fn closer(levels: u64) -> u8 {
    if levels & 1 == 1 { b'}' } else { b']' }
}

#[cfg(test)]
mod tests;
