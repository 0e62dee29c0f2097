//! The result of judging one record, and the form in which the record was read. `Ruling` is the result inside this
//! package; `Judged` is what callers get, with the delivering filters attached. Neither holds the record itself.

use crate::assumption::Assumption;
use crate::disposition::{Disposition, UnreadableReason};
use tidegate_json::Flaw;

/// The form in which the bytes of a record are read.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, RecordForm};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":["x"]}"#])?;
/// let mut judge = filters.judge();
/// assert_eq!(judge.judge(br#"{"body":"x"}"#, RecordForm::Record).disposition.name(), "delivered");
/// assert_eq!(judge.judge(b"x", RecordForm::Payload).disposition.name(), "delivered");
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordForm {
    /// One record of the source, in its envelope; for EventBridge, the event.
    Record,
    /// The bare payload, as the producer wrote it (for DynamoDB, the object under `dynamodb`). It has no metadata.
    Payload,
}

/// The result of judging one record.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, RecordForm};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":["y"]}"#, r#"{"body":["x"]}"#])?;
/// let mut judge = filters.judge();
/// let judged = judge.judge(br#"{"body":"x","attributes":{"SentTimestamp":"1778573730123"}}"#, RecordForm::Record);
/// assert_eq!((judged.filters, judged.payload_bytes), (&[1][..], 1));
/// assert_eq!(judged.arrival_ms, Some(1_778_573_730_123));
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged<'a> {
    /// How AWS treats the record.
    pub disposition: Disposition,
    /// The filters that deliver it, ascending; empty unless delivered.
    pub filters: &'a [usize],
    /// The decision of tidegate's that the disposition depends on, where AWS documents nothing; `None` if it depends on
    /// none.
    pub assumption: Option<Assumption>,
    /// When the record reached its source, in milliseconds since 1970; `None` if the record doesn't say.
    pub arrival_ms: Option<i64>,
    /// Bytes of the decoded payload, or of the record for DynamoDB and EventBridge; 0 if it is unreadable.
    pub payload_bytes: usize,
}

/// A ruling before the filters are attached to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ruling {
    pub(crate) disposition: Disposition,
    pub(crate) assumption: Option<Assumption>,
    pub(crate) arrival_ms: Option<i64>,
    pub(crate) payload_bytes: usize,
    /// Whether the bytes end inside the record. At the end of the input this means that the record was cut.
    pub(crate) is_cut: bool,
}

impl Ruling {
    pub(crate) const fn of(disposition: Disposition) -> Self {
        Self {
            disposition,
            assumption: None,
            arrival_ms: None,
            payload_bytes: 0,
            is_cut: false,
        }
    }

    pub(crate) const fn judged(self, filters: &[usize]) -> Judged<'_> {
        let Self {
            disposition,
            assumption,
            arrival_ms,
            payload_bytes,
            ..
        } = self;
        Judged {
            disposition,
            filters,
            assumption,
            arrival_ms,
            payload_bytes,
        }
    }

    /// The ruling if a payload or key should be base64 and is not.
    pub(crate) const BAD_BASE64: Self = Self::unreadable(UnreadableReason::BadBase64);

    pub(crate) const fn unreadable(reason: UnreadableReason) -> Self {
        Self::of(Disposition::Unreadable(reason))
    }
}

impl From<Flaw> for Ruling {
    fn from(flaw: Flaw) -> Self {
        let unreadable = Self::unreadable(UnreadableReason::BadEnvelope);
        Self {
            is_cut: flaw == Flaw::Ended,
            ..unreadable
        }
    }
}
