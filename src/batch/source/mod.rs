//! What each source's records look like: its envelope, its keys, its names. Each source is a file of its own name; this
//! file only finds the right one.
//! Shapes: the event samples of the Lambda Developer Guide, one page per source (read 2026-11-23).

mod dynamodb;
mod kafka;
pub(crate) mod kinesis;
mod mq;
pub(crate) mod sqs;

use tidegate::Source;

use crate::origin::Origin;
use crate::record::Envelope;
use crate::record::cursor::Flaw;
use crate::record::members::Members;

/// Largest payload of a stream or topic record that Lambda takes: its invocation payload limit, 6 MB (Lambda quotas,
/// read 2026-11-23).
const STREAM_PAYLOAD_BYTES_MAX: u64 = 6 * 1024 * 1024;
/// Largest message of SQS and largest event of EventBridge: 1 MiB (service quotas, read 2026-11-23).
const MESSAGE_BYTES_MAX: u64 = 1024 * 1024;

/// Reads the envelope of a record of `source`.
#[inline]
pub(crate) fn read<'a>(
    source: Source,
    record: &'a [u8],
    root: &mut impl Members<'a>,
) -> Result<Envelope<'a>, Flaw> {
    match source {
        Source::Sqs => sqs::read(record, root),
        Source::Kinesis => kinesis::read(record, root),
        Source::DynamoDb => dynamodb::read(record, root),
        Source::Kafka => kafka::read(record, root),
        Source::Mq => mq::read(record, root),
        _ => Err(Flaw::Broken),
    }
}

/// Whether the payload stands in base64.
pub(crate) const fn is_base64(source: Source) -> bool {
    matches!(source, Source::Kinesis | Source::Kafka | Source::Mq)
}

/// The keys that make an object look like a record of `source`, for telling records from payloads.
pub(crate) const fn signature(source: Source) -> &'static [&'static str] {
    match source {
        Source::Sqs => &["body"],
        Source::Kinesis => &["kinesis", "data"],
        Source::DynamoDb => &["dynamodb"],
        Source::Kafka => &["value"],
        Source::Mq => &["data"],
        _ => &[],
    }
}

/// The values of `eventSource` that mean `source`.
pub(crate) const fn event_sources(source: Source) -> &'static [&'static str] {
    match source {
        Source::Sqs => &["aws:sqs"],
        Source::Kinesis => &["aws:kinesis"],
        Source::DynamoDb => &["aws:dynamodb"],
        Source::Kafka => &["aws:kafka", "SelfManagedKafka"],
        Source::Mq => &["aws:mq", "aws:rmq"],
        _ => &[],
    }
}

/// The limit that AWS holds for one record's payload, in bytes.
pub(crate) const fn payload_bytes_max(origin: Origin) -> u64 {
    match origin {
        Origin::EventBridge | Origin::Esm(Source::Sqs) => MESSAGE_BYTES_MAX,
        Origin::Esm(_) => STREAM_PAYLOAD_BYTES_MAX,
    }
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
