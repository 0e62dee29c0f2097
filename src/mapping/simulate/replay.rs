//! The simulation itself: records go to their lanes, and each lane to the reader of its kind of source.

use super::counts::{Counts, Invocation};
use super::meter::Meter;
use super::record::Record;
use super::run::{Run, failing};
use super::settings::{Kind, Settings};
use super::{consumers, queue, stream};

/// Replays `records`, sorted by arrival, through the mapping.
///
/// ```
/// use tidegate_mapping::simulate::{Kind, Order, Record, Settings, simulate};
/// let settings = Settings {
///     kind: Kind::Stream { poll_us: 1_000_000 },
///     ..Settings::plain(Order::FilterFirst, 2)
/// };
/// let record = |arrival_us, matches| Record { arrival_us, lane_key: 0, matches, bytes: 100, failures: 0 };
/// let records = [record(0, true), record(0, false), record(0, true), record(0, true)];
/// assert_eq!(simulate(&records, &settings).invocations, 2);
/// ```
#[must_use]
pub fn simulate(records: &[Record], settings: &Settings) -> Counts {
    simulate_each(records, settings, &mut |_| {})
}

/// The same; `sink` is told of every invocation, lane by lane, not in order of time.
pub fn simulate_each(
    records: &[Record],
    settings: &Settings,
    sink: &mut dyn FnMut(Invocation),
) -> Counts {
    let mut run = Run {
        records,
        settings,
        failing: failing(records),
        meter: Meter::new(sink),
    };
    match settings.kind {
        Kind::Queue => queue::run(&mut run),
        Kind::Stream { poll_us } => {
            for lane in lanes(records, settings.lanes) {
                stream::run(&mut run, &lane, poll_us.max(1));
            }
        }
        Kind::Consumers => {
            for lane in lanes(records, settings.lanes) {
                consumers::run(&mut run, &lane);
            }
        }
    }
    run.meter.finish()
}

/// The indices of the records of each lane, in order.
fn lanes(records: &[Record], count: u32) -> Vec<Vec<u32>> {
    let count = u64::from(count.max(1));
    let mut lanes = vec![Vec::new(); usize::try_from(count).unwrap_or(1)];
    for (index, record) in (0_u32..).zip(records) {
        let lane = usize::try_from(record.lane_key % count).unwrap_or(0);
        lanes[lane].push(index);
    }
    lanes
}
