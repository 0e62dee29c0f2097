//! The result for a pattern with an event, and for a record. Reasons are spelled as in the rows of `filters/cases`.

/// The result of matching a pattern with an event.
///
/// ```
/// use tidegate_reference::{Answer, Dialect, answer};
/// let pattern = r#"{"detail": {"state": ["running"]}}"#;
/// let event = br#"{"detail": {"state": "running"}}"#;
/// assert_eq!(answer(Dialect::EventBridge, pattern, event), Answer::Match);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The event satisfies the pattern.
    Match,
    /// It does not, or the record is dropped before the pattern is applied.
    NoMatch,
    /// The pattern is refused, with AWS's text: its first line, without `Event pattern is not valid.
    /// Reason: `, and without the location that begins with ` at [Source`.
    InvalidPattern(String),
    /// The event is not a JSON object, or the record cannot be read.
    InvalidEvent,
}

/// The result for a record.
///
/// ```
/// use tidegate_reference::{Dialect, Fate, fate};
/// let filters = [r#"{"body": {"kind": ["order"]}}"#];
/// let fate = |record: &[u8]| fate(Dialect::Sqs, &filters, record);
/// assert_eq!(fate(br#"{"body": "{\"kind\":\"order\"}"}"#), Fate::Delivered);
/// assert_eq!(fate(br#"{"body": "order"}"#), Fate::Dropped("not-json"));
/// assert_eq!(fate(b"{}"), Fate::Unreadable("bad-envelope"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Some filter delivers it.
    Delivered,
    /// At least one filter could examine it, but none delivers it.
    Filtered,
    /// No filter could examine it: `not-json`, `not-utf8`, `json-for-plain-filter`, `plain-for-json-filter` or
    /// `kpl-aggregated`.
    Dropped(&'static str),
    /// It is not a record of its source: `bad-envelope`, `bad-base64`, `truncated` or `too-large`.
    Unreadable(&'static str),
}
