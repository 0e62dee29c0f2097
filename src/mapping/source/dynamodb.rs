//! Amazon DynamoDB Streams: a mapping polls each shard four times a second (Lambda Developer Guide, "Polling and
//! batching streams", read 2026-11-23).

use super::stream::{OnStream, Stream};
use crate::error::MappingError;
use crate::expiry::DYNAMODB_SECONDS;
use crate::options::MappingOptions;

/// The mapping of a table's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DynamoDb {
    /// Its settings.
    pub stream: Stream,
}

impl DynamoDb {
    pub(crate) fn new(options: &MappingOptions) -> Result<Self, MappingError> {
        Stream::new(options).map(|stream| Self { stream })
    }
}

impl OnStream for DynamoDb {
    const POLL_US: u64 = 250_000;

    fn retention_seconds(&self) -> u32 {
        DYNAMODB_SECONDS
    }

    fn stream(&self) -> &Stream {
        &self.stream
    }

    fn stream_mut(&mut self) -> &mut Stream {
        &mut self.stream
    }
}
