//! The settings of a simulation: the mapping and its function. Each kind of source has settings of its own.

use tidegate_figures::HandlerDuration;

use super::pause::Pause;
use crate::failure::{FailureReport, OnFailure};

/// Largest payload of an invocation, in bytes: 6 MB, metadata included (Lambda quotas, read 2026-11-23).
pub const PAYLOAD_BYTES_MAX: u64 = 6 * 1024 * 1024;

/// The mapping and its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How the source is read.
    pub kind: Kind,
    /// Whether AWS filters or batches first.
    pub order: Order,
    /// Most records of a batch, at least 1.
    pub batch_size: u32,
    /// How long a batch is held open, in microseconds.
    pub window_us: u64,
    /// Most bytes of a batch. A larger record is a batch of its own.
    pub payload_bytes_max: u64,
    /// How long the function runs.
    pub handler: HandlerDuration,
    /// Greatest age at which a record can still be handed over, in microseconds since it arrived. Older records expire.
    /// [`NEVER_US`] if records don't expire.
    pub age_us_max: u64,
}

/// The greatest age of records that don't expire.
pub const NEVER_US: u64 = u64::MAX;

/// How a source is read, with the settings that only this kind has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Kinesis and DynamoDB: a shard is polled at a fixed interval, and immediately while records are waiting.
    Stream(StreamSettings),
    /// SQS standard: pollers receive ten messages at a time.
    Queue(QueueSettings),
    /// Kafka, MQ, SQS FIFO: a batch opens when its first record has arrived.
    Consumers(ConsumerSettings),
}

/// Settings of a stream's shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamSettings {
    /// The time between two polls of a shard, in microseconds. At least 1.
    pub poll_us: u64,
    /// Shards times parallelization factor. At least 1.
    pub lanes: u32,
    /// How a failed batch is retried.
    pub retry: Retry,
}

/// Settings of an SQS standard queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueSettings {
    /// How many pollers there are.
    pub pollers: PollerRange,
    /// How long a message of a failed batch stays invisible, in microseconds from the start of its invocation.
    pub visibility_us: u64,
    /// Receives after which a failing message is given up (`maxReceiveCount`), at least 1. `None` if the queue has no
    /// dead-letter queue: the message is then received until it expires.
    pub receives_max: Option<u32>,
    /// Which messages of a failed batch become visible again: all, or those that failed.
    pub report: FailureReport,
}

/// The pollers of a queue, each with one invocation at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollerRange {
    /// Pollers at the start, which is also the number that an idle queue returns to.
    pub start: u32,
    /// Most pollers.
    pub max: u32,
    /// Pollers added in each second in which messages are waiting.
    pub added_per_second: u32,
}

/// Settings of partitions, message groups or a broker's queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsumerSettings {
    /// Partitions or message groups, at least 1; a broker's queue has one.
    pub lanes: u32,
    /// Most batches of one lane in flight at once. At least 1.
    pub consumers: u32,
    /// How a failed batch is retried.
    pub retry: Retry,
}

/// How a failed batch that blocks its lane is retried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retry {
    /// How often a failed batch is retried; `None` retries until it succeeds or its records expire.
    pub retries: Option<u32>,
    /// Which part of the batch is retried.
    pub on_failure: OnFailure,
    /// When it is retried.
    pub pause: Pause,
}

/// Whether AWS fills batches before or after it filters. Until 2023 its guide said that a filter decides whether a
/// record joins the current batch. Today's guide does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Poll, filter, batch: batches are filled with matching records only.
    FilterFirst,
    /// Poll, batch, filter: filtering makes batches smaller.
    BatchFirst,
}

impl Settings {
    /// Returns settings with no window, records that don't expire and a function that takes no time, for callers to
    /// change.
    #[must_use]
    pub const fn plain(kind: Kind, order: Order, batch_size: u32) -> Self {
        Self {
            kind,
            order,
            batch_size,
            window_us: 0,
            payload_bytes_max: PAYLOAD_BYTES_MAX,
            handler: HandlerDuration {
                per_invocation_us: 0,
                per_record_us: 0,
            },
            age_us_max: NEVER_US,
        }
    }

    /// Returns the same settings with this many lanes. A queue keeps its one lane.
    #[must_use]
    pub const fn with_lanes(mut self, lanes: u32) -> Self {
        match &mut self.kind {
            Kind::Stream(stream) => stream.lanes = lanes,
            Kind::Consumers(consumers) => consumers.lanes = lanes,
            Kind::Queue(_) => {}
        }
        self
    }

    /// Returns how long the function takes for a batch of `records`, in microseconds.
    #[must_use]
    pub const fn handler_us(&self, records: usize) -> u64 {
        self.handler.per_invocation_us + self.handler.per_record_us * records as u64
    }
}

impl Kind {
    /// Returns the number of lanes, which are batched independently. A queue has one.
    #[must_use]
    pub const fn lanes(&self) -> u32 {
        match self {
            Self::Stream(stream) => stream.lanes,
            Self::Queue(_) => 1,
            Self::Consumers(consumers) => consumers.lanes,
        }
    }

    /// Returns the most invocations that can run at once: one for each lane of a stream, each poller of a queue, or
    /// each consumer of a lane.
    ///
    /// ```
    /// use tidegate_mapping::simulate::{ConsumerSettings, Kind, Retry};
    /// let kind = Kind::Consumers(ConsumerSettings { lanes: 3, consumers: 5, retry: Retry::default() });
    /// assert_eq!(kind.invocations_at_once_max(), 15);
    /// ```
    #[must_use]
    pub fn invocations_at_once_max(&self) -> u64 {
        match self {
            Self::Stream(stream) => stream.lanes.into(),
            Self::Queue(queue) => queue.pollers.max.into(),
            Self::Consumers(it) => u64::from(it.lanes) * u64::from(it.consumers),
        }
    }
}

impl ConsumerSettings {
    /// One lane with one consumer, which retries a failed batch at once and until it succeeds.
    pub const ONE: Self = Self {
        lanes: 1,
        consumers: 1,
        retry: Retry {
            retries: None,
            on_failure: OnFailure::RetryBatch,
            pause: Pause::NONE,
        },
    };
}
