//! The settings of a simulation: the mapping and its function. Each kind of source has settings of its own.

use serde::{Deserialize, Serialize};
use tidegate_figures::HandlerDuration;

use super::pause::Pause;
use crate::failure::{FailureReport, OnFailure};

/// Largest payload of an invocation, in bytes: 6 MB, metadata included (Lambda quotas, read 2026-11-23).
pub const PAYLOAD_BYTES_MAX: u64 = 6 * 1024 * 1024;

/// The mapping and its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Kinesis and DynamoDB: a shard is read at a fixed interval, and as soon as its limits allow while records wait.
    Stream(StreamSettings),
    /// SQS standard: pollers receive ten messages at a time.
    Queue(QueueSettings),
    /// Kafka, MQ, SQS FIFO: a batch opens when its first record has arrived.
    Consumers(ConsumerSettings),
}

/// Settings of a stream's shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamSettings {
    /// The time between two reads of a shard while no records wait, in microseconds. At least 1.
    pub poll_us: u64,
    /// Shards of the stream. At least 1.
    pub shards: u32,
    /// Lanes of a shard, which share its reads. At least 1.
    pub factor: u32,
    /// What a shard allows its readers.
    pub reads: ReadLimits,
    /// How a failed batch is retried.
    pub retry: Retry,
}

/// How often and how much of a shard can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadLimits {
    /// Shortest time between two reads, in microseconds.
    pub pause_us: u64,
    /// Most records of a read. At least 1.
    pub records_max: u32,
    /// Most bytes of a read with several records.
    pub bytes_max: u64,
    /// Bytes that can be read in a second. After a read, the next one waits until its bytes fit. At least 1.
    pub bytes_per_second: u64,
}

/// Settings of an SQS standard queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollerRange {
    /// Pollers at the start, which is also the number that an idle queue returns to.
    pub start: u32,
    /// Most pollers.
    pub max: u32,
    /// Pollers added in each second in which messages are waiting.
    pub added_per_second: u32,
}

/// Settings of partitions, message groups or a broker's queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumerSettings {
    /// Partitions or message groups, at least 1; a broker's queue has one.
    pub lanes: u32,
    /// Most batches of one lane in flight at once. At least 1.
    pub consumers: u32,
    /// How a failed batch is retried.
    pub retry: Retry,
}

/// How a failed batch that blocks its lane is retried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    /// Returns the same settings with this many lanes. A queue keeps its one lane. A stream has as many shards as have
    /// these lanes, at least one.
    #[must_use]
    pub fn with_lanes(mut self, lanes: u32) -> Self {
        match &mut self.kind {
            Kind::Stream(stream) => stream.shards = (lanes / stream.factor.max(1)).max(1),
            Kind::Consumers(consumers) => consumers.lanes = lanes,
            Kind::Queue(_) => {}
        }
        self
    }

    /// Returns the same settings with shards that are read at their base rate even while records wait. Returns `None` if
    /// that is the same, or if no shards are read.
    #[must_use]
    pub const fn read_at_base_rate(mut self) -> Option<Self> {
        match &mut self.kind {
            Kind::Stream(stream) if stream.reads.pause_us < stream.poll_us => {
                stream.reads.pause_us = stream.poll_us;
                Some(self)
            }
            Kind::Stream(_) | Kind::Queue(_) | Kind::Consumers(_) => None,
        }
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
            Self::Stream(stream) => stream.lanes(),
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
            Self::Stream(stream) => stream.lanes().into(),
            Self::Queue(queue) => queue.pollers.max.into(),
            Self::Consumers(it) => u64::from(it.lanes) * u64::from(it.consumers),
        }
    }
}

impl StreamSettings {
    /// Returns shards times parallelization factor.
    #[must_use]
    pub const fn lanes(&self) -> u32 {
        self.shards.saturating_mul(self.factor)
    }
}

impl ReadLimits {
    /// Reads as often and as much as a reader wants.
    pub const NONE: Self = Self {
        pause_us: 0,
        records_max: u32::MAX,
        bytes_max: u64::MAX,
        bytes_per_second: u64::MAX,
    };

    /// Returns how long a reader may take no more after a read of this many bytes, in microseconds, rounded up.
    pub(super) fn time_us(&self, bytes: u64) -> u64 {
        let micros = u128::from(bytes) * 1_000_000;
        let micros = micros.div_ceil(u128::from(self.bytes_per_second.max(1)));
        u64::try_from(micros).unwrap_or(u64::MAX)
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
