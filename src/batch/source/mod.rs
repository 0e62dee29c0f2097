//! The sources of records: envelope, keys, limits, names, and how AWS treats records that no filter delivers. Each
//! source has a file of its own, with a datasheet, a reader of envelopes and a reader of places; this file only selects
//! the right one. A new source needs a file and a line in each `match` here.

mod arn;
mod datasheet;
mod dynamodb;
mod eventbridge;
mod kafka;
mod kinesis;
mod mq;
mod place;
mod sqs;
#[cfg(test)]
pub(crate) mod tests;

use tidegate::Source;
use tidegate_json::{Flaw, OutlineValue};

use crate::record::Envelope;

pub use arn::{Origin, arn_region, origin_of_arn};
pub use datasheet::Unmatched;
pub(crate) use datasheet::{Anatomy, Containers, Datasheet, Encoding};
pub(crate) use place::Place;

/// Returns the properties of the records of `source`.
pub(crate) const fn datasheet(source: Source) -> &'static Datasheet {
    match source {
        Source::Sqs => &sqs::DATASHEET,
        Source::Kinesis => &kinesis::DATASHEET,
        Source::DynamoDb => &dynamodb::DATASHEET,
        Source::Kafka => &kafka::DATASHEET,
        Source::Mq => &mq::DATASHEET,
        Source::EventBridge => &eventbridge::DATASHEET,
    }
}

/// Reads the envelope of a record of `source`.
#[inline]
pub(crate) fn read<'a>(
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
        Source::EventBridge => eventbridge::read(record, root),
    }
}

/// Reads one member of a record's root, and notes in `place` what it says about the record's place.
pub(crate) fn place(
    source: Source,
    key: &[u8],
    value: &mut OutlineValue<'_>,
    place: &mut Place,
) -> Result<(), Flaw> {
    match source {
        Source::Sqs => sqs::place(key, value, place),
        Source::Kinesis => kinesis::place(key, value, place),
        Source::DynamoDb => dynamodb::place(key, value, place),
        Source::Kafka => kafka::place(key, value, place),
        Source::Mq => mq::place(key, value, place),
        Source::EventBridge => eventbridge::place(key, value, place),
    }
}

/// Returns how AWS treats a record of `source` that no filter delivers. It is the same for mappings, pipes and buses.
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Unmatched, unmatched};
/// assert_eq!(unmatched(Source::Mq), Unmatched::Deleted);
/// assert_eq!(unmatched(Source::EventBridge), Unmatched::Ignored);
/// ```
#[must_use]
pub const fn unmatched(source: Source) -> Unmatched {
    datasheet(source).unmatched
}

/// Returns whether `found` is a value that `eventSource` can have in a record of `source`.
pub(crate) fn is_announced_as(source: Source, found: &str) -> bool {
    datasheet(source).event_sources.contains(&found)
}

/// Returns where the events of each source keep their records.
pub(crate) fn containers() -> impl Iterator<Item = Containers> {
    let sources = Source::ALL.into_iter();
    sources.map(|source| datasheet(source).containers)
}
