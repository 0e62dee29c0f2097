//! Reads the rate of a source, such as `400/s`, into records per month. A month is always 30 days, or 720 hours.

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::quantity::number as number_of;

/// Length of a month in seconds: 30 days.
pub const MONTH_SECONDS: u64 = 30 * 24 * 3600;

/// A number of records per month, at least 1.
///
/// ```
/// use tidegate_figures::Rate;
/// let rate: Rate = "0.5/s".parse()?;
/// assert_eq!(rate.per_month(), 1_296_000);
/// assert_eq!("1000000000/month".parse::<Rate>()?.per_month(), 1_000_000_000);
/// # Ok::<(), tidegate_figures::RateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate(u64);

/// A rate that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateError(String);

/// Highest rate, in records per month: a billion records a second.
const PER_MONTH_MAX: u64 = MONTH_SECONDS * 1_000_000_000;

impl std::fmt::Display for RateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "`{}` is not a rate: expected records per time, such as `400/s`, `1000/min`, `5000/h`, `40k/day` or `1M/month`",
            self.0
        )
    }
}

impl std::error::Error for RateError {}

impl Rate {
    /// Makes a rate of this many records a month, at least 1.
    #[must_use]
    pub fn of_month(records: u64) -> Self {
        Self(records.clamp(1, PER_MONTH_MAX))
    }

    /// Returns the records in a month of 30 days.
    #[must_use]
    pub const fn per_month(self) -> u64 {
        self.0
    }

    /// Returns the records in a second, for models.
    ///
    /// ```
    /// use tidegate_figures::Rate;
    /// assert_eq!("30/min".parse::<Rate>()?.per_second(), 0.5);
    /// # Ok::<(), tidegate_figures::RateError>(())
    /// ```
    #[must_use]
    pub fn per_second(self) -> f64 {
        self.0 as f64 / MONTH_SECONDS as f64
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        read(text)
            .map(Self)
            .ok_or_else(|| RateError(text.to_owned()))
    }
}

fn read(text: &str) -> Option<u64> {
    let (number, unit) = text.split_once('/')?;
    let seconds = match unit.trim().to_ascii_lowercase().as_str() {
        "s" | "sec" | "second" => 1,
        "m" | "min" | "minute" => 60,
        "h" | "hr" | "hour" => 3_600,
        "d" | "day" => 86_400,
        "mo" | "month" => MONTH_SECONDS,
        _ => return None,
    };
    let per_month = number_of(number)?.checked_mul(Decimal::from(MONTH_SECONDS / seconds))?;
    let records = per_month.round().to_u64()?;
    (1..=PER_MONTH_MAX).contains(&records).then_some(records)
}

#[cfg(test)]
mod tests {
    use super::Rate;

    #[test]
    fn rates_in_every_unit_are_read() {
        for (text, per_month) in [
            ("1/s", 2_592_000),
            ("60/min", 2_592_000),
            ("10/h", 7_200),
            ("1_000/day", 30_000),
            ("1e9/month", 1_000_000_000),
            ("1,000,000/month", 1_000_000),
            ("1M/month", 1_000_000),
            ("2.5k / s", 6_480_000_000),
        ] {
            assert_eq!(
                text.parse::<Rate>().unwrap().per_month(),
                per_month,
                "{text}"
            );
        }
    }

    #[test]
    fn texts_that_are_not_a_rate_are_refused() {
        for text in [
            "",
            "400",
            "/s",
            "400/fortnight",
            "-1/s",
            "0/s",
            "1e30/s",
            "x/s",
        ] {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
    }
}
