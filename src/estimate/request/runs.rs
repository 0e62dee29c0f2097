//! Three runs over one stretch of stream: without filters, filter first, batch first.

use tidegate_mapping::simulate::{Counts, Invocation, Order, Record, simulate, simulate_each};

use super::inputs::EstimateRequest;
use super::workload::Workload;

/// The three runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runs {
    pub(super) unfiltered: Counts,
    pub(super) filter_first: Counts,
    pub(super) batch_first: Counts,
}

impl Runs {
    pub(super) fn of(request: &EstimateRequest, workload: &Workload) -> Self {
        Self::watched(request, workload, &mut |_| {}, &mut |_| {})
    }

    /// Does the three runs; the sinks get the invocations without filters and those of filter first.
    pub(super) fn watched(
        request: &EstimateRequest,
        workload: &Workload,
        unfiltered: &mut dyn FnMut(Invocation),
        filter_first: &mut dyn FnMut(Invocation),
    ) -> Self {
        let first = workload.settings(&request.mapping, Order::FilterFirst, request);
        let last = workload.settings(&request.mapping, Order::BatchFirst, request);
        Self {
            unfiltered: simulate_each(&all_matching(&workload.records), &first, unfiltered),
            filter_first: simulate_each(&workload.records, &first, filter_first),
            batch_first: simulate(&workload.records, &last),
        }
    }
}

fn all_matching(records: &[Record]) -> Vec<Record> {
    let all = records.iter().map(|record| Record {
        matches: true,
        ..*record
    });
    all.collect()
}
