//! Settings that Kinesis and DynamoDB share: shards that are polled, each with up to ten batches in flight.
//!
//! A failed batch blocks its lane until it succeeds, its retries are used up or its records are too old. Lambda does
//! not delete records: they stay in the stream for its retention period. Sources of the defaults and bounds: Lambda API
//! model (botocore 1.44.5, `CreateEventSourceMapping`) and Lambda Developer Guide, "Polling and batching streams", read
//! 2026-11-23.

use std::num::NonZeroU32;

use super::batching::Batching;
use crate::bounded::{
    BatchSize, Bounded, MaximumRecordAge, MaximumRetryAttempts, Shards, WindowSeconds,
};
use crate::error::MappingError;
use crate::expiry;
use crate::failure::{Discarded, OnFailure};
use crate::options::MappingOptions;
use crate::simulate::{Kind, Pause, ReadLimits, Retry, StreamSettings};

/// Length of a tumbling window, in seconds.
pub type TumblingSeconds = Bounded<1, 900>;

/// Batches that a shard has in flight at most.
pub type ParallelizationFactor = Bounded<1, 10>;

const BATCH_SIZE_DEFAULT: u32 = 100;
const PARALLELIZATION_FACTOR_DEFAULT: u32 = 1;

/// The settings of a stream's mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// Most records in one invocation.
    pub batch_size: BatchSize,
    /// How long a batch is held open.
    pub window: WindowSeconds,
    /// Shards of the stream; `None` if not given, which counts as 1.
    pub shards: Option<Shards>,
    /// Batches that a shard has in flight at most.
    pub parallelization_factor: ParallelizationFactor,
    /// How often a failed batch is retried; `None` retries until it succeeds or expires.
    pub maximum_retry_attempts: Option<MaximumRetryAttempts>,
    /// Which part of a failed batch is retried.
    pub on_failure: OnFailure,
    /// The pause before a retry.
    pub pause: Pause,
    /// The age above which Lambda discards a record; `None` if it does not.
    pub maximum_record_age: Option<MaximumRecordAge>,
    /// The fate of discarded records.
    pub discarded: Discarded,
    /// Length of a tumbling window, at whose end the function is invoked once more; `None` if there is none.
    pub tumbling: Option<TumblingSeconds>,
}

impl Stream {
    pub(super) fn new(options: &MappingOptions) -> Result<Self, MappingError> {
        let mut rest = options.clone();
        let size = rest.batch_size.take().unwrap_or(BATCH_SIZE_DEFAULT);
        let window = rest.window_seconds.take().unwrap_or(0);
        let (shards, retries) = (rest.shards.take(), rest.retries.take());
        let factor = rest.parallelization_factor.take();
        let factor = factor.unwrap_or(PARALLELIZATION_FACTOR_DEFAULT);
        let on_failure = rest.take_on_failure();
        let (age, pause) = (
            rest.maximum_record_age_seconds.take(),
            rest.retry_pause.take(),
        );
        let discarded = std::mem::take(&mut rest.discarded);
        let tumbling = rest.tumbling_seconds.take().filter(|seconds| *seconds > 0);
        rest.refuse_rest()?;
        Ok(Self {
            batch_size: BatchSize::checked(size)?,
            window: WindowSeconds::checked(window)?,
            shards: Shards::checked(shards)?,
            parallelization_factor: Bounded::named("parallelization factor", factor)?,
            maximum_retry_attempts: MaximumRetryAttempts::checked(retries)?,
            on_failure,
            pause: expiry::pause(pause)?,
            maximum_record_age: MaximumRecordAge::checked(age)?,
            discarded,
            tumbling: Bounded::optional("tumbling window in seconds", tumbling)?,
        })
    }
}

/// A source whose mapping has the settings of a stream.
pub(super) trait OnStream {
    /// Returns the time between two reads of a shard while no records wait, in microseconds.
    fn poll_us(&self) -> u64;

    /// Returns how often and how much of a shard can be read.
    fn reads(&self) -> ReadLimits;

    /// Returns how long the stream keeps a record, in seconds.
    fn retention_seconds(&self) -> u32;

    fn stream(&self) -> &Stream;

    fn stream_mut(&mut self) -> &mut Stream;
}

impl<S: OnStream> Batching for S {
    fn batch_size(&self) -> NonZeroU32 {
        self.stream().batch_size.non_zero()
    }

    fn window_ms(&self) -> u32 {
        self.stream().window.ms()
    }

    fn set_batch(&mut self, size: u32, window_seconds: Option<u32>) -> Result<(), MappingError> {
        let stream = self.stream_mut();
        stream.batch_size = BatchSize::checked(size)?;
        if let Some(seconds) = window_seconds {
            stream.window = WindowSeconds::checked(seconds)?;
        }
        Ok(())
    }

    fn shards(&self) -> Option<Shards> {
        self.stream().shards
    }

    fn set_shards(&mut self, shards: Shards) -> Option<()> {
        self.stream_mut().shards = Some(shards);
        Some(())
    }

    fn lanes_per_shard(&self) -> u32 {
        self.stream().parallelization_factor.get()
    }

    fn lane_noun(&self) -> &'static str {
        match self.lanes_per_shard() {
            1 => "shard",
            _ => "lane",
        }
    }

    fn age_us_max(&self) -> u64 {
        expiry::age_us_max(self.retention_seconds(), self.stream().maximum_record_age)
    }

    fn discarded(&self) -> Discarded {
        self.stream().discarded
    }

    fn kind(&self) -> Kind {
        let stream = self.stream();
        Kind::Stream(StreamSettings {
            poll_us: self.poll_us(),
            shards: stream.shards.map_or(1, Bounded::get),
            factor: stream.parallelization_factor.get(),
            reads: self.reads(),
            retry: Retry {
                retries: stream.maximum_retry_attempts.map(Bounded::get),
                on_failure: stream.on_failure,
                pause: stream.pause,
            },
        })
    }
}
