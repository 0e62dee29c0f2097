//! Writes the levels of an estimate, and marks figures that are bounds.

use tidegate_figures::{Decimal, Levels};
use tidegate_price::Money;

use crate::model::{Basis, Period, Report};
use rust_decimal::RoundingStrategy;

/// Returns the names of the levels shown: without a replay, conservative would only repeat expected and is left out.
pub(super) fn level_names(report: &Report) -> &'static [&'static str] {
    if has_four_levels(report) {
        &["low", "expected", "conservative", "high"]
    } else {
        &["low", "expected", "high"]
    }
}

fn has_four_levels(report: &Report) -> bool {
    report.period == Period::Month && report.basis != Basis::PerMatch
}

/// Returns the levels of a figure that the report shows, in the same order.
pub(super) fn shown_levels<T>(report: &Report, levels: Levels<T>) -> Vec<T> {
    let Levels {
        low,
        expected,
        conservative,
        high,
    } = levels;
    if has_four_levels(report) {
        vec![low, expected, conservative, high]
    } else {
        vec![low, expected, high]
    }
}

/// The signs and words before figures that are upper bounds, and before the savings that they leave.
pub(super) struct Bounds {
    /// Before figures with the filter, as a sign: `≤ `.
    pub(super) most: &'static str,
    /// Before the saving.
    pub(super) least: &'static str,
    /// The same as words before a figure: `at most `.
    pub(super) at_most: &'static str,
    pub(super) at_least: &'static str,
}

impl Bounds {
    pub(super) fn of(report: &Report) -> Self {
        if report.is_upper_bound() {
            Self {
                most: "≤ ",
                least: "≥ ",
                at_most: "at most ",
                at_least: "at least ",
            }
        } else {
            Self {
                most: "",
                least: "",
                at_most: "",
                at_least: "",
            }
        }
    }

    /// Returns a name and, after it, the kind of bound.
    pub(super) fn named_most(&self, name: &str) -> String {
        format!("{name} {}", self.at_most).trim_end().to_owned()
    }

    /// Returns the same for the saving.
    pub(super) fn named_least(&self, name: &str) -> String {
        format!("{name} {}", self.at_least).trim_end().to_owned()
    }
}

/// Returns an amount that is above zero, if only by a part of a cent.
pub(super) fn some(amount: Money) -> String {
    if amount == Money::ZERO {
        return "< 0.01".to_owned();
    }
    amount.to_string()
}

/// Returns an amount with the filter. It is never zero if it is a bound or if some invocations are left.
pub(super) fn spent(report: &Report, amount: Money) -> String {
    let is_something = report.forecast.filtered.expected > 0;
    if is_something && amount == Money::ZERO {
        return "< 0.01".to_owned();
    }
    format!("{}{amount}", Bounds::of(report).most)
}

/// Names the period of the counts.
pub(super) const fn period_words(report: &Report) -> &'static str {
    match report.period {
        Period::Sample => "in this sample",
        Period::Month => "a month",
    }
}

/// Below this total, in the bill's currency, no percentage is shown: rounding lines to cents would distort it by more
/// than one per cent.
const SHARED_BILL_MIN: Decimal = Decimal::ONE;

/// Returns the share saved of a bill, as [`saved_percent`]; empty if the bill is below a dollar.
pub(super) fn saved_percent_of_bill(report: &Report, saved: Money, today: Money) -> String {
    let today = today.decimal();
    if today < SHARED_BILL_MIN {
        return String::new();
    }
    saved_percent(report, saved.decimal(), today)
}

/// Returns the share in whole per cent, with halves rounded away from zero; the share of a bound is rounded down, so
/// that at least that much is saved. Returns `over 99 %` for nearly everything, and an empty text if the whole is 0.
pub(super) fn saved_percent(report: &Report, part: Decimal, whole: Decimal) -> String {
    let strategy = if report.is_upper_bound() {
        RoundingStrategy::ToNegativeInfinity
    } else {
        RoundingStrategy::MidpointAwayFromZero
    };
    let hundredfold = part.saturating_mul(Decimal::ONE_HUNDRED);
    let Some(share) = hundredfold.checked_div(whole) else {
        return String::new();
    };
    let share = share.round_dp_with_strategy(0, strategy);
    if share >= Decimal::ONE_HUNDRED && part < whole {
        return "over 99 %".to_owned();
    }
    format!("{share} %")
}
