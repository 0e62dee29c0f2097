//! Cost against batch size and window: the month counted again with one setting turned.

use tidegate_figures::{Levels, Rate};
use tidegate_mapping::{Delivery, Mapping};

use super::capacity::{self, Work};
use super::cost;
use super::counted::{batch_size, counts, matching, sampled, workload};
use super::inputs::{EstimateRequest, Failures, RecordsRead};
use super::month::MonthCounts;
use super::notices::MonthNotices;
use super::ratio::ratio;
use super::replay::Replayed;
use super::runs::Runs;
use super::sample::{REPLAYED_MAX, Recording};
use crate::closed_form::batches_matching;
use crate::forecast::Forecast;
use crate::model::{Capacity, Cost, Curve, CurvePoint, CurveSetting, Sampling};

/// Settings that are tried, besides today's.
const BATCH_SIZES: [u32; 10] = [1, 5, 10, 25, 50, 100, 250, 500, 1_000, 10_000];
const WINDOWS: [u32; 9] = [0, 1, 2, 5, 10, 20, 60, 120, 300];

/// Longest run of a function: 15 minutes (Lambda quotas, read 2026-11-23). Settings whose full batch takes longer are
/// left out.
const TIMEOUT_US: u64 = 900 * 1_000_000;

/// Records of the replay of one point. Fewer than for the estimate itself: there are many points.
const RECORDS_MAX: usize = 60_000;

/// A recording may take this many times as long as drawn arrivals before only its beginning is replayed.
const RECORDED_TIMES: usize = 4;

/// Most work of all points together where records fail, as a number of invocations. The points after that are left out: some
/// settings bring far more retries than today's. Without failures, the records of a replay limit its invocations.
const WORK_MAX: u64 = 1_500_000;
/// The work of a point that is stopped, at least.
const WORK_UNFINISHED: u64 = 750_000;

/// Counts the month again at other settings, with the replay of at most `affordable` records for each. It is shorter
/// than the estimate's replay, so it only says in which proportion a setting changes the estimate: today's point is the
/// estimate. A point whose replay would not end is left out.
pub(super) fn of_replay(
    request: &EstimateRequest,
    recording: &Recording,
    read: &RecordsRead,
    replayed: &Replayed,
) -> Vec<Curve> {
    let most = match request.is_recorded(recording) {
        true if request.failures == Failures::default() => {
            (replayed.affordable * RECORDED_TIMES).min(REPLAYED_MAX)
        }
        // Where records fail, the advice says only whether a setting raises the cost: shorter replays are enough.
        true => replayed.affordable,
        false => RECORDS_MAX.min(replayed.affordable),
    };
    // One stretch for all points: where each value had a stretch of its own, windows opened at other records, and a
    // longer window could show more invocations for no other reason.
    let workload = workload(&longest(request), recording, matching(read), most);
    let mut left = match request.failures == Failures::default() {
        true => u64::MAX,
        false => WORK_MAX,
    };
    let mut point = |request: &EstimateRequest| {
        let runs = Runs::of(request, &workload);
        let work = runs
            .as_ref()
            .map_or(WORK_UNFINISHED, |runs| runs.work().iter().sum());
        left = left.checked_sub(work)?;
        Some(counts(request, recording, &workload, &runs.ok()?))
    };
    let Some(today) = point(request) else {
        return Vec::new();
    };
    curves(request, &mut |turned| {
        let own = match turned.delivery == request.delivery {
            true => today,
            false => point(turned)?,
        };
        Some(own.in_proportion(turned, &today, &replayed.counts))
    })
}

/// Returns the request with the longest window that is tried, which decides how long a replay lasts.
fn longest(request: &EstimateRequest) -> EstimateRequest {
    let size = request.delivery.batch_size().get();
    let longest = request
        .delivery
        .mapping()
        .and_then(|mapping| mapping.with(size, WINDOWS.last().copied()).ok());
    EstimateRequest {
        delivery: longest.map_or_else(|| request.delivery.clone(), Delivery::Mapping),
        ..request.clone()
    }
}

pub(super) fn of_backlog(
    request: &EstimateRequest,
    recording: &Recording,
    read: &RecordsRead,
    rate: Rate,
) -> Vec<Curve> {
    let mut curves = curves(request, &mut |request| {
        Some(backlog(request, recording, read, rate).counts)
    });
    // Batches are full at once, so the window never matters.
    curves.retain(|curve| curve.setting == CurveSetting::BatchSize);
    curves
}

/// A month of full batches.
pub(super) struct Backlog {
    pub(super) counts: MonthCounts,
    pub(super) sampling: Option<Sampling>,
    pub(super) capacity: Option<Capacity>,
    /// Records of a batch.
    pub(super) batch_size: u64,
}

/// Counts a month of full batches by the closed form: records match independently, every read finds a full batch.
pub(super) fn backlog(
    request: &EstimateRequest,
    recording: &Recording,
    read: &RecordsRead,
    rate: Rate,
) -> Backlog {
    let (all, size) = (rate.per_month(), batch_size(request, recording));
    let missed = read.missed();
    let tally = &read.tally;
    let matched = match missed {
        Some(share) => (all as f64 * share).round() as u64,
        None => ratio(tally.delivered, all, tally.read),
    };
    let share = missed.unwrap_or(tally.delivered as f64 / (tally.read as f64).max(1.0));
    let lanes = request.delivery.lanes();
    let batches = packed(all, lanes, size);
    let low = packed(matched, lanes, size);
    let high = matched.min(batches);
    let holding = |share| (batches as f64 * batches_matching(share, size as f64)).round() as u64;
    let conservative = holding(share).clamp(low.min(high), high);
    // A queue without a window invokes after each receive; all others fill a batch with what the filter delivers.
    let is_each_receive = request.delivery.is_standard_queue() && request.delivery.window_ms() == 0;
    let expected_at = |share: f64| {
        if is_each_receive {
            return holding(share);
        }
        packed((all as f64 * share).round() as u64, lanes, size)
    };
    let expected = if is_each_receive {
        conservative
    } else {
        low.min(conservative)
    };
    let work = |invocations, records| Work {
        invocations,
        records,
    };
    let filtered = Levels {
        low: work(low.min(expected), matched),
        expected: work(expected, matched),
        conservative: work(conservative, matched),
        high: work(high, matched),
    };
    let all_delivered = work(batches, all);
    let capacity = capacity::of_month(
        request,
        recording,
        all,
        [all_delivered, filtered.expected, filtered.conservative],
    );
    let held = |work: Work| work.held(request);
    let (all_delivered, filtered) = (held(all_delivered), filtered.map(held));
    let expected = filtered.expected.invocations;
    let interval = read.interval();
    let end = |share: f64| {
        let records = (all as f64 * share).round() as u64;
        held(work(expected_at(share), records)).invocations
    };
    let sampling = interval.map(|share| Sampling {
        low: end(share.low).min(expected),
        high: end(share.high).max(expected),
    });
    let is_queue = matches!(request.delivery, Delivery::Mapping(Mapping::Sqs(_)));
    let counts = MonthCounts {
        forecast: Forecast {
            unfiltered: Levels::exactly(all_delivered.invocations),
            filtered: filtered.map(|work| work.invocations),
        },
        unfiltered_records: Levels::exactly(all_delivered.records),
        filtered_records: filtered.map(|work| work.records),
        sampled: sampling
            .zip(interval)
            .map(|(sampling, share)| sampled(request, sampling, share, all)),
        records: all,
        receives: if is_queue { all.div_ceil(10) } else { 0 },
        filtered_receives: None,
        base_rate: None,
        notices: MonthNotices::of_capacity(request, size, capacity.as_ref()),
        sizes: recording.totals.sizes,
    };
    Backlog {
        counts,
        sampling,
        capacity,
        batch_size: size,
    }
}

fn curves(
    request: &EstimateRequest,
    count: &mut dyn FnMut(&EstimateRequest) -> Option<MonthCounts>,
) -> Vec<Curve> {
    let now_size = request.delivery.batch_size().get();
    let now_seconds = request.delivery.window_ms() / 1_000;
    let mut sizes = BATCH_SIZES.to_vec();
    let mut windows = WINDOWS.to_vec();
    sizes.push(now_size);
    windows.push(now_seconds);
    let mut turn = |setting, values: Vec<u32>| {
        let mut values = values;
        values.sort_unstable();
        values.dedup();
        let points = values.into_iter().filter_map(|value| {
            let (size, seconds) = match setting {
                // More than ten messages of a queue need a window; the shortest is tried.
                CurveSetting::BatchSize if request.delivery.is_standard_queue() && value > 10 => {
                    (value, Some(now_seconds.max(1)))
                }
                CurveSetting::BatchSize => (value, None),
                CurveSetting::Window => (now_size, Some(value)),
            };
            point(request, setting, value, (size, seconds), count)
        });
        Curve {
            setting,
            points: points.collect(),
        }
    };
    let curves = [
        turn(CurveSetting::BatchSize, sizes),
        turn(CurveSetting::Window, windows),
    ];
    let with_choice = curves.into_iter().filter(|curve| curve.points.len() > 1);
    with_choice.collect()
}

fn point(
    request: &EstimateRequest,
    setting: CurveSetting,
    value: u32,
    (size, seconds): (u32, Option<u32>),
    count: &mut dyn FnMut(&EstimateRequest) -> Option<MonthCounts>,
) -> Option<CurvePoint> {
    let mapping = request.delivery.mapping()?;
    let is_today = match setting {
        CurveSetting::BatchSize => value == mapping.batch_size().get(),
        CurveSetting::Window => value == mapping.window_ms() / 1_000,
    };
    let runs_us =
        request.handler.per_invocation_us + request.handler.per_record_us * u64::from(size);
    if !is_today && runs_us > TIMEOUT_US {
        return None;
    }
    let turned = if is_today {
        mapping.clone()
    } else {
        mapping.with(size, seconds).ok()?
    };
    let turned = EstimateRequest {
        delivery: Delivery::Mapping(turned),
        ..request.clone()
    };
    let counts = count(&turned)?.with_window_ends(&turned);
    let cost = cost::of_counts(&turned, &counts);
    Some(CurvePoint {
        value,
        window_seconds: turned.delivery.window_ms().div_ceil(1_000),
        is_today,
        unfiltered: counts.forecast.unfiltered.expected,
        expected: counts.forecast.filtered.expected,
        conservative: counts.forecast.filtered.conservative,
        cost_unfiltered: cost.as_ref().map(Cost::today),
        cost_filtered: cost.as_ref().map(|cost| cost.filtered().expected),
    })
}

/// Returns the batches of a backlog: all are full, with the records spread evenly over the lanes.
fn packed(records: u64, lanes: u32, batch_size: u64) -> u64 {
    let lanes = u64::from(lanes.max(1)).min(records.max(1));
    let each = (records / lanes).div_ceil(batch_size);
    let longer = (records / lanes + 1).div_ceil(batch_size);
    let with_one_more = records % lanes;
    each * (lanes - with_one_more) + longer * with_one_more
}
