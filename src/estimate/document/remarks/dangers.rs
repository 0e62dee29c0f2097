//! Dangers, each in a sentence of at most 80 characters, so that the first screen has room for all of them. The folded
//! part says more about each (`warnings`).

use tidegate_figures::{count, counted, span};
use tidegate_report::Warning;

use super::capacity;
use super::causes::named_within;
use super::failures::blocked;
use super::settings::lane_noun;
use super::warnings::{added_percent, few_delivered};
use crate::model::Report;

/// Most characters of a danger.
pub(super) const CHARS_MAX: usize = 80;

/// Returns the dangers, the worst first: messages lost, records that the function can't take, hardly any record
/// delivered, records stuck or given up, more invocations than before, arrival times that can't be true.
pub(in crate::document) fn dangers(report: &Report) -> Vec<Warning> {
    let lost = deleted(report).map(|text| Warning {
        text,
        banner: Some("Messages lost unseen"),
    });
    let others = [
        few(report),
        blocked(report),
        discarded(report),
        raised(report),
        stray(report),
        burst(report),
    ];
    let behind = capacity::dangers(report).into_iter();
    let others = behind.chain(others.into_iter().flatten());
    lost.into_iter().chain(others.map(Warning::from)).collect()
}

fn deleted(report: &Report) -> Option<String> {
    let (deleted, read) = (report.deleted(), report.tally.read);
    let which = match (deleted, read) {
        (0, _) => return None,
        (1, 1) => "the message".to_owned(),
        (some, all) if some == all => format!("all {}", counted(all, "message")),
        (some, all) => format!("{} of {}", count(some), counted(all, "message")),
    };
    let them = if deleted == 1 { "it" } else { "them" };
    Some(format!(
        "AWS deletes {which}; no dead-letter queue gets {them}"
    ))
}

/// Names the condition that keeps most records out, if hardly any is delivered.
fn few(report: &Report) -> Option<String> {
    let (miss, others) = few_delivered(report)?;
    let lead = format!("few are delivered: {others} only ");
    let condition = named_within(report, miss, CHARS_MAX - lead.chars().count());
    Some(lead + &condition)
}

/// Says how many delivered records the function gives up, or gets too late.
fn discarded(report: &Report) -> Option<String> {
    let basis = report.basis.replay()?;
    let expired = match capacity::says_expiry(report) {
        true => 0,
        false => basis.expired,
    };
    match (basis.given_up, expired) {
        (0, 0) => None,
        (1, 0) => Some("1 record a month is given up after its last attempt".to_owned()),
        (given_up, 0) => Some(format!(
            "{} records a month are given up after their last attempt",
            capacity::rough(given_up)
        )),
        (0, 1) => Some("1 record a month expires before it is handled".to_owned()),
        (0, expired) => Some(format!(
            "{} records a month expire before they are handled",
            capacity::rough(expired)
        )),
        (given_up, expired) => Some(format!(
            "records not handled in a month: {} given up, {} expired",
            capacity::rough(given_up),
            capacity::rough(expired)
        )),
    }
}

fn raised(report: &Report) -> Option<String> {
    added_percent(report).map(|added| {
        let why = if report.is_freed() {
            format!("{}s are blocked less", lane_noun(report))
        } else {
            "smaller batches end sooner".to_owned()
        };
        format!("the filter adds invocations ({added}): {why}")
    })
}

/// Warns that nearly all records of the sample came in one short moment.
fn burst(report: &Report) -> Option<String> {
    let basis = report.basis.replay()?;
    let (crowd, recorded_ms) = (basis.crowd?, basis.recorded_span_ms?);
    Some(format!(
        "{} of the {} of {} came within {}: the month rests on them",
        count(crowd.records),
        counted(basis.recorded, "record"),
        span(recorded_ms),
        span(crowd.within_ms.max(1))
    ))
}

/// Warns of arrival times that cannot be true.
fn stray(report: &Report) -> Option<String> {
    let stray = report.stray?;
    let first = count(stray.first_record);
    Some(match stray.records {
        1 => format!("the time of record {first} is left out: far from all others"),
        more => format!(
            "{} times, from record {first} on, are left out: far from the others",
            count(more)
        ),
    })
}
