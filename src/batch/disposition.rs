//! What AWS does with one record: the answer of this package. Exactly one disposition per record read, and every
//! disposition and reason has one spelling, the same in text, JSON and test rows.

/// What becomes of a record.
///
/// ```
/// use tidegate_batch::{Disposition, DropReason};
/// let dropped = Disposition::Dropped(DropReason::NotJson);
/// assert_eq!((dropped.name(), dropped.reason()), ("dropped", Some("not-json")));
/// assert_eq!(Disposition::Delivered.reason(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Disposition {
    /// At least one filter lets it through; the function sees it.
    Delivered,
    /// It was evaluated and no filter matched.
    Filtered,
    /// Its payload has not the form that any of the filters asks for, so none was evaluated.
    Dropped(DropReason),
    /// It could not be read as a record of its source; nothing is said about AWS.
    Unreadable(UnreadableReason),
}

impl Disposition {
    /// `delivered`, `filtered`, `dropped` or `unreadable`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Filtered => "filtered",
            Self::Dropped(_) => "dropped",
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// The reason's spelling; `None` for `Delivered` and `Filtered`.
    #[must_use]
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Delivered | Self::Filtered => None,
            Self::Dropped(reason) => Some(reason.as_str()),
            Self::Unreadable(reason) => Some(reason.as_str()),
        }
    }
}

/// Why no filter could look at a payload; in the order of the spellings, in which counts are written.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Disposition, DropReason, Filters, RecordForm};
/// let kinesis = Source::Kinesis;
/// let filters = Filters::compile(kinesis, Profile::Service(kinesis), &[r#"{"data":{"a":[1]}}"#])?;
/// let dropped = filters.judge().judge(b"no JSON", RecordForm::Payload).disposition;
/// assert_eq!(dropped, Disposition::Dropped(DropReason::NotJson));
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DropReason {
    /// The payload is a JSON object or list and the filters want a plain string.
    JsonForPlainFilter,
    /// The payload is a Kinesis Producer Library aggregate: several user records in one, in a binary form.
    KplAggregated,
    /// The filters want JSON and the payload is not JSON text.
    NotJson,
    /// The payload is not UTF-8, hence neither JSON nor a plain string.
    NotUtf8,
    /// The payload is a bare JSON scalar, which counts as a plain string, and the filters want JSON.
    PlainForJsonFilter,
}

impl DropReason {
    /// The spelling in output and test rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotJson => "not-json",
            Self::NotUtf8 => "not-utf8",
            Self::JsonForPlainFilter => "json-for-plain-filter",
            Self::PlainForJsonFilter => "plain-for-json-filter",
            Self::KplAggregated => "kpl-aggregated",
        }
    }
}

/// Why a record could not be read; in the order of the spellings, in which counts are written.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Disposition, Filters, RecordForm, UnreadableReason};
/// let kinesis = Source::Kinesis;
/// let filters = Filters::compile(kinesis, Profile::Service(kinesis), &[r#"{"data":{"a":[1]}}"#])?;
/// let record = br#"{"kinesis":{"data":"no base64!"}}"#;
/// let disposition = filters.judge().judge(record, RecordForm::Record).disposition;
/// assert_eq!(disposition, Disposition::Unreadable(UnreadableReason::BadBase64));
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum UnreadableReason {
    /// Its payload is not base64.
    BadBase64,
    /// It is not one JSON object of the source's shape.
    BadEnvelope,
    /// It is over the record limit; it was skipped without being held.
    TooLarge,
    /// The input ends inside it.
    Truncated,
}

impl UnreadableReason {
    /// The spelling in output and test rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadEnvelope => "bad-envelope",
            Self::BadBase64 => "bad-base64",
            Self::TooLarge => "too-large",
            Self::Truncated => "truncated",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_in_the_order_of_their_spellings() {
        let dropped = [
            DropReason::JsonForPlainFilter,
            DropReason::KplAggregated,
            DropReason::NotJson,
            DropReason::NotUtf8,
            DropReason::PlainForJsonFilter,
        ];
        let unreadable = [
            UnreadableReason::BadBase64,
            UnreadableReason::BadEnvelope,
            UnreadableReason::TooLarge,
            UnreadableReason::Truncated,
        ];
        assert!(dropped.is_sorted() && dropped.is_sorted_by_key(|reason| reason.as_str()));
        assert!(unreadable.is_sorted() && unreadable.is_sorted_by_key(|reason| reason.as_str()));
    }
}
