//! Apache Kafka, Amazon MSK and self-managed: one consumer for each partition.
//!
//! A batch that failed holds up its partition until it succeeds, its retries are used up or its records expire. Nothing
//! is deleted: the records stay in the topic. Defaults and bounds: Lambda API model (botocore 1.44.5,
//! `CreateEventSourceMapping`) and Lambda Developer Guide, "Using Lambda with Apache Kafka", read 2026-11-23.

use std::num::NonZeroU32;

use super::batching::Batching;
use crate::bounded::{BatchSize, Bounded, MaximumRetryAttempts, Shards, WindowSeconds};
use crate::error::MappingError;
use crate::failure::OnFailure;
use crate::options::MappingOptions;
use crate::pollers::ProvisionedPollers;
use crate::simulate::{ConsumerSettings, Kind, Retry};

const BATCH_SIZE_DEFAULT: u32 = 100;

/// Batch window of a mapping that was never given one, in milliseconds. Once changed it can't be restored, because
/// settings are whole seconds.
const WINDOW_DEFAULT_MS: u32 = 500;

/// Pollers of provisioned mode.
pub type KafkaPollers = ProvisionedPollers<1, 2_000>;

/// The mapping of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kafka {
    /// Most records of one invocation.
    pub batch_size: BatchSize,
    /// How long a batch is held open; `None` is half a second.
    pub window: Option<WindowSeconds>,
    /// Partitions of the topic; `None` if nobody said, which counts as 1.
    pub partitions: Option<Shards>,
    /// Pollers of provisioned mode; `None` on demand.
    pub pollers: Option<KafkaPollers>,
    /// How often a failed batch is tried again; `None` until it succeeds or expires.
    pub maximum_retry_attempts: Option<MaximumRetryAttempts>,
    /// What of a failed batch is tried again.
    pub on_failure: OnFailure,
}

impl Kafka {
    pub(crate) fn new(options: &MappingOptions) -> Result<Self, MappingError> {
        let mut rest = options.clone();
        let size = rest.batch_size.take().unwrap_or(BATCH_SIZE_DEFAULT);
        let (window, partitions) = (rest.window_seconds.take(), rest.shards.take());
        let (retries, pollers) = (rest.retries.take(), rest.pollers.take());
        let on_failure = rest.take_on_failure();
        rest.refuse_rest()?;
        Ok(Self {
            batch_size: BatchSize::checked(size)?,
            window: window.map(WindowSeconds::checked).transpose()?,
            partitions: Shards::checked(partitions)?,
            maximum_retry_attempts: MaximumRetryAttempts::checked(retries)?,
            on_failure,
            pollers: pollers.map(KafkaPollers::new).transpose()?,
        })
    }
}

impl Batching for Kafka {
    fn batch_size(&self) -> NonZeroU32 {
        self.batch_size.non_zero()
    }

    fn window_ms(&self) -> u32 {
        self.window.map_or(WINDOW_DEFAULT_MS, WindowSeconds::ms)
    }

    fn set_batch(&mut self, size: u32, window_seconds: Option<u32>) -> Result<(), MappingError> {
        self.batch_size = BatchSize::checked(size)?;
        if let Some(seconds) = window_seconds {
            self.window = Some(WindowSeconds::checked(seconds)?);
        }
        Ok(())
    }

    fn shards(&self) -> Option<Shards> {
        self.partitions
    }

    fn set_shards(&mut self, shards: Shards) -> Option<()> {
        self.partitions = Some(shards);
        Some(())
    }

    fn lane_noun(&self) -> &'static str {
        "partition"
    }

    fn kind(&self) -> Kind {
        Kind::Consumers(ConsumerSettings {
            lanes: self.partitions.map_or(1, Bounded::get),
            consumers: 1,
            retry: Retry {
                retries: self.maximum_retry_attempts.map(Bounded::get),
                on_failure: self.on_failure,
            },
        })
    }
}
