//! The results of a simulation: each invocation as it happens, and the totals at the end.

use serde::{Deserialize, Serialize};
use tidegate_figures::{count, counted};

/// The totals of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Invocations, retries included.
    pub invocations: u64,
    /// Records handed to the function, retries included.
    pub records_invoked: u64,
    /// Total run time of all invocations.
    pub busy_us: u64,
    /// `ReceiveMessage` calls of a queue, empty ones included; 0 for other sources.
    pub receives: u64,
    /// Records dropped after their last attempt.
    pub given_up: u64,
    /// Batches of a stream or of consumers, or parts of them, whose records were dropped together after their last
    /// attempt; 0 for a standard queue.
    pub given_up_batches: u64,
    /// Matching records dropped because they were too old, before their first attempt or after some.
    pub expired: u64,
    /// Invocations of a stream or of consumers that try records again; 0 for a standard queue, whose failed messages
    /// join batches with new ones.
    pub retries: u64,
    /// Records that retries hand over.
    pub records_retried: u64,
    /// Time that lanes were blocked by retries: for each batch that failed, from the end of its first invocation until
    /// the lane was free again. The total of all lanes.
    pub retrying_us: u64,
    /// Time that the lanes of a stream, or the consumers of a lane, needed after the last record of the run arrived,
    /// until their last batch was done. The total of all; 0 for a standard queue.
    pub overtime_us: u64,
    /// End of the last invocation.
    pub finished_us: u64,
    /// Most invocations running at one instant.
    pub concurrency_max: u64,
}

/// A run that was stopped: it would have taken too much time or memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Invocations until it was stopped.
    pub invocations: u64,
    /// Records that were replayed.
    pub records: u64,
}

impl std::fmt::Display for Unfinished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            invocations,
            records,
        } = self;
        write!(
            f,
            "the replay was stopped at {} invocations for {}: too many retries or empty polls",
            count(*invocations),
            counted(*records, "record")
        )
    }
}

impl std::error::Error for Unfinished {}

/// One invocation, as a run reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invocation {
    /// When it starts.
    pub start_us: u64,
    /// When it ends.
    pub end_us: u64,
    /// Records handed over.
    pub records: u32,
    /// Whether it tries records of a stream or of consumers again, which blocks their lane.
    pub is_retry: bool,
    /// The lane whose records they are, from 0; a standard queue has one lane.
    pub lane: u32,
}
