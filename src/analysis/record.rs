//! Writes an event that filters see as the record that Lambda or a pipe would get from the source.

use std::collections::BTreeMap;

use base64_simd::STANDARD;
use tidegate::Source;
use tidegate_batch::PayloadShape;

use crate::event::{Node, Scalar, quoted};
use crate::inclusion::Witness;
use crate::source::{Encoded, Form};

/// Bytes that are not UTF-8.
const BINARY: &[u8] = &[0xff, 0xfe, 0x80];

/// A payload in plain text that no filter asks for.
const SOME_TEXT: &str = "text";

/// Returns the record of an event, with its encoded parts in this form.
pub(crate) fn witness(mut event: BTreeMap<String, Node>, form: &Form, source: Source) -> Witness {
    let mut members = BTreeMap::new();
    for encoded in form.encoded() {
        let text = encoded_text(&encoded, &mut event);
        let value = text.map(|text| in_record(&text, source));
        let value = value.or_else(|| encoded.missing().map(str::to_owned));
        members.extend(value.map(|value| (encoded.key.to_owned(), value)));
    }
    let seen = Node::Object(event.clone()).json();
    for encoded in form.encoded() {
        event.remove(encoded.key);
    }
    complete(&mut event, source);
    members.extend(event.into_iter().map(|(key, node)| (key, node.json())));
    let members = members.iter();
    let members = members.map(|(key, json)| format!("{}:{json}", quoted(key)));
    let members = members.collect::<Vec<_>>().join(",");
    let record = match source {
        Source::Kinesis => format!("{{\"kinesis\":{{{members}}}}}"),
        Source::Sqs | Source::DynamoDb | Source::Kafka | Source::Mq | Source::EventBridge => {
            format!("{{{members}}}")
        }
    };
    Witness { record, seen }
}

/// Returns the bytes of an encoded part; `None` if the record has none. Makes the event show the part as filters
/// see it.
fn encoded_text(encoded: &Encoded, event: &mut BTreeMap<String, Node>) -> Option<Vec<u8>> {
    match encoded.shape {
        PayloadShape::Absent => None,
        PayloadShape::Binary => Some(BINARY.to_vec()),
        PayloadShape::Text => {
            let some = || Node::Scalar(Scalar::Text(SOME_TEXT.to_owned()));
            match event.entry(encoded.key.to_owned()).or_insert_with(some) {
                Node::Scalar(Scalar::Text(text)) => Some(text.clone().into_bytes()),
                Node::Scalar(Scalar::Json(_)) | Node::List(_) | Node::Object(_) => {
                    unreachable!("a payload in plain text is one text")
                }
            }
        }
        PayloadShape::Json => {
            let empty = || Node::Object(BTreeMap::new());
            let node = event.entry(encoded.key.to_owned()).or_insert_with(empty);
            if let Node::Scalar(_) = node {
                *node = Node::List(vec![node.clone()]);
            }
            Some(node.json().into_bytes())
        }
    }
}

/// Returns an encoded part as a member of the record.
fn in_record(text: &[u8], source: Source) -> String {
    match source {
        // The text of a witness is UTF-8: JSON, or plain text without lone surrogates.
        Source::Sqs => quoted(&String::from_utf8_lossy(text)),
        Source::Kinesis | Source::Kafka | Source::Mq => {
            format!("\"{}\"", STANDARD.encode_to_string(text))
        }
        Source::DynamoDb | Source::EventBridge => unreachable!("it has no encoded part"),
    }
}

/// Adds what every record of the source has, if no filter asks for it.
fn complete(event: &mut BTreeMap<String, Node>, source: Source) {
    match source {
        Source::DynamoDb => {
            let empty = || Node::Object(BTreeMap::new());
            event.entry("dynamodb".to_owned()).or_insert_with(empty);
        }
        Source::Sqs | Source::Kinesis | Source::Kafka | Source::Mq | Source::EventBridge => {}
    }
}
