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
mod record;
mod run;
mod settings;
mod stream;

pub use record::Record;
pub use settings::{Kind, Order, Settings};

use concurrency::concurrency_max;
use run::{Run, count};

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
    settings.check();
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
