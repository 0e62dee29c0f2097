//! Settings to turn, what to measure, and where the filter makes things worse.

use tidegate_figures::{Decimal, count, percent_of};

use super::capacity;
use super::environments::{WORTH, environments};
use crate::model::{Advice, Curve, CurvePoint, CurveSetting, Report};
use crate::request::EstimateRequest;

/// From here on the two readings of AWS's order are so far apart that measuring pays, in times.
const APART: u64 = 2;

pub(in crate::request) fn advice(request: &EstimateRequest, report: &Report) -> Vec<Advice> {
    let knobs = report.curves.iter().filter_map(|curve| turn(curve, report));
    let mut turned: Vec<_> = knobs.collect();
    turned.sort_by_key(|advice| advice.invocations);
    let mut list: Vec<_> = capacity::keep_up(request, report).into_iter().collect();
    list.extend(turned);
    list.extend(calibrate(report));
    list.extend(keep_up(request, report));
    list.extend(environments(request, report));
    list
}

/// The value of a setting with the fewest invocations, if they are clearly fewer.
fn turn(curve: &Curve, report: &Report) -> Option<Advice> {
    let today = curve.points.iter().find(|point| point.is_today)?;
    let best = curve.points.iter().min_by_key(|point| {
        let cost = point.cost_filtered.unwrap_or_default();
        (
            point.expected.saturating_mul(WORTH) / today.expected.max(1),
            cost,
            point.value,
        )
    })?;
    if best.expected + today.expected / WORTH >= today.expected {
        return None;
    }
    let costs = best.cost_filtered.zip(today.cost_filtered);
    let worth = costs.filter(|(best, today)| {
        let apart = best.decimal() - today.decimal();
        apart.abs() >= Decimal::ONE
    });
    let money = report.cost.as_ref().zip(worth).map(|(cost, costs)| {
        let [best, today] = [costs.0, costs.1].map(|amount| cost.currency.rough(amount));
        format!(", {best} instead of {today}")
    });
    let money = money.unwrap_or_default();
    let at_most = if report.is_upper_bound() {
        "at most "
    } else {
        ""
    };
    Some(Advice {
        text: format!(
            "{}: {at_most}{} invocations instead of {}{money}; {}",
            setting(report, curve.setting, best, today),
            short(best.expected),
            short(today.expected),
            price_of(curve.setting, best),
        ),
        invocations: Some(best.expected),
        cost: best.cost_filtered,
    })
}

/// Three digits of a count: shorter replays do not tell more.
fn short(invocations: u64) -> String {
    let digits = invocations.checked_ilog10().unwrap_or(0);
    let unit = 10_u64.pow(digits.saturating_sub(2));
    count((invocations.saturating_add(unit / 2) / unit).saturating_mul(unit))
}

fn setting(
    report: &Report,
    setting: CurveSetting,
    best: &CurvePoint,
    today: &CurvePoint,
) -> String {
    let now_s = Decimal::new(report.mapping.window_ms().into(), 3).normalize();
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

/// The two orders differ: only the account knows.
fn calibrate(report: &Report) -> Option<Advice> {
    let filtered = report.forecast.filtered;
    let is_apart = filtered.conservative >= filtered.expected.saturating_mul(APART);
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

/// A filter that raises the number of invocations, and what to do about it.
fn keep_up(request: &EstimateRequest, report: &Report) -> Option<Advice> {
    let (before, after) = (
        report.forecast.unfiltered.expected,
        report.forecast.filtered.expected,
    );
    let more = i64::try_from(after.saturating_sub(before)).unwrap_or(i64::MAX);
    (after > before && request.mapping.window_ms() == 0).then(|| Advice {
        text: format!(
            "the filter raises the number of invocations by {}: batches are smaller, so the function comes back for \
             more sooner; a batch window of a second or more holds them together",
            percent_of(more, before).unwrap_or_default()
        ),
        invocations: None,
        cost: None,
    })
}
