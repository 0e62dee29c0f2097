//! Amounts of money: exact decimals, written with two decimal places. No amount is ever an `f64`.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tidegate_figures::grouped;

/// Decimal places of an amount in whole cents.
const CENT_DECIMALS: u32 = 2;

/// An amount of money, in US dollars unless the [`Rates`](super::Rates) it was computed from have another currency.
///
/// It is exact until it is rounded by [`cents`](Self::cents). Bills round each line to the cent and then add the lines.
/// Sums and differences saturate at the bounds of a [`Decimal`] (7.9e28), which no bill reaches.
///
/// ```
/// use tidegate_figures::Decimal;
/// use tidegate_price::Money;
/// let exact = Money::from_decimal(Decimal::new(1_234_565, 3));
/// assert_eq!(exact.cents().to_string(), "1,234.57");
/// assert_eq!(exact.cents().plain(), "1234.57");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

impl Money {
    /// The amount 0.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Makes an amount, without rounding.
    #[must_use]
    pub const fn from_decimal(amount: Decimal) -> Self {
        Self(amount)
    }

    /// Returns the amount as a number.
    #[must_use]
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// Rounds the amount to whole cents; half a cent is rounded away from zero.
    #[must_use]
    pub fn cents(self) -> Self {
        let rounding = RoundingStrategy::MidpointAwayFromZero;
        Self(self.0.round_dp_with_strategy(CENT_DECIMALS, rounding))
    }

    /// Writes the amount, rounded to the cent, as a plain number such as `-1234.50`, for JSON and tables that machines read.
    #[must_use]
    pub fn plain(self) -> String {
        let cents = self.cents().0;
        let sign = if cents.is_sign_negative() && !cents.is_zero() {
            "-"
        } else {
            ""
        };
        format!("{sign}{:.2}", cents.abs())
    }
}

/// Writes the amount, rounded to the cent, with a comma every three digits: `-1,234.50`. There is no currency sign.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        let digits = plain.find(|character: char| character.is_ascii_digit());
        let (sign, number) = plain.split_at(digits.unwrap_or(0));
        let (whole, cents) = number.split_once('.').unwrap_or((number, "00"));
        f.pad(&format!("{sign}{}.{cents}", grouped(whole)))
    }
}

/// Writes the amount, rounded to the cent, as a string, because a JSON number would be read as a double.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.plain())
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(|_| {
            let found = Unexpected::Str(&text);
            Error::invalid_value(found, &"an amount such as \"1.25\"")
        })
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        Money::from_decimal(text.parse().unwrap())
    }

    #[test]
    fn half_a_cent_is_rounded_away_from_zero() {
        for (exact, cents) in [
            ("0.005", "0.01"),
            ("0.0049999", "0.00"),
            ("2.675", "2.68"),
            ("135001.125", "135001.13"),
            ("-0.005", "-0.01"),
            ("-0.004", "0.00"),
            ("7", "7.00"),
        ] {
            assert_eq!(money(exact).plain(), cents, "{exact}");
        }
    }

    #[test]
    fn amounts_have_a_comma_every_three_digits() {
        for (exact, shown) in [
            ("0", "0.00"),
            ("999.999", "1,000.00"),
            ("-1234567.5", "-1,234,567.50"),
            ("-123", "-123.00"),
            ("619203.096", "619,203.10"),
        ] {
            assert_eq!(money(exact).to_string(), shown);
        }
        assert_eq!(format!("{:>8}", money("1.5")), "    1.50");
    }

    #[test]
    fn amounts_are_strings_in_json() {
        let amount = money("-1234.5");
        let written = serde_json::to_string(&amount).unwrap();
        assert_eq!(written, "\"-1234.50\"");
        assert_eq!(serde_json::from_str::<Money>(&written).unwrap(), amount);
        for wrong in ["1.25", "\"1.2.5\"", "\"\"", "null"] {
            assert!(serde_json::from_str::<Money>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sums_saturate_at_the_bounds() {
        let most = Money::from_decimal(Decimal::MAX);
        assert_eq!(most + most, most);
        assert_eq!(Money::ZERO - most - most, Money::ZERO - most);
        assert_eq!(
            most.to_string(),
            "79,228,162,514,264,337,593,543,950,335.00"
        );
        let lines = [money("0.40"), money("2.33")];
        assert_eq!(lines.into_iter().sum::<Money>(), money("2.73"));
    }
}
