//! The settings of a mapping as a user or a file gives them: those of all sources together, not yet checked. Each
//! source takes its own and refuses the rest.

use crate::error::MappingError;
use crate::failure::{Discarded, FailedBatch, FailureReport, OnFailure};

/// The settings that a user may give. AWS's default applies where a setting is absent.
///
/// ```
/// use tidegate_mapping::{Delivery, MappingOptions};
/// let options = MappingOptions { shards: Some(4), parallelization_factor: Some(2), ..MappingOptions::default() };
/// let delivery = Delivery::new("kinesis".parse().unwrap(), &options)?;
/// assert_eq!(delivery.lanes(), 8);
/// # Ok::<(), tidegate_mapping::MappingError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingOptions {
    /// Most records in one invocation.
    pub batch_size: Option<u32>,
    /// How long a batch is held open, in whole seconds.
    pub window_seconds: Option<u32>,
    /// Shards of a stream, partitions of a topic, message groups of a FIFO queue; 1 if `None`.
    pub shards: Option<u32>,
    /// Most batches of a shard in flight at once, 1 to 10; streams only.
    pub parallelization_factor: Option<u32>,
    /// Whether the queue is standard or FIFO; SQS only.
    pub queue: QueueType,
    /// The software of the broker; MQ only.
    pub broker: Broker,
    /// Most invocations of an SQS mapping at once, 2 to 1000.
    pub maximum_concurrency: Option<u32>,
    /// Pollers of provisioned mode; SQS and Kafka.
    pub pollers: Option<Pollers>,
    /// The poller group of the mapping; Kafka only. `None` if it is in none.
    pub poller_group: Option<PollerGroup>,
    /// `MaximumRetryAttempts` for streams and Kafka; the `maxReceiveCount` of the queue's redrive policy for SQS.
    /// `None` retries until the batch succeeds or expires.
    pub retries: Option<u32>,
    /// `MaximumRecordAgeInSeconds`: the age above which Lambda discards a record, in seconds; streams and Kafka. `None`
    /// keeps records until the source deletes them.
    pub maximum_record_age_seconds: Option<u32>,
    /// How long the source keeps a record, in seconds; SQS, Kinesis and Kafka. `None` is AWS's default for the source.
    pub retention_seconds: Option<u32>,
    /// How long Lambda waits before it retries a failed batch; streams and Kafka. `None` is the pause that is assumed
    /// here, because AWS does not document it.
    pub retry_pause: Option<RetryPause>,
    /// The fate of records that Lambda gives up; streams and Kafka.
    pub discarded: Discarded,
    /// Whether a failed batch is split in two; streams and Kafka.
    pub failed_batch: FailedBatch,
    /// Whether the function reports the records that failed; SQS, streams and Kafka.
    pub report: FailureReport,
    /// Visibility timeout of an SQS queue, in seconds; if `None`, AWS's default of 30.
    pub visibility_seconds: Option<u32>,
    /// Length of a tumbling window, in seconds; streams only. `None` or 0 is none.
    pub tumbling_seconds: Option<u32>,
    /// How the capacity of the stream is paid; Kinesis only.
    pub stream_mode: StreamMode,
    /// How the mapping reads the stream; Kinesis only.
    pub reading: StreamReading,
}

/// How the capacity of a Kinesis stream is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StreamMode {
    /// By its shards, and by what is put into it.
    #[default]
    Provisioned,
    /// By its data, in and out.
    OnDemand,
}

/// How a mapping reads a Kinesis stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StreamReading {
    /// It polls the shards, which it shares with other consumers.
    #[default]
    Shared,
    /// Through a consumer of its own, to which the shards push their records.
    EnhancedFanOut,
}

/// The pollers of provisioned mode, as the user gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pollers {
    /// Pollers that always run and are always billed.
    pub min: u32,
    /// Most pollers.
    pub max: u32,
}

/// The other mappings that share event poller units with this one (`PollerGroupName`): Kafka mappings of one VPC, up to
/// 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollerGroup {
    /// How many pollers they have is not known.
    Unknown,
    /// The fewest pollers of all others together.
    Others(u32),
}

/// The pause before a retry, as the user gives it. It doubles with each retry of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPause {
    /// The pause before the first retry, in seconds.
    pub first_seconds: u32,
    /// The longest pause, in seconds.
    pub most_seconds: u32,
}

/// The two types of SQS queues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueueType {
    /// Messages in any order, received by many pollers.
    #[default]
    Standard,
    /// Messages in order within their message group.
    Fifo,
}

/// The software of an Amazon MQ broker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Broker {
    /// Apache ActiveMQ.
    #[default]
    ActiveMq,
    /// RabbitMQ.
    RabbitMq,
}

impl MappingOptions {
    /// Takes the two settings that decide how a failed batch is retried.
    pub(crate) const fn take_on_failure(&mut self) -> OnFailure {
        let failed = std::mem::replace(&mut self.failed_batch, FailedBatch::Whole);
        let report = std::mem::replace(&mut self.report, FailureReport::Batch);
        OnFailure::of(failed, report)
    }

    /// Refuses the first setting that is left after the source took its own: it belongs to another source.
    pub(crate) fn refuse_rest(&self) -> Result<(), MappingError> {
        let settings = [
            (
                self.shards.is_some(),
                "number of shards",
                "streams, topics (partitions) and FIFO queues (message groups)",
            ),
            (
                self.parallelization_factor.is_some(),
                "parallelization factor",
                "Kinesis and DynamoDB streams",
            ),
            (self.queue == QueueType::Fifo, "FIFO queue", "SQS"),
            (self.broker == Broker::RabbitMq, "RabbitMQ broker", "MQ"),
            (
                self.maximum_concurrency.is_some(),
                "maximum concurrency",
                "SQS",
            ),
            (
                self.pollers.is_some(),
                "number of provisioned pollers",
                "SQS and Kafka",
            ),
            (self.poller_group.is_some(), "poller group", "Kafka"),
            (
                self.retries.is_some(),
                "number of retries",
                "streams, Kafka and SQS",
            ),
            (
                self.maximum_record_age_seconds.is_some(),
                "maximum record age",
                "streams and Kafka",
            ),
            (
                self.retention_seconds.is_some(),
                "retention",
                "SQS, Kinesis and Kafka",
            ),
            (
                self.retry_pause.is_some(),
                "pause before retries",
                "streams and Kafka",
            ),
            (
                self.discarded != Discarded::Lost,
                "destination for discarded records",
                "streams and Kafka; a queue has a dead-letter queue",
            ),
            (
                self.failed_batch == FailedBatch::Split,
                "bisection of failed batches",
                "streams and Kafka",
            ),
            (
                self.report == FailureReport::Items,
                "report of failed items",
                "SQS, streams and Kafka",
            ),
            (
                self.visibility_seconds.is_some(),
                "visibility timeout",
                "SQS",
            ),
            (
                self.tumbling_seconds.is_some_and(|seconds| seconds > 0),
                "tumbling window",
                "Kinesis and DynamoDB streams",
            ),
            (
                self.stream_mode == StreamMode::OnDemand,
                "on-demand mode",
                "Kinesis",
            ),
            (
                self.reading == StreamReading::EnhancedFanOut,
                "enhanced fan-out",
                "Kinesis",
            ),
        ];
        match settings.into_iter().find(|(is_left, ..)| *is_left) {
            Some((_, name, sources)) => Err(MappingError::NotOfSource(name, sources)),
            None => Ok(()),
        }
    }
}
