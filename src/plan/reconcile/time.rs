//! Reads times as the AWS command line writes them, in seconds since 1970.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::Value;

/// Reads `2026-10-05T08:00:00+00:00`, with `Z` or another offset, with or without fractions, or seconds as a number.
pub(super) fn seconds(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => {
            let whole = number.to_string();
            whole.split('.').next()?.parse().ok()
        }
        Value::String(text) => iso(text),
        _ => None,
    }
}

/// Reads an ISO time; without a zone it is in UTC.
fn iso(text: &str) -> Option<i64> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant.as_second());
    }
    let local: DateTime = text.parse().ok().filter(|_| text.contains(':'))?;
    Some(TimeZone::UTC.to_timestamp(local).ok()?.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_time_is_read() {
        for (text, wanted) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2026-10-05T08:00:00+00:00", Some(1_791_187_200)),
            ("2026-10-05T10:00:00+02:00", Some(1_791_187_200)),
            ("2026-10-05 08:00:00.500", Some(1_791_187_200)),
            ("2024-02-29T00:00:00Z", Some(1_709_164_800)),
            ("2024-03-01T00:00:00Z", Some(1_709_251_200)),
            ("2026-10-05T10:00:00+0200", Some(1_791_187_200)),
            ("2026-13-05T08:00:00Z", None),
            ("2026-10-05", None),
            ("yesterday", None),
            ("2026-10-05T08:00:00+2", None),
        ] {
            assert_eq!(seconds(&text.into()), wanted, "{text}");
        }
        assert_eq!(
            seconds(&serde_json::json!(1_791_187_200.0)),
            Some(1_791_187_200)
        );
    }
}
