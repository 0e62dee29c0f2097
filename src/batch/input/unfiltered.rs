//! Recognises events of services that AWS does not filter, by the keys of their documents. They are refused by name.
//! Otherwise each would be read as a payload and count as one record.

use crate::record::keys::Keys;

/// An event that AWS never filters.
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Input, InputError, Options, Unfiltered};
/// let event = br#"{"invocationId":"i","deliveryStreamArn":"arn","records":[{"recordId":"1","data":"e30="}]}"#;
/// let error = Input::open(&event[..], Source::Kinesis, &Options::default()).unwrap_err();
/// assert!(matches!(error, InputError::Unfiltered(Unfiltered::Firehose)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unfiltered {
    /// Changes of a DocumentDB cluster. (Lambda Developer Guide, "Using AWS Lambda with Amazon DocumentDB", read
    /// 2026-11-30.)
    DocumentDb,
    /// The event with which Amazon Data Firehose invokes a function to transform its records. (Amazon Data Firehose
    /// Developer Guide, "Transform source data in Amazon Data Firehose"; Lambda Developer Guide, "Process Amazon Data
    /// Firehose records with Lambda"; read 2026-11-30.)
    Firehose,
}

impl Unfiltered {
    /// Returns the event that has these keys, if it is one of these.
    pub(crate) fn of(keys: &Keys) -> Option<Self> {
        let has = |all: &[&str]| all.iter().all(|key| keys.contains(key));
        let is_docdb = keys.event_source.as_deref() == Some("aws:docdb");
        let is_event = has(&["events"]) && (is_docdb || has(&["eventSourceArn"]));
        if is_event || keys.is_documentdb_change() {
            return Some(Self::DocumentDb);
        }
        has(&["invocationId", "deliveryStreamArn"]).then_some(Self::Firehose)
    }

    /// Returns a short description of the event.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::DocumentDb => "changes of DocumentDB",
            Self::Firehose => "an event of Amazon Data Firehose",
        }
    }

    /// Returns how to try a filter on the records in the event.
    #[must_use]
    pub const fn way(self) -> &'static str {
        match self {
            Self::DocumentDb => {
                "the function gets every change; to try a filter on the changes as payloads, say --input payload, or write \
                 each change on a line (`jq -c '.events[].event'`) first"
            }
            Self::Firehose => {
                "the function gets every record; to try a filter on their data as payloads, `jq -r '.records[].data'` and \
                 --input payload-base64"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::document::Document;

    fn of(text: &str) -> Option<Unfiltered> {
        Unfiltered::of(&Document::of(text.as_bytes()).keys)
    }

    #[test]
    fn event_is_recognised_by_its_keys_in_any_order_even_if_cut() {
        for (text, unfiltered) in [
            (
                r#"{"events":[{"event":{}}],"eventSource":"aws:docdb"}"#,
                Some(Unfiltered::DocumentDb),
            ),
            (
                r#"{"eventSourceArn":"arn:aws:rds:r:1:cluster:c","events":[{"event":{"#,
                Some(Unfiltered::DocumentDb),
            ),
            (
                r#"{"event":{"operationType":"insert","ns":{"db":"d"},"clusterTime":{},"fullDocument":{}}}"#,
                Some(Unfiltered::DocumentDb),
            ),
            (
                r#"{"records":[],"deliveryStreamArn":"a","region":"r","invocationId":"i"}"#,
                Some(Unfiltered::Firehose),
            ),
            (
                r#"{"invocationId":"i","deliveryStreamArn":"a","records":[{"data":"#,
                Some(Unfiltered::Firehose),
            ),
        ] {
            assert_eq!(of(text), unfiltered, "{text}");
        }
    }

    #[test]
    fn one_of_the_keys_alone_is_not_enough() {
        for text in [
            r#"{"events":[1],"eventSource":"shop"}"#,
            r#"{"eventSource":"aws:docdb"}"#,
            r#"{"event":{"operationType":"insert","ns":{}}}"#,
            r#"{"event":{"operationType":"insert","ns":{},"clusterTime":{}},"id":1}"#,
            r#"{"invocationId":"i","records":[]}"#,
            "{}",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
