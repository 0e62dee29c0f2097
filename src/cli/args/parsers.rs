//! Values that options of several commands share, each with the function that parses it.

use std::str::FromStr;

use tidegate_figures::Decimal;
use tidegate_mapping::Pollers;
use tidegate_price::bill::FreeTier;

/// A share, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Percent(pub(crate) Decimal);

impl Percent {
    /// As a share, 0 to 1.
    pub(crate) fn share(self) -> Decimal {
        self.0 / Decimal::ONE_HUNDRED
    }
}

impl FromStr for Percent {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.trim();
        let number = number.strip_suffix('%').unwrap_or(number).trim_end();
        let percent = number.parse::<Decimal>().ok();
        percent
            .filter(|percent| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(percent))
            .map(Self)
            .ok_or_else(|| "say 0 to 100, as 20 or 0.5%".to_owned())
    }
}

pub(super) fn pollers(text: &str) -> Result<Pollers, String> {
    let (min, max) = text.split_once('-').unwrap_or((text, text));
    match (min.trim().parse(), max.trim().parse()) {
        (Ok(min), Ok(max)) => Ok(Pollers { min, max }),
        _ => Err("say the least and the most, as 2-10".to_owned()),
    }
}

pub(super) fn free_tier(text: &str) -> Result<FreeTier, String> {
    let mut free = FreeTier::NONE;
    for name in text.split(',').map(str::trim) {
        match name {
            "none" => {}
            "all" => free = FreeTier::ALL,
            "lambda" => free.lambda = true,
            "sqs" => free.sqs = true,
            "logs" => free.logs = true,
            "step-functions" => free.step_functions = true,
            _ => {
                return Err(
                    "say none, all, or a list of lambda, sqs, logs, step-functions".to_owned(),
                );
            }
        }
    }
    Ok(free)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_with_and_without_its_sign() {
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
    fn pollers_and_free_tiers() {
        assert_eq!(pollers("3"), Ok(Pollers { min: 3, max: 3 }));
        assert_eq!(pollers("2-10"), Ok(Pollers { min: 2, max: 10 }));
        assert!(pollers("2-").is_err());
        let free = free_tier("lambda, sqs").unwrap();
        assert!(free.lambda && free.sqs && !free.logs);
        assert!(free_tier("ec2").is_err());
    }
}
