//! Reads amounts as people type them, a number and a unit, into decimals. There is one reader for each kind of amount, so
//! that all options of the command line take the same spellings.

use std::str::FromStr;

use rust_decimal::Decimal;

/// Units of time, their spellings, and their lengths in milliseconds.
const TIMES: [(Time, &[&str], u64); 5] = [
    (
        Time::Millisecond,
        &["ms", "msec", "millisecond", "milliseconds"],
        1,
    ),
    (
        Time::Second,
        &["s", "sec", "secs", "second", "seconds"],
        1_000,
    ),
    (
        Time::Minute,
        &["m", "min", "mins", "minute", "minutes"],
        60_000,
    ),
    (Time::Hour, &["h", "hr", "hrs", "hour", "hours"], 3_600_000),
    (Time::Day, &["d", "day", "days"], 86_400_000),
];

/// Units of memory, their spellings, and their sizes in bytes: Lambda's MB and GB are powers of 1,024.
const SIZES: [(Size, &[&str], u64); 4] = [
    (Size::Byte, &["b", "byte", "bytes"], 1),
    (Size::Kilobyte, &["kb", "k", "ki", "kib"], 1 << 10),
    (Size::Megabyte, &["mb", "m", "mi", "mib"], 1 << 20),
    (Size::Gigabyte, &["gb", "g", "gi", "gib"], 1 << 30),
];

/// Suffixes of a count, and the factors they stand for.
const MULTIPLES: [(&str, u64); 4] = [
    ("k", 1_000),
    ("m", 1_000_000),
    ("g", 1_000_000_000),
    ("b", 1_000_000_000),
];

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// `500ms`
    Millisecond,
    /// `5s`
    Second,
    /// `5m`, `5min`
    Minute,
    /// `2h`
    Hour,
    /// `4d`
    Day,
}

/// A unit of memory, storage or text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// `264b`
    Byte,
    /// `64KB`
    Kilobyte,
    /// `512MB`
    Megabyte,
    /// `1GB`
    Gigabyte,
}

/// Reads a duration and returns it in `unit`; a number without a unit is taken to be in `unit`. Returns `None` if `text` is
/// not a duration or is negative.
///
/// ```
/// use tidegate_figures::{Decimal, Time, duration};
/// assert_eq!(duration("5m", Time::Second), Some(Decimal::from(300)));
/// assert_eq!(duration("0.5 s", Time::Millisecond), Some(Decimal::from(500)));
/// assert_eq!(duration("30", Time::Second), Some(Decimal::from(30)));
/// assert_eq!(duration("5 fortnights", Time::Second), None);
/// ```
#[must_use]
pub fn duration(text: &str, unit: Time) -> Option<Decimal> {
    amount(text, unit, &TIMES)
}

/// Reads an amount of memory and returns it in `unit`; a number without a unit is taken to be in `unit`. Returns `None` if
/// `text` is not an amount of memory or is negative.
///
/// ```
/// use tidegate_figures::{Decimal, Size, size};
/// assert_eq!(size("1GB", Size::Megabyte), Some(Decimal::from(1024)));
/// assert_eq!(size("512", Size::Megabyte), Some(Decimal::from(512)));
/// assert_eq!(size("6 MB", Size::Byte), Some(Decimal::from(6 << 20)));
/// ```
#[must_use]
pub fn size(text: &str, unit: Size) -> Option<Decimal> {
    amount(text, unit, &SIZES)
}

/// Reads a count: `1000`, `1,000`, `1_000`, `1e3`, `1k`, `1.5M`. Returns `None` if `text` is not a number.
pub(crate) fn number(text: &str) -> Option<Decimal> {
    let (digits, word) = parts(text);
    let factor = match word.to_ascii_lowercase().as_str() {
        "" => 1,
        word => MULTIPLES.iter().find(|(name, _)| *name == word)?.1,
    };
    decimal(digits)?.checked_mul(Decimal::from(factor))
}

fn amount<U: Copy + PartialEq>(
    text: &str,
    unit: U,
    units: &[(U, &[&str], u64)],
) -> Option<Decimal> {
    let (digits, word) = parts(text);
    let word = word.to_ascii_lowercase();
    let own = units.iter().find(|(it, ..)| *it == unit)?.2;
    let written = match &*word {
        "" => own,
        word => units.iter().find(|(_, names, _)| names.contains(&word))?.2,
    };
    let number = decimal(digits).filter(|number| !number.is_sign_negative())?;
    let smallest = number.checked_mul(Decimal::from(written))?;
    smallest.checked_div(Decimal::from(own))
}

/// Splits an amount into the number and the word after it. The `e` of `1e9` belongs to the number.
fn parts(text: &str) -> (&str, &str) {
    let text = text.trim();
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    (digits.trim_end(), &text[digits.len()..])
}

/// Reads a number that may have commas and underscores. Three digits must follow each comma: `1,5` is refused, because it
/// may be meant as one and a half.
fn decimal(text: &str) -> Option<Decimal> {
    let whole = text.split('.').next().unwrap_or_default();
    if !whole.split(',').skip(1).all(|group| group.len() == 3) {
        return None;
    }
    let plain: String = text
        .chars()
        .filter(|letter| !matches!(letter, '_' | ','))
        .collect();
    Decimal::from_str(&plain)
        .or_else(|_| Decimal::from_scientific(&plain))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_in_every_unit_are_read() {
        for (text, milliseconds) in [
            ("250", 250),
            ("250ms", 250),
            ("1.5s", 1_500),
            (" 5 S ", 5_000),
            ("5m", 300_000),
            ("2 min", 120_000),
            ("1h", 3_600_000),
            ("1d", 86_400_000),
            ("1e3", 1_000),
            ("0", 0),
        ] {
            let read = duration(text, Time::Millisecond);
            assert_eq!(read, Some(Decimal::from(milliseconds)), "{text}");
        }
        assert_eq!(duration("90s", Time::Minute), Some(Decimal::new(15, 1)));
    }

    #[test]
    fn sizes_in_every_unit_are_read() {
        for (text, megabytes) in [
            ("128", 128),
            ("1gb", 1_024),
            ("1 GiB", 1_024),
            ("10G", 10_240),
        ] {
            assert_eq!(
                size(text, Size::Megabyte),
                Some(Decimal::from(megabytes)),
                "{text}"
            );
        }
        assert_eq!(size("512KB", Size::Megabyte), Some(Decimal::new(5, 1)));
    }

    #[test]
    fn numbers_with_suffixes_are_multiplied() {
        for (text, value) in [
            ("40k", 40_000),
            ("1M", 1_000_000),
            ("2 B", 2_000_000_000),
            ("1_0", 10),
        ] {
            assert_eq!(number(text), Some(Decimal::from(value)), "{text}");
        }
        assert_eq!(number("1.5m"), Some(Decimal::from(1_500_000)));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "", "s", "-1s", "5x", "5 s s", "5ms5s", "NaN", "1e40s", "0x10", "5GB", "1,5s",
        ] {
            assert_eq!(duration(text, Time::Second), None, "{text}");
        }
        for text in ["", "MB", "-1", "5s", "1TB"] {
            assert_eq!(size(text, Size::Megabyte), None, "{text}");
        }
        for text in ["", "k", "1kk", "4 0k0"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
