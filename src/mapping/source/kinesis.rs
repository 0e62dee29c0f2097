//! Amazon Kinesis Data Streams: a mapping polls each shard once a second (Lambda Developer Guide, "Polling and batching
//! streams", read 2026-11-23).

use super::stream::{OnStream, Stream};
use crate::error::MappingError;
use crate::options::MappingOptions;

/// The mapping of a Kinesis data stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kinesis {
    /// Its settings.
    pub stream: Stream,
}

impl Kinesis {
    pub(crate) fn new(options: &MappingOptions) -> Result<Self, MappingError> {
        Stream::new(options).map(|stream| Self { stream })
    }
}

impl OnStream for Kinesis {
    const POLL_US: u64 = 1_000_000;

    fn stream(&self) -> &Stream {
        &self.stream
    }

    fn stream_mut(&mut self) -> &mut Stream {
        &mut self.stream
    }
}
