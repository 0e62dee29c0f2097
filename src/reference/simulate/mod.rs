//! How often an event source mapping invokes its function, by walking through a run one step at a time.
//!
//! In: records in order of arrival, of which it is known whether a filter delivers them and how often processing them
//! fails, and the settings of a mapping. Out: [`Counts`]. Invariant: nothing is random and all numbers are integers,
//! so the same input gives the same counts; every record that matches is in the end invoked successfully, given up or
//! blocked.
//!
//! The rules, which the modules below spell out:
//!
//! * A batch is invoked when it holds `batch_size` records, when the next record would exceed the payload limit, or
//!   when its window is over; without a window as soon as there is something. Whether records that do not match take
//!   up room in it is not documented, hence [`Order`].
//! * A shard is polled again and again, and records of one lane are processed one batch after the other. A failing
//!   batch is tried again at once and blocks its lane until it succeeds or is given up.
//! * A Kafka or MQ consumer opens its window with the first record.
//! * A queue is read by many pollers, at most ten messages a call, each poller with a window of its own. What failed
//!   becomes visible again later. While messages wait there are more pollers every second.
//!
//! Followed are the Lambda Developer Guide's pages on batching behaviour, on event filtering, on Kinesis, DynamoDB,
//! SQS (with its scaling), Kafka and MQ as event sources, <https://docs.aws.amazon.com/lambda/latest/dg/>, read
//! 2026-11-23. Where they are silent (pauses of pollers, their windows, what a poll costs) the rule is an assumption.

mod attempt;
mod buffer;
mod concurrency;
mod consumers;
mod messages;
mod queue;
mod run;
mod stream;

use concurrency::concurrency_max;
use run::{Run, count};

/// One record of the source, whether or not it is delivered.
///
/// ```
/// use tidegate_reference::simulate::Record;
/// let arrival_us = 250_000;
/// let record = Record { arrival_us, lane_key: 7, matches: true, bytes: 900, failures: 0 };
/// assert_ne!(record.failures, u32::MAX); // it can be processed
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it can first be read, in microseconds from the start.
    pub arrival_us: u64,
    /// What decides its lane: a hash of its partition key or message group, or its partition.
    pub lane_key: u64,
    /// Whether a filter delivers it.
    pub matches: bool,
    /// What it adds to the payload of an invocation.
    pub bytes: u32,
    /// On how many attempts, the first ones, processing it fails; `u32::MAX` is always.
    pub failures: u32,
}

/// How records are read.
///
/// ```
/// use tidegate_reference::simulate::Kind;
/// let kinesis = Kind::Stream { poll_us: 1_000_000 };
/// assert_ne!(kinesis, Kind::Queue);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Kinesis and DynamoDB: a shard is polled.
    Stream {
        /// Between two polls, at least 1.
        poll_us: u64,
    },
    /// SQS standard.
    Queue,
    /// Kafka, MQ and SQS FIFO: who is free waits for a first record.
    Consumers,
}

/// Whether records that do not match take up room in a batch.
///
/// ```
/// use tidegate_reference::simulate::Order;
/// assert_ne!(Order::FilterFirst, Order::BatchFirst);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Poll, filter, batch: they do not.
    FilterFirst,
    /// Poll, batch, filter: they do.
    BatchFirst,
}

/// An event source mapping, and the function behind it. Counts are at least 1 unless said otherwise.
///
/// ```
/// use tidegate_reference::simulate::{Kind, Order, Settings};
/// let fifo = Settings {
///     kind: Kind::Consumers,
///     order: Order::FilterFirst,
///     batch_size: 10,
///     window_us: 0,
///     payload_bytes_max: 6 << 20,
///     lanes: 4,
///     consumers: 1,
///     pollers_start: 1,
///     pollers_max: 1,
///     pollers_added_per_second: 0,
///     per_invocation_us: 20_000,
///     per_record_us: 1_000,
///     retries: None,
///     is_bisecting: false,
///     is_partial: false,
///     visibility_us: 0,
///     receives_max: 1,
/// };
/// assert_eq!(fifo.lanes * fifo.consumers, 4); // at most so many invocations at a time
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How records are read.
    pub kind: Kind,
    /// When filters are applied.
    pub order: Order,
    /// Most records of a batch.
    pub batch_size: u32,
    /// The batching window; 0 is none.
    pub window_us: u64,
    /// Most bytes of a batch of several records; a single one may be larger.
    pub payload_bytes_max: u64,
    /// Streams and consumers: what is read in parallel. The lane of a record is its key modulo this.
    pub lanes: u32,
    /// Consumers: how many read one lane.
    pub consumers: u32,
    /// Queues: pollers at the start, and never fewer while messages come.
    pub pollers_start: u32,
    /// Queues: most pollers; below the start no more are added.
    pub pollers_max: u32,
    /// Queues: pollers added each second in which messages wait; 0 or more.
    pub pollers_added_per_second: u32,
    /// What an invocation takes, whatever it holds.
    pub per_invocation_us: u64,
    /// What each of its records takes.
    pub per_record_us: u64,
    /// Streams and consumers: attempts after the first; `None` is until success.
    pub retries: Option<u32>,
    /// Streams and consumers: a batch that fails is halved.
    pub is_bisecting: bool,
    /// The function reports which records failed.
    pub is_partial: bool,
    /// Queues: how long a message is hidden after it was received; 0 or more.
    pub visibility_us: u64,
    /// Queues: how often a message is received before it is given up.
    pub receives_max: u32,
}

/// What a run comes to.
///
/// ```
/// use tidegate_reference::simulate::Counts;
/// assert_eq!(Counts::default().invocations, 0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Invocations, failed ones included.
    pub invocations: u64,
    /// Records handed over, repeats included.
    pub records_invoked: u64,
    /// Sum of the durations of the invocations.
    pub busy_us: u64,
    /// Queues: calls of ReceiveMessage, empty ones included up to the last arrival; else 0.
    pub receives: u64,
    /// Records dropped after their retries or receives ran out.
    pub given_up: u64,
    /// Matching records that wait for ever behind one that always fails, that one included.
    pub blocked: u64,
    /// When the last invocation ends; 0 if there is none.
    pub finished_us: u64,
    /// Most invocations at one instant; one that takes no time is at none.
    pub concurrency_max: u64,
}

/// Counts what a mapping with these settings does with these records. Records are taken in order of arrival, those
/// that arrive together in the order given.
///
/// # Panics
/// If a setting that is at least 1 is 0.
pub fn simulate(records: &[Record], settings: &Settings) -> Counts {
    check(settings);
    let mut sorted = records.to_vec();
    sorted.sort_by_key(|record| record.arrival_us);
    let mut run = Run::new(&sorted, settings);
    match settings.kind {
        Kind::Stream { poll_us } => stream::read(&mut run, poll_us),
        Kind::Queue => queue::read(&mut run),
        Kind::Consumers => consumers::read(&mut run),
    }
    counts(&run)
}

fn check(settings: &Settings) {
    let poll_us = match settings.kind {
        Kind::Stream { poll_us } => poll_us,
        Kind::Queue | Kind::Consumers => 1,
    };
    assert!(poll_us > 0, "polls have time between them");
    for count in [
        settings.batch_size,
        settings.lanes,
        settings.consumers,
        settings.pollers_start,
        settings.receives_max,
    ] {
        assert!(count > 0, "a count that is at least 1 is 0");
    }
}

fn counts(run: &Run) -> Counts {
    let invocations = &run.invocations;
    Counts {
        invocations: count(invocations),
        records_invoked: invocations.iter().map(|one| one.records).sum(),
        busy_us: invocations.iter().map(|one| one.end - one.start).sum(),
        receives: run.receives,
        given_up: run.given_up,
        blocked: run.blocked,
        finished_us: invocations.iter().map(|one| one.end).max().unwrap_or(0),
        concurrency_max: concurrency_max(invocations),
    }
}

#[cfg(test)]
mod tests;
