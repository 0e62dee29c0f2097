//! A month's counts from three runs over one stretch of stream: scaled, and between the range from full batches to single
//! records.

use tidegate_figures::{Levels, Share};
use tidegate_mapping::simulate::PAYLOAD_BYTES_MAX;

use super::capacity::{self, Work};
use super::draw::Matching;
use super::inputs::{EstimateRequest, Failures, RecordsRead};
use super::month::MonthCounts;
use super::notices::MonthNotices;
use super::runs::Runs;
use super::sample::Recording;
use super::workload::Workload;
use crate::forecast::Forecast;
use crate::model::Sampling;

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
    let is_queue = request.delivery.is_standard_queue();
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
        low: matched.div_ceil(size).min(expected),
        expected,
        conservative,
        high: matched_apart.invocations.max(conservative),
    };
    let unfiltered = Levels {
        low: all.div_ceil(size).min(all_delivered.invocations),
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
        notices: MonthNotices::of(request, size, workload, (runs, None)),
        sampled: None,
        base_rate: None,
        records: all,
        receives: month(runs.unfiltered.counts.receives),
        filtered_receives: (is_queue && request.failures != Failures::default()).then(|| {
            let [first, last] =
                [&runs.filter_first, &runs.batch_first].map(|side| month(side.counts.receives));
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
    u64::from(request.delivery.batch_size().get()).min(fitting)
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
            let most = invocations.saturating_mul(request.delivery.batch_size().get().into());
            Work {
                invocations,
                records: records.min(most),
            }
            .held(request)
        })
}
