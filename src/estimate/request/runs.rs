//! Three runs over one stretch of stream: without filters, filter first, batch first.

use std::collections::BTreeMap;

use tidegate_figures::HandlerDuration;
use tidegate_mapping::simulate::{
    Counts, Failing, Invocation, Kind, Order, RECEIVE_MAX, RECEIVE_PAUSE_US, Record, Settings,
    Unfinished,
};

use super::inputs::EstimateRequest;
use super::lanes::{LaneRun, Take, replay};
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
    /// The same invocations, lane by lane. Lanes without a record for the function are left out.
    pub(super) lanes: Vec<LaneRun>,
    /// The number of all lanes.
    pub(super) lanes_all: u32,
    /// Invocations that one lane can run at once.
    pub(super) per_lane: u32,
    full: FullBatch,
}

/// A batch as it is where records wait.
#[derive(Clone, Copy, Debug)]
struct FullBatch {
    /// Records for the function in each.
    delivered: f64,
    /// Batches that invoke the function, as a share of all.
    invoking: f64,
    /// How long it takes to receive the batch while the poller can't run anything, in microseconds.
    receiving_us: f64,
    handler: HandlerDuration,
}

impl FullBatch {
    /// Returns the full batch of these records. Where the filter comes first, batches are filled with what it delivers.
    /// A queue without a window invokes after each receive.
    fn of(records: &[Record], settings: &Settings) -> Self {
        let count = (records.len() as f64).max(1.0);
        let bytes: u64 = records.iter().map(|record| u64::from(record.bytes)).sum();
        let fitting = settings.payload_bytes_max as f64 / (bytes as f64 / count).max(1.0);
        let size = f64::from(settings.batch_size).min(fitting.floor().max(1.0));
        let matching = records.iter().filter(|record| record.matches).count();
        let share = (matching as f64 / count).clamp(1.0 / count, 1.0);
        let window_us = settings.window_us as f64;
        let (received, pause_us) = (f64::from(RECEIVE_MAX), RECEIVE_PAUSE_US as f64);
        let is_queue = matches!(settings.kind, Kind::Queue(_));
        let is_each_receive = is_queue && settings.window_us == 0;
        let (read, receiving_us) = match settings.kind {
            Kind::Stream(_) | Kind::Consumers(_) => (None, 0.0),
            Kind::Queue(_) if is_each_receive => (Some(size.min(received)), 0.0),
            Kind::Queue(_) => {
                // Batch first, messages that do not match fill the batch too.
                let messages = match settings.order {
                    Order::FilterFirst => size / share,
                    Order::BatchFirst => size,
                };
                let receiving_us = (messages / received * pause_us).min(window_us);
                (Some(receiving_us / pause_us * received), receiving_us)
            }
        };
        let read = match (settings.order, read) {
            (Order::BatchFirst, read) => read.unwrap_or(size).min(size),
            (Order::FilterFirst, Some(read)) => read,
            (Order::FilterFirst, None) => size / share,
        };
        let invoking = if settings.order == Order::FilterFirst && !is_each_receive {
            1.0
        } else {
            1.0 - (1.0 - share).powf(read)
        };
        Self {
            delivered: (read * share).min(size),
            invoking,
            receiving_us,
            handler: settings.handler,
        }
    }
}

impl Runs {
    pub(super) fn of(request: &EstimateRequest, workload: &Workload) -> Result<Self, Unfinished> {
        Self::watched(request, workload, [None, None])
    }

    /// Does the three runs; the sinks get the invocations without filters and those of filter first.
    pub(super) fn watched(
        request: &EstimateRequest,
        workload: &Workload,
        [unfiltered, filter_first]: [Option<&mut dyn FnMut(Invocation)>; 2],
    ) -> Result<Self, Unfinished> {
        let first = workload.settings(&request.delivery, Order::FilterFirst, request);
        let last = workload.settings(&request.delivery, Order::BatchFirst, request);
        // All of them are asked for before any has to be there.
        let all = Side::run(workload, Take::All, &first, unfiltered);
        if workload.spread.is_none() {
            // Where one run would not end, the others may take as long.
            all.as_ref().map_err(|unfinished| *unfinished)?;
        }
        let runs = [
            Side::run(workload, Take::Matching, &first, filter_first),
            Side::run(workload, Take::Matching, &last, None),
        ];
        let [filter_first, batch_first] = runs;
        Ok(Self {
            unfiltered: all?,
            filter_first: filter_first?,
            batch_first: batch_first?,
        })
    }

    /// Returns the work of each run, as a number of invocations.
    pub(super) fn work(&self) -> [u64; 3] {
        let work = |side: &Side| {
            let Counts {
                invocations,
                records_invoked,
                receives,
                ..
            } = side.counts;
            invocations.max(records_invoked / RECORDS_AS_ONE + receives / RECEIVES_AS_ONE)
        };
        [&self.unfiltered, &self.filter_first, &self.batch_first].map(work)
    }
}

/// This many records handed over are as much work as one invocation. Large batches that fail are handed over again and
/// again.
const RECORDS_AS_ONE: u64 = 20;
/// This many receives of a queue are. Many pollers of a quiet queue find nothing all month.
const RECEIVES_AS_ONE: u64 = 3;

impl Side {
    /// Replays these records of the workload; `sink` gets the invocations, if there is one.
    pub(super) fn run(
        workload: &Workload,
        take: Take,
        settings: &Settings,
        sink: Option<&mut dyn FnMut(Invocation)>,
    ) -> Result<Self, Unfinished> {
        let lanes = settings.kind.lanes().max(1);
        let at_once = settings.kind.invocations_at_once_max() / u64::from(lanes);
        let records = &*take.of(&workload.records);
        let (counts, mut runs) = match &workload.spread {
            Some((spread, frame)) => spread.replay(records, (frame, take), settings, sink)?,
            None => replay(records, settings, sink)?,
        };
        arrived(records, &settings.kind, &counts, &mut runs);
        Ok(Self {
            counts,
            lanes: runs.into_values().collect(),
            lanes_all: lanes,
            per_lane: u32::try_from(at_once).unwrap_or(u32::MAX).max(1),
            full: FullBatch::of(records, settings),
        })
    }

    /// Returns the invocations of all lanes together.
    pub(super) fn all_lanes(&self) -> LaneRun {
        let lanes = self.lanes.iter();
        lanes.fold(LaneRun::default(), |sum, lane| sum.plus(*lane))
    }

    /// Returns how long all records that arrived for a lane take in full batches, in microseconds.
    pub(super) fn full_us(&self, lane: LaneRun) -> f64 {
        let full = &self.full;
        let batches = lane.handed as f64 / full.delivered.max(f64::MIN_POSITIVE);
        let handler = full.handler;
        batches * (full.invoking * handler.per_invocation_us as f64 + full.receiving_us)
            + lane.handed as f64 * handler.per_record_us as f64
    }
}

/// Counts the records that arrived for each lane: those that match. A message of a standard queue that fails is handed over
/// again; of those that expired, only the ones that always fail were handed over before.
fn arrived(records: &[Record], kind: &Kind, counts: &Counts, runs: &mut BTreeMap<u32, LaneRun>) {
    let lanes = u64::from(kind.lanes().max(1));
    let mut failing = 0;
    for record in records.iter().filter(|record| record.matches) {
        let lane = match kind {
            Kind::Queue(_) => 0,
            Kind::Stream(_) | Kind::Consumers(_) => record.lane_key % lanes,
        };
        let run = runs.entry(u32::try_from(lane).unwrap_or(0)).or_default();
        run.arrived += 1;
        run.handed += 1;
        failing += u64::from(record.failing == Failing::Always);
    }
    if let (Kind::Queue(_), Some(queue)) = (kind, runs.get_mut(&0)) {
        queue.handed = queue.records + counts.expired.saturating_sub(failing);
    }
}
