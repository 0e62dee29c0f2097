//! The replay of a month: three runs over one stretch of stream (no filter; filter first; batch first), scaled, between
//! the hard bounds.

use tidegate_figures::Levels;
use tidegate_mapping::simulate::{Order, PAYLOAD_BYTES_MAX, simulate};

use super::environments;
use super::inputs::{EstimateRequest, RecordsRead};
use super::load::{Run, Watch, load};
use super::month::MonthCounts;
use super::runs::Runs;
use super::sample::{REPLAYED_MAX, Sample};
use super::workload::{Matching, RECORDS_MAX, Workload, ratio};
use crate::forecast::Forecast;
use crate::model::{Environments, Load, ReplayBasis, Sampling};

pub(super) struct Replayed {
    pub(super) counts: MonthCounts,
    pub(super) basis: ReplayBasis,
    pub(super) load: Load,
    pub(super) environments: Option<Environments>,
    pub(super) sampling: Option<Sampling>,
}

impl Replayed {
    pub(super) fn of(request: &EstimateRequest, sample: &Sample, read: &RecordsRead) -> Self {
        let most = if request.is_recorded(sample) {
            REPLAYED_MAX
        } else {
            RECORDS_MAX
        };
        let workload = workload(request, sample, matching(read), most);
        let mut before = Watch::new(&workload, Run::Unfiltered);
        let mut after = Watch::new(&workload, Run::Filtered);
        let runs = Runs::watched(
            request,
            &workload,
            &mut |invocation| before.see(invocation),
            &mut |invocation| after.see(invocation),
        );
        let mut counts = counts(request, sample, &workload, &runs);
        let expected = counts.forecast.filtered.expected;
        let sampling = sampling(request, sample, read, most, expected);
        counts.sampled = sampling
            .zip(read.interval())
            .map(|(sampling, share)| sampling.with_records(share, workload.month_records));
        let watches = [&before, &after];
        let at_once = environments::at_once(&workload, &runs);
        let load = load(&workload, &before, &after);
        Self {
            environments: environments::environments(
                &workload,
                watches,
                at_once,
                counts.forecast,
                &load,
            ),
            basis: basis(request, sample, &workload, &runs),
            load,
            sampling,
            counts,
        }
    }
}

/// Returns which records match: those that matched in the sample. If none did, as many match as the sample may have
/// missed.
pub(super) fn matching(read: &RecordsRead) -> Matching {
    match read.missed() {
        Some(share) => Matching::Share(share),
        None => Matching::AsSampled,
    }
}

pub(super) fn workload(
    request: &EstimateRequest,
    sample: &Sample,
    matching: Matching,
    most: usize,
) -> Workload {
    match request.rate {
        Some(rate) if !request.is_recorded(sample) => {
            Workload::random(sample, request, rate, matching, most)
        }
        _ => Workload::recorded(sample, request, matching, most),
    }
}

fn counts(
    request: &EstimateRequest,
    sample: &Sample,
    workload: &Workload,
    runs: &Runs,
) -> MonthCounts {
    let month = |count| workload.for_month(count);
    let matched = workload.records.iter().filter(|record| record.matches);
    let matched = month(matched.count() as u64);
    let size = batch_size(request, sample);
    let expected = month(runs.filter_first.invocations);
    let conservative = month(runs.batch_first.invocations).max(expected);
    let filtered = Levels {
        low: packed(matched, workload.lanes_all, size).min(expected),
        expected,
        conservative,
        high: matched.max(conservative),
    };
    let all = workload.month_records;
    let unfiltered = month(runs.unfiltered.invocations);
    let unfiltered = Levels {
        low: packed(all, workload.lanes_all, size).min(unfiltered),
        expected: unfiltered,
        conservative: unfiltered,
        high: all.max(unfiltered),
    };
    let first = month(runs.filter_first.records_invoked);
    let last = month(runs.batch_first.records_invoked);
    MonthCounts {
        forecast: Forecast {
            unfiltered,
            filtered,
        },
        unfiltered_records: month(runs.unfiltered.records_invoked),
        filtered_records: Levels {
            low: matched.min(first),
            expected: first,
            conservative: last,
            high: matched.max(last),
        },
        sampled: None,
        records: all,
        receives: month(runs.unfiltered.receives),
    }
}

/// The batch size that the payload limit leaves.
pub(super) fn batch_size(request: &EstimateRequest, sample: &Sample) -> u64 {
    let fitting = (PAYLOAD_BYTES_MAX / sample.mean_bytes()).max(1);
    u64::from(request.mapping.batch_size().get()).min(fitting)
}

/// Fewest invocations: full batches throughout, the records spread over the lanes evenly.
pub(super) fn packed(records: u64, lanes: u32, batch_size: u64) -> u64 {
    let lanes = u64::from(lanes.max(1)).min(records.max(1));
    let each = (records / lanes).div_ceil(batch_size);
    let longer = (records / lanes + 1).div_ceil(batch_size);
    let with_one_more = records % lanes;
    each * (lanes - with_one_more) + longer * with_one_more
}

fn basis(
    request: &EstimateRequest,
    sample: &Sample,
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
        recorded_span_ms: request.is_recorded(sample).then(|| sample.span_ms()),
        recorded: sample.kept() as u64,
        burst: request.burst,
        seed: request.seed,
        given_up: workload.for_month(runs.filter_first.given_up),
        blocked: workload.for_month(runs.filter_first.blocked),
        concurrency_unfiltered,
        concurrency_filtered,
    }
}

/// Returns the range that the size of the sample alone leaves open; `None` of a sample without a match. Records that
/// match independently are replayed with the sample's share and with both ends of its interval; the expected count
/// changes in the same proportion.
fn sampling(
    request: &EstimateRequest,
    sample: &Sample,
    read: &RecordsRead,
    most: usize,
    expected: u64,
) -> Option<Sampling> {
    let share = read.interval()?;
    let at = |share| {
        let workload = workload(request, sample, Matching::Share(share), most);
        let settings = workload.settings(&request.mapping, Order::FilterFirst, request);
        workload.for_month(simulate(&workload.records, &settings).invocations)
    };
    let measured = at(share.value);
    let end = |share| ratio(expected, at(share), measured);
    let (low, high) = (end(share.low), end(share.high));
    Some(Sampling {
        low: low.min(high).min(expected),
        high: low.max(high).max(expected),
    })
}
