//! One record's envelope in; what the filter is matched against out. Per source one reader, all of the same shape:
//! walk the whole record as strict JSON, note where the payload stands and when the record arrived, build nothing.
//! The tokens of a record are read only if it is not laid out as one before ([`opener`]).
//! Shapes: the event samples of the Lambda Developer Guide, one page per source (read 2026-11-23).

mod arrival;
mod dynamodb;
mod kafka;
mod kinesis;
mod mq;
mod opener;
mod sqs;

use tidegate::Source;
use tidegate_json::{Flaw, OutlineValue, RawString};

pub(crate) use arrival::instant_ms;
pub(crate) use opener::Opener;

/// A record's parts, still encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Envelope<'a> {
    /// The object that is the filter's root.
    pub(crate) root: &'a [u8],
    /// The string under the payload key; `None` where the source has no payload key, or the record no payload.
    pub(crate) payload: Option<RawString<'a>>,
    /// A Kafka record's key, placed relative to `root`.
    pub(crate) key: Option<RawString<'a>>,
    /// Where earlier values of `key` stand, quotes included; ascending.
    pub(crate) overwritten: Vec<std::ops::Range<usize>>,
    /// What `arrival_ms` was read from (SQS and Kinesis only), to be found in the next record.
    pub(crate) time: Option<&'a [u8]>,
    /// When the record reached the source, in milliseconds since 1970.
    pub(crate) arrival_ms: Option<i64>,
}

#[inline]
fn read_members<'a>(
    source: Source,
    record: &'a [u8],
    root: &mut OutlineValue<'a>,
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

#[cfg(test)]
mod tests;
