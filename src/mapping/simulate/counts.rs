//! The results of a simulation: each invocation as it happens, and the totals at the end.

/// The totals of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Records never handed over because a record before them always fails and is retried forever.
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
    /// The lane whose records they are, from 0; a standard queue has one lane.
    pub lane: u32,
}
