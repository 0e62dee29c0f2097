//! Warnings: facts that a reader of the figures has to know.

use tidegate::Source;
use tidegate_figures::{RULE_OF_THREE, count, counted, percent, percent_of, span};
use tidegate_report::{Note, NoteKind};

use super::capacity::falls_behind;
use super::causes::named;
use super::failures::{expired, given_up};
use super::footing::RECORDED_MS_MIN;
use super::settings::window;
use crate::counts::{deleted_messages, drop_reasons, unreadable_reasons};
use crate::model::{NearMiss, Period, Report};

impl Report {
    /// Returns the warnings, the loss of messages first.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let lost = deleted_messages(self.route.source(), &self.tally);
        lost.into_iter().chain(all(self)).collect()
    }
}

/// Returns the warnings at their full length.
pub(in crate::document) fn notes(report: &Report) -> Option<Note> {
    let notes = report.warnings();
    (!notes.is_empty()).then(|| Note::new("note", NoteKind::List, notes))
}

/// Returns all warnings but the loss of messages; the caller's remarks come last.
fn all(report: &Report) -> impl Iterator<Item = String> {
    let found = [
        dropped(report),
        unreadable(report),
        thin_sample(report),
        nothing_delivered(report),
        shape(report),
        orders_apart(report),
        short_recording(report),
        crowded(report),
        chosen_part(report),
        given_up(report),
        expired(report),
        few(report),
        stray(report),
    ];
    let behind = falls_behind(report).into_iter();
    let found = behind.chain(found.into_iter().flatten());
    found.chain(report.remarks.iter().cloned())
}

/// If fewer than one record in this many is delivered, the report says that few are.
const FEW: u64 = 100;

/// Returns the condition that keeps most records out, with `360 others fail`, if few records are delivered.
pub(super) fn few_delivered(report: &Report) -> Option<(&NearMiss, String)> {
    let tally = &report.tally;
    let is_few = tally.delivered > 0 && tally.delivered.saturating_mul(FEW) < tally.read;
    let miss = report.near.as_ref()?.conditions.first()?;
    let others = match miss.records {
        1 => "1 other fails".to_owned(),
        records => format!("{} others fail", count(records)),
    };
    is_few.then_some((miss, others))
}

fn few(report: &Report) -> Option<String> {
    let (miss, others) = few_delivered(report)?;
    Some(format!(
        "few records are delivered; {others} only {}: check that this condition is meant",
        named(report, miss)
    ))
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
    let batch_size = u64::from(report.delivery.batch_size().get());
    (report.tally.read < batch_size).then(|| {
        format!(
            "the sample ({}) is smaller than one batch of {}: it says little about invocations",
            counted(report.tally.read, "record"),
            count(batch_size)
        )
    })
}

/// Warns that no match in n records does not mean none: up to 3/n may match, at 95 %.
fn nothing_delivered(report: &Report) -> Option<String> {
    let share = report
        .delivered_share()
        .filter(|_| report.tally.delivered == 0 && !report.never_matches())?;
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

/// If less than this share of the invocations is avoided, in per cent, the report says that hardly any is.
const WINDOW_LIMITED_PERCENT: u128 = 5;

/// If more than this share of the records is kept away, in per cent, invocations should be avoided too.
const WINDOW_LIMITED_RECORDS_PERCENT: u128 = 20;

/// Percentage points by which the share of invocations avoided has to be lower than that of records before a warning is
/// given.
const SUBLINEAR_POINTS: u128 = 5;

/// Says why the share of invocations avoided is not the share of records: the most important reason only.
fn shape(report: &Report) -> Option<String> {
    if report.route.source() == Source::EventBridge {
        return None;
    }
    raised(report)
        .or_else(|| window_limited(report))
        .or_else(|| sublinear(report))
}

/// Returns how many more invocations there are with the filter, in per cent; `None` if there are hardly any, or if the
/// filter delivers nothing.
pub(super) fn added_percent(report: &Report) -> Option<String> {
    let forecast = report.forecast;
    let (before, after) = (forecast.unfiltered.expected, forecast.filtered.expected);
    let more = i64::try_from(after.saturating_sub(before)).unwrap_or(i64::MAX);
    let is_clear = more > 0 && more.unsigned_abs() >= before / 100;
    (is_clear && report.tally.delivered > 0)
        .then(|| percent_of(more, before).unwrap_or_else(|| count(after)))
}

fn raised(report: &Report) -> Option<String> {
    added_percent(report).map(|added| {
        let why = if report.is_freed() {
            "failing records block less of the time, so the function gets to more of the others"
        } else {
            "shorter batches are finished sooner, so the function is invoked more often; run time is saved, requests are \
             not"
        };
        format!(
            "the filter raises the number of invocations by {added}, from {} to {}: {why}",
            count(report.forecast.unfiltered.expected),
            count(report.forecast.filtered.expected)
        )
    })
}

/// Warns that windows close as often as before, on smaller batches.
fn window_limited(report: &Report) -> Option<String> {
    let (parts, wholes) = shares(report);
    let few = parts.avoided * 100 < WINDOW_LIMITED_PERCENT * wholes.invocations;
    let many = parts.kept_away * 100 > WINDOW_LIMITED_RECORDS_PERCENT * wholes.read;
    (report.delivery.window_ms() > 0 && few && many).then(|| {
        format!(
            "limited by the batch window: {} of the records are kept from the function, but {} of the \
             invocations, because a window of {} still finds a matching record nearly every time; batches are \
             smaller, not fewer",
            kept_away_percent(report),
            avoided_words(report),
            window(report)
        )
    })
}

/// Warns that a batch with one delivered record is still an invocation: 90 % filtered is not 90 % saved.
fn sublinear(report: &Report) -> Option<String> {
    let (parts, wholes) = shares(report);
    let behind = parts.kept_away * wholes.invocations * 100
        > parts.avoided * wholes.read * 100 + SUBLINEAR_POINTS * wholes.read * wholes.invocations;
    behind.then(|| {
        format!(
            "{} of the records are kept from the function, but {} of the invocations: one is avoided only if no \
             record of its batch is delivered",
            kept_away_percent(report),
            avoided_words(report)
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

/// Returns counts below 2^64, so that products of two and a hundred fit.
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

/// Returns `only 40 %`, `hardly any`, or `none`.
fn avoided_words(report: &Report) -> String {
    let (avoided, whole) = (
        report.forecast.avoided().expected,
        report.forecast.unfiltered.expected,
    );
    match percent_of(avoided, whole) {
        Some(share) if share == "0 %" && avoided > 0 => "hardly any".to_owned(),
        Some(share) if avoided > 0 => format!("only {share}"),
        Some(_) | None => "none".to_owned(),
    }
}

/// If the invocations of the two possible orders differ by this factor, a warning names both.
const APART: u64 = 2;

fn orders_apart(report: &Report) -> Option<String> {
    let filtered = report.forecast.filtered;
    let is_apart = filtered.conservative >= filtered.expected.max(1).saturating_mul(APART);
    is_apart.then(|| {
        format!(
            "the answer depends on what AWS does not say: {} if it filters before it batches (expected), {} \
             if after (conservative)",
            counted(filtered.expected, "invocation"),
            count(filtered.conservative)
        )
    })
}

fn short_recording(report: &Report) -> Option<String> {
    let recorded_ms = report.basis.replay()?.recorded_span_ms?;
    (recorded_ms < RECORDED_MS_MIN).then(|| {
        format!(
            "the recording lasts {} and stands for a whole month: nights, weekends and peaks are not in it",
            span(recorded_ms)
        )
    })
}

/// Says that the month rests on one short moment of the sample.
fn crowded(report: &Report) -> Option<String> {
    let basis = report.basis.replay()?;
    let (crowd, recorded_ms) = (basis.crowd?, basis.recorded_span_ms?);
    Some(format!(
        "{} of the sample's {} came within {} of the {} that it covers: the invocations of the month and the concurrency rest \
         on this burst; take a sample with usual traffic too",
        count(crowd.records),
        counted(basis.recorded, "record"),
        span(crowd.within_ms.max(1)),
        span(recorded_ms)
    ))
}

/// Says that only part of a long sample is replayed.
fn chosen_part(report: &Report) -> Option<String> {
    let basis = report.basis.replay()?;
    let of = |how: &str| {
        format!(
            "the replay is of {} of the {} records read, {how} (seed {})",
            count(basis.chosen),
            count(basis.recorded),
            basis.seed
        )
    };
    let is_part = basis.chosen < basis.recorded;
    is_part.then(|| match basis.stretches {
        Some(1) => of("one stretch of time; rate, shards and span are those of all"),
        Some(stretches) => of(&format!(
            "{} stretches spread over the whole time; rate, shards and span are those of all",
            count(stretches)
        )),
        None => of("taken evenly"),
    })
}
