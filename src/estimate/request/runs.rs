//! Three runs over one stretch of stream: without filters, filter first, batch first.

use tidegate_mapping::simulate::{
    Counts, Invocation, Order, Record, Settings, Unfinished, simulate_each,
};

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

/// The invocations of one lane, without those that try records of a stream or of consumers again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LaneRun {
    pub(super) invocations: u64,
    /// Records handed to the function.
    pub(super) records: u64,
    /// Run time of all invocations together.
    pub(super) busy_us: u64,
}

impl Runs {
    pub(super) fn of(request: &EstimateRequest, workload: &Workload) -> Result<Self, Unfinished> {
        Self::watched(request, workload, &mut |_| {}, &mut |_| {})
    }

    /// Does the three runs; the sinks get the invocations without filters and those of filter first.
    pub(super) fn watched(
        request: &EstimateRequest,
        workload: &Workload,
        unfiltered: &mut dyn FnMut(Invocation),
        filter_first: &mut dyn FnMut(Invocation),
    ) -> Result<Self, Unfinished> {
        let first = workload.settings(&request.mapping, Order::FilterFirst, request);
        let last = workload.settings(&request.mapping, Order::BatchFirst, request);
        Ok(Self {
            unfiltered: Side::run(&all_matching(&workload.records), &first, unfiltered)?,
            filter_first: Side::run(&workload.records, &first, filter_first)?,
            batch_first: Side::run(&workload.records, &last, &mut |_| {})?,
        })
    }

    /// Returns the most invocations of a run.
    pub(super) fn invocations_max(&self) -> u64 {
        let runs = [&self.unfiltered, &self.filter_first, &self.batch_first];
        let invocations = runs.map(|side| side.counts.invocations);
        invocations.into_iter().fold(0, u64::max)
    }
}

impl Side {
    pub(super) fn run(
        records: &[Record],
        settings: &Settings,
        sink: &mut dyn FnMut(Invocation),
    ) -> Result<Self, Unfinished> {
        let lanes = settings.kind.lanes().max(1);
        let at_once = settings.kind.invocations_at_once_max() / u64::from(lanes);
        let mut runs = vec![LaneRun::default(); lanes as usize];
        let counts = simulate_each(records, settings, &mut |invocation| {
            if let Some(lane) = runs.get_mut(invocation.lane as usize) {
                lane.add(invocation);
            }
            sink(invocation);
        })?;
        Ok(Self {
            counts,
            lanes: runs,
            per_lane: u32::try_from(at_once).unwrap_or(u32::MAX).max(1),
        })
    }
}

impl LaneRun {
    /// Adds an invocation. Retries that block a lane are counted apart.
    fn add(&mut self, invocation: Invocation) {
        if invocation.is_retry {
            return;
        }
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
