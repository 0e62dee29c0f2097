//! The values of a plan, as they are shown to people. `v1` writes them for machines.

use tidegate_figures::{Decimal, count, exact, per_cent, significant};
use tidegate_price::{Currency, Money};

/// A value of a figure or a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Count(u64),
    /// A model's number; shown with four significant digits, written to JSON with six.
    Number(f64),
    /// A share or probability, 0 to 1; shown as per cent.
    Share(f64),
    /// An amount, in cents.
    Money(Money, Currency),
    /// A price or another exact number.
    Exact(Decimal),
    /// A length and its upper end, each as a share of the longest in its column; drawn as a bar.
    Bar(f64, f64),
    /// Words.
    Text(String),
    /// No value, such as a price that was not found.
    Absent,
}

impl Value {
    /// Returns the value as text for people.
    ///
    /// ```
    /// use tidegate_plan::Value;
    /// assert_eq!(Value::Share(0.075_70).shown(), "7.57 %");
    /// assert_eq!(Value::Number(1_234.56).shown(), "1,235");
    /// assert_eq!(Value::Number(0.000_065_123).shown(), "0.00006512");
    /// ```
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Count(number) => count(*number),
            Self::Number(number) => significant(*number),
            Self::Share(share) => per_cent(*share),
            Self::Money(amount, currency) => currency.amount(*amount),
            Self::Exact(number) => exact(*number),
            Self::Bar(from, to) => bar(*from, *to),
            Self::Text(text) => text.clone(),
            Self::Absent => "-".to_owned(),
        }
    }

    /// Returns the unit of values that have one of their own: `USD`, `share`.
    pub(crate) fn own_unit(&self) -> Option<String> {
        match self {
            Self::Money(_, currency) => Some(currency.to_string()),
            Self::Share(_) => Some("share".to_owned()),
            Self::Count(_)
            | Self::Number(_)
            | Self::Exact(_)
            | Self::Bar(..)
            | Self::Text(_)
            | Self::Absent => None,
        }
    }
}

/// Width of the widest bar, in characters.
const BAR_COLUMNS: f64 = 14.0;

fn bar(from: f64, to: f64) -> String {
    let columns = |share: f64| (share.clamp(0.0, 1.0) * BAR_COLUMNS).round() as usize;
    let sure = columns(from).max(usize::from(from > 0.0));
    let more = columns(to).saturating_sub(sure);
    format!("{}{}", "▇".repeat(sure), "░".repeat(more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negative_money_has_its_sign_before_the_currency() {
        let amount = Money::from_decimal(Decimal::new(-123_450, 2));
        let value = Value::Money(amount, Currency::Usd);
        assert_eq!(value.shown(), "-$1,234.50");
        assert_eq!(value.own_unit().as_deref(), Some("USD"));
    }
}
