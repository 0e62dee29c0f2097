//! Apache Kafka, Amazon MSK or self-managed: one consumer for each partition.
//!
//! A failed batch blocks its partition until it succeeds, its retries are used up or its records expire. Lambda does
//! not delete records: they stay in the topic. Sources of the defaults and bounds: Lambda API model (botocore 1.44.5,
//! `CreateEventSourceMapping`) and Lambda Developer Guide, "Using Lambda with Apache Kafka", read 2026-11-23.

use std::num::NonZeroU32;

use super::batching::Batching;
use crate::bounded::{
    BatchSize, Bounded, MaximumRecordAge, MaximumRetryAttempts, Shards, WindowSeconds,
};
use crate::error::MappingError;
use crate::expiry::{self, TOPIC_SECONDS_DEFAULT, TopicRetention};
use crate::failure::{Discarded, OnFailure};
use crate::options::{MappingOptions, PollerGroup, Pollers};
use crate::pollers::ProvisionedPollers;
use crate::simulate::{ConsumerSettings, Kind, Pause, Retry};

const BATCH_SIZE_DEFAULT: u32 = 100;

/// Default batch window, in milliseconds. Once changed it can't be restored, because the setting is in whole seconds.
const WINDOW_DEFAULT_MS: u32 = 500;

/// Retries of a mapping without a limit that has a destination for discarded records (Lambda Developer Guide,
/// "Configuring error handling controls for Kafka event sources", read 2026-11-30).
const RETRIES_TO_DESTINATION: u32 = 10;

/// Pollers of a mapping in provisioned mode that states none (Lambda API, `ProvisionedPollerConfig`, read 2026-11-30).
const POLLERS_DEFAULT: Pollers = Pollers { min: 1, max: 200 };

/// Most pollers of all mappings of a group together (Lambda API, `ProvisionedPollerConfig`, read 2026-11-30).
const GROUP_POLLERS_MAX: u32 = 2_000;

/// Pollers of provisioned mode.
pub type KafkaPollers = ProvisionedPollers<1, 2_000>;

/// The mapping of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kafka {
    /// Most records in one invocation.
    pub batch_size: BatchSize,
    /// How long a batch is held open; `None` is half a second.
    pub window: Option<WindowSeconds>,
    /// Partitions of the topic; `None` if not given, which counts as 1.
    pub partitions: Option<Shards>,
    /// Pollers of provisioned mode; `None` if on demand.
    pub pollers: Option<KafkaPollers>,
    /// Other mappings that share its event poller units; `None` if there are none, or if pollers are on demand.
    pub group: Option<PollerGroup>,
    /// How often a failed batch is retried; `None` retries until it succeeds or expires.
    pub maximum_retry_attempts: Option<MaximumRetryAttempts>,
    /// Which part of a failed batch is retried.
    pub on_failure: OnFailure,
    /// The pause before a retry.
    pub pause: Pause,
    /// The age above which Lambda discards a record; `None` if it does not.
    pub maximum_record_age: Option<MaximumRecordAge>,
    /// How long the topic keeps a record.
    pub retention: TopicRetention,
    /// The fate of discarded records.
    pub discarded: Discarded,
}

impl Kafka {
    pub(crate) fn new(options: &MappingOptions) -> Result<Self, MappingError> {
        let mut rest = options.clone();
        let size = rest.batch_size.take().unwrap_or(BATCH_SIZE_DEFAULT);
        let (window, partitions) = (rest.window_seconds.take(), rest.shards.take());
        let (retries, group) = (rest.retries.take(), rest.poller_group.take());
        let pollers = rest.pollers.take().or(group.map(|_| POLLERS_DEFAULT));
        let on_failure = rest.take_on_failure();
        let (age, pause) = (
            rest.maximum_record_age_seconds.take(),
            rest.retry_pause.take(),
        );
        let retention = rest.retention_seconds.take();
        let discarded = std::mem::take(&mut rest.discarded);
        rest.refuse_rest()?;
        Ok(Self {
            batch_size: BatchSize::checked(size)?,
            window: window.map(WindowSeconds::checked).transpose()?,
            partitions: Shards::checked(partitions)?,
            maximum_retry_attempts: MaximumRetryAttempts::checked(retries)?,
            on_failure,
            pause: expiry::pause(pause)?,
            maximum_record_age: MaximumRecordAge::checked(age)?,
            retention: Bounded::named(
                "retention in seconds",
                retention.unwrap_or(TOPIC_SECONDS_DEFAULT),
            )?,
            discarded,
            pollers: pollers.map(KafkaPollers::new).transpose()?,
            group: group.map(checked).transpose()?,
        })
    }
}

/// Checks the number of the other mappings' pollers.
fn checked(group: PollerGroup) -> Result<PollerGroup, MappingError> {
    match group {
        PollerGroup::Unknown => {}
        PollerGroup::Others(pollers) => {
            Bounded::<1, { GROUP_POLLERS_MAX - 1 }>::named(
                "number of pollers of the group's other mappings",
                pollers,
            )?;
        }
    }
    Ok(group)
}

impl Kafka {
    /// Returns how often a failed batch is retried.
    fn retries(&self) -> Option<u32> {
        let stated = self.maximum_retry_attempts.map(Bounded::get);
        match self.discarded {
            Discarded::To(_) => Some(stated.unwrap_or(RETRIES_TO_DESTINATION)),
            Discarded::Lost => stated,
        }
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

    fn age_us_max(&self) -> u64 {
        expiry::age_us_max(self.retention.get(), self.maximum_record_age)
    }

    fn discarded(&self) -> Discarded {
        self.discarded
    }

    fn kind(&self) -> Kind {
        Kind::Consumers(ConsumerSettings {
            lanes: self.partitions.map_or(1, Bounded::get),
            consumers: 1,
            retry: Retry {
                retries: self.retries(),
                on_failure: self.on_failure,
                pause: self.pause,
            },
        })
    }
}
