//! Amazon SQS: standard queues, received by a changing number of pollers, and FIFO queues, read group by group.
//!
//! Lambda deletes the messages of a batch that succeeded. A message that failed becomes visible again after the
//! visibility timeout (Lambda Developer Guide, "Handling errors for an SQS event source in Lambda", read 2026-11-30:
//! the page also says that Lambda then lowers the concurrency for a while, which is not modelled). It goes to the
//! dead-letter queue after `maxReceiveCount` receives, or is deleted at the end of the queue's retention period.
//! Sources of the defaults and bounds: Lambda API model (botocore 1.44.5, `CreateEventSourceMapping`) and Lambda
//! Developer Guide, "Using Lambda with Amazon SQS" and "Configuring scaling behavior for SQS event source mappings",
//! read 2026-11-23.

use std::num::NonZeroU32;

use super::batching::Batching;
use super::queue::{Asked, Fifo, Queue};
use super::scaling::{Scaling, SqsPollers};
use crate::bounded::{BatchSize, Bounded, Shards, WindowSeconds};
use crate::error::MappingError;
use crate::expiry::{self, QUEUE_SECONDS_DEFAULT, QueueRetention};
use crate::failure::{FailedBatch, FailureReport, OnFailure};
use crate::options::MappingOptions;
use crate::simulate::{ConsumerSettings, Kind, Pause, QueueSettings, Retry};

/// Default visibility timeout of a queue, in seconds (SQS API, `VisibilityTimeout`).
const VISIBILITY_SECONDS_DEFAULT: u32 = 30;

/// Visibility timeout of a queue, in seconds: up to 12 hours.
pub type VisibilitySeconds = Bounded<0, 43_200>;

/// Receives after which a failing message goes to the dead-letter queue (`maxReceiveCount` of the queue's redrive
/// policy): 1 to 1,000. It counts the first receive too: SQS moves a message when its count of receives is greater
/// (AWS re:Post Knowledge Center, "Why are my Amazon SQS messages unexpectedly sent to a DLQ?", read 2026-11-30).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxReceiveCount(pub Bounded<1, 1_000>);

/// The mapping of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sqs {
    /// How messages are batched, which depends on the type of the queue.
    pub queue: Queue,
    /// How many invocations run at once.
    pub scaling: Scaling,
    /// `None` if the queue has no dead-letter queue: a failing message is then received until it succeeds or expires.
    pub max_receive_count: Option<MaxReceiveCount>,
    /// How long a received message stays invisible.
    pub visibility: VisibilitySeconds,
    /// How long the queue keeps a message.
    pub retention: QueueRetention,
    /// Whether the function reports the messages that failed.
    pub report: FailureReport,
}

impl Sqs {
    /// Returns the most messages in one invocation.
    #[must_use]
    pub const fn batch_size(&self) -> NonZeroU32 {
        self.queue.batch_size()
    }

    pub(crate) fn new(options: &MappingOptions) -> Result<Self, MappingError> {
        let mut rest = options.clone();
        let batch = Asked::take(&mut rest);
        let (retries, visibility) = (rest.retries.take(), rest.visibility_seconds.take());
        let (most, pollers) = (rest.maximum_concurrency.take(), rest.pollers.take());
        let report = std::mem::take(&mut rest.report);
        let retention = rest.retention_seconds.take();
        let retention = retention.unwrap_or(QUEUE_SECONDS_DEFAULT);
        rest.refuse_rest()?;
        let batch = batch.within_bounds()?;
        let most = Bounded::optional("maximum concurrency", most)?;
        let max_receive_count = Bounded::optional("number of retries", retries)?;
        let visibility = visibility.unwrap_or(VISIBILITY_SECONDS_DEFAULT);
        Ok(Self {
            max_receive_count: max_receive_count.map(MaxReceiveCount),
            visibility: Bounded::named("visibility timeout in seconds", visibility)?,
            retention: Bounded::named("retention in seconds", retention)?,
            report,
            scaling: Scaling::new(most, pollers)?,
            queue: batch.queue()?,
        })
    }

    /// Returns the pollers of provisioned mode, or `None` if on demand.
    #[must_use]
    pub const fn pollers(&self) -> Option<SqsPollers> {
        match self.scaling {
            Scaling::OnDemand | Scaling::AtMost(_) => None,
            Scaling::Provisioned(pollers) => Some(pollers),
        }
    }

    /// Returns the message groups of a FIFO queue, each with one batch in flight.
    fn groups(&self, fifo: &Fifo) -> ConsumerSettings {
        let groups = fifo.message_groups.map_or(1, Bounded::get);
        ConsumerSettings {
            lanes: self.scaling.groups_at_once(groups),
            consumers: 1,
            retry: Retry {
                retries: self.receives_max().map(|receives| receives - 1),
                on_failure: OnFailure::of(FailedBatch::Whole, self.report),
                pause: Pause::Hidden(self.visibility_us()),
            },
        }
    }

    fn visibility_us(&self) -> u64 {
        u64::from(self.visibility.get()) * 1_000_000
    }

    fn receives_max(&self) -> Option<u32> {
        self.max_receive_count
            .map(|MaxReceiveCount(most)| most.get())
    }
}

impl Batching for Sqs {
    fn batch_size(&self) -> NonZeroU32 {
        self.queue.batch_size()
    }

    fn window_ms(&self) -> u32 {
        self.queue.window().ms()
    }

    fn set_batch(&mut self, size: u32, window_seconds: Option<u32>) -> Result<(), MappingError> {
        let window = window_seconds.map(WindowSeconds::checked).transpose()?;
        self.queue.set_batch(BatchSize::checked(size)?, window)
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

    fn age_us_max(&self) -> u64 {
        expiry::age_us_max(self.retention.get(), None)
    }

    fn kind(&self) -> Kind {
        match &self.queue {
            Queue::Standard(_) => Kind::Queue(QueueSettings {
                pollers: self.scaling.range(),
                visibility_us: self.visibility_us(),
                receives_max: self.receives_max(),
                report: self.report,
            }),
            Queue::Fifo(fifo) => Kind::Consumers(self.groups(fifo)),
        }
    }
}
