//! The result in one line: money where there is some, otherwise invocations. And the figures at a glance.

use tidegate_figures::{count, difference, percent};
use tidegate_price::Money;
use tidegate_report::{Glance, Headline, Shown, Tone};

use super::bounds::{Bounds, period_words, saved_percent, saved_percent_of_bill};
use crate::model::{Cost, Period, Report};

pub(super) fn headline(report: &Report) -> Headline {
    match &report.cost {
        Some(cost) => of_cost(report, cost),
        None => of_invocations(report),
    }
}

fn of_cost(report: &Report, cost: &Cost) -> Headline {
    let (saved, today) = (cost.saved(), cost.today());
    let money = |amount| cost.currency.amount(amount);
    if saved.expected < Money::ZERO {
        return Headline {
            lead: format!("{} more", money(Money::ZERO - saved.expected)),
            rest: format!("than today's {} a month", money(today)),
            tone: Tone::Caution,
            shown: Shown::Everywhere,
        };
    }
    let least = Bounds::of(report).at_least;
    let share = saved_percent_of_bill(report, saved.expected, today);
    let ends = [saved.low, saved.high].map(money);
    Headline {
        lead: format!("{least}{} of {} saved", money(saved.expected), money(today)),
        rest: qualified(report, "a month", &share, &ends),
        tone: Tone::Good,
        shown: Shown::Everywhere,
    }
}

/// A terminal shows none of a sample: the table below says the same.
fn of_invocations(report: &Report) -> Headline {
    let (avoided, whole) = (
        report.forecast.avoided(),
        report.forecast.unfiltered.expected,
    );
    let ends = [avoided.low, avoided.high].map(difference);
    let (share, shown) = match report.period {
        Period::Sample => (String::new(), Shown::OnPages),
        Period::Month => {
            let share = saved_percent(report, avoided.expected.into(), whole.into());
            (share, Shown::Everywhere)
        }
    };
    Headline {
        lead: format!(
            "{}{} of {} invocations avoided",
            Bounds::of(report).at_least,
            difference(avoided.expected),
            count(whole)
        ),
        rest: qualified(report, period_words(report), &share, &ends),
        tone: if avoided.expected < 0 {
            Tone::Caution
        } else {
            Tone::Good
        },
        shown,
    }
}

/// The range of a bound would say less than the bound, and one that is exact nothing.
fn qualified(report: &Report, period: &str, share: &str, [low, high]: &[String; 2]) -> String {
    let range = if report.is_upper_bound() || low == high {
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

/// The figures that stand large at the top of a page.
pub(super) fn glance(report: &Report) -> Vec<Glance> {
    let most = Bounds::of(report).at_most;
    let glance = |name: &str, value: String, note: String| Glance {
        name: name.to_owned(),
        value,
        note,
    };
    let forecast = report.forecast;
    let mut list = Vec::new();
    list.extend(report.delivered_share().map(|share| {
        let interval = format!("95 %: {} to {}", percent(share.low), percent(share.high));
        glance("records delivered", percent(share.value), interval)
    }));
    list.push(glance(
        "invocations with the filter",
        format!("{most}{}", count(forecast.filtered.expected)),
        format!(
            "today {}, {}",
            count(forecast.unfiltered.expected),
            period_words(report)
        ),
    ));
    list.extend(report.cost.as_ref().map(|cost| {
        let filtered = cost.currency.amount(cost.filtered().expected);
        let today = cost.currency.amount(cost.today());
        let value = format!("{most}{filtered}");
        glance(
            "cost with the filter",
            value,
            format!("today {today}, a month"),
        )
    }));
    list.extend(report.basis.replay().map(|basis| {
        let [today, filtered] = [basis.concurrency_unfiltered, basis.concurrency_filtered];
        let today = format!("today {}", count(today));
        glance("invocations at once, at most", count(filtered), today)
    }));
    list
}
