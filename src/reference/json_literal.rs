//! JSON numbers, `true`, `false`, `null`, and the errors for texts that resemble them.
//!
//! In: a [`Reader`] just after the first unit of a literal. Out: the token. A number's text is kept as it was written,
//! because event-ruler compares that text. Invariant: a number's text follows the JSON grammar and has at most 1,000
//! digits. Follows ReaderBasedJsonParser and StreamReadConstraints of jackson-core 2.21.0.

use crate::json::{Reader, Token, unexpected};
use crate::text::{described, shown};

/// The most digits accepted in one number: the digits before and after the point and those of the exponent, without a
/// leading zero.
const NUMBER_DIGITS_MAX: usize = 1000;

/// The longest part of an unknown word that an error text shows, in UTF-16 units.
const SHOWN_UNITS_MAX: usize = 256;

const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/// The sign that a number begins with.
#[derive(Clone, Copy)]
enum Sign {
    Minus,
    Plus,
}

impl Reader<'_> {
    /// Reads the rest of `word`, whose first letter has been read.
    pub(crate) fn word(&mut self, word: &str, token: Token) -> Result<Token, String> {
        self.expect_word(word, 1)?;
        Ok(token)
    }

    fn expect_word(&mut self, word: &str, read: usize) -> Result<(), String> {
        for (count, letter) in word.encode_utf16().enumerate().skip(read) {
            if self.peek() != Some(letter) {
                return Err(self.unknown_word(&word[..count]));
            }
            self.at += 1;
        }
        let ends_any_word = |unit| unit < u16::from(b'0');
        match self.peek() {
            Some(unit) if is_word_part(unit) && !ends_any_word(unit) => {
                Err(self.unknown_word(word))
            }
            _ => Ok(()),
        }
    }

    fn unknown_word(&mut self, read: &str) -> String {
        let mut word = crate::text::units(read);
        while let Some(unit) = self.peek().filter(|&unit| is_word_part(unit)) {
            self.at += 1;
            word.push(unit);
            if word.len() >= SHOWN_UNITS_MAX {
                word.extend("...".encode_utf16());
                break;
            }
        }
        format!(
            "Unrecognized token '{}': was expecting {VALUES}",
            shown(&word)
        )
    }

    /// The error for a unit that no value starts with.
    pub(crate) fn odd_value(&mut self, unit: u16) -> String {
        match u8::try_from(unit) {
            Ok(b'N') => self.not_a_number("NaN", 1),
            Ok(b'I') => self.not_a_number("Infinity", 1),
            Ok(b'+') => match self.peek() {
                None => "Unexpected end-of-input in a Number value".to_owned(),
                Some(next) => {
                    self.at += 1;
                    self.bad_number_start(next, Sign::Plus)
                }
            },
            _ if is_word_start(unit) => self.unknown_word(&shown(&[unit])),
            _ => unexpected(unit, &format!("expected a valid value {VALUES}")),
        }
    }

    fn not_a_number(&mut self, word: &str, read: usize) -> String {
        match self.expect_word(word, read) {
            Err(error) => error,
            Ok(()) => format!(
                "Non-standard token '{word}': enable \
                 `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow"
            ),
        }
    }

    fn bad_number_start(&mut self, unit: u16, sign: Sign) -> String {
        let written = match sign {
            Sign::Minus => "-",
            Sign::Plus => "+",
        };
        if unit == u16::from(b'I') {
            let second = self.peek();
            self.at += 1;
            match second.map(u8::try_from) {
                None => return "Unexpected end-of-input in a Number value".to_owned(),
                Some(Ok(b'N')) => return self.not_a_number(&format!("{written}INF"), 3),
                Some(Ok(b'n')) => return self.not_a_number(&format!("{written}Infinity"), 3),
                Some(_) => return self.bad_sign(second.unwrap_or_default(), sign),
            }
        }
        self.bad_sign(unit, sign)
    }

    fn bad_sign(&self, unit: u16, sign: Sign) -> String {
        match sign {
            Sign::Minus => in_number(
                unit,
                "expected digit (0-9) to follow minus sign, for valid numeric value",
            ),
            Sign::Plus => in_number(
                u16::from(b'+'),
                "JSON spec does not allow numbers to have plus signs: enable \
                 `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow",
            ),
        }
    }

    /// Reads the rest of a number, whose first unit has been read.
    pub(crate) fn number(&mut self, first: u16) -> Result<Token, String> {
        let start = self.at - 1;
        let mut digits = 0;
        let mut leading = first;
        if first == u16::from(b'-') {
            let Some(unit) = self.peek() else {
                return Err("Unexpected end-of-inputNo digit following sign".to_owned());
            };
            self.at += 1;
            leading = unit;
        }
        if leading == u16::from(b'.') {
            return Err(self.odd_value(leading));
        }
        if !is_digit(leading) {
            return Err(self.bad_number_start(leading, Sign::Minus));
        }
        if leading == u16::from(b'0') && self.peek().is_some_and(is_digit) {
            return Err("Invalid numeric value: Leading zeroes not allowed".to_owned());
        }
        digits += usize::from(leading != u16::from(b'0')) + self.skip_digits();
        if self.peek() == Some(u16::from(b'.')) {
            digits += self.fraction()?;
        }
        if matches!(self.peek().map(u8::try_from), Some(Ok(b'e' | b'E'))) {
            digits += self.exponent()?;
        }
        if digits > NUMBER_DIGITS_MAX {
            return Err(format!(
                "Number value length ({digits}) exceeds the maximum allowed \
                 ({NUMBER_DIGITS_MAX}, from `StreamReadConstraints.getMaxNumberLength()`)"
            ));
        }
        self.separator()?;
        self.literal = self.units[start..self.at].to_vec();
        Ok(Token::Number)
    }

    /// Checks that a number outside any array or object is followed by white space or the end of the text.
    fn separator(&self) -> Result<(), String> {
        match self.peek() {
            Some(unit) if self.is_at_root() && !matches!(unit, 0x09 | 0x0a | 0x0d | 0x20) => {
                let hint = "Expected space separating root-level values";
                Err(unexpected(unit, hint))
            }
            _ => Ok(()),
        }
    }

    fn fraction(&mut self) -> Result<usize, String> {
        self.at += 1;
        match self.skip_digits() {
            0 => Err(in_number(
                self.peek().unwrap_or(u16::from(b'.')),
                "Decimal point not followed by a digit",
            )),
            count => Ok(count),
        }
    }

    fn exponent(&mut self) -> Result<usize, String> {
        self.at += 1;
        if matches!(self.peek().map(u8::try_from), Some(Ok(b'+' | b'-'))) {
            self.at += 1;
        }
        let Some(unit) = self.peek() else {
            return Err("Unexpected end-of-inputexpected a digit for number exponent".to_owned());
        };
        match self.skip_digits() {
            0 => Err(in_number(
                unit,
                "Exponent indicator not followed by a digit",
            )),
            count => Ok(count),
        }
    }

    fn skip_digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(is_digit) {
            self.at += 1;
        }
        self.at - start
    }

    fn peek(&self) -> Option<u16> {
        self.units.get(self.at).copied()
    }
}

fn in_number(unit: u16, hint: &str) -> String {
    format!(
        "Unexpected character ({}) in numeric value: {hint}",
        described(unit)
    )
}

fn is_digit(unit: u16) -> bool {
    (u16::from(b'0')..=u16::from(b'9')).contains(&unit)
}

/// Java's `Character.isJavaIdentifierStart`, close enough for an error text.
fn is_word_start(unit: u16) -> bool {
    char::from_u32(u32::from(unit)).is_some_and(|letter| {
        letter.is_alphabetic() || matches!(letter, '$' | '_' | '¢'..='¥' | '₠'..='⃀')
    })
}

/// Java's `Character.isJavaIdentifierPart`, close enough for an error text.
fn is_word_part(unit: u16) -> bool {
    is_word_start(unit)
        || char::from_u32(u32::from(unit)).is_some_and(char::is_alphanumeric)
        || matches!(unit, 0..=0x08 | 0x0e..=0x1b | 0x7f..=0x9f)
        || is_format(unit)
}

/// Unicode's category Cf, limited to characters that are one UTF-16 unit.
fn is_format(unit: u16) -> bool {
    matches!(
        unit,
        0xad | 0x600..=0x605
            | 0x61c
            | 0x6dd
            | 0x70f
            | 0x890..=0x891
            | 0x8e2
            | 0x180e
            | 0x200b..=0x200f
            | 0x202a..=0x202e
            | 0x2060..=0x2064
            | 0x2066..=0x206f
            | 0xfeff
            | 0xfff9..=0xfffb
    )
}
