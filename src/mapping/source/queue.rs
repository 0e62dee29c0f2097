//! The batches of an SQS queue: a standard queue needs a window for more than ten messages, a FIFO queue has no window
//! and at most ten messages (Lambda Developer Guide, "Using Lambda with Amazon SQS", read 2026-11-23).

use std::num::NonZeroU32;

use crate::bounded::{BatchSize, Bounded, Shards, WindowSeconds};
use crate::error::MappingError;
use crate::limits::{SQS_UNWINDOWED_MAX, WINDOW_SECONDS_MAX};
use crate::options::{MappingOptions, QueueType};

/// Size of a batch that needs no window.
pub type SmallBatchSize = Bounded<1, SQS_UNWINDOWED_MAX>;

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
    /// The function is invoked without waiting for more messages.
    AtOnce(SmallBatchSize),
    /// The batch is held open for more messages.
    Windowed {
        /// Most messages in one invocation.
        size: BatchSize,
        /// How long a batch is held open, in seconds.
        seconds: Bounded<1, WINDOW_SECONDS_MAX>,
    },
}

/// The batches of a FIFO queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fifo {
    /// Most messages in one invocation.
    pub batch_size: SmallBatchSize,
    /// Message groups; `None` if not given, which counts as 1.
    pub message_groups: Option<Shards>,
}

/// The settings of batches as the options give them.
pub(super) struct Asked {
    queue: QueueType,
    size: u32,
    window_seconds: u32,
    groups: Option<u32>,
}

/// The settings of batches, each within the bounds of the type of queue. A standard queue's batches may still need a
/// window.
pub(super) enum Bounds {
    Standard(BatchSize, WindowSeconds),
    Fifo(Fifo),
}

impl Asked {
    pub(super) fn take(rest: &mut MappingOptions) -> Self {
        let queue = std::mem::take(&mut rest.queue);
        Self {
            queue,
            size: rest.batch_size.take().unwrap_or(SQS_UNWINDOWED_MAX),
            window_seconds: rest.window_seconds.take().unwrap_or(0),
            groups: match queue {
                QueueType::Standard => None,
                QueueType::Fifo => rest.shards.take(),
            },
        }
    }

    pub(super) fn within_bounds(self) -> Result<Bounds, MappingError> {
        let size = BatchSize::checked(self.size)?;
        let window = WindowSeconds::checked(self.window_seconds)?;
        match self.queue {
            QueueType::Standard => Ok(Bounds::Standard(size, window)),
            QueueType::Fifo => Fifo::new(size, window, self.groups).map(Bounds::Fifo),
        }
    }
}

impl Bounds {
    pub(super) fn queue(self) -> Result<Queue, MappingError> {
        match self {
            Self::Standard(size, window) => StandardBatch::new(size, window).map(Queue::Standard),
            Self::Fifo(fifo) => Ok(Queue::Fifo(fifo)),
        }
    }
}

impl Queue {
    pub(super) const fn batch_size(&self) -> NonZeroU32 {
        match self {
            Self::Standard(StandardBatch::AtOnce(size)) => size.non_zero(),
            Self::Standard(StandardBatch::Windowed { size, .. }) => size.non_zero(),
            Self::Fifo(fifo) => fifo.batch_size.non_zero(),
        }
    }

    pub(super) const fn window(&self) -> WindowSeconds {
        match self {
            Self::Standard(StandardBatch::Windowed { seconds, .. }) => seconds.widened(),
            Self::Standard(StandardBatch::AtOnce(_)) | Self::Fifo(_) => WindowSeconds::NONE,
        }
    }

    /// Changes the batch size and, if one is given, the window.
    pub(super) fn set_batch(
        &mut self,
        size: BatchSize,
        window: Option<WindowSeconds>,
    ) -> Result<(), MappingError> {
        let window = window.unwrap_or(self.window());
        match self {
            Self::Standard(batch) => *batch = StandardBatch::new(size, window)?,
            Self::Fifo(fifo) => fifo.batch_size = Fifo::small(size, window)?,
        }
        Ok(())
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
}

impl Fifo {
    fn new(
        size: BatchSize,
        window: WindowSeconds,
        groups: Option<u32>,
    ) -> Result<Self, MappingError> {
        Ok(Self {
            batch_size: Self::small(size, window)?,
            message_groups: Shards::checked(groups)?,
        })
    }

    /// Refuses batches that a FIFO queue can't have.
    fn small(size: BatchSize, window: WindowSeconds) -> Result<SmallBatchSize, MappingError> {
        let small = SmallBatchSize::new(size.get()).filter(|_| window == WindowSeconds::NONE);
        small.ok_or(MappingError::Fifo)
    }
}
