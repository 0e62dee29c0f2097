//! The simulation itself: sorts records into lanes, and runs each lane as its kind of source is read.

use std::collections::BTreeMap;

use super::counts::{Counts, Invocation, Unfinished};
use super::meter::Meter;
use super::record::Record;
use super::run::Run;
use super::settings::{Kind, Settings};
use super::{consumers, queue, stream};

/// Replays `records`, which must be sorted by arrival, through the mapping.
///
/// ```
/// use tidegate_mapping::simulate::{
///     Failing, Kind, Order, ReadLimits, Record, Retry, Settings, StreamSettings, simulate,
/// };
/// let shard = StreamSettings {
///     poll_us: 1_000_000,
///     shards: 1,
///     factor: 1,
///     reads: ReadLimits::NONE,
///     retry: Retry::default(),
/// };
/// let settings = Settings::plain(Kind::Stream(shard), Order::FilterFirst, 2);
/// let record = |matches| Record { arrival_us: 0, lane_key: 0, matches, bytes: 100, failing: Failing::NEVER };
/// let records = [record(true), record(false), record(true), record(true)];
/// assert_eq!(simulate(&records, &settings)?.invocations, 2);
/// # Ok::<(), tidegate_mapping::simulate::Unfinished>(())
/// ```
///
/// # Errors
/// The run would take too much time or memory, for example because records are retried without a pause for days.
pub fn simulate(records: &[Record], settings: &Settings) -> Result<Counts, Unfinished> {
    simulate_each(records, settings, &mut |_| {})
}

/// Replays `records` as [`simulate`] does, and calls `sink` with every invocation: shard by shard or lane by lane, not in
/// order of time.
///
/// # Errors
/// The run would take too much time or memory. `sink` has then been called with the invocations until it was stopped.
pub fn simulate_each(
    records: &[Record],
    settings: &Settings,
    sink: &mut dyn FnMut(Invocation),
) -> Result<Counts, Unfinished> {
    let mut run = Run::new(records, settings, Meter::new(sink));
    run_lanes(&mut run);
    run.finish()
}

/// Runs each lane that has records.
pub(super) fn run_lanes(run: &mut Run<'_, '_>) {
    let (records, settings) = (run.records, run.settings);
    match &settings.kind {
        Kind::Queue(queue) => queue::run(run, queue),
        Kind::Stream(stream) => {
            for (number, shard) in lanes(records, stream.shards) {
                stream::run(run, number, &shard, stream);
            }
        }
        Kind::Consumers(consumers) => {
            for (number, lane) in lanes(records, consumers.lanes) {
                run.meter.lane = number;
                consumers::run(run, &lane, consumers);
            }
        }
    }
}

/// Returns the indices of the records of each lane or shard, in order. Lanes without a record are left out: a stream
/// can have far more lanes than a replay has records.
fn lanes(records: &[Record], count: u32) -> BTreeMap<u32, Vec<u32>> {
    let count = u64::from(count.max(1));
    let mut lanes = BTreeMap::<u32, Vec<u32>>::new();
    for (index, record) in (0_u32..).zip(records) {
        let lane = u32::try_from(record.lane_key % count).unwrap_or(0);
        lanes.entry(lane).or_default().push(index);
    }
    lanes
}
