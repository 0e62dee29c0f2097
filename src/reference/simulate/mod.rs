//! Counts how often an event source mapping invokes its function, by simulating a run step by step.
//!
//! In: records in order of arrival, with whether a filter delivers them and how often processing them fails, and the
//! settings of a mapping. Out: [`Counts`]. Invariant: nothing is random and all numbers are integers, so the same input
//! has the same counts. Every record that matches is finally invoked successfully, given up or expired.
//!
//! The rules, which the modules below describe in detail:
//!
//! * A batch is invoked when it holds `batch_size` records, when the next record would exceed the payload limit, or
//!   when its window is over; without a window, as soon as it holds a record. Whether records that do not match take up
//!   room in it is not documented, hence [`Order`].
//! * A shard is read repeatedly, within the limits of its reads, and records of one lane are processed batch after batch. A failing batch is tried
//!   again after a pause and blocks its lane until it succeeds, is given up or expires. Records that wait grow older
//!   meanwhile, and those that are too old are dropped.
//! * A Kafka or MQ consumer opens its window with the first record.
//! * A queue is read by many pollers, with at most ten messages in each call. Each poller has its own window. Failed
//!   messages become visible again later. While messages wait, pollers are added every second.
//!
//! This follows the Lambda Developer Guide's pages on batching behaviour, on event filtering, and on Kinesis, DynamoDB,
//! SQS (with its scaling), Kafka and MQ as event sources, <https://docs.aws.amazon.com/lambda/latest/dg/>, read
//! 2026-11-23. Rules that these do not give (the pauses of pollers, their windows, the cost of a poll) are assumptions.

mod attempt;
mod buffer;
mod concurrency;
mod consumers;
mod messages;
mod queue;
mod record;
mod run;
mod settings;
mod stream;

pub use record::Record;
pub use settings::{Backoff, Kind, Order, Reading, Settings};

use concurrency::concurrency_max;
use run::{Run, count};

/// The result of a run.
///
/// ```
/// use tidegate_reference::simulate::Counts;
/// assert_eq!(Counts::default().invocations, 0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The number of invocations, including failed ones.
    pub invocations: u64,
    /// The number of records handed to the function, including repeats.
    pub records_invoked: u64,
    /// The sum of the durations of the invocations.
    pub busy_us: u64,
    /// Queues: the number of ReceiveMessage calls, including empty ones up to the last arrival. Otherwise 0.
    pub receives: u64,
    /// The number of records dropped after their retries or receives ran out.
    pub given_up: u64,
    /// Streams and consumers: how often records were dropped after their retries ran out, all that were tried together at
    /// once. Otherwise 0.
    pub given_up_batches: u64,
    /// The number of matching records dropped because they were too old.
    pub expired: u64,
    /// Streams and consumers: the number of invocations of a batch, or of a part of it, after its first. Otherwise 0.
    pub retries: u64,
    /// The number of records handed to the function by these.
    pub records_retried: u64,
    /// Streams and consumers: for every batch, the time from the end of its first invocation until its reader is free
    /// again. The sum of these.
    pub retrying_us: u64,
    /// Streams and consumers: for every reader, the time that it needs for its batches after the last arrival. The sum
    /// of these.
    pub overtime_us: u64,
    /// The time when the last invocation ends; 0 if there is none.
    pub finished_us: u64,
    /// The largest number of invocations at one instant. An invocation without duration is not counted.
    pub concurrency_max: u64,
}

/// Simulates a mapping with these settings on these records. Records are taken in order of arrival; records that arrive
/// at the same time are taken in the order given.
///
/// # Panics
/// If a setting that must be at least 1 is 0.
pub fn simulate(records: &[Record], settings: &Settings) -> Counts {
    settings.check();
    let mut sorted = records.to_vec();
    sorted.sort_by_key(|record| record.arrival_us);
    let mut run = Run::new(&sorted, settings);
    match settings.kind {
        Kind::Stream(reading) => stream::read(&mut run, reading),
        Kind::Queue => queue::read(&mut run),
        Kind::Consumers => consumers::read(&mut run),
    }
    counts(&run)
}

fn counts(run: &Run) -> Counts {
    let invocations = &run.invocations;
    Counts {
        invocations: count(invocations),
        records_invoked: invocations.iter().map(|one| one.records).sum(),
        busy_us: invocations.iter().map(|one| one.end - one.start).sum(),
        receives: run.receives,
        given_up: run.given_up,
        given_up_batches: run.given_up_batches,
        expired: run.expired,
        retries: run.retries,
        records_retried: run.records_retried,
        retrying_us: run.retrying_us,
        overtime_us: run.overtime_us,
        finished_us: invocations.iter().map(|one| one.end).max().unwrap_or(0),
        concurrency_max: concurrency_max(invocations),
    }
}

#[cfg(test)]
mod tests;
