//! The sources that have mappings, one file each: a source's settings with their defaults and bounds, its lanes, and
//! how it is simulated. The types can't hold settings that AWS refuses together, so every value is a possible mapping.
//! A new source implements `Batching` in a file of its own and becomes a variant of [`Mapping`](crate::Mapping).

mod batching;
mod dynamodb;
mod kafka;
mod kinesis;
mod mq;
mod queue;
mod scaling;
mod sqs;
mod stream;

pub(crate) use batching::Batching;
pub use dynamodb::DynamoDb;
pub use kafka::{Kafka, KafkaPollers};
pub use kinesis::Kinesis;
pub use mq::Mq;
pub use queue::{Fifo, Queue, SmallBatchSize, StandardBatch};
pub use scaling::{MaximumConcurrency, SQS_POLLERS_MAX, SQS_POLLERS_START, Scaling, SqsPollers};
pub use sqs::{MaxReceiveCount, Sqs, VisibilitySeconds};
pub use stream::{ParallelizationFactor, Stream, TumblingSeconds};

#[cfg(test)]
mod tests;
