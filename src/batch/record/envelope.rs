//! The parts of a record that filters are matched against, as the reader of its source finds them. They are slices of
//! the record, with escapes and base64 still in place. `parts` decodes them.

use tidegate_json::RawString;

/// The parts of a record, still encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Envelope<'a> {
    /// The object that is the filter's root.
    pub(crate) root: &'a [u8],
    /// The string under the payload key; `None` if the source has no payload key, or the record has no payload.
    pub(crate) payload: Option<RawString<'a>>,
    /// The key of a Kafka record, with its place relative to `root`.
    pub(crate) key: Option<RawString<'a>>,
    /// The places of earlier values of a repeated `key`, quotes included, ascending.
    pub(crate) overwritten: Vec<std::ops::Range<usize>>,
    /// The text that `arrival_ms` was read from (SQS and Kinesis only). Its place is learned, so that it can be found
    /// in the next record.
    pub(crate) time: Option<&'a [u8]>,
    /// When the record reached the source, in milliseconds since 1970.
    pub(crate) arrival_ms: Option<i64>,
}
