//! What a simulation is told about the mapping and its function.

/// The payload of an invocation, in bytes: 6 MB, metadata included (Lambda quotas, read 2026-11-23).
pub const PAYLOAD_BYTES_MAX: u64 = 6 * 1024 * 1024;

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
