//! Reads the duration of a function's invocation, such as `50+10/record`, into microseconds.

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::quantity::{Time, duration};

/// Duration of an invocation: a fixed part, and a part for each of its records.
///
/// ```
/// use tidegate_figures::HandlerDuration;
/// let handler: HandlerDuration = "50+10/record".parse()?;
/// assert_eq!((handler.per_invocation_us, handler.per_record_us), (50_000, 10_000));
/// let fixed: HandlerDuration = "27.5".parse()?;
/// assert_eq!((fixed.per_invocation_us, fixed.per_record_us), (27_500, 0));
/// # Ok::<(), tidegate_figures::HandlerDurationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandlerDuration {
    /// The fixed part, in microseconds.
    pub per_invocation_us: u64,
    /// The part for each record, in microseconds.
    pub per_record_us: u64,
}

/// Longest run of a function, in milliseconds: 15 minutes (Lambda quotas, read 2026-11-23).
const DURATION_MS_MAX: u32 = 900_000;

/// A duration that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandlerDurationError(String);

impl std::fmt::Display for HandlerDurationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "`{}` is not a duration: expected milliseconds up to {DURATION_MS_MAX}, or a number with a unit, \
             such as `120`, `1.5s`, `50+10/record` or `50ms+2ms/record`",
            self.0
        )
    }
}

impl std::error::Error for HandlerDurationError {}

impl FromStr for HandlerDuration {
    type Err = HandlerDurationError;

    fn from_str(text: &str) -> Result<Self, HandlerDurationError> {
        let parts = text.trim().split_once('+');
        let read = match parts {
            None => microseconds(text.trim()).map(|us| (us, 0)),
            Some((fixed, each)) => {
                let each = each.trim().strip_suffix("/record").map(str::trim_end);
                microseconds(fixed.trim()).zip(each.and_then(microseconds))
            }
        };
        let (per_invocation_us, per_record_us) =
            read.ok_or_else(|| HandlerDurationError(text.into()))?;
        Ok(Self {
            per_invocation_us,
            per_record_us,
        })
    }
}

impl std::fmt::Display for HandlerDuration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ms = |us: u64| Decimal::new(i64::try_from(us).unwrap_or(i64::MAX), 3).normalize();
        write!(f, "{} ms", ms(self.per_invocation_us))?;
        if self.per_record_us > 0 {
            write!(f, " + {} ms per record", ms(self.per_record_us))?;
        }
        Ok(())
    }
}

/// Reads a duration, in milliseconds if it has no unit. Returns whole microseconds, rounded down; `None` if it is not a
/// duration or longer than [`DURATION_MS_MAX`].
fn microseconds(text: &str) -> Option<u64> {
    let ms = duration(text, Time::Millisecond)?;
    if ms <= Decimal::from(DURATION_MS_MAX) {
        (ms * Decimal::from(1_000)).trunc().to_u64()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::HandlerDuration;

    #[test]
    fn durations_with_a_record_part_are_read_and_others_refused() {
        for text in [
            "50+10/record",
            " 50 + 10/record ",
            "50ms+10ms/record",
            "50.0+10.000/record",
            "0.05s+10ms/record",
        ] {
            let handler: HandlerDuration = text.parse().unwrap();
            assert_eq!(
                (handler.per_invocation_us, handler.per_record_us),
                (50_000, 10_000),
                "{text}"
            );
        }
        for text in [
            "",
            "-1",
            "50+10",
            "50/record",
            "a+b/record",
            "900001",
            "+/record",
        ] {
            assert!(text.parse::<HandlerDuration>().is_err(), "{text}");
        }
    }
}
