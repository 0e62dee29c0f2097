//! The dispositions of records: delivered, filtered, dropped or unreadable, with the reasons. Every record read gets
//! exactly one. Each disposition and reason has one spelling, used in text, JSON and test rows alike.

/// How AWS treats a record, or that it could not be read.
///
/// ```
/// use tidegate_batch::{Disposition, DropReason};
/// let dropped = Disposition::Dropped(DropReason::NotJson);
/// assert_eq!((dropped.name(), dropped.reason()), ("dropped", Some("not-json")));
/// assert_eq!(Disposition::Delivered.reason(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Disposition {
    /// At least one filter matched; the function gets the record.
    Delivered,
    /// The filters were evaluated and none matched.
    Filtered,
    /// The payload is not in the form that any of the filters asks for, so none was evaluated.
    Dropped(DropReason),
    /// It could not be read as a record of its source, so AWS's treatment is unknown.
    Unreadable(UnreadableReason),
}

impl Disposition {
    /// Returns `delivered`, `filtered`, `dropped` or `unreadable`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Filtered => "filtered",
            Self::Dropped(_) => "dropped",
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// Returns the spelling of the reason, or `None` for `Delivered` and `Filtered`.
    #[must_use]
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Delivered | Self::Filtered => None,
            Self::Dropped(reason) => Some(reason.as_str()),
            Self::Unreadable(reason) => Some(reason.as_str()),
        }
    }
}

/// Why no filter could look at a payload. The variants are in the order of their spellings, because counts are written
/// in it.
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
    /// The payload is a JSON object or list, but the filters ask for a plain string.
    JsonForPlainFilter,
    /// The payload is a Kinesis Producer Library aggregate: several user records in one, in a binary form.
    KplAggregated,
    /// The payload is not JSON, but the filters ask for JSON.
    NotJson,
    /// The payload is not UTF-8, so neither JSON nor a plain string.
    NotUtf8,
    /// The payload is a bare JSON scalar, which counts as a plain string, but the filters ask for JSON.
    PlainForJsonFilter,
}

impl DropReason {
    /// Every reason, in the order of the spellings.
    pub const ALL: [Self; 5] = [
        Self::JsonForPlainFilter,
        Self::KplAggregated,
        Self::NotJson,
        Self::NotUtf8,
        Self::PlainForJsonFilter,
    ];

    /// Returns the spelling in output and test rows.
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

/// Why a record could not be read. The variants are in the order of their spellings, because counts are written in it.
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
    /// It is not a JSON object of the source's shape.
    BadEnvelope,
    /// It is over the record limit, and was skipped without being kept in memory.
    TooLarge,
    /// The input ends inside it.
    Truncated,
}

impl UnreadableReason {
    /// Every reason, in the order of the spellings.
    pub const ALL: [Self; 4] = [
        Self::BadBase64,
        Self::BadEnvelope,
        Self::TooLarge,
        Self::Truncated,
    ];

    /// Returns the spelling in output and test rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadEnvelope => "bad-envelope",
            Self::BadBase64 => "bad-base64",
            Self::TooLarge => "too-large",
            Self::Truncated => "truncated",
        }
    }

    /// Returns the reason in words, as they follow "the record".
    ///
    /// ```
    /// use tidegate_batch::UnreadableReason;
    /// assert_eq!(UnreadableReason::Truncated.why(), "is cut off");
    /// ```
    #[must_use]
    pub const fn why(self) -> &'static str {
        match self {
            Self::BadEnvelope => "is not a JSON object with the keys of its source's records",
            Self::BadBase64 => "has a payload that is not base64",
            Self::TooLarge => "is over the record limit, which --max-record-bytes raises",
            Self::Truncated => "is cut off",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_in_the_order_of_their_spellings() {
        let (dropped, unreadable) = (DropReason::ALL, UnreadableReason::ALL);
        assert!(dropped.is_sorted() && dropped.is_sorted_by_key(|reason| reason.as_str()));
        assert!(unreadable.is_sorted() && unreadable.is_sorted_by_key(|reason| reason.as_str()));
    }
}
