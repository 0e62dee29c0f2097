//! Event source mappings: the settings that AWS accepts for each source, and a simulator that replays records through
//! them. The pool of environments is here too, because both estimates and plans use it. Nothing here is random: the
//! caller draws arrivals, matches and failures.
//!
//! ```
//! use tidegate_mapping::{Delivery, MappingOptions};
//! let delivery = Delivery::new("sqs".parse().unwrap(), &MappingOptions::default())?;
//! assert_eq!(delivery.batch_size().get(), 10);
//! # Ok::<(), tidegate_mapping::MappingError>(())
//! ```
#![forbid(unsafe_code)]

mod bounded;
mod delivery;
mod error;
mod expiry;
mod failure;
mod file;
mod limits;
mod mapping;
mod options;
mod pollers;
mod pool;
pub mod simulate;
mod source;

pub use bounded::{
    BatchSize, Bounded, MaximumRecordAge, MaximumRetryAttempts, Shards, WindowSeconds,
};
pub use delivery::Delivery;
pub use error::MappingError;
pub use expiry::{QueueRetention, RETRY_PAUSE_ASSUMED, StreamRetention, TopicRetention};
pub use failure::{Destination, Discarded, FailedBatch, FailureReport, OnFailure};
pub use file::{MappingFile, MappingFileError};
pub use limits::{BATCH_SIZE_MAX, WINDOW_SECONDS_MAX};
pub use mapping::Mapping;
pub use options::{
    Broker, MappingOptions, PollerGroup, Pollers, QueueType, RetryPause, StreamMode, StreamReading,
};
pub use pollers::ProvisionedPollers;
pub use pool::{IDLE_MINUTES, Pool};
pub use source::{
    DynamoDb, Fifo, Kafka, KafkaPollers, Kinesis, MaxReceiveCount, MaximumConcurrency, Mq,
    ParallelizationFactor, Queue, SQS_POLLERS_MAX, SQS_POLLERS_START, Scaling, SmallBatchSize, Sqs,
    SqsPollers, StandardBatch, Stream, TumblingSeconds, VisibilitySeconds,
};
