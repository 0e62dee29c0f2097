//! Decides whether an object with keys of a record is a record or a filter whose lists are missing. In doubt it is a
//! filter: its error then stands where the list is missing, with the filter as it should be.

use tidegate::Source;
use tidegate_json::{Json, JsonKind, Member};

use crate::base64;
use crate::source::datasheet;

/// The keys of records that hold a list in the record too. (EventBridge User Guide, "AWS service event metadata"; Lambda
/// Developer Guide, "Using Lambda with self-managed Apache Kafka"; read 2026-11-30.)
const LISTS: [&[u8]; 2] = [b"resources", b"headers"];

/// Returns whether the object is a record of some source: none of its keys has a list of wanted values, and it has most
/// keys of a record, or a payload as text beside another key.
pub(super) fn is_record(json: &Json) -> bool {
    let sources = Source::ALL.into_iter();
    let mut fits = sources.map(|source| is_of(source, json.members()));
    fits.any(|fits| fits)
}

fn is_of(source: Source, members: &[Member]) -> bool {
    let marks = &datasheet(source).record;
    let known: Vec<_> = members.iter().filter(|it| marks.knows(&it.key)).collect();
    if known.iter().any(|it| is_wanted_list(it)) {
        return false;
    }
    let all = marks.own.len() + marks.others.len();
    let has_most = known.len() * 2 > all;
    let has_payload = known.iter().any(|it| is_payload_text(it));
    has_most || (known.len() > 1 && has_payload)
}

fn is_wanted_list(member: &Member) -> bool {
    matches!(member.value.kind, JsonKind::Array(_)) && !LISTS.contains(&member.key.as_slice())
}

/// Returns whether the member, or one inside it, holds a payload as records do: JSON as text, or in base64.
fn is_payload_text(member: &Member) -> bool {
    match (member.key.as_slice(), member.value.as_str()) {
        (b"body", Some(text)) => is_json(text.as_bytes()),
        (b"data" | b"value", Some(text)) => {
            base64::decode_to_vec(text.as_bytes()).is_some_and(|plain| is_json(&plain))
        }
        (b"kinesis", _) => member.value.members().iter().any(is_payload_text),
        _ => false,
    }
}

fn is_json(text: &[u8]) -> bool {
    matches!(text.trim_ascii_start(), [b'{' | b'[', ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &str) -> bool {
        is_record(&Json::parse_whole(text).unwrap())
    }

    #[test]
    fn records_have_most_keys_or_a_payload_as_text() {
        for text in [
            r#"{"version":"0","id":"i","detail-type":"x","source":"shop","time":"t","resources":["arn"],"detail":{"a":1}}"#,
            r#"{"messageId":"1","body":"{}"}"#,
            r#"{"kinesis":{"data":"e30="},"eventSource":"aws:kinesis"}"#,
            r#"{"topic":"t","offset":5,"value":"e30="}"#,
            r#"{"eventID":"1","eventName":"INSERT","awsRegion":"r","eventSource":"aws:dynamodb","dynamodb":{}}"#,
        ] {
            assert!(is(text), "{text}");
        }
    }

    #[test]
    fn few_keys_lists_and_plain_words_are_a_filter() {
        for text in [
            r#"{"detail-type":"OrderPaid"}"#,
            r#"{"detail-type":"x","source":"shop","detail":{"a":1}}"#,
            r#"{"version":"0","id":"i","detail-type":"x","source":["shop"],"time":"t","account":"1","detail":{"a":1}}"#,
            r#"{"dynamodb":{"NewImage":{"status":{"S":"paid"}}},"eventName":"INSERT"}"#,
            r#"{"messageId":"1","body":"paid"}"#,
            r#"{"body":"{}"}"#,
            r#"{"topic":"orders","value":"paid"}"#,
        ] {
            assert!(!is(text), "{text}");
        }
    }
}
