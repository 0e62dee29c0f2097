//! The replay of a month: three runs over one stretch of stream (no filter; filter first; batch first), scaled, between
//! the range from full batches to single records.

use tidegate_mapping::simulate::{Order, Unfinished};

use super::capacity::{self, Work};
use super::counted::{batch_size, counts, matching, sampled, workload};
use super::draw::Matching;
use super::environments;
use super::inputs::{EstimateRequest, Failures, RecordsRead};
use super::lanes::Take;
use super::load::{Run, Watch, load};
use super::month::MonthCounts;
use super::notices::MonthNotices;
use super::ratio::ratio;
use super::runs::{Runs, Side};
use super::sample::Recording;
use super::seeds::{self, Lengths};
use super::workload::{RECORDS_MAX, Workload};
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
/// The same where records fail. The advice then says only whether a setting brings fewer invocations.
const CURVE_INVOCATIONS_FAILING_MAX: u64 = 20_000;

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
            [
                Some(&mut |invocation| before.see(invocation)),
                Some(&mut |invocation| after.see(invocation)),
            ],
        )?;
        let first = counts(request, recording, workload, &runs);
        let most = workload.records.len();
        let affordable = affordable(request, workload, &runs);
        let lengths = Lengths::new(request, most, affordable);
        let (mut counts, seeds) = seeds::mean(request, recording, matching(read), (first, lengths));
        let expected = counts.forecast.filtered.expected;
        let sampling = sampling(request, recording, read, lengths, expected);
        let base_rate = base_rate(request, workload, &runs, counts.forecast);
        counts.base_rate = base_rate.map(|slow| with_records(slow, &counts));
        counts.sampled = sampling
            .zip(read.interval())
            .map(|(sampling, share)| sampled(request, sampling, share, workload.month_records));
        let capacity = capacity::capacity(request, recording, workload, &runs);
        let size = batch_size(request, recording);
        counts.notices = MonthNotices::of(request, size, workload, (&runs, capacity.as_ref()));
        let at_once = environments::at_once(workload, &runs);
        let load = load(workload, &before, &after);
        Ok(Self {
            environments: environments::environments(
                workload,
                [before, after],
                at_once,
                counts.forecast,
                &load,
            ),
            basis: ReplayBasis {
                seeds,
                base_rate,
                notices: counts.notices.summary(),
                ..basis(request, recording, workload, &runs)
            }
            .expiring(capacity.as_ref()),
            capacity,
            load,
            sampling,
            counts,
            affordable,
        })
    }
}

/// Returns how many records a replay for a curve may have, so that all of them take no longer than this one: as many as
/// have [`CURVE_INVOCATIONS_MAX`] invocations, and no more than any replay.
fn affordable(request: &EstimateRequest, workload: &Workload, runs: &Runs) -> usize {
    let most = match request.failures == Failures::default() {
        true => CURVE_INVOCATIONS_MAX,
        false => CURVE_INVOCATIONS_FAILING_MAX,
    };
    let records = workload.records.len() as u64;
    let affordable = ratio(records, most, runs.work().into_iter().fold(0, u64::max));
    usize::try_from(affordable).map_or(RECORDS_MAX, |records| records.clamp(1, RECORDS_MAX))
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
        notices: None,
        crowd: recording.crowd,
    }
}

/// Returns the work of these invocations, with the records of the estimate.
pub(super) const fn with_records(slow: BaseRate<u64>, counts: &MonthCounts) -> BaseRate<Work> {
    const fn work(invocations: u64, records: u64) -> Work {
        Work {
            invocations,
            records,
        }
    }
    BaseRate {
        unfiltered: work(slow.unfiltered, counts.unfiltered_records.expected),
        filtered: work(slow.filtered, counts.filtered_records.expected),
        conservative: work(slow.conservative, counts.filtered_records.conservative),
    }
}

/// Returns the invocations if shards are read at their base rate even while records wait: AWS does not document how often
/// they are read then. `None` if no shards are read.
fn base_rate(
    request: &EstimateRequest,
    workload: &Workload,
    runs: &Runs,
    forecast: Forecast,
) -> Option<BaseRate<u64>> {
    let month = |side: &Side| capacity::month(request, workload, side).invocations;
    let change = |(take, order), fast: &Side, fast_month: u64| {
        let settings = workload.settings(&request.delivery, order, request);
        let slow = Side::run(workload, take, &settings.read_at_base_rate()?, None).ok()?;
        Some(ratio(fast_month, month(&slow), month(fast)))
    };
    let (before, after) = (forecast.unfiltered, forecast.filtered);
    let first = Order::FilterFirst;
    let unfiltered = change((Take::All, first), &runs.unfiltered, before.expected);
    let filtered = change((Take::Matching, first), &runs.filter_first, after.expected);
    let last = (Take::Matching, Order::BatchFirst);
    let conservative = change(last, &runs.batch_first, after.conservative);
    let filtered = filtered?;
    Some(BaseRate {
        unfiltered: unfiltered?,
        filtered,
        conservative: conservative?.max(filtered),
    })
}

/// Returns the range that the size of the sample alone leaves open; `None` for a sample without a match. Records that
/// match independently are replayed with the sample's share and with both ends of its interval; the expected count
/// changes in the same proportion.
fn sampling(
    request: &EstimateRequest,
    recording: &Recording,
    read: &RecordsRead,
    lengths: Lengths,
    expected: u64,
) -> Option<Sampling> {
    let share = read.interval()?;
    let at = |share| {
        let seeds = seeds::requests(request, recording, lengths);
        let counts = seeds.map(|(request, most)| {
            let workload = workload(&request, recording, Matching::Share(share), most);
            let settings = workload.settings(&request.delivery, Order::FilterFirst, &request);
            let side = Side::run(&workload, Take::Matching, &settings, None).ok()?;
            Some(capacity::month(&request, &workload, &side).invocations)
        });
        counts.sum::<Option<u64>>()
    };
    let [measured, low, high] = [share.value, share.low, share.high].map(at);
    let measured = measured?;
    let month_records = recording.month_records(request.rate);
    let end = |share: f64, at_end: Option<u64>| {
        let counted = Work {
            invocations: ratio(expected, at_end?, measured),
            records: (month_records as f64 * share).round() as u64,
        };
        // Retries need no reads.
        Some(match request.failures == Failures::default() {
            true => counted.read(request, counted.records).invocations,
            false => counted.invocations,
        })
    };
    let (low, high) = (end(share.low, low)?, end(share.high, high)?);
    Some(Sampling {
        low: low.min(high).min(expected),
        high: low.max(high).max(expected),
    })
}
