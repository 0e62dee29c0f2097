//! An event source mapping of any source. Each source's settings, bounds and defaults are in its file under `source`;
//! this file holds what all sources share.

use std::num::NonZeroU32;

use tidegate::Source;
use tidegate_figures::HandlerDuration;

use crate::bounded::{Bounded, Shards};
use crate::error::MappingError;
use crate::failure::Discarded;
use crate::simulate::{Kind, Order, Settings};
use crate::source::{Batching, DynamoDb, Kafka, Kinesis, Mq, Queue, Scaling, Sqs};

/// How an event source mapping forms its batches. AWS accepts every value of this type.
///
/// ```
/// use tidegate_mapping::{Delivery, Mapping, MappingOptions};
/// let large = MappingOptions { batch_size: Some(11), ..MappingOptions::default() };
/// let sqs = Delivery::new("sqs".parse().unwrap(), &large);
/// assert!(sqs.unwrap_err().to_string().contains("window"));
/// let kafka = Delivery::new("kafka".parse().unwrap(), &large)?;
/// let mapping = kafka.mapping().unwrap();
/// assert!(matches!(mapping, Mapping::Kafka(kafka) if kafka.partitions.is_none()));
/// assert_eq!((mapping.batch_size().get(), mapping.window_ms()), (11, 500));
/// # Ok::<(), tidegate_mapping::MappingError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mapping {
    /// The mapping of an SQS queue.
    Sqs(Sqs),
    /// The mapping of a Kinesis data stream.
    Kinesis(Kinesis),
    /// The mapping of a DynamoDB table's stream.
    DynamoDb(DynamoDb),
    /// The mapping of a Kafka topic.
    Kafka(Kafka),
    /// The mapping of a broker's queue.
    Mq(Mq),
}

impl Mapping {
    /// Returns where the records come from.
    #[must_use]
    pub const fn source(&self) -> Source {
        match self {
            Self::Sqs(_) => Source::Sqs,
            Self::Kinesis(_) => Source::Kinesis,
            Self::DynamoDb(_) => Source::DynamoDb,
            Self::Kafka(_) => Source::Kafka,
            Self::Mq(_) => Source::Mq,
        }
    }

    /// Returns the most records in one invocation.
    #[must_use]
    pub fn batch_size(&self) -> NonZeroU32 {
        self.batching().batch_size()
    }

    /// Returns how long a batch is held open for more records, in milliseconds.
    #[must_use]
    pub fn window_ms(&self) -> u32 {
        self.batching().window_ms()
    }

    /// Returns the number of shards, partitions or message groups, or `None` if it was not given or the source has
    /// none.
    #[must_use]
    pub fn shards(&self) -> Option<u32> {
        self.batching().shards().map(Bounded::get)
    }

    /// Returns the number of lanes that the records of one shard are spread over: the parallelization factor of a
    /// stream, otherwise 1.
    #[must_use]
    pub fn lanes_per_shard(&self) -> u32 {
        self.batching().lanes_per_shard()
    }

    /// Returns the number of lanes, which are batched independently: shards times parallelization factor, partitions,
    /// or message groups. A standard queue and a broker's queue have one.
    #[must_use]
    pub fn lanes(&self) -> u32 {
        self.kind().lanes()
    }

    /// Returns the source's word for a lane, in the singular.
    #[must_use]
    pub fn lane_noun(&self) -> &'static str {
        self.batching().lane_noun()
    }

    /// Returns how a simulation reads the source.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.batching().kind()
    }

    /// Returns how the mapping of an SQS standard queue scales, or `None` for all other mappings, which have lanes.
    #[must_use]
    pub const fn standard_scaling(&self) -> Option<Scaling> {
        match self {
            Self::Sqs(sqs) => match sqs.queue {
                Queue::Standard(_) => Some(sqs.scaling),
                Queue::Fifo(_) => None,
            },
            Self::Kinesis(_) | Self::DynamoDb(_) | Self::Kafka(_) | Self::Mq(_) => None,
        }
    }

    /// Returns whether it reads an SQS standard queue.
    #[must_use]
    pub const fn is_standard_queue(&self) -> bool {
        self.standard_scaling().is_some()
    }

    /// Returns what happens to records that are given up or too old. A queue and a broker have no choice here: see
    /// their dead-letter queue.
    #[must_use]
    pub fn discarded(&self) -> Discarded {
        self.batching().discarded()
    }

    /// Returns the length of the tumbling windows, in seconds, or `None` if there are none.
    #[must_use]
    pub fn tumbling_seconds(&self) -> Option<u32> {
        let stream = match self {
            Self::Kinesis(kinesis) => &kinesis.stream,
            Self::DynamoDb(dynamodb) => &dynamodb.stream,
            Self::Sqs(_) | Self::Kafka(_) | Self::Mq(_) => return None,
        };
        stream.tumbling.map(Bounded::get)
    }

    /// Returns the settings for [`simulate`](crate::simulate::simulate).
    #[must_use]
    pub fn settings(&self, order: Order, handler: HandlerDuration) -> Settings {
        Settings {
            window_us: u64::from(self.window_ms()) * 1_000,
            handler,
            age_us_max: self.batching().age_us_max(),
            ..Settings::plain(self.kind(), order, self.batch_size().get())
        }
    }

    /// Returns the same mapping with another batch size and, if one is given, another window.
    ///
    /// # Errors
    /// AWS refuses the batch size, the window, or the two together.
    pub fn with(&self, batch_size: u32, window_seconds: Option<u32>) -> Result<Self, MappingError> {
        let mut mapping = self.clone();
        mapping
            .batching_mut()
            .set_batch(batch_size, window_seconds)?;
        Ok(mapping)
    }

    /// Returns the same mapping with this number of shards, partitions or message groups, or `None` if it can't have
    /// that many.
    #[must_use]
    pub fn with_shards(&self, shards: usize) -> Option<Self> {
        let shards = Shards::new(u32::try_from(shards).ok()?)?;
        let mut mapping = self.clone();
        mapping.batching_mut().set_shards(shards)?;
        Some(mapping)
    }

    const fn batching(&self) -> &dyn Batching {
        match self {
            Self::Sqs(sqs) => sqs,
            Self::Kinesis(kinesis) => kinesis,
            Self::DynamoDb(dynamodb) => dynamodb,
            Self::Kafka(kafka) => kafka,
            Self::Mq(mq) => mq,
        }
    }

    const fn batching_mut(&mut self) -> &mut dyn Batching {
        match self {
            Self::Sqs(sqs) => sqs,
            Self::Kinesis(kinesis) => kinesis,
            Self::DynamoDb(dynamodb) => dynamodb,
            Self::Kafka(kafka) => kafka,
            Self::Mq(mq) => mq,
        }
    }
}
