//! Amazon DynamoDB Streams: a mapping polls each shard at a base rate of four times a second (Lambda Developer Guide,
//! "Polling and batching streams", read 2026-11-23).

use super::stream::{OnStream, Stream};
use crate::error::MappingError;
use crate::expiry::DYNAMODB_SECONDS;
use crate::options::MappingOptions;
use crate::simulate::ReadLimits;

const POLL_US: u64 = 250_000;

/// A read returns up to 1,000 records and 1 MiB (DynamoDB Streams API, `GetRecords`, read 2026-11-30). AWS publishes no
/// limit of reads a second; five are assumed, as Kinesis allows.
const READS: ReadLimits = ReadLimits {
    pause_us: 200_000,
    records_max: 1_000,
    bytes_max: 1 << 20,
    ..ReadLimits::NONE
};

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
    fn poll_us(&self) -> u64 {
        POLL_US
    }

    fn reads(&self) -> ReadLimits {
        READS
    }

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
