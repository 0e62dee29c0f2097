//! Amazon Kinesis Data Streams: a mapping polls each shard once a second (Lambda Developer Guide, "Polling and batching
//! streams", read 2026-11-23).

use super::stream::{OnStream, Stream};
use crate::bounded::Bounded;
use crate::error::MappingError;
use crate::expiry::{STREAM_SECONDS_DEFAULT, StreamRetention};
use crate::options::{MappingOptions, StreamMode, StreamReading};

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
    const POLL_US: u64 = 1_000_000;

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
