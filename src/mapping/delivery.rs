//! How records reach the function: through a mapping, which batches them, or through a rule of an EventBridge bus,
//! which does not.

use std::num::NonZeroU32;

use tidegate::Source;
use tidegate_figures::HandlerDuration;

use crate::error::MappingError;
use crate::failure::OnFailure;
use crate::mapping::Mapping;
use crate::options::MappingOptions;
use crate::simulate::{ConsumerSettings, Kind, Order, Pause, Retry, Settings};
use crate::source::{DynamoDb, Kafka, Kinesis, Mq, Sqs};

/// A mapping or a rule.
///
/// ```
/// use tidegate_mapping::{Delivery, MappingOptions};
/// let rule = Delivery::new("eventbridge".parse().unwrap(), &MappingOptions::default())?;
/// assert_eq!(rule, Delivery::Rule);
/// assert_eq!(rule.batch_size().get(), 1);
/// # Ok::<(), tidegate_mapping::MappingError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// A mapping invokes the function with batches.
    Mapping(Mapping),
    /// A rule of a bus invokes the function once for each event that it matches.
    Rule,
}

impl Delivery {
    /// Returns the mapping or rule that delivers the records of `source` with these settings.
    ///
    /// # Errors
    /// The settings are outside AWS's bounds or not settings of this source. EventBridge has no settings at all.
    pub fn new(source: Source, options: &MappingOptions) -> Result<Self, MappingError> {
        let mapping = match source {
            Source::EventBridge => return rule(options),
            Source::Sqs => Mapping::Sqs(Sqs::new(options)?),
            Source::Kinesis => Mapping::Kinesis(Kinesis::new(options)?),
            Source::DynamoDb => Mapping::DynamoDb(DynamoDb::new(options)?),
            Source::Kafka => Mapping::Kafka(Kafka::new(options)?),
            Source::Mq => Mapping::Mq(Mq::new(options)?),
        };
        Ok(Self::Mapping(mapping))
    }

    /// Returns the mapping, or `None` if a rule delivers.
    #[must_use]
    pub const fn mapping(&self) -> Option<&Mapping> {
        match self {
            Self::Mapping(mapping) => Some(mapping),
            Self::Rule => None,
        }
    }

    /// Returns where the records come from.
    #[must_use]
    pub const fn source(&self) -> Source {
        match self {
            Self::Mapping(mapping) => mapping.source(),
            Self::Rule => Source::EventBridge,
        }
    }

    /// Returns the most records in one invocation: 1 if a rule delivers.
    #[must_use]
    pub fn batch_size(&self) -> NonZeroU32 {
        self.mapping().map_or(NonZeroU32::MIN, Mapping::batch_size)
    }

    /// Returns how long a batch is held open for more records, in milliseconds.
    #[must_use]
    pub fn window_ms(&self) -> u32 {
        self.mapping().map_or(0, Mapping::window_ms)
    }

    /// Returns the number of lanes: streams of records that are batched independently.
    #[must_use]
    pub fn lanes(&self) -> u32 {
        self.mapping().map_or(1, Mapping::lanes)
    }

    /// Returns whether a mapping reads an SQS standard queue.
    #[must_use]
    pub fn is_standard_queue(&self) -> bool {
        self.mapping().is_some_and(Mapping::is_standard_queue)
    }

    /// Returns the most invocations that can run at once, or `None` if a rule delivers: it pushes events as they come.
    #[must_use]
    pub fn invocations_at_once_max(&self) -> Option<u64> {
        self.mapping()
            .map(|mapping| mapping.kind().invocations_at_once_max())
    }

    /// Returns the settings for [`simulate`](crate::simulate::simulate). Each event that a rule delivers is a batch of
    /// one.
    #[must_use]
    pub fn settings(&self, order: Order, handler: HandlerDuration) -> Settings {
        match self {
            Self::Mapping(mapping) => mapping.settings(order, handler),
            Self::Rule => Settings {
                handler,
                ..Settings::plain(Kind::Consumers(ASYNCHRONOUS), order, 1)
            },
        }
    }
}

/// An asynchronous invocation: two retries, after one and two minutes (Lambda Developer Guide, "How Lambda handles
/// errors and retries with asynchronous invocation", read 2026-11-23).
const ASYNCHRONOUS: ConsumerSettings = ConsumerSettings {
    retry: Retry {
        retries: Some(2),
        on_failure: OnFailure::RetryBatch,
        pause: Pause::Doubling {
            first_us: 60_000_000,
            most_us: 120_000_000,
        },
    },
    ..ConsumerSettings::ONE
};

fn rule(options: &MappingOptions) -> Result<Delivery, MappingError> {
    if *options == MappingOptions::default() {
        Ok(Delivery::Rule)
    } else {
        Err(MappingError::NotBatched)
    }
}
