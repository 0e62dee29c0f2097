//! A share of a sample with its confidence interval, `low <= value <= high`. It is read from counts, such as `3/1000`, or
//! from a stated percentage, such as `0.3%`.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::float::float;
use crate::format::{count, per_cent};

/// The probability that the interval contains the true share.
pub const CONFIDENCE: f64 = 0.95;

/// The two-sided quantile of the normal distribution for [`CONFIDENCE`].
const Z: f64 = 1.959_963_984_540_054;

/// The rule of three: if a sample of n has no hit, the true share is at most 3/n at [`CONFIDENCE`].
pub const RULE_OF_THREE: u64 = 3;

/// A share or a probability, 0 to 1: counted in a sample, or stated.
///
/// A counted share has a Wilson score interval (Wilson 1927). It stays sensible for shares of 0 and 1: a sample without a
/// hit does not prove that there are none. The interval assumes that records are independent draws, which neighbours in a
/// stream seldom are.
///
/// ```
/// use tidegate_figures::Share;
/// let share = Share::of(0, 100).unwrap();
/// assert_eq!((share.value, share.low), (0.0, 0.0));
/// assert!(share.high > 0.03);
/// assert_eq!((Share::of(0, 0), Share::of(2, 1)), (None, None));
/// let counted: Share = "3/1000".parse().unwrap();
/// assert_eq!(counted.value, 0.003);
/// assert!(counted.low > 0.001 && counted.high < 0.009);
/// let stated: Share = "0.3%".parse().unwrap();
/// assert_eq!((stated.low, stated.high), (0.003, 0.003));
/// assert!("3/2".parse::<Share>().is_err());
/// // Without a sign, 0.3 may mean 30 % or 0.3 %.
/// assert!("0.3".parse::<Share>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Hits divided by sample size, or the stated share.
    pub value: f64,
    /// Lower end of the interval; equal to `value` if the share was stated.
    pub low: f64,
    /// Upper end of the interval; equal to `value` if the share was stated.
    pub high: f64,
    /// How the share is known.
    pub evidence: Evidence,
}

/// How a share is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The user stated it.
    Stated,
    /// It was counted in a sample.
    Counted {
        /// How many records of the sample were hits.
        hits: u64,
        /// How many records the sample has; above 0.
        sample: u64,
    },
}

impl Share {
    /// A stated share of 0.
    pub const NEVER: Self = Self::stated(0.0);

    /// Makes a share that the user stated.
    #[must_use]
    pub const fn stated(value: f64) -> Self {
        Self {
            value,
            low: value,
            high: value,
            evidence: Evidence::Stated,
        }
    }

    /// Returns the share of `hits` in `sample`; `None` if the sample is empty or smaller than `hits`.
    #[must_use]
    pub fn of(hits: u64, sample: u64) -> Option<Self> {
        if sample == 0 || hits > sample {
            return None;
        }
        // Counts above 2^53 are rounded, which does not show in a share with two decimals.
        let (n, value) = (sample as f64, hits as f64 / sample as f64);
        let z2_by_n = Z * Z / n;
        let centre = value + z2_by_n / 2.0;
        let margin = Z * (value * (1.0 - value) / n + z2_by_n / (4.0 * n)).sqrt();
        let end = |signed: f64| ((centre + signed) / (1.0 + z2_by_n)).clamp(0.0, 1.0);
        // Here the formula gives exactly 0 and 1, but floating point does not quite.
        let low = if hits == 0 { 0.0 } else { end(-margin) };
        let high = if hits == sample { 1.0 } else { end(margin) };
        let evidence = Evidence::Counted { hits, sample };
        Some(Self {
            value,
            low,
            high,
            evidence,
        })
    }

    /// Returns the largest share that is still possible after a sample of this size without a hit, by the
    /// [`RULE_OF_THREE`].
    ///
    /// ```
    /// use tidegate_figures::Share;
    /// assert_eq!([1_000, 2, 0].map(Share::missed), [0.003, 1.0, 1.0]);
    /// ```
    #[must_use]
    pub fn missed(sample: u64) -> f64 {
        (RULE_OF_THREE as f64 / (sample as f64).max(1.0)).min(1.0)
    }

    /// Writes the counts that the share comes from, and its interval; empty if the share was stated.
    #[must_use]
    pub fn by_hand(&self) -> String {
        match self.evidence {
            Evidence::Stated => String::new(),
            Evidence::Counted { hits, sample } => format!(
                "{} of {}; {} to {} at 95 % (Wilson)",
                count(hits),
                count(sample),
                per_cent(self.low),
                per_cent(self.high)
            ),
        }
    }

    /// Writes the interval, with each end formatted by `at`; empty if the share was stated.
    #[must_use]
    pub fn ends(&self, at: impl Fn(f64) -> String) -> String {
        match self.evidence {
            Evidence::Stated => String::new(),
            Evidence::Counted { .. } => {
                format!("; {} to {} at 95 %", at(self.low), at(self.high))
            }
        }
    }
}

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = || "expected a percentage such as 0.3%, or counts such as 3/1000".to_owned();
        if let Some((hits, sample)) = text.split_once('/') {
            let read = |number: &str| number.trim().parse::<u64>().ok();
            let counts = read(hits).zip(read(sample));
            let share = counts.and_then(|(hits, sample)| Self::of(hits, sample));
            return share.ok_or_else(wanted);
        }
        let number = text.trim();
        let (number, has_unit) = match number.strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (number, false),
        };
        let percent = number.parse::<Decimal>().ok();
        let percent = percent.filter(|it| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(it));
        // Without a sign, 0.5 may mean one half or one in 200. Only 0 means the same either way.
        if percent.is_some_and(|it| !has_unit && !it.is_zero()) {
            return Err(format!("{number} has no unit: {}", wanted()));
        }
        Ok(Self::stated(float(
            percent.ok_or_else(wanted)? / Decimal::ONE_HUNDRED,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ends of the interval are the solutions x of |p - x| = z sqrt(x (1 - x) / n).
    #[test]
    fn ends_solve_the_defining_equation() {
        for (hits, sample) in [
            (1_u32, 10_u32),
            (5, 10),
            (81, 263),
            (999, 1000),
            (3, 1_000_000),
        ] {
            let share = Share::of(hits.into(), sample.into()).unwrap();
            for end in [share.low, share.high] {
                let right = Z * (end * (1.0 - end) / f64::from(sample)).sqrt();
                assert!(
                    ((share.value - end).abs() - right).abs() < 1e-12,
                    "{hits}/{sample}: {end}"
                );
            }
            assert!(share.low < share.value && share.value < share.high);
        }
    }

    /// The worked example of Newcombe 1998 (Statistics in Medicine 17): 81 of 263 gives 0.2553 to 0.3662.
    #[test]
    fn interval_equals_a_published_example() {
        let share = Share::of(81, 263).unwrap();
        assert!((share.low - 0.2553).abs() < 5e-5 && (share.high - 0.3662).abs() < 5e-5);
    }

    #[test]
    fn shares_of_0_and_1_have_exact_ends() {
        let (none, all) = (Share::of(0, 50).unwrap(), Share::of(50, 50).unwrap());
        assert_eq!(
            (none.low.to_bits(), all.high.to_bits()),
            (0, 1.0_f64.to_bits())
        );
        assert!((none.high - (1.0 - all.low)).abs() < 1e-12);
    }
}
