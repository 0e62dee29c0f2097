//! What every source says of its mappings, in one trait: a new source is a file that implements it.

use std::num::NonZeroU32;

use crate::bounded::Shards;
use crate::error::MappingError;
use crate::simulate::Kind;

/// How the mappings of one source form their batches.
pub(crate) trait Batching {
    /// Most records of one invocation.
    fn batch_size(&self) -> NonZeroU32;

    /// How long a batch is held open, in milliseconds.
    fn window_ms(&self) -> u32;

    /// Changes the batch size and, if one is given, the window.
    fn set_batch(&mut self, size: u32, window_seconds: Option<u32>) -> Result<(), MappingError>;

    /// Shards, partitions or message groups, if their number was said.
    fn shards(&self) -> Option<Shards> {
        None
    }

    /// Changes the number of shards, partitions or message groups. Returns `None` if the source has none.
    fn set_shards(&mut self, _: Shards) -> Option<()> {
        None
    }

    /// Lanes that the records of one shard are spread over.
    fn lanes_per_shard(&self) -> u32 {
        1
    }

    /// The source's word for a lane, in the singular.
    fn lane_noun(&self) -> &'static str;

    /// How the source is read, with lanes, pollers and retries.
    fn kind(&self) -> Kind;
}
