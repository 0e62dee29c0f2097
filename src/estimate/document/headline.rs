//! The result in one line: first whether nothing was delivered, then the money saved, or the invocations avoided if
//! there is no cost. Also holds the figures at a glance.

use tidegate_figures::{Decimal, count, counted, percent_short};
use tidegate_report::{Glance, Headline, Shown, Tone};

use super::bounds::period_words;
use super::range::Range;
use super::records::interval_words;
use super::remarks;
use crate::model::{Cost, Report};

/// Below this bill of a month, in its currency, the headline is about invocations.
pub(super) const BILL_MIN: Decimal = Decimal::ONE;

pub(super) fn headline(report: &Report) -> Headline {
    let read = report.tally.read;
    if read == 0 {
        return sentence(Tone::Caution, "no record was read".to_owned());
    }
    if report.tally.delivered == 0 {
        let text = format!("delivers NONE of {}", counted(read, "record"));
        return qualified(Tone::Alarm, text, never(report).to_owned());
    }
    let forecast = report.forecast;
    // Several rules may each leave out some of the events that others match.
    let saves_none = forecast.filtered.expected >= forecast.unfiltered.expected;
    if report.tally.delivered == read && saves_none {
        let rest = match read {
            1 => "the record is delivered".to_owned(),
            _ => format!("all {} are delivered", counted(read, "record")),
        };
        let lead = match is_open(report) {
            true => "saves nothing on these records:",
            false => "saves nothing:",
        };
        return qualified(Tone::Plain, lead.to_owned(), rest);
    }
    match remarks::unfounded(report) {
        Some(text) => sentence(Tone::Caution, text),
        None => saving(report),
    }
}

/// Returns the sentences below the headline: the saving as far as the records tell it, if they are too few to make it the
/// headline; the cause if nothing is delivered, in at most `chars` characters; what weakens the figures.
pub(super) fn about(report: &Report, chars: usize) -> Vec<String> {
    let first = remarks::unfounded(report).map(|unfounded| {
        if headline(report).lead != unfounded {
            return unfounded;
        }
        let Headline { lead, rest, .. } = saving(report);
        let saving = format!("as far as they tell: {lead} {rest}");
        saving.trim_end().to_owned()
    });
    let others = remarks::about_headline(report, chars);
    first.into_iter().chain(others).collect()
}

fn saving(report: &Report) -> Headline {
    match bill(report) {
        Some(cost) => of_cost(&Range::cost(report, cost)),
        None => of_invocations(report, &Range::invocations(report)),
    }
}

fn bill(report: &Report) -> Option<&Cost> {
    let cost = report.cost.as_ref();
    cost.filter(|cost| cost.today().decimal() >= BILL_MIN)
}

/// Returns whether so few records leave a saving open, which the table shows.
fn is_open(report: &Report) -> bool {
    let range = match bill(report) {
        Some(cost) => Range::cost(report, cost),
        None => Range::invocations(report),
    };
    range
        .avoided_as_written()
        .iter()
        .any(|end| *end > Decimal::ZERO)
}

/// Qualifies the headline if the records that were not read are known to be filtered too.
fn never(report: &Report) -> &'static str {
    if report.never_matches() {
        "and no other record either"
    } else {
        ""
    }
}

fn sentence(tone: Tone, lead: String) -> Headline {
    qualified(tone, lead, String::new())
}

fn qualified(tone: Tone, lead: String, rest: String) -> Headline {
    Headline {
        lead,
        rest,
        tone,
        shown: Shown::Everywhere,
    }
}

/// The kinds of results, by the ends of the range as they are written.
enum Kind {
    Saves,
    Nothing,
    HardlyAny,
    Adds,
    Either,
}

fn kind(range: &Range) -> Kind {
    let [from, to] = range.avoided_as_written();
    let is_exact = range.avoided().iter().all(Decimal::is_zero);
    if from.is_zero() && to.is_zero() {
        return if is_exact {
            Kind::Nothing
        } else {
            Kind::HardlyAny
        };
    }
    if from >= Decimal::ZERO {
        Kind::Saves
    } else if to <= Decimal::ZERO {
        Kind::Adds
    } else {
        Kind::Either
    }
}

fn of_cost(range: &Range) -> Headline {
    let today = range.today_words();
    let [from, to] = range.avoided_as_written();
    let share = format!("({})", range.percent_words());
    match kind(range) {
        Kind::Saves => {
            let lead = format!("saves {} of {today} a month", range.avoided_words());
            qualified(Tone::Good, lead, share)
        }
        Kind::Nothing => sentence(Tone::Plain, format!("saves nothing of {today} a month")),
        Kind::HardlyAny => sentence(Tone::Plain, format!("saves hardly any of {today} a month")),
        Kind::Adds => {
            let lead = format!("costs {} a month more", range.added_words());
            qualified(Tone::Caution, lead, format!("than today's {today}"))
        }
        Kind::Either => {
            let lead = format!("saves up to {} of {today} a month", range.words(to));
            let rest = format!("or costs up to {} more", range.words(-from));
            qualified(Tone::Caution, lead, rest)
        }
    }
}

fn of_invocations(report: &Report, range: &Range) -> Headline {
    let period = period_words(report);
    let noun = if range.today == Decimal::ONE {
        "invocation"
    } else {
        "invocations"
    };
    let today = format!("{} {noun}", range.today_words());
    let [from, to] = range.avoided_as_written();
    let share = format!("({})", range.percent_words());
    match kind(range) {
        Kind::Saves => {
            let avoided = range.avoided_words();
            let lead = format!("avoids {avoided} of {today} {period}");
            qualified(Tone::Good, lead, share)
        }
        Kind::Nothing => {
            let lead = format!("avoids none of {today} {period}");
            sentence(Tone::Plain, lead)
        }
        Kind::HardlyAny => {
            let lead = format!("avoids hardly any of {today} {period}");
            sentence(Tone::Plain, lead)
        }
        Kind::Adds => {
            let added = range.added_words();
            let noun = if added == "1" {
                "invocation"
            } else {
                "invocations"
            };
            let lead = format!("adds {added} {noun} {period}");
            qualified(Tone::Caution, lead, format!("to today's {today}"))
        }
        Kind::Either => {
            let avoided = range.words(to);
            let lead = format!("avoids up to {avoided} of {today} {period}");
            let rest = format!("or adds up to {}", range.words(-from));
            qualified(Tone::Caution, lead, rest)
        }
    }
}

/// Returns the figures that are shown large at the top of a page.
pub(super) fn glance(report: &Report) -> Vec<Glance> {
    let glance = |name: &str, value: String, note: String| Glance {
        name: name.to_owned(),
        value,
        note,
    };
    let mut list = Vec::new();
    let delivered = report.delivered_share().zip(interval_words(report));
    list.extend(delivered.map(|(share, interval)| {
        glance("records delivered", percent_short(share.value), interval)
    }));
    let invocations = Range::invocations(report);
    list.push(glance(
        "invocations with the filter",
        invocations.filtered_words(),
        format!(
            "today {}, {}",
            invocations.today_words(),
            period_words(report)
        ),
    ));
    let cost = report.cost.as_ref().map(|cost| Range::cost(report, cost));
    let cost = cost.filter(|range| range.today >= BILL_MIN);
    list.extend(cost.map(|range| {
        glance(
            "cost with the filter",
            range.filtered_words(),
            format!("today {}, a month", range.today_words()),
        )
    }));
    list.extend(report.basis.replay().map(|basis| {
        let [today, filtered] = [basis.concurrency_unfiltered, basis.concurrency_filtered];
        let today = format!("today {}", count(today));
        glance("invocations at once, at most", count(filtered), today)
    }));
    list
}
