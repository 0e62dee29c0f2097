//! The replay of a month: three runs over one stretch of stream (no filter; filter first; batch first), scaled, between
//! the range from full batches to single records.

use tidegate_figures::{Levels, Share};
use tidegate_mapping::simulate::{Order, PAYLOAD_BYTES_MAX, Record, Settings, Unfinished};

use super::capacity::{self, Work};
use super::environments;
use super::inputs::{EstimateRequest, Failures, RecordsRead};
use super::load::{Run, Watch, load};
use super::month::MonthCounts;
use super::ratio::ratio;
use super::runs::{Runs, Side, all_matching};
use super::sample::Recording;
use super::seeds;
use super::workload::{Matching, RECORDS_MAX, Workload};
use crate::forecast::Forecast;
use crate::model::{BaseRate, Capacity, Environments, Load, ReplayBasis, Sampling};

pub(super) struct Replayed {
    pub(super) counts: MonthCounts,
    pub(super) basis: ReplayBasis,
    pub(super) load: Load,
    pub(super) environments: Option<Environments>,
    pub(super) sampling: Option<Sampling>,
    pub(super) capacity: Option<Capacity>,
    /// Records that the replay of a curve's point may have.
    pub(super) affordable: usize,
}

/// Fewest records of a replay that is repeated with fewer records because it takes too long.
const RECORDS_MIN: usize = 1_000;

/// Most invocations of a run for a point of a curve.
const CURVE_INVOCATIONS_MAX: u64 = 60_000;

impl Replayed {
    pub(super) fn of(
        request: &EstimateRequest,
        recording: &Recording,
        read: &RecordsRead,
    ) -> Result<Self, Unfinished> {
        let mut most = RECORDS_MAX;
        loop {
            let workload = workload(request, recording, matching(read), most);
            match Self::of_workload(request, recording, read, &workload) {
                Err(_) if !request.is_recorded(recording) && most > RECORDS_MIN => most /= 4,
                result => return result,
            }
        }
    }

    fn of_workload(
        request: &EstimateRequest,
        recording: &Recording,
        read: &RecordsRead,
        workload: &Workload,
    ) -> Result<Self, Unfinished> {
        let mut before = Watch::new(workload, Run::Unfiltered);
        let mut after = Watch::new(workload, Run::Filtered);
        let runs = Runs::watched(
            request,
            workload,
            &mut |invocation| before.see(invocation),
            &mut |invocation| after.see(invocation),
        )?;
        let first = counts(request, recording, workload, &runs);
        let most = workload.records.len();
        let (mut counts, seeds) =
            seeds::mean(request, recording, matching(read), (first, most));
        let expected = counts.forecast.filtered.expected;
        let sampling = sampling(request, recording, read, most, expected);
        counts.sampled = sampling
            .zip(read.interval())
            .map(|(sampling, share)| sampled(request, sampling, share, workload.month_records));
        let watches = [&before, &after];
        let at_once = environments::at_once(workload, &runs);
        let load = load(workload, &before, &after);
        Ok(Self {
            environments: environments::environments(
                workload,
                watches,
                at_once,
                counts.forecast,
                &load,
            ),
            basis: ReplayBasis {
                seeds,
                base_rate: base_rate(request, workload, counts.forecast),
                ..basis(request, recording, workload, &runs)
            },
            capacity: capacity::capacity(request, recording, workload, &runs),
            load,
            sampling,
            counts,
            affordable: affordable(workload, &runs),
        })
    }
}

/// Returns how many records a replay for a curve may have, so that all of them take no longer than this one: as many as
/// have [`CURVE_INVOCATIONS_MAX`] invocations.
fn affordable(workload: &Workload, runs: &Runs) -> usize {
    let records = workload.records.len() as u64;
    let affordable = ratio(records, CURVE_INVOCATIONS_MAX, runs.invocations_max());
    usize::try_from(affordable.max(1)).unwrap_or(usize::MAX)
}

/// Returns which records match: those of the sample or, if none did, as many as may have been missed.
pub(super) fn matching(read: &RecordsRead) -> Matching {
    match read.missed() {
        Some(share) => Matching::Share(share),
        None => Matching::AsSampled,
    }
}

pub(super) fn workload(
    request: &EstimateRequest,
    recording: &Recording,
    matching: Matching,
    most: usize,
) -> Workload {
    match request.rate {
        Some(rate) if !request.is_recorded(recording) => {
            Workload::random(recording, request, rate, matching, most)
        }
        _ => Workload::recorded(recording, request, matching, most),
    }
}

pub(super) fn counts(
    request: &EstimateRequest,
    recording: &Recording,
    workload: &Workload,
    runs: &Runs,
) -> MonthCounts {
    let month = |count| workload.for_month(count);
    let [all_delivered, first, last] = [&runs.unfiltered, &runs.filter_first, &runs.batch_first]
        .map(|side| capacity::month(request, workload, side));
    let matched = workload.records.iter().filter(|record| record.matches);
    let matched = month(matched.count() as u64);
    let size = batch_size(request, recording);
    let is_queue = request.mapping.is_standard_queue();
    let expected = first.invocations;
    let conservative = last.invocations.max(expected);
    let all = workload.month_records;
    // Every record by itself, and no fewer invocations than in batches.
    let apart = |records: u64, batched: Work| {
        let apart = Work {
            invocations: records.max(batched.invocations),
            records: records.max(batched.records),
        };
        apart.read(request, all).held(request)
    };
    let batched = Work {
        invocations: conservative,
        ..last
    };
    let matched_apart = apart(matched, batched);
    let all_apart = apart(all, all_delivered);
    let filtered = Levels {
        low: packed(matched, workload.lanes_all, size).min(expected),
        expected,
        conservative,
        high: matched_apart.invocations.max(conservative),
    };
    let unfiltered = Levels {
        low: packed(all, workload.lanes_all, size).min(all_delivered.invocations),
        expected: all_delivered.invocations,
        conservative: all_delivered.invocations,
        high: all_apart.invocations.max(all_delivered.invocations),
    };
    MonthCounts {
        forecast: Forecast {
            unfiltered,
            filtered,
        },
        unfiltered_records: Levels {
            high: all_apart.records,
            ..Levels::exactly(all_delivered.records)
        },
        filtered_records: Levels {
            low: matched.min(first.records),
            expected: first.records,
            conservative: last.records,
            high: matched_apart.records,
        },
        sampled: None,
        records: all,
        receives: month(runs.unfiltered.counts.receives),
        filtered_receives: (is_queue && request.failures != Failures::default()).then(|| {
            let [first, last] = [&runs.filter_first, &runs.batch_first]
                .map(|side| month(side.counts.receives));
            Levels {
                low: first.min(last),
                expected: first,
                conservative: last,
                high: first.max(last),
            }
        }),
        sizes: recording.totals.sizes,
    }
}

/// Returns the batch size that the payload limit leaves.
pub(super) fn batch_size(request: &EstimateRequest, recording: &Recording) -> u64 {
    let fitting = (PAYLOAD_BYTES_MAX / recording.totals.mean_bytes()).max(1);
    u64::from(request.mapping.batch_size().get()).min(fitting)
}

/// Returns the fewest invocations: full batches throughout, with the records spread evenly over the lanes.
pub(super) fn packed(records: u64, lanes: u32, batch_size: u64) -> u64 {
    let lanes = u64::from(lanes.max(1)).min(records.max(1));
    let each = (records / lanes).div_ceil(batch_size);
    let longer = (records / lanes + 1).div_ceil(batch_size);
    let with_one_more = records % lanes;
    each * (lanes - with_one_more) + longer * with_one_more
}

/// Returns the invocations and records at both ends of the delivered share's interval.
pub(super) fn sampled(
    request: &EstimateRequest,
    sampling: Sampling,
    share: Share,
    month_records: u64,
) -> [Work; 2] {
    sampling
        .with_records(share, month_records)
        .map(|(invocations, records)| {
            let most = invocations.saturating_mul(request.mapping.batch_size().get().into());
            Work {
                invocations,
                records: records.min(most),
            }
            .held(request)
        })
}

fn basis(
    request: &EstimateRequest,
    recording: &Recording,
    workload: &Workload,
    runs: &Runs,
) -> ReplayBasis {
    let [concurrency_unfiltered, concurrency_filtered] = environments::at_once(workload, runs);
    ReplayBasis {
        records: workload.records.len() as u64,
        month_records: workload.month_records,
        span_ms: workload.span_us / 1_000,
        lanes: workload.lanes,
        lanes_all: workload.lanes_all,
        recorded_span_ms: request.is_recorded(recording).then_some(recording.span_ms),
        recorded: recording.totals.read,
        chosen: recording.rows.len() as u64,
        stretches: recording.stretches.map(|(_, count)| count),
        burst: request.burst,
        seed: request.seed,
        given_up: workload.for_month(runs.filter_first.counts.given_up),
        expired: workload.for_month(runs.filter_first.counts.expired),
        expired_unfiltered: workload.for_month(runs.unfiltered.counts.expired),
        retrying_ppm: workload.retrying_ppm(&runs.filter_first.counts),
        retrying_unfiltered_ppm: workload.retrying_ppm(&runs.unfiltered.counts),
        concurrency_unfiltered,
        concurrency_filtered,
        base_rate: None,
        seeds: None,
        crowd: recording.crowd,
    }
}

/// Returns the expected invocations if shards are read at their base rate even while records wait: AWS does not document
/// how often they are read then. `None` if no shards are read.
fn base_rate(
    request: &EstimateRequest,
    workload: &Workload,
    forecast: Forecast,
) -> Option<BaseRate> {
    let fast = workload.settings(&request.mapping, Order::FilterFirst, request);
    let slow = fast.read_at_base_rate()?;
    let all = all_matching(&workload.records);
    let change = |records: &[Record], expected: u64| {
        let at = |settings: &Settings| {
            let side = Side::run(records, settings, &mut |_| {}).ok()?;
            Some(capacity::month(request, workload, &side).invocations)
        };
        Some(ratio(expected, at(&slow)?, at(&fast)?))
    };
    Some(BaseRate {
        unfiltered: change(&all, forecast.unfiltered.expected)?,
        filtered: change(&workload.records, forecast.filtered.expected)?,
    })
}

/// Returns the range that the size of the sample alone leaves open; `None` for a sample without a match. Records that
/// match independently are replayed with the sample's share and with both ends of its interval; the expected count
/// changes in the same proportion.
fn sampling(
    request: &EstimateRequest,
    recording: &Recording,
    read: &RecordsRead,
    most: usize,
    expected: u64,
) -> Option<Sampling> {
    let share = read.interval()?;
    let at = |share| {
        let seeds = seeds::requests(request, recording, most);
        let counts = seeds.map(|(request, most)| {
            let workload = workload(&request, recording, Matching::Share(share), most);
            let settings = workload.settings(&request.mapping, Order::FilterFirst, &request);
            let side = Side::run(&workload.records, &settings, &mut |_| {}).ok()?;
            Some(capacity::month(&request, &workload, &side).invocations)
        });
        counts.sum::<Option<u64>>()
    };
    let measured = at(share.value)?;
    let end = |share| Some(ratio(expected, at(share)?, measured));
    let (low, high) = (end(share.low)?, end(share.high)?);
    Some(Sampling {
        low: low.min(high).min(expected),
        high: low.max(high).max(expected),
    })
}
