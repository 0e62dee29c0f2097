//! The answer in one line: money where there is some, otherwise invocations.

use super::{Cost, Period, Report};
use rust_decimal::RoundingStrategy;
use tidegate_figures::{Decimal, count, difference};
use tidegate_price::Money;

/// What stands first and what qualifies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Headline {
    /// `$96.50 of $145.00 saved`.
    pub(super) lead: String,
    /// `a month (67 %; range $75.00 to $130.50)`.
    pub(super) rest: String,
    /// Whether anything is saved.
    pub(super) is_saving: bool,
}

pub(super) fn headline(report: &Report) -> Headline {
    match &report.cost {
        Some(cost) => of_cost(report, cost),
        None => of_invocations(report),
    }
}

/// An amount with its sign of currency.
pub(super) fn money(cost: &Cost, amount: Money) -> String {
    let written = amount.to_string();
    let sign = cost.currency.sign();
    match written.strip_prefix('-') {
        Some(amount) => format!("-{sign}{amount}"),
        None => format!("{sign}{written}"),
    }
}

/// Least bill of which a share is told, in the bill's currency: of less, the half cents that its lines are rounded by are
/// more than a per cent.
const SHARED_BILL_MIN: Decimal = Decimal::ONE;

/// What is saved of a bill, as [`saved_percent`]. Empty of a bill of less than a dollar.
pub(super) fn saved_percent_of_bill(report: &Report, saved: Money, today: Money) -> String {
    let today = today.decimal();
    if today < SHARED_BILL_MIN {
        return String::new();
    }
    saved_percent(report, saved.decimal(), today)
}

/// In whole per cent, half away from zero; of a bound rounded down, so that at least that much is saved. `over 99 %` of
/// nearly everything. Empty of nothing.
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

fn of_cost(report: &Report, cost: &Cost) -> Headline {
    let (saved, today) = (cost.saved(), cost.today());
    let is_saving = saved.expected >= Money::ZERO;
    if !is_saving {
        return Headline {
            lead: format!("{} more", money(cost, Money::ZERO - saved.expected)),
            rest: format!("than today's {} a month", money(cost, today)),
            is_saving,
        };
    }
    let least = if report.is_upper_bound() {
        "at least "
    } else {
        ""
    };
    let lead = format!(
        "{least}{} of {} saved",
        money(cost, saved.expected),
        money(cost, today)
    );
    let share = saved_percent_of_bill(report, saved.expected, today);
    let ends = [saved.low, saved.high].map(|end| money(cost, end));
    Headline {
        lead,
        rest: qualified("a month", &share, &ends, report.is_upper_bound()),
        is_saving,
    }
}

fn of_invocations(report: &Report) -> Headline {
    let (avoided, whole) = (
        report.forecast.avoided(),
        report.forecast.unfiltered.expected,
    );
    let least = if report.is_upper_bound() {
        "at least "
    } else {
        ""
    };
    let lead = format!(
        "{least}{} of {} invocations avoided",
        difference(avoided.expected),
        count(whole)
    );
    let ends = [avoided.low, avoided.high].map(difference);
    let (period, share) = match report.period {
        Period::Sample => ("in this sample", String::new()),
        Period::Month => (
            "a month",
            saved_percent(report, avoided.expected.into(), whole.into()),
        ),
    };
    Headline {
        lead,
        rest: qualified(period, &share, &ends, report.is_upper_bound()),
        is_saving: avoided.expected >= 0,
    }
}

/// The range of a bound would say less than the bound, and one that is exact nothing.
fn qualified(period: &str, share: &str, [low, high]: &[String; 2], is_bound: bool) -> String {
    let range = if is_bound || low == high {
        String::new()
    } else {
        format!("range {low} to {high}")
    };
    let parts: Vec<_> = [share, &range]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        return period.to_owned();
    }
    format!("{period} ({})", parts.join("; "))
}
