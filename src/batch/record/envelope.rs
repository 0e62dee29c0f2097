//! What a reader finds in a record: the parts that filters are matched against, still encoded.

use tidegate_json::RawString;

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
