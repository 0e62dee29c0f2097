//! An event source mapping of any source. Each source's settings, bounds and defaults stand in its file under `source`;
//! here is what all of them have.

use std::num::NonZeroU32;

use tidegate::Source;
use tidegate_figures::Handler;

use crate::bounded::{Bounded, Shards};
use crate::error::MappingError;
use crate::simulate::{Kind, Order, Settings};
use crate::source::{Batching, DynamoDb, Kafka, Kinesis, Mq, Queue, Scaling, Sqs};

/// How an event source mapping forms its batches. Every value is one that AWS takes.
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
    /// Of a queue.
    Sqs(Sqs),
    /// Of a data stream.
    Kinesis(Kinesis),
    /// Of a table's stream.
    DynamoDb(DynamoDb),
    /// Of a topic.
    Kafka(Kafka),
    /// Of a broker's queue.
    Mq(Mq),
}

impl Mapping {
    /// Where the records come from.
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

    /// Most records in one invocation.
    #[must_use]
    pub fn batch_size(&self) -> NonZeroU32 {
        self.batching().batch_size()
    }

    /// How long a batch is held open for more records, in milliseconds.
    #[must_use]
    pub fn window_ms(&self) -> u32 {
        self.batching().window_ms()
    }

    /// Shards, partitions or message groups; `None` if nobody said how many, and if the source has none.
    #[must_use]
    pub fn shards(&self) -> Option<u32> {
        self.batching().shards().map(Bounded::get)
    }

    /// Lanes that the records of one shard are spread over: the parallelization factor of a stream, else 1.
    #[must_use]
    pub fn lanes_per_shard(&self) -> u32 {
        self.batching().lanes_per_shard()
    }

    /// Lines of records that are batched apart: shards times parallelization factor, partitions, message groups. A
    /// standard queue and a broker's queue are one.
    #[must_use]
    pub fn lanes(&self) -> u32 {
        self.kind().lanes()
    }

    /// The source's word for a lane, in the singular.
    #[must_use]
    pub fn lane_noun(&self) -> &'static str {
        self.batching().lane_noun()
    }

    /// How the source is read in a simulation.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.batching().kind()
    }

    /// How the mapping of an SQS standard queue scales; `None` of all other mappings, which have lanes.
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

    /// Whether it reads an SQS standard queue.
    #[must_use]
    pub const fn is_standard_queue(&self) -> bool {
        self.standard_scaling().is_some()
    }

    /// What [`simulate`](crate::simulate::simulate) takes.
    #[must_use]
    pub fn settings(&self, order: Order, handler: Handler) -> Settings {
        Settings {
            window_us: u64::from(self.window_ms()) * 1_000,
            handler,
            ..Settings::plain(self.kind(), order, self.batch_size().get())
        }
    }

    /// The same mapping with another batch size and, where there is one, another window.
    ///
    /// # Errors
    /// A batch size or window that AWS refuses, or refuses together.
    pub fn with(&self, batch_size: u32, window_seconds: Option<u32>) -> Result<Self, MappingError> {
        let mut mapping = self.clone();
        mapping
            .batching_mut()
            .set_batch(batch_size, window_seconds)?;
        Ok(mapping)
    }

    /// The same mapping with this number of shards, partitions or message groups; `None` if it can't have them.
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
