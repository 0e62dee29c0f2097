//! Amazon Kinesis Data Streams: a mapping polls each shard at a base rate of once a second, and "when more records are
//! available, Lambda keeps processing batches until the function catches up with the stream". With enhanced fan-out,
//! Kinesis pushes records to Lambda (Lambda Developer Guide,
//! <https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html>, read 2026-11-30).
//!
//! The guide does not say how often a shard is read while records wait. The simulation assumes as often as the shard
//! allows, five times a second; the estimate also says the count at the base rate.

use super::stream::{OnStream, Stream};
use crate::bounded::Bounded;
use crate::error::MappingError;
use crate::expiry::{STREAM_SECONDS_DEFAULT, StreamRetention};
use crate::options::{MappingOptions, StreamMode, StreamReading};
use crate::simulate::ReadLimits;

const POLL_US: u64 = 1_000_000;

/// A record pushed by enhanced fan-out is there when it arrives.
const PUSH_US: u64 = 1;

/// Bytes of data that a shard lets a reader have in a second, and bytes of one read: 2 MiB and 10 MiB (see [`READS`]).
const DATA_PER_SECOND: u64 = 2 << 20;
const DATA_MAX: u64 = 10 << 20;

/// The limits of a shard's reads, which all consumers without enhanced fan-out share: five reads a second, each of up to
/// 10,000 records and 10 MiB, and 2 MiB a second; after a read of 10 MiB, reads fail for five seconds (Kinesis Developer
/// Guide, "Quotas and limits", <https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html>, read
/// 2026-11-30). The mapping is assumed to be the only such consumer.
///
/// Records are measured by the payload, in which their data is Base64: a third more.
const READS: ReadLimits = ReadLimits {
    pause_us: 200_000,
    records_max: 10_000,
    bytes_max: in_payload(DATA_MAX),
    bytes_per_second: in_payload(DATA_PER_SECOND),
};

const fn in_payload(data: u64) -> u64 {
    data.div_ceil(3) * 4
}

/// The mapping of a Kinesis data stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kinesis {
    /// Its settings.
    pub stream: Stream,
    /// How long the stream keeps a record.
    pub retention: StreamRetention,
    /// How its capacity is paid.
    pub mode: StreamMode,
    /// How the mapping reads it.
    pub reading: StreamReading,
}

impl Kinesis {
    pub(crate) fn new(options: &MappingOptions) -> Result<Self, MappingError> {
        let mut rest = options.clone();
        let retention = rest.retention_seconds.take();
        let retention = retention.unwrap_or(STREAM_SECONDS_DEFAULT);
        let mode = std::mem::take(&mut rest.stream_mode);
        let reading = std::mem::take(&mut rest.reading);
        Ok(Self {
            mode,
            reading,
            stream: Stream::new(&rest)?,
            retention: Bounded::named("retention in seconds", retention)?,
        })
    }
}

impl OnStream for Kinesis {
    fn poll_us(&self) -> u64 {
        match self.reading {
            StreamReading::Shared => POLL_US,
            StreamReading::EnhancedFanOut => PUSH_US,
        }
    }

    fn reads(&self) -> ReadLimits {
        match self.reading {
            StreamReading::Shared => READS,
            StreamReading::EnhancedFanOut => ReadLimits {
                bytes_per_second: READS.bytes_per_second,
                ..ReadLimits::NONE
            },
        }
    }

    fn retention_seconds(&self) -> u32 {
        self.retention.get()
    }

    fn stream(&self) -> &Stream {
        &self.stream
    }

    fn stream_mut(&mut self) -> &mut Stream {
        &mut self.stream
    }
}
