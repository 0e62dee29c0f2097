//! What the reader should not overlook.

use tidegate::Source;
use tidegate_figures::{RULE_OF_THREE, count, counted, percent, percent_of, span};
use tidegate_mapping::{Discarded, Mapping};
use tidegate_report::{Note, NoteKind};

use super::settings::{lane_noun, window};
use crate::counts::{deleted_messages, drop_reasons, unreadable_reasons};
use crate::model::{Period, Report};
use crate::request::REPLAYED_MAX;

impl Report {
    /// What the reader should not overlook, the loss of messages first.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let lost = deleted_messages(self.origin, &self.tally);
        lost.into_iter().chain(all(self)).collect()
    }
}

/// What qualifies the figures: of the warnings, those that the first screen does not show already.
pub(in crate::document) fn notes(report: &Report) -> Option<Note> {
    let notes = all(report).collect::<Vec<_>>();
    (!notes.is_empty()).then(|| Note::new("note", NoteKind::List, notes))
}

/// The caller's remarks stand last.
fn all(report: &Report) -> impl Iterator<Item = String> {
    let found = [
        dropped(report),
        unreadable(report),
        thin_sample(report),
        nothing_delivered(report),
        shape(report),
        orders_apart(report),
        short_recording(report),
        cut_sample(report),
        given_up(report),
        expired(report),
    ];
    let found = found.into_iter().flatten();
    found.chain(report.remarks.iter().cloned())
}

fn dropped(report: &Report) -> Option<String> {
    let dropped = report.tally.dropped_total();
    (dropped > 0).then(|| {
        format!(
            "{} dropped before any filter could look at the payload ({})",
            counted(dropped, "record"),
            drop_reasons(&report.tally)
        )
    })
}

fn unreadable(report: &Report) -> Option<String> {
    let unreadable = report.tally.unreadable_total();
    (unreadable > 0).then(|| {
        format!(
            "{} could not be read ({}): counted as read and as not delivered",
            counted(unreadable, "record"),
            unreadable_reasons(&report.tally)
        )
    })
}

fn thin_sample(report: &Report) -> Option<String> {
    let batch_size = u64::from(report.mapping.batch_size().get());
    (report.tally.read < batch_size).then(|| {
        format!(
            "the sample ({}) is smaller than one batch of {}: it says little about invocations",
            counted(report.tally.read, "record"),
            count(batch_size)
        )
    })
}

/// No match in n records is at most 3/n at 95 %, not none.
fn nothing_delivered(report: &Report) -> Option<String> {
    let share = report
        .delivered_share()
        .filter(|_| report.tally.delivered == 0)?;
    if report.period == Period::Sample {
        return Some(format!(
            "no record of this sample was delivered; up to {} of the stream may be (95 %)",
            percent(share.high)
        ));
    }
    Some(format!(
        "no record of this sample was delivered, which leaves a share of at most {RULE_OF_THREE}/{} = {} possible (95 %, rule of \
         three); the figures with the filter are those of this share: at most that many, at most that much",
        count(report.tally.read),
        percent(report.share_used())
    ))
}

/// Avoided invocations below this are none to speak of, in per cent.
const WINDOW_LIMITED_PERCENT: u128 = 5;

/// Records kept away above this should show, in per cent.
const WINDOW_LIMITED_RECORDS_PERCENT: u128 = 20;

/// Percentage points by which the share of invocations avoided has to be lower than that of records before a warning is
/// given.
const SUBLINEAR_POINTS: u128 = 5;

/// Why the share of invocations is not the share of records. The most telling reason only.
fn shape(report: &Report) -> Option<String> {
    if report.origin == Source::EventBridge {
        return None;
    }
    raised(report)
        .or_else(|| window_limited(report))
        .or_else(|| sublinear(report))
}

fn raised(report: &Report) -> Option<String> {
    let forecast = report.forecast;
    let (before, after) = (forecast.unfiltered.expected, forecast.filtered.expected);
    let more = i64::try_from(after.saturating_sub(before)).unwrap_or(i64::MAX);
    (more > 0).then(|| {
        format!(
            "the filter raises the number of invocations by {}, from {} to {}: shorter batches are finished sooner, so \
             the function is invoked more often; run time is saved, requests are not",
            percent_of(more, before).unwrap_or_else(|| count(after)),
            count(before),
            count(after)
        )
    })
}

/// The window closes as often as before, on smaller batches.
fn window_limited(report: &Report) -> Option<String> {
    let (parts, wholes) = shares(report);
    let few = parts.avoided * 100 < WINDOW_LIMITED_PERCENT * wholes.invocations;
    let many = parts.kept_away * 100 > WINDOW_LIMITED_RECORDS_PERCENT * wholes.read;
    (report.mapping.window_ms() > 0 && few && many).then(|| {
        format!(
            "limited by the batch window: {} of the records are kept from the function, but only {} of the \
             invocations, because a window of {} still finds a matching record nearly every time; batches are \
             smaller, not fewer",
            kept_away_percent(report),
            avoided_percent(report),
            window(report)
        )
    })
}

/// Batching keeps an invocation alive for one delivered record: 90 % filtered is not 90 % saved.
fn sublinear(report: &Report) -> Option<String> {
    let (parts, wholes) = shares(report);
    let behind = parts.kept_away * wholes.invocations * 100
        > parts.avoided * wholes.read * 100 + SUBLINEAR_POINTS * wholes.read * wholes.invocations;
    behind.then(|| {
        format!(
            "{} of the records are kept from the function, but only {} of the invocations: one is avoided only \
             if its whole batch is",
            kept_away_percent(report),
            avoided_percent(report)
        )
    })
}

struct Parts {
    kept_away: u128,
    avoided: u128,
}

struct Wholes {
    read: u128,
    invocations: u128,
}

/// Counts below 2^64, so that products of two and a hundred fit.
fn shares(report: &Report) -> (Parts, Wholes) {
    let avoided = report.forecast.avoided().expected;
    let parts = Parts {
        kept_away: u128::from(report.tally.read - report.tally.delivered),
        avoided: u128::try_from(avoided).unwrap_or(0),
    };
    let wholes = Wholes {
        read: report.tally.read.into(),
        invocations: report.forecast.unfiltered.expected.into(),
    };
    (parts, wholes)
}

fn kept_away_percent(report: &Report) -> String {
    let kept_away = report.tally.read - report.tally.delivered;
    let kept_away = kept_away.try_into().unwrap_or(i64::MAX);
    percent_of(kept_away, report.tally.read).unwrap_or_default()
}

fn avoided_percent(report: &Report) -> String {
    let whole = report.forecast.unfiltered.expected;
    percent_of(report.forecast.avoided().expected, whole).unwrap_or_default()
}

/// From this ratio on, a warning names both readings of AWS's order.
const APART: u64 = 2;

fn orders_apart(report: &Report) -> Option<String> {
    let filtered = report.forecast.filtered;
    let is_apart = filtered.conservative >= filtered.expected.max(1).saturating_mul(APART);
    is_apart.then(|| {
        format!(
            "the answer depends on what AWS does not say: {} invocations if it filters before it batches (expected), {} \
             if after (conservative)",
            count(filtered.expected),
            count(filtered.conservative)
        )
    })
}

/// A recording shorter than this says little about a month.
pub(super) const RECORDED_MS_MIN: u64 = 3_600_000;

fn short_recording(report: &Report) -> Option<String> {
    let recorded_ms = report.basis.replay()?.recorded_span_ms?;
    (recorded_ms < RECORDED_MS_MIN).then(|| {
        format!(
            "the recording lasts {} and stands for a whole month: nights, weekends and peaks are not in it",
            span(recorded_ms)
        )
    })
}

fn cut_sample(report: &Report) -> Option<String> {
    let recorded = report.basis.replay()?.recorded;
    (report.tally.read > recorded).then(|| {
        format!(
            "the replay draws on the first {} records only, of {} read (at most {} are kept)",
            count(recorded),
            count(report.tally.read),
            count(REPLAYED_MAX as u64)
        )
    })
}

pub(super) fn given_up(report: &Report) -> Option<String> {
    let given_up = report.basis.replay()?.given_up;
    (given_up > 0).then(|| {
        format!(
            "{} a month given up after the last attempt",
            counted(given_up, "record")
        )
    })
}

/// Parts per million of the time from which on blocked shards are worth a word.
const RETRYING_PPM_MIN: u64 = 10_000;

pub(super) fn expired(report: &Report) -> Option<String> {
    let basis = report.basis.replay()?;
    let blocked = (basis.retrying_ppm >= RETRYING_PPM_MIN).then(|| {
        format!(
            "failing records block {}s {} of the time ({} today)",
            lane_noun(report),
            of_time(basis.retrying_ppm),
            of_time(basis.retrying_unfiltered_ppm)
        )
    });
    let expired = (basis.expired > 0).then(|| {
        let verb = if basis.expired == 1 {
            "expires"
        } else {
            "expire"
        };
        let records = counted(basis.expired, "record");
        format!("{records} a month {verb} ({})", discarded(report))
    });
    Some(match (blocked, expired) {
        (None, None) => return None,
        (Some(blocked), None) => blocked,
        (Some(blocked), Some(expired)) => format!("{blocked}, and {expired}: limit the retries"),
        (None, Some(expired)) => {
            format!("{expired}: limit the retries, or report the items that failed")
        }
    })
}

fn of_time(ppm: u64) -> String {
    percent_of(i64::try_from(ppm).unwrap_or(i64::MAX), 1_000_000).unwrap_or_default()
}

/// Where the records go that Lambda gives up.
fn discarded(report: &Report) -> &'static str {
    let mapping = report.mapping.mapping();
    match mapping.map_or(Discarded::Lost, Mapping::discarded) {
        Discarded::Lost => "lost",
        Discarded::ToDestination => "a destination is told",
    }
}
