//! How the filter changes the number of environments: how many to reserve, and whether more invocations start cold.

use tidegate_figures::{Decimal, count, counted, per_cent};
use tidegate_mapping::SQS_POLLERS_START;

use crate::model::{Advice, COLD_SEEN_MIN, ColdStarts, Report};
use crate::request::EstimateRequest;

/// A change by less than one in this many is not reported.
pub(super) const WORTH: u64 = 10;

/// The idle time that the sentences name, in minutes.
const IDLE_MINUTES: u32 = 10;

/// A reservation that differs by fewer environments is not reported.
const RESERVED_WORTH: u64 = 5;

/// A stated share of cold starts that differs from the replay's by this factor is questioned.
const APART: u32 = 2;

pub(super) fn environments(request: &EstimateRequest, report: &Report) -> Vec<Advice> {
    let texts = [reserve(report), colder(report), share(request, report)];
    let texts = texts.into_iter().flatten();
    texts
        .map(|text| Advice {
            text,
            invocations: None,
            cost: None,
        })
        .collect()
}

fn reserve(report: &Report) -> Option<String> {
    let found = report.environments.as_ref()?;
    let least = if report.delivery.is_standard_queue() {
        u64::from(SQS_POLLERS_START)
    } else {
        1
    };
    let [before, after] = [found.unfiltered, found.filtered].map(|side| side.at_once.max(least));
    if before.abs_diff(after) < RESERVED_WORTH.max(before / WORTH) {
        return None;
    }
    let why = if after < before {
        "no more are busy at once with the filter, and the rest is left to other functions"
    } else {
        "smaller batches bring more invocations at once"
    };
    Some(format!(
        "a reservation of {} instead of {}: {why}",
        counted(after, "environment"),
        count(before)
    ))
}

fn cold(report: &Report) -> Option<&ColdStarts> {
    let found = report.environments.as_ref()?;
    let mut cold = found.cold.iter();
    cold.find(|cold| cold.idle_minutes == IDLE_MINUTES)
}

/// Warns of more cold starts: fewer invocations keep fewer environments warm.
fn colder(report: &Report) -> Option<String> {
    let cold = cold(report)?;
    let (before, after) = (cold.unfiltered, cold.filtered);
    let is_told = after.seen >= COLD_SEEN_MIN && is_clear(before.seen, after.seen);
    if after.seen <= before.seen || !is_told {
        return None;
    }
    let few = before.seen < COLD_SEEN_MIN;
    let now = few.then(|| "few".to_owned());
    let now = now.unwrap_or_else(|| count(before.month));
    Some(format!(
        "expect {} cold starts a month instead of {now} if an environment ends after {IDLE_MINUTES} idle minutes: see \
         `tidegate plan cold-start`",
        count(after.month)
    ))
}

/// Returns whether the two counts differ by more than chance explains: two standard deviations of each.
fn is_clear(fewer: u64, more: u64) -> bool {
    let (fewer, more) = (fewer as f64, more as f64);
    more - fewer > 2.0 * (fewer.sqrt() + more.sqrt())
}

/// Questions the stated share of cold starts, which the cost applies with and without the filter.
fn share(request: &EstimateRequest, report: &Report) -> Option<String> {
    let stated = request.pricing.as_ref()?.init?.cold_share;
    let cold = cold(report)?;
    let (before, after) = (cold.unfiltered, cold.filtered);
    let of = |share: f64| Decimal::from_f64_retain(share).unwrap_or_default();
    let is_apart = |share: f64| {
        let (share, times) = (of(share), Decimal::from(APART));
        share > stated * times || share * times < stated
    };
    let sides = [(before, "unfiltered"), (after, "filtered")];
    let seen = sides.into_iter();
    let seen: Vec<_> = seen
        .filter(|(side, _)| side.seen >= COLD_SEEN_MIN)
        .collect();
    if !seen.iter().any(|(side, _)| is_apart(side.share)) {
        return None;
    }
    let seen = seen
        .iter()
        .map(|(side, name)| format!("{} {name}", per_cent(side.share)));
    Some(format!(
        "give --cold-share as measured: {} % are priced on both sides, the replay has {} if idle environments stay \
         {IDLE_MINUTES} min",
        (stated * Decimal::ONE_HUNDRED).normalize(),
        seen.collect::<Vec<_>>().join(" and ")
    ))
}
