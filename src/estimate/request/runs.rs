//! Three runs over one stretch of stream: without filters, filter first, batch first.

use tidegate_mapping::simulate::{
    Counts, Invocation, Order, Record, Unfinished, simulate, simulate_each,
};

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
    pub(super) fn of(request: &EstimateRequest, workload: &Workload) -> Result<Self, Unfinished> {
        Self::watched(request, workload, &mut |_| {}, &mut |_| {})
    }

    /// The same; the sinks see the invocations without filters and those of filter first.
    pub(super) fn watched(
        request: &EstimateRequest,
        workload: &Workload,
        unfiltered: &mut dyn FnMut(Invocation),
        filter_first: &mut dyn FnMut(Invocation),
    ) -> Result<Self, Unfinished> {
        let first = workload.settings(&request.mapping, Order::FilterFirst, request);
        let last = workload.settings(&request.mapping, Order::BatchFirst, request);
        Ok(Self {
            unfiltered: simulate_each(&all_matching(&workload.records), &first, unfiltered)?,
            filter_first: simulate_each(&workload.records, &first, filter_first)?,
            batch_first: simulate(&workload.records, &last)?,
        })
    }

    /// Returns the most invocations of a run.
    pub(super) fn invocations_max(&self) -> u64 {
        let runs = [self.unfiltered, self.filter_first, self.batch_first];
        runs.map(|counts| counts.invocations)
            .into_iter()
            .fold(0, u64::max)
    }
}

fn all_matching(records: &[Record]) -> Vec<Record> {
    let all = records.iter().map(|record| Record {
        matches: true,
        ..*record
    });
    all.collect()
}
