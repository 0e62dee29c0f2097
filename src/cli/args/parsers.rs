//! Values that options of several commands share, each with the function that parses it.

use std::str::FromStr;

use tidegate_figures::Decimal;
use tidegate_mapping::{Pollers, RetryPause};
use tidegate_price::bill::FreeTier;

use super::quantities::any_seconds;

/// A share, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Percent(pub(crate) Decimal, pub(crate) PercentSign);

/// Whether a share was typed with a per cent sign. One below 1 without it may be meant as a share of 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PercentSign {
    Typed,
    LeftOut,
}

impl Percent {
    /// Returns it as a share, 0 to 1.
    pub(crate) fn share(self) -> Decimal {
        self.0 / Decimal::ONE_HUNDRED
    }
}

impl FromStr for Percent {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (number, sign) = match text.trim().strip_suffix('%') {
            Some(number) => (number.trim_end(), PercentSign::Typed),
            None => (text.trim(), PercentSign::LeftOut),
        };
        let percent = number.parse::<Decimal>().ok();
        percent
            .filter(|percent| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(percent))
            .map(|percent| Self(percent, sign))
            .ok_or_else(|| "write 0 to 100, such as 20 or 0.5%".to_owned())
    }
}

/// Reads the least share of a gate. A number below 1 without a sign may be meant as a share of 1: `0.2` for 20 %.
pub(super) fn least_share(text: &str) -> Result<Percent, String> {
    let percent: Percent = text.parse()?;
    let is_fraction = percent.0 > Decimal::ZERO && percent.0 < Decimal::ONE;
    if is_fraction && percent.1 == PercentSign::LeftOut {
        let whole = (percent.0 * Decimal::ONE_HUNDRED).normalize();
        let typed = text.trim();
        return Err(format!(
            "it is a percentage: write {whole} for {whole} %, or {typed}% if you mean less than 1 %"
        ));
    }
    Ok(percent)
}

/// A number of records, or a share of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    /// A number.
    Count(u64),
    /// A share, 0 to 100.
    Share(Percent),
}

impl Amount {
    /// Returns the number of records if there are `whole` in all, not rounded.
    pub(crate) fn of(self, whole: u64) -> Decimal {
        match self {
            Self::Count(count) => count.into(),
            Self::Share(percent) => percent.share() * Decimal::from(whole),
        }
    }
}

impl FromStr for Amount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = match text.trim().strip_suffix('%') {
            Some(_) => text.parse().map(Self::Share).ok(),
            None => text.trim().parse().map(Self::Count).ok(),
        };
        read.ok_or_else(|| {
            "write a number of records, such as 1, or a share, such as 2%".to_owned()
        })
    }
}

/// As it was typed.
impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(count) => write!(f, "{count}"),
            Self::Share(percent) => write!(f, "{}%", percent.0),
        }
    }
}

pub(super) fn pollers(text: &str) -> Result<Pollers, String> {
    let (min, max) = text.split_once('-').unwrap_or((text, text));
    match (min.trim().parse(), max.trim().parse()) {
        (Ok(min), Ok(max)) => Ok(Pollers { min, max }),
        _ => Err("write the minimum and the maximum, such as 2-10".to_owned()),
    }
}

/// Parses a pause before retries: the first and the longest, in seconds.
pub(super) fn retry_pause(text: &str) -> Result<RetryPause, String> {
    let (first, most) = text.split_once('-').unwrap_or((text, text));
    match (any_seconds(first.trim()), any_seconds(most.trim())) {
        (Ok(first_seconds), Ok(most_seconds)) => Ok(RetryPause {
            first_seconds,
            most_seconds,
        }),
        _ => Err(
            "write the first and the longest in whole seconds, or with units, such as 1-60 or 5s-2m"
                .to_owned(),
        ),
    }
}

pub(super) fn free_tier(text: &str) -> Result<FreeTier, String> {
    text.parse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_sign_is_optional() {
        for text in ["20", "20%", " 20 % ", "20.0"] {
            assert_eq!(
                text.parse::<Percent>().unwrap().0,
                Decimal::from(20),
                "{text}"
            );
        }
        for text in ["", "%", "-1", "101", "x", "1e1%%"] {
            assert!(text.parse::<Percent>().is_err(), "{text}");
        }
    }

    #[test]
    fn share_below_one_needs_its_sign_in_a_gate() {
        for text in ["0.2", "0.99"] {
            assert!(least_share(text).is_err(), "{text}");
        }
        for text in ["0.2%", "0", "1", "20"] {
            assert!(least_share(text).is_ok(), "{text}");
        }
        assert!(
            least_share("0.2")
                .unwrap_err()
                .contains("write 20 for 20 %")
        );
    }

    #[test]
    fn amounts_are_numbers_or_shares() {
        let of = |text: &str| text.parse::<Amount>().map(|amount| amount.of(500));
        assert_eq!(of("7"), Ok(Decimal::from(7)));
        assert_eq!(of("0.5%"), Ok(Decimal::new(25, 1)));
        for text in ["", "-1", "1.5", "101%", "x"] {
            assert!(of(text).is_err(), "{text}");
        }
    }

    #[test]
    fn pollers_and_free_tiers_are_parsed() {
        assert_eq!(pollers("3"), Ok(Pollers { min: 3, max: 3 }));
        assert_eq!(pollers("2-10"), Ok(Pollers { min: 2, max: 10 }));
        assert!(pollers("2-").is_err());
        let free = free_tier("lambda, sqs").unwrap();
        assert!(free.lambda && free.sqs && !free.logs);
        assert!(free_tier("ec2").is_err());
    }
}
