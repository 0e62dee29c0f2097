//! Durations and amounts of memory that options take: one parser for each kind, so that `5s`, `5m` and `1GB` work
//! wherever one of them is asked for. A number without a unit is in the unit that the option's help names.

use std::fmt::Display;
use std::ops::RangeInclusive;

use tidegate_estimate::{INIT_MS_MAX, MEMORY_MB, STORAGE_MB};
use tidegate_figures::{Decimal, Size, Time, duration, size};

/// The type that clap accepts as the parser of an option.
pub(super) trait Reads<N>:
    Fn(&str) -> Result<N, String> + Clone + Send + Sync + 'static
{
}

impl<N, F: Fn(&str) -> Result<N, String> + Clone + Send + Sync + 'static> Reads<N> for F {}

/// Parses the memory of a function, in MB.
pub(super) fn memory() -> impl Reads<u32> {
    megabytes(MEMORY_MB)
}

/// Parses the ephemeral storage of a function, in MB.
pub(super) fn storage() -> impl Reads<u32> {
    megabytes(STORAGE_MB)
}

fn megabytes(range: RangeInclusive<u32>) -> impl Reads<u32> {
    move |text: &str| {
        let read = size(text, Size::Megabyte);
        let (least, most) = (range.start(), range.end());
        whole(read, &range)
            .ok_or_else(|| format!("write {least} to {most} MB, such as 512, 512MB or 1GB"))
    }
}

/// Parses a number of bytes.
pub(super) fn bytes(text: &str) -> Result<u64, String> {
    let read = size(text, Size::Byte);
    whole(read, &(0..=u64::MAX)).ok_or_else(|| "write bytes, such as 264, 64KB or 6MB".to_owned())
}

/// Parses a time in whole seconds whose bounds are checked elsewhere.
pub(super) fn any_seconds(text: &str) -> Result<u32, String> {
    whole(duration(text, Time::Second), &(0..=u32::MAX))
        .ok_or_else(|| "write whole seconds, or a unit, such as 30, 30s or 5m".to_owned())
}

/// Parses a time in whole seconds.
pub(super) fn seconds<N: TryFrom<u64> + PartialOrd + Display + Clone + Send + Sync + 'static>(
    range: RangeInclusive<N>,
) -> impl Reads<N> {
    move |text: &str| {
        let (least, most) = (range.start(), range.end());
        whole(duration(text, Time::Second), &range).ok_or_else(|| {
            format!("write whole seconds, {least} to {most}, or a unit, such as 30, 30s or 5m")
        })
    }
}

/// Parses a time in whole minutes.
pub(super) fn minutes(range: RangeInclusive<u32>) -> impl Reads<u32> {
    move |text: &str| {
        let (least, most) = (range.start(), range.end());
        whole(duration(text, Time::Minute), &range).ok_or_else(|| {
            format!("write whole minutes, {least} to {most}, or a unit, such as 10, 10m or 1h")
        })
    }
}

/// Parses a time in whole hours.
pub(super) fn hours(range: RangeInclusive<u32>) -> impl Reads<u32> {
    move |text: &str| {
        let (least, most) = (range.start(), range.end());
        whole(duration(text, Time::Hour), &range).ok_or_else(|| {
            format!("write whole hours, {least} to {most}, or a unit, such as 720, 720h or 30d")
        })
    }
}

fn whole<N: TryFrom<u64> + PartialOrd>(
    read: Option<Decimal>,
    range: &RangeInclusive<N>,
) -> Option<N> {
    let number = read.filter(|number| number.fract().is_zero())?;
    let number = u64::try_from(number).ok()?;
    N::try_from(number)
        .ok()
        .filter(|number| range.contains(number))
}

/// Parses how long an initialisation takes, in milliseconds.
pub(super) fn milliseconds(text: &str) -> Result<Decimal, String> {
    duration(text, Time::Millisecond)
        .filter(|ms| *ms <= Decimal::from(INIT_MS_MAX))
        .ok_or_else(|| {
            format!("write milliseconds, 0 to {INIT_MS_MAX}, or a unit, such as 500 or 0.5s")
        })
}

/// Longest run of a function: 15 minutes (Lambda quotas, read 2026-11-23).
const DURATION_MS_MAX: u32 = 900_000;

/// Parses the duration of one invocation, in milliseconds.
pub(super) fn duration_ms(text: &str) -> Result<Decimal, String> {
    duration(text, Time::Millisecond)
        .filter(|ms| *ms > Decimal::ZERO && *ms <= Decimal::from(DURATION_MS_MAX))
        .ok_or_else(|| {
            format!(
                "write milliseconds, above 0 and up to {DURATION_MS_MAX}, or a unit, such as 120 or 1.5s"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_times_are_parsed_in_any_unit() {
        let window = seconds(0_u32..=300);
        for (text, wanted) in [("5", 5), ("5s", 5), ("5m", 300), ("2000ms", 2)] {
            assert_eq!(window(text), Ok(wanted), "{text}");
        }
        for text in ["500ms", "6m", "-1", "x", ""] {
            assert!(window(text).is_err(), "{text}");
        }
        assert_eq!(minutes(1..=1_440)("1h"), Ok(60));
        assert_eq!(hours(1..=744)("30d"), Ok(720));
        assert_eq!(seconds(60_u64..=31_536_000)("4d"), Ok(345_600));
    }

    #[test]
    fn memory_is_parsed_in_any_unit() {
        for (text, wanted) in [
            ("128", 128),
            ("512MB", 512),
            ("1GB", 1024),
            ("10 gb", 10_240),
        ] {
            assert_eq!(memory()(text), Ok(wanted), "{text}");
        }
        for text in ["64MB", "11GB", "128.5", "1s", ""] {
            assert!(memory()(text).is_err(), "{text}");
        }
        assert!(storage()("128").is_err());
        assert_eq!(bytes("6MB"), Ok(6 << 20));
    }

    #[test]
    fn milliseconds_are_parsed_in_any_unit() {
        assert_eq!(milliseconds("0.5s"), Ok(Decimal::from(500)));
        assert_eq!(duration_ms("15m"), Ok(Decimal::from(900_000)));
        assert!(duration_ms("0").is_err() && duration_ms("16m").is_err());
        assert!(milliseconds("11s").is_err());
    }
}
