//! The form in which each source states what its records are like. A source's file fills in one [`Datasheet`].

use crate::record::arrival::Unit;
use crate::record::marks::Marks;

/// Largest payload of a stream or topic record that Lambda takes, 6 MB: the limit on what a function is invoked with
/// (Lambda quotas, read 2026-11-23).
pub(super) const STREAM_PAYLOAD_BYTES_MAX: u64 = 6 * 1024 * 1024;

/// What the records of a source are like, and what AWS does with them.
#[derive(Debug)]
pub(crate) struct Datasheet {
    /// What `--source` calls the source when a pipe reads from it.
    pub(crate) pipe_name: &'static str,
    pub(crate) anatomy: Anatomy,
    /// Whether a record may have no payload.
    pub(crate) may_lack_payload: bool,
    /// Largest payload that AWS takes, decoded, in bytes; of records without an encoded payload, largest record.
    pub(crate) payload_bytes_max: u64,
    /// The keys of a record, for telling records from payloads. (The samples of the Lambda Developer Guide and of
    /// "Amazon EventBridge Pipes event sources", read 2026-11-30.)
    pub(crate) record: Marks,
    /// The service in the ARN of a source of this kind. (Service Authorization Reference, resource types of each service,
    /// read 2026-11-30.)
    pub(crate) arn_service: &'static str,
    /// The values of `eventSource` that mean this source.
    pub(crate) event_sources: &'static [&'static str],
    pub(crate) containers: Containers,
    /// About how many bytes the envelope adds to a bare payload in the event that a function gets: the sample of the
    /// Lambda Developer Guide (read 2026-11-23), without white space.
    pub(crate) envelope_bytes: usize,
    /// The unit of the arrival time that is read from a record laid out as the one before; `None` if the records of
    /// this source do not resemble each other enough for their layout to be learned.
    pub(crate) learned_time: Option<Unit>,
    /// What begins a payload that holds several user records in a binary form of its own.
    pub(crate) aggregate_magic: Option<[u8; 4]>,
    pub(crate) unmatched: Unmatched,
}

/// What of a record filters are matched against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anatomy {
    /// The record is an event, matched as it is.
    Event,
    /// The record is JSON throughout, matched as it is. A bare payload is what stands under `key`.
    Document { key: &'static str },
    /// A payload stands in an envelope as a JSON string, and is decoded.
    Enclosed(Encoding),
}

/// How an enclosed payload is written into its JSON string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As it is, with the escapes of JSON.
    Plain,
    Base64,
}

impl Encoding {
    /// How many times longer than decoded a payload may stand in its record: a byte may be an escape of six (`\u0001`),
    /// and base64 has four letters for three bytes.
    pub(crate) const fn growth_max(self) -> usize {
        match self {
            Self::Plain => 6,
            Self::Base64 => 2,
        }
    }

    /// Bytes of an encoded payload of `bytes` bytes; of a plain one without its escapes.
    pub(crate) const fn encoded_bytes(self, bytes: usize) -> usize {
        match self {
            Self::Plain => bytes,
            Self::Base64 => bytes.div_ceil(3) * 4,
        }
    }
}

/// Where a source's events keep their records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Containers {
    /// The key of a list of records.
    pub(crate) list: Option<&'static str>,
    /// The key of an object of lists of records.
    pub(crate) groups: Option<&'static str>,
}

impl Containers {
    /// Whether each document is a record itself.
    pub(crate) const fn is_bare(self) -> bool {
        self.list.is_none() && self.groups.is_none()
    }
}

/// What AWS does with a record that no filter delivers. (Lambda Developer Guide, "Control which events Lambda sends to
/// your function", read 2026-11-23; "Event filtering in Amazon EventBridge Pipes" says the same of pipes.)
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Unmatched, unmatched};
/// assert_eq!(unmatched(Source::Sqs), Unmatched::Deleted);
/// assert_eq!(unmatched(Source::Kinesis), Unmatched::Passed);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unmatched {
    /// Nothing: no rule of the bus is triggered.
    Ignored,
    /// The message is deleted from its queue, or acknowledged to its broker: nobody else will read it.
    Deleted,
    /// Its offset is committed; others can read it until it expires.
    Committed,
    /// The iterator moves past it; others can read it until it expires.
    Passed,
}
