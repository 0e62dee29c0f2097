//! Event source mappings: the settings that AWS takes for each source, and a simulator that replays records through them.
//! The pool of environments and the load on them are here, too, because estimates and plans both count them.
//! Nothing in here is random: arrivals, matches and failures are drawn by the caller.
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
mod failure;
mod file;
mod limits;
mod mapping;
mod options;
mod pollers;
mod pool;
pub mod simulate;
mod source;

pub use bounded::{BatchSize, Bounded, MaximumRetryAttempts, Shards, WindowSeconds};
pub use delivery::Delivery;
pub use error::MappingError;
pub use failure::{FailedBatch, FailureReport, OnFailure};
pub use file::{MappingFile, MappingFileError};
pub use limits::{BATCH_SIZE_MAX, WINDOW_SECONDS_MAX};
pub use mapping::Mapping;
pub use options::{Broker, MappingOptions, Pollers, QueueType};
pub use pollers::ProvisionedPollers;
pub use pool::{IDLE_MINUTES, Pool};
pub use source::{
    DynamoDb, Fifo, Kafka, KafkaPollers, Kinesis, MaxReceiveCount, MaximumConcurrency, Mq,
    ParallelizationFactor, Queue, SQS_POLLERS_MAX, SQS_POLLERS_START, Scaling, SmallBatchSize, Sqs,
    SqsPollers, StandardBatch, Stream, VisibilitySeconds,
};
