//! Settings to change, figures to measure, and cases in which the filter makes things worse.

use tidegate_figures::{Decimal, count, percent_of};
use tidegate_mapping::simulate::Kind;

use super::capacity;
use super::environments::{WORTH, environments};
use crate::model::{Advice, Curve, CurvePoint, CurveSetting, Report};
use crate::request::{EstimateRequest, Failures};

/// If the invocations of the two possible orders differ by this factor, measuring is advised.
const APART: u64 = 2;

/// Returns the next steps, the settings with the fewest invocations first. There is none for a filter that delivers
/// nothing: it has to be corrected first.
pub(in crate::request) fn advice(request: &EstimateRequest, report: &Report) -> Vec<Advice> {
    if report.tally.delivered == 0 {
        return Vec::new();
    }
    let knobs = report
        .curves
        .iter()
        .filter_map(|curve| turn(request, curve, report));
    let mut turned: Vec<_> = knobs.collect();
    turned.sort_by_key(|advice| advice.invocations);
    let first = [capacity::keep_up(request, report), limit_retries(report)];
    let mut list: Vec<_> = first.into_iter().flatten().collect();
    list.extend(turned);
    list.extend(calibrate(report));
    list.extend(keep_up(request, report));
    list.extend(environments(request, report));
    list
}

/// From this share of the time on, in parts per million, retries that block a shard are worth a step.
const BLOCKED_PPM: u64 = 100_000;

/// Advises to limit retries where records that always fail block shards until they expire.
fn limit_retries(report: &Report) -> Option<Advice> {
    let mapping = report.delivery.mapping()?;
    let retries = match mapping.kind() {
        Kind::Stream(stream) => stream.retry.retries,
        Kind::Consumers(consumers) => consumers.retry.retries,
        Kind::Queue(_) => return None,
    };
    let blocked_ppm = report.basis.replay()?.retrying_ppm;
    (retries.is_none() && blocked_ppm >= BLOCKED_PPM).then(|| Advice {
        text: format!(
            "limit the retries, as with --retries 5: a record that always fails is retried until it expires, and blocks its \
             {}",
            mapping.lane_noun()
        ),
        invocations: None,
        cost: None,
    })
}

/// Returns the value of a setting that has the fewest invocations, if they are clearly fewer. The sentence compares two
/// points of the curve, whose replays are shorter than the estimate's: it has shares and no counts, so that none
/// contradicts the estimate.
fn turn(request: &EstimateRequest, curve: &Curve, report: &Report) -> Option<Advice> {
    let today = curve.points.iter().find(|point| point.is_today)?;
    let best = curve.points.iter().min_by_key(|point| {
        let cost = point.cost_filtered.unwrap_or_default();
        (
            point.expected.saturating_mul(WORTH) / today.expected.max(1),
            cost,
            point.value,
        )
    })?;
    let is_worth = best.expected + today.expected / WORTH < today.expected;
    if !is_worth {
        return None;
    }
    Some(Advice {
        text: format!(
            "{}: {}; {}",
            setting(report, curve.setting, best, today),
            fewer(request, report, best, today),
            price_of(curve.setting, best),
        ),
        invocations: Some(best.expected),
        cost: best.cost_filtered,
    })
}

/// Returns `26 to 90 % fewer invocations`: by the order of filtering and batching that saves less, and by the expected
/// one. Where records fail, the few of a short replay decide its retries: it shows a direction, but no share.
fn fewer(
    request: &EstimateRequest,
    report: &Report,
    best: &CurvePoint,
    today: &CurvePoint,
) -> String {
    // Nothing fails where no replay is made.
    if report.basis.replay().is_some() && request.failures != Failures::default() {
        return "fewer invocations; how many fewer depends on which records fail".to_owned();
    }
    let expected = whole_percent(today.expected, best.expected);
    let conservative = whole_percent(today.conservative, best.conservative);
    let (least, most) = (expected.min(conservative), expected.max(conservative));
    match least {
        0 => format!("up to {most} % fewer invocations"),
        least if least == most => format!("about {most} % fewer invocations"),
        least => format!("{least} to {most} % fewer invocations"),
    }
}

/// Returns by how much `then` is lower than `now`, in whole per cent rounded down; 0 if it is not.
fn whole_percent(now: u64, then: u64) -> u64 {
    let less = u128::from(now.saturating_sub(then)) * 100;
    u64::try_from(less / u128::from(now.max(1))).unwrap_or(0)
}

fn setting(
    report: &Report,
    setting: CurveSetting,
    best: &CurvePoint,
    today: &CurvePoint,
) -> String {
    let now_s = Decimal::new(report.delivery.window_ms().into(), 3).normalize();
    if setting == CurveSetting::Window {
        return format!("--window {} (now {now_s} s)", best.value);
    }
    let (batch_size, now) = (best.value, count(today.value.into()));
    if best.window_seconds == today.window_seconds {
        return format!("--batch-size {batch_size} (now {now})");
    }
    let window = best.window_seconds;
    format!("--batch-size {batch_size} --window {window} (now {now} and {now_s} s)")
}

fn price_of(setting: CurveSetting, best: &CurvePoint) -> String {
    match setting {
        CurveSetting::Window => format!("records wait up to {} s", best.value),
        CurveSetting::BatchSize => "a failed batch holds more records".to_owned(),
    }
}

/// Advises to measure AWS's order if it matters.
fn calibrate(report: &Report) -> Option<Advice> {
    let filtered = report.forecast.filtered;
    let is_apart = filtered.conservative >= filtered.expected.max(1).saturating_mul(APART);
    (report.basis.replay().is_some() && is_apart).then(|| Advice {
        text: format!(
            "measure which order AWS uses for you: filtering before batching gives {} invocations, batching before \
             filtering {}; turn on the mapping's EventCount metrics and compare InvokedEventCount with Invocations",
            count(filtered.expected),
            count(filtered.conservative)
        ),
        invocations: None,
        cost: None,
    })
}

/// A rise by less than one in this many is not reported: it would be written as 0 %.
const RISE_WORTH: u64 = 100;

/// Warns of a filter that raises the number of invocations, and says what to do about it: nothing if the mapping takes no
/// window, or if the rise is that of shards which failing records block less.
fn keep_up(request: &EstimateRequest, report: &Report) -> Option<Advice> {
    let (before, after) = (
        report.forecast.unfiltered.expected,
        report.forecast.filtered.expected,
    );
    let more = after.saturating_sub(before);
    let mapping = request.delivery.mapping()?;
    let takes_window = mapping.with(mapping.batch_size().get(), Some(1)).is_ok();
    let is_apt = takes_window && mapping.window_ms() == 0 && !report.is_freed();
    let is_clear = more > 0 && more >= before.div_ceil(RISE_WORTH);
    let added = percent_of(i64::try_from(more).unwrap_or(i64::MAX), before)?;
    (is_apt && is_clear).then(|| Advice {
        text: format!(
            "the filter raises the number of invocations by {added}: batches are smaller, so the function comes back for \
             more sooner; a batch window of a second or more holds them together"
        ),
        invocations: None,
        cost: None,
    })
}
