//! Reads the inside of JSON strings and member names.
//!
//! In: a [`Reader`] just after an opening quote. Out: the unescaped units, with the reader just after the closing
//! quote. Invariant: escapes are resolved unit by unit, so `\ud800` alone stays a lone surrogate. Follows
//! ReaderBasedJsonParser of jackson-core 2.21.0.

use crate::json::{Reader, unexpected};
use crate::text::{Units, described};

/// The longest member name that is accepted, in UTF-16 units.
const NAME_UNITS_MAX: usize = 50_000;

impl Reader<'_> {
    pub(crate) fn string_rest(&mut self) -> Result<Units, String> {
        self.rest(
            "string value",
            ": was expecting closing quote for a string value",
        )
    }

    pub(crate) fn name_rest(&mut self) -> Result<Units, String> {
        let name = self.rest("name", " in field name")?;
        if name.len() > NAME_UNITS_MAX {
            return Err(format!(
                "Name length ({}) exceeds the maximum allowed ({NAME_UNITS_MAX}, \
                 from `StreamReadConstraints.getMaxNameLength()`)",
                name.len()
            ));
        }
        Ok(name)
    }

    fn rest(&mut self, place: &str, at_end: &str) -> Result<Units, String> {
        let mut contents = Vec::new();
        loop {
            let Some(&unit) = self.units.get(self.at) else {
                return Err(format!("Unexpected end-of-input{at_end}"));
            };
            self.at += 1;
            match unit {
                0x22 => return Ok(contents),
                0x5c => contents.push(self.escape()?),
                0..0x20 => {
                    return Err(format!(
                        "Illegal unquoted character ({}): has to be escaped using backslash \
                         to be included in {place}",
                        described(unit)
                    ));
                }
                _ => contents.push(unit),
            }
        }
    }

    fn escape(&mut self) -> Result<u16, String> {
        let letter = self.escape_unit()?;
        Ok(match u8::try_from(letter) {
            Ok(b'"' | b'\\' | b'/') => letter,
            Ok(b'b') => 0x08,
            Ok(b'f') => 0x0c,
            Ok(b'n') => 0x0a,
            Ok(b'r') => 0x0d,
            Ok(b't') => 0x09,
            Ok(b'u') => self.hex_escape()?,
            _ => {
                return Err(format!(
                    "Unrecognized character escape {}",
                    described(letter)
                ));
            }
        })
    }

    fn hex_escape(&mut self) -> Result<u16, String> {
        let mut value = 0;
        for _ in 0..4 {
            let unit = self.escape_unit()?;
            let digit = char::from_u32(u32::from(unit)).and_then(|letter| letter.to_digit(16));
            let Some(digit) = digit.and_then(|digit| u16::try_from(digit).ok()) else {
                return Err(unexpected(
                    unit,
                    "expected a hex-digit for character escape sequence",
                ));
            };
            value = value << 4 | digit;
        }
        Ok(value)
    }

    fn escape_unit(&mut self) -> Result<u16, String> {
        let unit = self.units.get(self.at).copied();
        self.at += 1;
        unit.ok_or_else(|| "Unexpected end-of-input in character escape sequence".to_owned())
    }
}
