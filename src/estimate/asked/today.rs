//! The settings of today: as a mapping that AWS printed or a template has them. Options override them.

use tidegate_mapping::{
    Broker, Discarded, FailedBatch, FailureReport, MappingFile, MappingOptions, QueueType,
    StreamMode, StreamReading,
};

/// The settings of today, each `None` or empty if they are not known.
#[derive(Clone, Debug, Default)]
pub struct Today {
    /// The mapping and its source.
    pub mapping: MappingFile,
    /// The function.
    pub function: FunctionToday,
    /// The sentence for the report that names the settings taken from a template.
    pub taken: Option<String>,
}

/// The settings of the function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunctionToday {
    /// Memory, in MB.
    pub memory_mb: Option<u32>,
    /// Ephemeral storage, in MB.
    pub storage_mb: Option<u32>,
    /// The processor, as it is written.
    pub architecture: Option<String>,
    /// Concurrency reserved for it.
    pub reserved: Option<u32>,
}

/// Returns the settings given, and for the others those of today.
pub(super) fn over(given: &MappingOptions, today: &MappingOptions) -> MappingOptions {
    MappingOptions {
        batch_size: given.batch_size.or(today.batch_size),
        window_seconds: given.window_seconds.or(today.window_seconds),
        shards: given.shards.or(today.shards),
        parallelization_factor: given
            .parallelization_factor
            .or(today.parallelization_factor),
        queue: match given.queue {
            QueueType::Fifo => QueueType::Fifo,
            QueueType::Standard => today.queue,
        },
        broker: match given.broker {
            Broker::RabbitMq => Broker::RabbitMq,
            Broker::ActiveMq => today.broker,
        },
        maximum_concurrency: given.maximum_concurrency.or(today.maximum_concurrency),
        pollers: given.pollers.or(today.pollers),
        poller_group: given.poller_group.or(today.poller_group),
        retries: given.retries.or(today.retries),
        maximum_record_age_seconds: given
            .maximum_record_age_seconds
            .or(today.maximum_record_age_seconds),
        retention_seconds: given.retention_seconds.or(today.retention_seconds),
        retry_pause: given.retry_pause.or(today.retry_pause),
        discarded: match given.discarded {
            given @ Discarded::To(_) => given,
            Discarded::Lost => today.discarded,
        },
        failed_batch: match given.failed_batch {
            FailedBatch::Split => FailedBatch::Split,
            FailedBatch::Whole => today.failed_batch,
        },
        report: match given.report {
            FailureReport::Items => FailureReport::Items,
            FailureReport::Batch => today.report,
        },
        visibility_seconds: given.visibility_seconds.or(today.visibility_seconds),
        tumbling_seconds: given.tumbling_seconds.or(today.tumbling_seconds),
        stream_mode: match given.stream_mode {
            StreamMode::OnDemand => StreamMode::OnDemand,
            StreamMode::Provisioned => today.stream_mode,
        },
        reading: match given.reading {
            StreamReading::EnhancedFanOut => StreamReading::EnhancedFanOut,
            StreamReading::Shared => today.reading,
        },
    }
}
