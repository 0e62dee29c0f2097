//! Dangers, each in a line where the figures allow it, so that the first screen has room for all of them.

use tidegate_figures::{count, counted, span};
use tidegate_report::Warning;

use super::capacity;
use super::causes::named;
use super::warnings::{RECORDED_MS_MIN, added_percent, expired, given_up};
use crate::model::{Period, Report};

/// Returns the dangers, the worst first: messages lost, hardly any record delivered, records stuck or given up, more
/// invocations than before, figures from too small a sample.
pub(in crate::document) fn dangers(report: &Report) -> Vec<Warning> {
    let lost = deleted(report).map(|text| Warning {
        text,
        banner: Some("Messages lost unseen"),
    });
    let others = [
        few_delivered(report),
        expired(report),
        given_up(report),
        raised(report),
        stray(report),
        burst(report),
        thin(report),
    ];
    let behind = capacity::falls_behind(report).into_iter();
    let others = behind.chain(others.into_iter().flatten());
    lost.into_iter().chain(others.map(Warning::from)).collect()
}

fn deleted(report: &Report) -> Option<String> {
    let deleted = report.deleted();
    let which = if report.tally.delivered == 0 {
        "all"
    } else {
        "the other"
    };
    (deleted > 0).then(|| {
        format!(
            "AWS deletes {which} {}; no dead-letter queue gets {}",
            counted(deleted, "message"),
            if deleted == 1 { "it" } else { "them" }
        )
    })
}

/// If fewer than one record in this many is delivered, the report says that few are.
const FEW: u64 = 100;

fn few_delivered(report: &Report) -> Option<String> {
    let tally = &report.tally;
    let is_few = tally.delivered > 0 && tally.delivered.saturating_mul(FEW) < tally.read;
    let miss = report.near.as_ref()?.conditions.first()?;
    is_few.then(|| {
        format!(
            "few are delivered: {} others fail only {}",
            count(miss.records),
            named(report, miss)
        )
    })
}

fn raised(report: &Report) -> Option<String> {
    added_percent(report).map(|added| {
        format!(
            "the filter adds invocations ({added}): {}",
            if is_freed(report) {
                "shards are blocked less, so that batches are smaller"
            } else {
                "smaller batches end sooner"
            }
        )
    })
}

/// Returns whether the filter keeps failing records from blocking shards.
fn is_freed(report: &Report) -> bool {
    let replay = report.basis.replay();
    replay.is_some_and(|basis| basis.retrying_ppm < basis.retrying_unfiltered_ppm)
}

/// Warns that nearly all records of the sample came in one short moment.
fn burst(report: &Report) -> Option<String> {
    let basis = report.basis.replay()?;
    let (crowd, recorded_ms) = (basis.crowd?, basis.recorded_span_ms?);
    Some(format!(
        "{} of {} came within {} of the {} recorded: the month rests on this burst",
        count(crowd.records),
        counted(basis.recorded, "record"),
        span(crowd.within_ms.max(1)),
        span(recorded_ms)
    ))
}

/// Warns of a sample or a recording that is too small for an estimate.
fn thin(report: &Report) -> Option<String> {
    let batch_size = u64::from(report.mapping.batch_size().get());
    let read = report.tally.read;
    if report.period == Period::Sample {
        let text = || {
            format!(
                "{} {} less than one batch of {}: too few to tell",
                counted(read, "record"),
                if read == 1 { "is" } else { "are" },
                count(batch_size)
            )
        };
        return (read < batch_size).then(text);
    }
    let recorded_ms = report.basis.replay()?.recorded_span_ms?;
    (recorded_ms < RECORDED_MS_MIN).then(|| {
        format!(
            "the month is taken to be like the {} recorded",
            span(recorded_ms)
        )
    })
}

/// Warns of arrival times that cannot be true.
fn stray(report: &Report) -> Option<String> {
    let stray = report.stray?;
    let ms = jiff::Timestamp::from_millisecond(stray.first_arrival_ms).ok();
    let date = ms.map_or_else(String::new, |it| it.strftime(" of %Y-%m-%d").to_string());
    let others = match stray.records - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Some(format!(
        "record {}{others} has an arrival time{date}, far from all others: left out of rate and span",
        count(stray.first_record)
    ))
}
