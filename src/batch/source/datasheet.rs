//! The properties of a source's records: layout, keys, limits, and how AWS treats unmatched ones. The file of each
//! source fills in one [`Datasheet`]. The code that reads and judges records looks properties up there instead of
//! asking for the source.

use crate::record::arrival::Unit;
use crate::record::marks::Marks;

/// The largest payload of a stream or topic record, in bytes: Lambda invokes a function with at most 6 MB (Lambda
/// quotas, read 2026-11-23).
pub(super) const STREAM_PAYLOAD_BYTES_MAX: u64 = 6 * 1024 * 1024;

/// The properties of a source's records, and how AWS treats them.
#[derive(Debug)]
pub(crate) struct Datasheet {
    /// The name that `--source` has for a pipe that reads from the source.
    pub(crate) pipe_name: &'static str,
    pub(crate) anatomy: Anatomy,
    /// Whether a record may have no payload.
    pub(crate) may_lack_payload: bool,
    /// The largest decoded payload that AWS accepts, in bytes; for sources without an encoded payload, the largest
    /// record.
    pub(crate) payload_bytes_max: u64,
    /// The keys of a record, which distinguish records from payloads. (The samples of the Lambda Developer Guide and of
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
    /// The unit of the arrival time in a record that has the layout of the record before it; `None` if the layouts of
    /// this source's records vary too much to be learned.
    pub(crate) learned_time: Option<Unit>,
    /// The first bytes of a payload that packs several user records in a binary form.
    pub(crate) aggregate_magic: Option<[u8; 4]>,
    pub(crate) unmatched: Unmatched,
}

/// Which part of a record filters are matched against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anatomy {
    /// The record is an event, matched as it is.
    Event,
    /// The record is JSON throughout, matched as it is. Its bare payload is the object under `key`.
    Document { key: &'static str },
    /// The envelope holds the payload as a JSON string, which is decoded.
    Enclosed(Encoding),
}

/// How a payload is encoded in the JSON string that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As text, with the escapes of JSON.
    Plain,
    Base64,
}

impl Encoding {
    /// Returns how many times longer than its decoded form a payload can be in the record: a byte may be written as an
    /// escape of six bytes (`\u0001`), and base64 has four letters for three bytes.
    pub(crate) const fn growth_max(self) -> usize {
        match self {
            Self::Plain => 6,
            Self::Base64 => 2,
        }
    }

    /// Returns the encoded size of a payload of `bytes` bytes. Escapes of a plain payload are not counted.
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
    /// Returns whether each document is a record itself.
    pub(crate) const fn is_bare(self) -> bool {
        self.list.is_none() && self.groups.is_none()
    }
}

/// How AWS treats a record that no filter delivers. (Lambda Developer Guide, "Control which events Lambda sends to your
/// function", read 2026-11-23; "Event filtering in Amazon EventBridge Pipes" says the same of pipes.)
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Unmatched, unmatched};
/// assert_eq!(unmatched(Source::Sqs), Unmatched::Deleted);
/// assert_eq!(unmatched(Source::Kinesis), Unmatched::Passed);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unmatched {
    /// The event triggers no rule of the bus.
    Ignored,
    /// The message is deleted from its queue, or acknowledged to its broker. Nobody else can read it.
    Deleted,
    /// Its offset is committed; others can read it until it expires.
    Committed,
    /// The iterator moves past it; others can read it until it expires.
    Passed,
}
