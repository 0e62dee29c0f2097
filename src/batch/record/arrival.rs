//! Reads the times in envelopes: a JSON number, or a string of digits, becomes whole milliseconds. No float is
//! involved, so the result is exact, and parts of a millisecond are cut off. If a time can't be read, the record counts
//! as having no time; it is not unreadable.

use jiff::Timestamp;
use tidegate_json::Value;

/// The unit in which a source writes times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Seconds,
    Milliseconds,
}

/// Returns the time that a value holds, in milliseconds since 1970, or `None` if it is not a decimal number or does not
/// fit.
pub(crate) fn milliseconds(value: Value<'_>, unit: Unit) -> Option<i64> {
    milliseconds_of(digits(value)?, unit)
}

/// Returns the text of a number or a string, which may be a time.
pub(crate) const fn digits(value: Value<'_>) -> Option<&[u8]> {
    match value {
        Value::Number(raw) => Some(raw),
        Value::String(string) => Some(string.text),
        Value::Null | Value::Bool | Value::Object | Value::Array => None,
    }
}

/// Returns the same for a text that [`digits`] returned.
pub(crate) fn milliseconds_of(digits: &[u8], unit: Unit) -> Option<i64> {
    scaled(digits, if unit == Unit::Seconds { 3 } else { 0 })
}

/// Returns the milliseconds since 1970 of an ISO 8601 text that names its zone, such as the `time` of an EventBridge event
/// (`2026-05-12T00:00:10Z`, with or without a fraction). Parts of a millisecond are cut off.
pub(crate) fn instant_ms(text: &[u8]) -> Option<i64> {
    let instant: Timestamp = std::str::from_utf8(text).ok()?.parse().ok()?;
    Some(instant.as_millisecond())
}

/// Returns the same time as the JSON number of seconds since 1970 that records hold. Tools print times in any zone
/// (`2026-05-12T01:00:10.250000+01:00`).
pub(crate) fn seconds_of_instant(text: &[u8]) -> Option<String> {
    let ms = instant_ms(text)?;
    let (seconds, rest) = (ms.div_euclid(1_000), ms.rem_euclid(1_000));
    Some(match rest {
        0 => format!("{seconds}.0"),
        rest => format!("{seconds}.{rest:03}"),
    })
}

/// Digits are ignored once the mantissa is as large as this: they would not change the number of milliseconds.
const MANTISSA_MAX: i64 = 10_i64.pow(17);

/// Returns `number` × 10^`shift`, rounded towards zero.
fn scaled(number: &[u8], shift: i32) -> Option<i64> {
    let (is_negative, digits) = match number.strip_prefix(b"-") {
        Some(digits) => (true, digits),
        None => (false, number),
    };
    let mut mantissa = 0_i64;
    let mut scale = shift;
    let mut is_fraction = false;
    let mut has_digit = false;
    for (at, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' if mantissa < MANTISSA_MAX => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                scale -= i32::from(is_fraction);
                has_digit = true;
            }
            b'0'..=b'9' => scale = scale.checked_add(i32::from(!is_fraction))?,
            b'.' if !is_fraction => is_fraction = true,
            b'e' | b'E' => {
                let exponent = std::str::from_utf8(&digits[at + 1..]).ok()?;
                scale = scale.checked_add(exponent.parse().ok()?)?;
                break;
            }
            _ => return None,
        }
    }
    let factor = 10_i64.checked_pow(scale.unsigned_abs());
    let total = match (scale >= 0, factor) {
        (true, factor) => mantissa.checked_mul(factor?)?,
        (false, factor) => factor.map_or(0, |factor| mantissa / factor),
    };
    has_digit.then_some(if is_negative { -total } else { total })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(number: &str) -> Option<i64> {
        milliseconds(Value::Number(number.as_bytes()), Unit::Seconds)
    }

    #[test]
    fn seconds_become_exact_milliseconds() {
        assert_eq!(seconds("1545084650.987"), Some(1_545_084_650_987));
        assert_eq!(seconds("1545084650.9879999"), Some(1_545_084_650_987));
        assert_eq!(seconds("1545084650"), Some(1_545_084_650_000));
        assert_eq!(seconds("1.545084650987E9"), Some(1_545_084_650_987));
        assert_eq!(seconds("1545084650987e-3"), Some(1_545_084_650_987));
        assert_eq!(seconds("0.0004"), Some(0));
        assert_eq!(seconds("1e-10"), Some(0));
        assert_eq!(seconds("-1.5"), Some(-1500));
    }

    #[test]
    fn milliseconds_are_read_without_their_fraction() {
        let value = |number: &'static str| Value::Number(number.as_bytes());
        assert_eq!(
            milliseconds(value("1545082649183"), Unit::Milliseconds),
            Some(1_545_082_649_183)
        );
        assert_eq!(
            milliseconds(value("1545082649183.7"), Unit::Milliseconds),
            Some(1_545_082_649_183)
        );
    }

    #[test]
    fn instant_needs_a_date_a_time_and_a_zone() {
        let instant = |text: &str| instant_ms(text.as_bytes());
        assert_eq!(instant("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(instant("2024-02-29T23:59:59Z"), Some(1_709_251_199_000));
        assert_eq!(
            instant("2026-05-12T00:00:10.2925Z"),
            Some(1_778_544_010_292)
        );
        for text in [
            "",
            "2026-05-12",
            "2026-13-01T00:00:00Z",
            "2026-05-12T00:00:10",
            "2026-05-12T24:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-05-12T00:00:10.éZ",
            "-026-05-12T00:00:10Z",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn value_that_is_not_a_time_is_none() {
        for number in [
            "1e400",
            "1e2147483647",
            "0e2147483000",
            "99999999999999999999",
            "",
            "-",
        ] {
            assert_eq!(seconds(number), None, "{number}");
        }
        assert_eq!(milliseconds(Value::Null, Unit::Seconds), None);
        assert_eq!(seconds("12:30"), None);
        assert_eq!(seconds("Jan 1, 1970"), None);
    }
}
