//! Amazon SQS: standard queues, received by a changing number of pollers, and FIFO queues, read group by group.
//!
//! Lambda deletes the messages of a batch that succeeded. A message that failed becomes visible again after the
//! visibility timeout, and goes to the dead-letter queue after `maxReceiveCount` receives. Defaults and bounds: Lambda
//! API model (botocore 1.44.5, `CreateEventSourceMapping`) and Lambda Developer Guide, "Using Lambda with Amazon SQS"
//! and "Configuring scaling behavior for SQS event source mappings", read 2026-11-23.

use std::num::NonZeroU32;

use super::batching::Batching;
use crate::bounded::{BatchSize, Bounded, Shards, WindowSeconds};
use crate::error::MappingError;
use crate::failure::{FailedBatch, FailureReport, OnFailure};
use crate::limits::{SQS_UNWINDOWED_MAX, WINDOW_SECONDS_MAX};
use crate::options::{MappingOptions, Pollers, QueueType};
use crate::pollers::ProvisionedPollers;
use crate::simulate::{ConsumerSettings, Kind, PollerRange, QueueSettings, Retry};

/// Most pollers of a standard queue's mapping without maximum concurrency.
pub const SQS_POLLERS_MAX: u32 = 1_250;

/// Pollers of a standard queue's mapping at the start.
pub const SQS_POLLERS_START: u32 = 5;

/// Concurrent invocations of one poller in provisioned mode (Lambda pricing page, read 2026-11-23).
const INVOCATIONS_PER_POLLER: u32 = 10;

/// Concurrent invocations that a mapping gains in a minute, on demand and in provisioned mode.
const ADDED_PER_MINUTE: u32 = 300;
const PROVISIONED_ADDED_PER_MINUTE: u32 = 1_000;

/// Default visibility timeout of a queue (SQS API, `VisibilityTimeout`), in seconds.
const VISIBILITY_SECONDS_DEFAULT: u32 = 30;

/// A batch that needs no window.
pub type SmallBatchSize = Bounded<1, SQS_UNWINDOWED_MAX>;

/// Most invocations at once.
pub type MaximumConcurrency = Bounded<2, 1_000>;

/// Visibility timeout of a queue, in seconds: up to 12 hours.
pub type VisibilitySeconds = Bounded<0, 43_200>;

/// Pollers of provisioned mode. The guide says 2,000 at most, the API model 10,000, as AWS announced on 2026-08-03.
pub type SqsPollers = ProvisionedPollers<2, 10_000>;

/// Receives after which a failing message goes to the dead-letter queue (`maxReceiveCount` of the queue's redrive
/// policy).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxReceiveCount(pub Bounded<1, 10_000>);

/// The mapping of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sqs {
    /// How messages are batched, which depends on the type of the queue.
    pub queue: Queue,
    /// How many invocations run at once.
    pub scaling: Scaling,
    /// `None` if the queue has no dead-letter queue: a message is received until it succeeds or expires.
    pub max_receive_count: Option<MaxReceiveCount>,
    /// How long a received message stays invisible.
    pub visibility: VisibilitySeconds,
    /// Whether the function reports the messages that failed.
    pub report: FailureReport,
}

/// The batches of each type of queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Queue {
    /// A standard queue.
    Standard(StandardBatch),
    /// A FIFO queue. It has no batch window.
    Fifo(Fifo),
}

/// The batches of a standard queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandardBatch {
    /// Handed over at once.
    AtOnce(SmallBatchSize),
    /// Held open for more messages.
    Windowed {
        /// Most messages of one invocation.
        size: BatchSize,
        /// How long a batch is held open, in seconds.
        seconds: Bounded<1, WINDOW_SECONDS_MAX>,
    },
}

/// The batches of a FIFO queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fifo {
    /// Most messages of one invocation.
    pub batch_size: SmallBatchSize,
    /// Message groups; `None` if nobody said, which counts as 1.
    pub message_groups: Option<Shards>,
}

/// How many invocations a mapping has at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaling {
    /// From 5 up to 1,250, by 300 a minute.
    OnDemand,
    /// The same, up to a maximum.
    AtMost(MaximumConcurrency),
    /// Ten for each poller of provisioned mode, 1,000 more a minute.
    Provisioned(SqsPollers),
}

impl Sqs {
    pub(crate) fn new(options: &MappingOptions) -> Result<Self, MappingError> {
        let mut rest = options.clone();
        let queue = std::mem::take(&mut rest.queue);
        let size = rest.batch_size.take().unwrap_or(SQS_UNWINDOWED_MAX);
        let seconds = rest.window_seconds.take().unwrap_or(0);
        let groups = match queue {
            QueueType::Standard => None,
            QueueType::Fifo => rest.shards.take(),
        };
        let (retries, visibility) = (rest.retries.take(), rest.visibility_seconds.take());
        let (most, pollers) = (rest.maximum_concurrency.take(), rest.pollers.take());
        let report = std::mem::take(&mut rest.report);
        rest.refuse_rest()?;
        let (size, window) = (BatchSize::checked(size)?, WindowSeconds::checked(seconds)?);
        let fifo = match queue {
            QueueType::Standard => None,
            QueueType::Fifo => Some(Fifo::new(size, window, groups)?),
        };
        let most = Bounded::optional("maximum concurrency", most)?;
        let max_receive_count = Bounded::optional("number of retries", retries)?;
        let visibility = visibility.unwrap_or(VISIBILITY_SECONDS_DEFAULT);
        Ok(Self {
            max_receive_count: max_receive_count.map(MaxReceiveCount),
            visibility: Bounded::named("visibility timeout in seconds", visibility)?,
            report,
            scaling: Scaling::new(most, pollers)?,
            queue: match fifo {
                Some(fifo) => Queue::Fifo(fifo),
                None => Queue::Standard(StandardBatch::new(size, window)?),
            },
        })
    }

    /// Pollers of provisioned mode; `None` on demand.
    #[must_use]
    pub const fn pollers(&self) -> Option<SqsPollers> {
        match self.scaling {
            Scaling::OnDemand | Scaling::AtMost(_) => None,
            Scaling::Provisioned(pollers) => Some(pollers),
        }
    }

    fn receives_max(&self) -> Option<u32> {
        self.max_receive_count
            .map(|MaxReceiveCount(most)| most.get())
    }
}

impl StandardBatch {
    fn new(size: BatchSize, window: WindowSeconds) -> Result<Self, MappingError> {
        let small = SmallBatchSize::new(size.get());
        match (Bounded::new(window.get()), small) {
            (Some(seconds), _) => Ok(Self::Windowed { size, seconds }),
            (None, Some(size)) => Ok(Self::AtOnce(size)),
            (None, None) => Err(MappingError::SqsNeedsWindow(size.get())),
        }
    }

    const fn window(&self) -> WindowSeconds {
        match self {
            Self::AtOnce(_) => WindowSeconds::NONE,
            Self::Windowed { seconds, .. } => seconds.widened(),
        }
    }
}

impl Fifo {
    fn new(
        size: BatchSize,
        window: WindowSeconds,
        groups: Option<u32>,
    ) -> Result<Self, MappingError> {
        let small = SmallBatchSize::new(size.get()).filter(|_| window == WindowSeconds::NONE);
        Ok(Self {
            batch_size: small.ok_or(MappingError::Fifo)?,
            message_groups: Shards::checked(groups)?,
        })
    }
}

impl Scaling {
    fn new(
        most: Option<MaximumConcurrency>,
        pollers: Option<Pollers>,
    ) -> Result<Self, MappingError> {
        match (most, pollers) {
            (None, None) => Ok(Self::OnDemand),
            (Some(most), None) => Ok(Self::AtMost(most)),
            (None, Some(pollers)) => SqsPollers::new(pollers).map(Self::Provisioned),
            (Some(_), Some(_)) => Err(MappingError::PollersAndConcurrency),
        }
    }

    /// Concurrent invocations that a standard queue's mapping gains in a minute in which messages are waiting.
    #[must_use]
    pub const fn added_per_minute(self) -> u32 {
        match self {
            Self::OnDemand | Self::AtMost(_) => ADDED_PER_MINUTE,
            Self::Provisioned(_) => PROVISIONED_ADDED_PER_MINUTE,
        }
    }

    /// The pollers of a standard queue's mapping as the simulation counts them, one for each invocation at once.
    #[must_use]
    pub fn range(self) -> PollerRange {
        let (start, max) = match self {
            Self::OnDemand => (SQS_POLLERS_START, SQS_POLLERS_MAX),
            Self::AtMost(most) => (SQS_POLLERS_START.min(most.get()), most.get()),
            Self::Provisioned(pollers) => (
                pollers.min() * INVOCATIONS_PER_POLLER,
                pollers.max() * INVOCATIONS_PER_POLLER,
            ),
        };
        PollerRange {
            start,
            max,
            added_per_second: self.added_per_minute() / 60,
        }
    }

    /// Message groups that are read at once.
    fn groups_at_once(self, groups: u32) -> u32 {
        match self {
            Self::AtMost(most) => groups.min(most.get()),
            Self::OnDemand | Self::Provisioned(_) => groups,
        }
    }
}

impl Batching for Sqs {
    fn batch_size(&self) -> NonZeroU32 {
        match &self.queue {
            Queue::Standard(StandardBatch::AtOnce(size)) => size.non_zero(),
            Queue::Standard(StandardBatch::Windowed { size, .. }) => size.non_zero(),
            Queue::Fifo(fifo) => fifo.batch_size.non_zero(),
        }
    }

    fn window_ms(&self) -> u32 {
        match &self.queue {
            Queue::Standard(batch) => batch.window().ms(),
            Queue::Fifo(_) => 0,
        }
    }

    fn set_batch(&mut self, size: u32, window_seconds: Option<u32>) -> Result<(), MappingError> {
        let size = BatchSize::checked(size)?;
        let window = window_seconds.map(WindowSeconds::checked).transpose()?;
        match &mut self.queue {
            Queue::Standard(batch) => {
                *batch = StandardBatch::new(size, window.unwrap_or(batch.window()))?;
            }
            Queue::Fifo(fifo) => {
                let groups = fifo.message_groups.map(Bounded::get);
                *fifo = Fifo::new(size, window.unwrap_or(WindowSeconds::NONE), groups)?;
            }
        }
        Ok(())
    }

    fn shards(&self) -> Option<Shards> {
        match &self.queue {
            Queue::Standard(_) => None,
            Queue::Fifo(fifo) => fifo.message_groups,
        }
    }

    fn set_shards(&mut self, shards: Shards) -> Option<()> {
        match &mut self.queue {
            Queue::Standard(_) => None,
            Queue::Fifo(fifo) => {
                fifo.message_groups = Some(shards);
                Some(())
            }
        }
    }

    fn lane_noun(&self) -> &'static str {
        match self.queue {
            Queue::Standard(_) => "queue",
            Queue::Fifo(_) => "message group",
        }
    }

    fn kind(&self) -> Kind {
        match &self.queue {
            Queue::Standard(_) => Kind::Queue(QueueSettings {
                pollers: self.scaling.range(),
                visibility_us: u64::from(self.visibility.get()) * 1_000_000,
                receives_max: self.receives_max(),
                report: self.report,
            }),
            Queue::Fifo(fifo) => {
                let groups = fifo.message_groups.map_or(1, Bounded::get);
                Kind::Consumers(ConsumerSettings {
                    lanes: self.scaling.groups_at_once(groups),
                    consumers: 1,
                    retry: Retry {
                        retries: self.receives_max(),
                        on_failure: OnFailure::of(FailedBatch::Whole, self.report),
                    },
                })
            }
        }
    }
}
