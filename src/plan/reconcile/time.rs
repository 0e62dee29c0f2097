//! Reads times as the AWS command line writes them, into seconds since 1970.

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

fn iso(text: &str) -> Option<i64> {
    let (date, rest) = text.split_once(['T', ' '])?;
    let mut date = date.split('-').map(str::parse::<i64>);
    let (year, month, day) = (date.next()?.ok()?, date.next()?.ok()?, date.next()?.ok()?);
    let is_date =
        (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let end = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(end);
    let clock = clock.split('.').next()?;
    let mut clock = clock.split(':').map(str::parse::<i64>);
    let (hour, minute) = (clock.next()?.ok()?, clock.next()?.ok()?);
    let second = clock.next().unwrap_or(Ok(0)).ok()?;
    let is_time = hour < 24 && minute < 60 && second < 61 && hour.min(minute).min(second) >= 0;
    let local = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    (is_date && is_time).then(|| Some(local - offset(zone)?))?
}

/// Reads `Z`, nothing, `+02:00` or `+0200` as an offset in seconds.
fn offset(zone: &str) -> Option<i64> {
    if zone.is_empty() || zone == "Z" {
        return Some(0);
    }
    let (sign, digits) = zone.split_at(1);
    let digits = digits.replace(':', "");
    let number: i64 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    let seconds = number / 100 * 3600 + number % 100 * 60;
    Some(if sign == "-" { -seconds } else { seconds })
}

/// Returns the days from 1970 to a date. Years start in March here, so that the leap day is their last day.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
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
            ("2026-13-05T08:00:00Z", None),
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
