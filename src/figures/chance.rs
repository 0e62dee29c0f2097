//! A share that was counted on a sample or just stated: `3/1000` or `0.3%` in, the share and its interval out.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::float::float;
use crate::format::{count, per_cent};
use crate::share::Share;

/// A share, 0 to 1.
///
/// ```
/// use tidegate_figures::Chance;
/// let counted: Chance = "3/1000".parse().unwrap();
/// assert_eq!(counted.value, 0.003);
/// assert!(counted.low > 0.001 && counted.high < 0.009);
/// let stated: Chance = "0.3%".parse().unwrap();
/// assert_eq!((stated.low, stated.high), (0.003, 0.003));
/// assert!("3/2".parse::<Chance>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// The share.
    pub value: f64,
    /// Lower end of its interval of 95 %; the share itself if it was stated.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Hits and size of the sample; `None` if it was stated.
    pub sample: Option<(u64, u64)>,
}

impl Chance {
    /// It never happens.
    pub const NEVER: Self = Self {
        value: 0.0,
        low: 0.0,
        high: 0.0,
        sample: None,
    };

    /// `hits` of a sample; `None` of an empty one, and of more hits than it has.
    #[must_use]
    pub fn counted(hits: u64, sample: u64) -> Option<Self> {
        let share = Share::of(hits, sample).filter(|_| hits <= sample)?;
        Some(Self {
            value: share.value,
            low: share.low,
            high: share.high,
            sample: Some((hits, sample)),
        })
    }

    /// How the share came about, with its interval.
    #[must_use]
    pub fn by_hand(&self) -> String {
        self.sample.map_or_else(String::new, |(hits, sample)| {
            format!(
                "{} of {}; {} to {} at 95 % (Wilson)",
                count(hits),
                count(sample),
                per_cent(self.low),
                per_cent(self.high)
            )
        })
    }

    /// What `at` writes of both ends; empty if the share was stated.
    #[must_use]
    pub fn ends(&self, at: impl Fn(f64) -> String) -> String {
        if self.sample.is_none() {
            return String::new();
        }
        format!("; {} to {} at 95 %", at(self.low), at(self.high))
    }
}

impl FromStr for Chance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = || "say per cent, as 0.3%, or counts, as 3/1000".to_owned();
        if let Some((hits, sample)) = text.split_once('/') {
            let read = |number: &str| number.trim().parse::<u64>().ok();
            let counts = read(hits).zip(read(sample));
            return counts
                .and_then(|(hits, sample)| Self::counted(hits, sample))
                .ok_or_else(wanted);
        }
        let number = text.trim();
        let number = number.strip_suffix('%').unwrap_or(number).trim_end();
        let percent = number.parse::<Decimal>().ok();
        let percent = percent.filter(|it| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(it));
        let value = float(percent.ok_or_else(wanted)? / Decimal::ONE_HUNDRED);
        Ok(Self {
            value,
            low: value,
            high: value,
            sample: None,
        })
    }
}
