//! The settings of an event source mapping that decide how records are batched: what the user gives in, AWS's defaults
//! and bounds applied, out. Every [`Mapping`] is one that AWS takes.
//!
//! Defaults and bounds: Lambda API model (botocore 1.44.5, `CreateEventSourceMapping`) and Lambda Developer Guide,
//! "Event source mappings" and the pages of the sources, read 2026-11-23.

mod check;
mod error;
mod file;
mod settings;

use std::num::NonZeroU32;

use tidegate::Source;

pub use error::MappingError;
pub use file::{MappingFile, MappingFileError};

/// Largest batch of any source, in records.
pub const BATCH_SIZE_MAX: u32 = 10_000;

/// Longest batch window, in seconds.
pub const WINDOW_SECONDS_MAX: u32 = 300;

/// Batch size that AWS gives an SQS mapping, in records; above it SQS needs a window, and FIFO takes no more.
const SQS_BATCH_SIZE_DEFAULT: u32 = 10;

/// Batch size that AWS gives the mappings of all other sources, in records.
const BATCH_SIZE_DEFAULT: u32 = 100;

/// Batch window that AWS gives Kafka and MQ mappings, in milliseconds. Once changed it can't be restored, because
/// settings are whole seconds.
const KAFKA_MQ_WINDOW_DEFAULT_MS: u32 = 500;

/// Most pollers of an SQS mapping without maximum concurrency.
pub const SQS_POLLERS_MAX: u32 = 1_250;

/// Pollers of an SQS mapping at the start.
pub const SQS_POLLERS_START: u32 = 5;

/// What a user may set; AWS's default where `None` or `false`.
///
/// ```
/// use tidegate_mapping::{Mapping, MappingOptions};
/// let options = MappingOptions { shards: Some(4), parallelization_factor: Some(2), ..MappingOptions::default() };
/// let mapping = Mapping::new("kinesis".parse().unwrap(), &options)?;
/// assert_eq!(mapping.lanes(), 8);
/// # Ok::<(), tidegate_mapping::MappingError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingOptions {
    /// Most records of one invocation.
    pub batch_size: Option<u32>,
    /// How long a batch is held open, in whole seconds.
    pub window_seconds: Option<u32>,
    /// Shards of a stream, partitions of a topic, message groups of a FIFO queue; 1 if `None`.
    pub shards: Option<u32>,
    /// Batches that a shard has in flight at most, 1 to 10; streams only.
    pub parallelization_factor: Option<u32>,
    /// Whether the queue is SQS FIFO.
    pub is_fifo: bool,
    /// Whether the broker is RabbitMQ and not ActiveMQ.
    pub is_rabbitmq: bool,
    /// Most invocations of an SQS mapping at once, 2 to 1000.
    pub maximum_concurrency: Option<u32>,
    /// Pollers of provisioned mode; SQS and Kafka.
    pub pollers: Option<Pollers>,
    /// How often a failed batch is tried again (`MaximumRetryAttempts`), or of SQS, how often a message is received
    /// (`maxReceiveCount` of the queue's redrive policy). `None`: until it succeeds or expires.
    pub retries: Option<u32>,
    /// Whether a failed batch is split in two.
    pub is_bisecting: bool,
    /// Whether the function reports the records that failed (`ReportBatchItemFailures`).
    pub is_partial: bool,
    /// Visibility timeout of an SQS queue, in seconds; AWS's default of a queue, 30, if `None`.
    pub visibility_seconds: Option<u32>,
}

/// The pollers of provisioned mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pollers {
    /// Always there, and always paid for.
    pub min: u32,
    /// Most that there are.
    pub max: u32,
}

/// How an event source mapping forms its batches.
///
/// ```
/// use tidegate_mapping::{Mapping, MappingOptions};
/// let kafka = Mapping::new("kafka".parse().unwrap(), &MappingOptions::default())?;
/// assert_eq!((kafka.batch_size().get(), kafka.window_ms()), (100, 500));
/// let large = MappingOptions { batch_size: Some(11), ..MappingOptions::default() };
/// let sqs = Mapping::new("sqs".parse().unwrap(), &large);
/// assert!(sqs.unwrap_err().to_string().contains("window"));
/// # Ok::<(), tidegate_mapping::MappingError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    origin: Source,
    batch_size: NonZeroU32,
    window_ms: u32,
    options: MappingOptions,
}

impl Mapping {
    /// The mapping of `origin` with these settings.
    ///
    /// # Errors
    /// Settings out of AWS's bounds, settings that this source does not have, and any setting for EventBridge.
    pub fn new(origin: Source, options: &MappingOptions) -> Result<Self, MappingError> {
        check::check(origin, options)?;
        let (default_size, default_window_ms) = defaults(origin);
        let size = options.batch_size.unwrap_or(default_size);
        let batch_size = NonZeroU32::new(size).ok_or(MappingError::BatchSize(size))?;
        let window_ms = options.window_seconds.map(|seconds| seconds * 1000);
        let mapping = Self {
            origin,
            batch_size,
            window_ms: window_ms.unwrap_or(default_window_ms),
            options: options.clone(),
        };
        if mapping.is_standard_queue() && size > SQS_BATCH_SIZE_DEFAULT && mapping.window_ms == 0 {
            return Err(MappingError::SqsNeedsWindow(size));
        }
        Ok(mapping)
    }

    /// The same mapping with another batch size and, where there is one, another window.
    ///
    /// # Errors
    /// As for [`Mapping::new`].
    pub fn with(&self, batch_size: u32, window_seconds: Option<u32>) -> Result<Self, MappingError> {
        let options = MappingOptions {
            batch_size: Some(batch_size),
            window_seconds: window_seconds.or(self.options.window_seconds),
            ..self.options.clone()
        };
        Self::new(self.origin, &options)
    }

    /// The same mapping with this number of shards, partitions or message groups; `None` if it can't have them.
    #[must_use]
    pub fn with_shards(&self, shards: usize) -> Option<Self> {
        let options = MappingOptions {
            shards: Some(u32::try_from(shards).ok()?),
            ..self.options.clone()
        };
        Self::new(self.origin, &options).ok()
    }

    /// Where the records come from.
    #[must_use]
    pub const fn origin(&self) -> Source {
        self.origin
    }

    /// Most records in one invocation. 1 for EventBridge.
    #[must_use]
    pub const fn batch_size(&self) -> NonZeroU32 {
        self.batch_size
    }

    /// How long a batch is held open for more records, in milliseconds.
    #[must_use]
    pub const fn window_ms(&self) -> u32 {
        self.window_ms
    }

    /// What it was made of.
    #[must_use]
    pub const fn options(&self) -> &MappingOptions {
        &self.options
    }

    /// Lines of records that are batched apart: shards times parallelization factor, partitions, message groups. A
    /// standard queue and a broker's queue are one.
    #[must_use]
    pub fn lanes(&self) -> u32 {
        let options = &self.options;
        let shards = options.shards.unwrap_or(1);
        let lanes = shards.saturating_mul(options.parallelization_factor.unwrap_or(1));
        match options.maximum_concurrency {
            Some(most) if options.is_fifo => lanes.min(most),
            _ => lanes,
        }
    }

    /// Whether it reads an SQS standard queue.
    #[must_use]
    pub fn is_standard_queue(&self) -> bool {
        self.origin == Source::Sqs && !self.options.is_fifo
    }
}

/// Batch size in records and window in milliseconds that AWS gives a mapping of `origin`.
const fn defaults(origin: Source) -> (u32, u32) {
    match origin {
        Source::EventBridge => (1, 0),
        Source::Sqs => (SQS_BATCH_SIZE_DEFAULT, 0),
        Source::Kafka | Source::Mq => (BATCH_SIZE_DEFAULT, KAFKA_MQ_WINDOW_DEFAULT_MS),
        Source::Kinesis | Source::DynamoDb => (BATCH_SIZE_DEFAULT, 0),
    }
}

#[cfg(test)]
mod tests;
