//! The trait of every source's mappings. A new source is a file that implements it.

use std::num::NonZeroU32;

use crate::bounded::Shards;
use crate::error::MappingError;
use crate::failure::Discarded;
use crate::simulate::Kind;

/// How the mapping of one source forms its batches.
pub(crate) trait Batching {
    /// Returns the most records in one invocation.
    fn batch_size(&self) -> NonZeroU32;

    /// Returns how long a batch is held open, in milliseconds.
    fn window_ms(&self) -> u32;

    /// Changes the batch size and, if one is given, the window.
    fn set_batch(&mut self, size: u32, window_seconds: Option<u32>) -> Result<(), MappingError>;

    /// Returns the number of shards, partitions or message groups, if it was given.
    fn shards(&self) -> Option<Shards> {
        None
    }

    /// Changes the number of shards, partitions or message groups. Returns `None` if the source has none.
    fn set_shards(&mut self, _: Shards) -> Option<()> {
        None
    }

    /// Returns the number of lanes that the records of one shard are spread over.
    fn lanes_per_shard(&self) -> u32 {
        1
    }

    /// Returns the source's word for a lane, in the singular.
    fn lane_noun(&self) -> &'static str;

    /// Returns the greatest age at which a record can still be handed over, in microseconds.
    fn age_us_max(&self) -> u64;

    /// Returns what happens to records that are given up or too old. Only streams and topics have a choice.
    fn discarded(&self) -> Discarded {
        Discarded::Lost
    }

    /// Returns how a simulation reads the source, with lanes, pollers and retries.
    fn kind(&self) -> Kind;
}
