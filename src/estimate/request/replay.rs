//! The replay of a month: three runs over one stretch of stream (no filter; filter first; batch first), scaled, between
//! the hard bounds.

use tidegate_batch::Tally;
use tidegate_figures::{Levels, Share};
use tidegate_mapping::simulate::{Order, PAYLOAD_BYTES_MAX, Unfinished, simulate};

use super::environments;
use super::inputs::EstimateRequest;
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
        sample: &Sample,
        tally: &Tally,
    ) -> Result<Self, Unfinished> {
        let mut most = Self::records_max(request, sample);
        loop {
            match Self::of_records(request, sample, tally, most) {
                Err(_) if !request.is_recorded(sample) && most > RECORDS_MIN => most /= 4,
                result => return result,
            }
        }
    }

    fn records_max(request: &EstimateRequest, sample: &Sample) -> usize {
        if request.is_recorded(sample) {
            REPLAYED_MAX
        } else {
            RECORDS_MAX
        }
    }

    /// The replay of at most `most` records.
    fn of_records(
        request: &EstimateRequest,
        sample: &Sample,
        tally: &Tally,
        most: usize,
    ) -> Result<Self, Unfinished> {
        let workload = workload(request, sample, matching(tally), most);
        let mut before = Watch::new(&workload, Run::Unfiltered);
        let mut after = Watch::new(&workload, Run::Filtered);
        let runs = Runs::watched(
            request,
            &workload,
            &mut |invocation| before.see(invocation),
            &mut |invocation| after.see(invocation),
        )?;
        let mut counts = counts(request, sample, &workload, &runs);
        let expected = counts.forecast.filtered.expected;
        let sampling = sampling(request, sample, tally, most, expected);
        counts.sampled = sampling
            .zip(Share::of(tally.delivered, tally.read))
            .map(|(sampling, share)| sampling.with_records(share, workload.month_records));
        let watches = [&before, &after];
        let at_once = environments::at_once(&workload, &runs);
        let load = load(&workload, &before, &after);
        Ok(Self {
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
            affordable: affordable(&workload, &runs),
        })
    }
}

/// How many records a replay for a curve may have, so that all of them take no longer than this one: as many as have
/// [`CURVE_INVOCATIONS_MAX`] invocations.
fn affordable(workload: &Workload, runs: &Runs) -> usize {
    let records = workload.records.len() as u64;
    let affordable = ratio(records, CURVE_INVOCATIONS_MAX, runs.invocations_max());
    usize::try_from(affordable.max(1)).unwrap_or(usize::MAX)
}

/// Which records match: those of the sample; of a sample in which none did, as many as may have been missed.
pub(super) fn matching(tally: &Tally) -> Matching {
    match at_most(tally) {
        Some(share) => Matching::Share(share),
        None => Matching::AsSampled,
    }
}

/// The share that a sample without a match leaves possible. `None` if there was a match.
pub(super) fn at_most(tally: &Tally) -> Option<f64> {
    (tally.delivered == 0 && tally.read > 0).then(|| Share::missed(tally.read))
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
    let expected = workload.invocations(&runs.filter_first);
    let conservative = workload.invocations(&runs.batch_first).max(expected);
    let filtered = Levels {
        low: packed(matched, workload.lanes_all, size).min(expected),
        expected,
        conservative,
        high: matched.max(conservative),
    };
    let all = workload.month_records;
    let unfiltered = workload.invocations(&runs.unfiltered);
    let unfiltered = Levels {
        low: packed(all, workload.lanes_all, size).min(unfiltered),
        expected: unfiltered,
        conservative: unfiltered,
        high: all.max(unfiltered),
    };
    let first = workload.records_invoked(&runs.filter_first);
    let last = workload.records_invoked(&runs.batch_first);
    MonthCounts {
        forecast: Forecast {
            unfiltered,
            filtered,
        },
        unfiltered_records: workload.records_invoked(&runs.unfiltered),
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
        expired: workload.for_month(runs.filter_first.expired),
        expired_unfiltered: workload.for_month(runs.unfiltered.expired),
        retrying_ppm: workload.retrying_ppm(&runs.filter_first),
        retrying_unfiltered_ppm: workload.retrying_ppm(&runs.unfiltered),
        concurrency_unfiltered,
        concurrency_filtered,
    }
}

/// What the size of the sample alone leaves open: the expected count, changed as records that match independently
/// would change it between the sample's share and both ends of its interval. `None` of a sample without a match.
fn sampling(
    request: &EstimateRequest,
    sample: &Sample,
    tally: &Tally,
    most: usize,
    expected: u64,
) -> Option<Sampling> {
    let share = Share::of(tally.delivered, tally.read)?;
    if at_most(tally).is_some() {
        return None;
    }
    let at = |share| {
        let workload = workload(request, sample, Matching::Share(share), most);
        let settings = workload.settings(&request.mapping, Order::FilterFirst, request);
        let counts = simulate(&workload.records, &settings).ok()?;
        Some(workload.invocations(&counts))
    };
    let measured = at(share.value)?;
    let end = |share| Some(ratio(expected, at(share)?, measured));
    let (low, high) = (end(share.low)?, end(share.high)?);
    Some(Sampling {
        low: low.min(high).min(expected),
        high: low.max(high).max(expected),
    })
}
