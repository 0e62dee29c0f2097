//! Three runs over one stretch of stream: without filters, filter first, batch first.

use tidegate_mapping::simulate::{Counts, Invocation, Order, Record, Settings, simulate_each};

use super::inputs::EstimateRequest;
use super::workload::Workload;

/// The three runs.
#[derive(Clone, Debug)]
pub(super) struct Runs {
    pub(super) unfiltered: Side,
    pub(super) filter_first: Side,
    pub(super) batch_first: Side,
}

/// One run.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) counts: Counts,
    /// The same invocations, lane by lane.
    pub(super) lanes: Vec<LaneRun>,
    /// Invocations that one lane can run at once.
    pub(super) per_lane: u32,
}

/// The invocations of one lane.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LaneRun {
    pub(super) invocations: u64,
    /// Records handed to the function.
    pub(super) records: u64,
    /// Run time of all invocations together.
    pub(super) busy_us: u64,
}

impl Runs {
    pub(super) fn of(request: &EstimateRequest, workload: &Workload) -> Self {
        Self::watched(request, workload, &mut |_| {}, &mut |_| {})
    }

    /// The same; the sinks see the invocations without filters and those of filter first.
    pub(super) fn watched(
        request: &EstimateRequest,
        workload: &Workload,
        unfiltered: &mut dyn FnMut(Invocation),
        filter_first: &mut dyn FnMut(Invocation),
    ) -> Self {
        let first = workload.settings(&request.mapping, Order::FilterFirst, request);
        let last = workload.settings(&request.mapping, Order::BatchFirst, request);
        Self {
            unfiltered: Side::run(&all_matching(&workload.records), &first, unfiltered),
            filter_first: Side::run(&workload.records, &first, filter_first),
            batch_first: Side::run(&workload.records, &last, &mut |_| {}),
        }
    }
}

impl Side {
    pub(super) fn run(
        records: &[Record],
        settings: &Settings,
        sink: &mut dyn FnMut(Invocation),
    ) -> Self {
        let lanes = settings.kind.lanes().max(1);
        let at_once = settings.kind.invocations_at_once_max() / u64::from(lanes);
        let mut runs = vec![LaneRun::default(); lanes as usize];
        let counts = simulate_each(records, settings, &mut |invocation| {
            if let Some(lane) = runs.get_mut(invocation.lane as usize) {
                lane.add(invocation);
            }
            sink(invocation);
        });
        Self {
            counts,
            lanes: runs,
            per_lane: u32::try_from(at_once).unwrap_or(u32::MAX).max(1),
        }
    }
}

impl LaneRun {
    fn add(&mut self, invocation: Invocation) {
        self.invocations += 1;
        self.records += u64::from(invocation.records);
        self.busy_us += invocation.end_us - invocation.start_us;
    }

    pub(super) const fn plus(self, other: Self) -> Self {
        Self {
            invocations: self.invocations + other.invocations,
            records: self.records + other.records,
            busy_us: self.busy_us + other.busy_us,
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
