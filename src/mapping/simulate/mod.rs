//! An event source mapping, replayed: records with their arrival times and fates in, counts of invocations out.
//!
//! All times are whole microseconds from the start of the run, all arithmetic is exact, and nothing in here is random:
//! what is drawn (arrivals, failures) is drawn before. What AWS documents is followed (Lambda Developer Guide: batching
//! behaviour, SQS scaling, Kinesis and Kafka pollers; read 2026-11-23); where it is silent, [`Order`] offers both
//! readings. `src/reference` holds a second simulator that shares nothing with this one, and fuzzing holds them equal.
//!
//! | module | what |
//! |---|---|
//! | `stream` | a shard: polled on a beat, one batch at a time |
//! | `consumers` | a partition, message group or queue: a batch opens with its first record |
//! | `queue` | SQS standard: long polling by a changing number of pollers |
//! | `attempt` | retries, bisection, partial failures |

mod attempt;
mod buffer;
mod consumers;
mod meter;
mod queue;
mod stream;

use meter::Meter;

/// The payload of an invocation, in bytes: 6 MB, metadata included (Lambda quotas, read 2026-11-23).
pub const PAYLOAD_BYTES_MAX: u64 = 6 * 1024 * 1024;

/// A record that fails on every attempt.
pub const ALWAYS: u32 = u32::MAX;

/// A record as the mapping meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it can be read, in microseconds from the start. Records are sorted by this.
    pub arrival_us: u64,
    /// A hash of what binds it to a lane: partition key, partition or message group.
    pub lane_key: u64,
    /// Whether a filter delivers it.
    pub matches: bool,
    /// What it adds to an invocation's payload, metadata included.
    pub bytes: u32,
    /// On how many attempts it makes the function fail; [`ALWAYS`] is a record that never passes.
    pub failures: u32,
}

/// How a source is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Kinesis and DynamoDB: a shard is polled every so many microseconds, and at once while records are waiting.
    Stream {
        /// The time between two polls.
        poll_us: u64,
    },
    /// SQS standard: pollers that receive ten messages at a time.
    Queue,
    /// Kafka, MQ, SQS FIFO: a batch opens when its first record is there.
    Consumers,
}

/// Whether AWS fills batches before or after it filters. Its guide said until 2023 that a filter decides whether a
/// record joins the current batch; today's says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Poll, filter, batch: batches fill up with matching records.
    FilterFirst,
    /// Poll, batch, filter: batches shrink by filtering.
    BatchFirst,
}

/// The mapping and its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How the source is read.
    pub kind: Kind,
    /// Which comes first.
    pub order: Order,
    /// Most records of a batch, at least 1.
    pub batch_size: u32,
    /// How long a batch is held open.
    pub window_us: u64,
    /// Most bytes of a batch; a record that is larger goes by itself.
    pub payload_bytes_max: u64,
    /// Shards times parallelization factor, pollers of a topic, or message groups. At least 1; a queue has one.
    pub lanes: u32,
    /// Batches that one lane has in flight at most. At least 1; used by [`Kind::Consumers`] alone.
    pub consumers: u32,
    /// Pollers of a queue at the start, and the fewest it goes back to.
    pub pollers_start: u32,
    /// Most pollers of a queue.
    pub pollers_max: u32,
    /// Pollers that a queue gains in each second in which messages are waiting.
    pub pollers_added_per_second: u32,
    /// What an invocation takes before it looks at its first record.
    pub per_invocation_us: u64,
    /// What it takes for each record.
    pub per_record_us: u64,
    /// How often a failed batch is tried again; `None` until it succeeds. Queues count receives in its place.
    pub retries: Option<u32>,
    /// Whether a failed batch is split in two.
    pub is_bisecting: bool,
    /// Whether the function names the records that failed (`ReportBatchItemFailures`).
    pub is_partial: bool,
    /// How long a message of a failed batch stays invisible, from its invocation's start.
    pub visibility_us: u64,
    /// Receives after which a failing message is given up (`maxReceiveCount`). At least 1.
    pub receives_max: u32,
}

impl Settings {
    /// How long the function takes for a batch of `records`.
    #[must_use]
    pub fn handler_us(&self, records: usize) -> u64 {
        self.per_invocation_us + self.per_record_us * records as u64
    }
}

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Invocations, retries included.
    pub invocations: u64,
    /// Records handed to the function, retries included.
    pub records_invoked: u64,
    /// Time the function ran, all invocations together.
    pub busy_us: u64,
    /// `ReceiveMessage` calls of a queue, empty ones included; 0 for other sources.
    pub receives: u64,
    /// Records dropped after their last attempt.
    pub given_up: u64,
    /// Records never handed over because one that always fails stands before them and is tried for ever.
    pub blocked: u64,
    /// End of the last invocation.
    pub finished_us: u64,
    /// Most invocations running at one instant.
    pub concurrency_max: u64,
}

/// One invocation, as a run reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// When it starts.
    pub start_us: u64,
    /// When it ends.
    pub end_us: u64,
    /// Records handed over.
    pub records: u32,
}

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

impl Settings {
    /// One lane, no window, a function that takes no time and never fails: a ground to set fields on.
    #[must_use]
    pub const fn plain(order: Order, batch_size: u32) -> Self {
        Self {
            kind: Kind::Consumers,
            order,
            batch_size,
            window_us: 0,
            payload_bytes_max: PAYLOAD_BYTES_MAX,
            lanes: 1,
            consumers: 1,
            pollers_start: 1,
            pollers_max: 1,
            pollers_added_per_second: 0,
            per_invocation_us: 0,
            per_record_us: 0,
            retries: None,
            is_bisecting: false,
            is_partial: false,
            visibility_us: 0,
            receives_max: 1,
        }
    }
}

/// What all kinds share while they run. Records go by their index.
struct Run<'r, 's> {
    records: &'r [Record],
    settings: &'r Settings,
    /// Failing attempts left, by record; empty if no record fails.
    failing: Vec<u32>,
    meter: Meter<'s>,
}

impl Run<'_, '_> {
    fn arrival_us(&self, index: u32) -> u64 {
        self.records[index as usize].arrival_us
    }
}

fn failing(records: &[Record]) -> Vec<u32> {
    if records.iter().all(|record| record.failures == 0) {
        return Vec::new();
    }
    records.iter().map(|record| record.failures).collect()
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

#[cfg(test)]
mod tests;
