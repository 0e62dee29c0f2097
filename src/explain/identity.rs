//! The id that a record has at its source, by which people find it in their logs.

use tidegate::Source;
use tidegate_batch::RecordForm;
use tidegate_json::{Json, JsonKind};

/// Returns the record's own id; `None` if it has none, is a bare payload or is not JSON.
#[must_use]
pub fn identity(source: Source, record: &[u8], form: RecordForm) -> Option<String> {
    // A bare payload may have a key that is spelled like an id of its source, and means something else.
    if form == RecordForm::Payload && source != Source::EventBridge {
        return None;
    }
    let text = std::str::from_utf8(record).ok()?;
    let record = Json::parse_first(text).ok()?;
    match source {
        Source::EventBridge => scalar(record.get("id")?),
        Source::Sqs => scalar(record.get("messageId").or(record.get("MessageId"))?),
        Source::Kinesis => of_stream(&record),
        Source::DynamoDb => scalar(record.get("eventID")?),
        Source::Kafka => of_topic(&record),
        Source::Mq => of_broker(&record),
    }
}

/// Returns the event's id, which names the shard too, or else the sequence number, which is all that a record has as
/// the Kinesis API returns it.
fn of_stream(record: &Json) -> Option<String> {
    let in_event = record.get("kinesis");
    let number = in_event.and_then(|kinesis| kinesis.get("sequenceNumber"));
    let number = number.or(record.get("SequenceNumber"));
    scalar(record.get("eventID").or(number)?)
}

/// Returns `orders-3-17`: topic, partition and offset.
fn of_topic(record: &Json) -> Option<String> {
    let part = |key| record.get(key).and_then(scalar);
    let (topic, partition) = (part("topic")?, part("partition")?);
    Some(format!("{topic}-{partition}-{}", part("offset")?))
}

/// Returns the message's id: ActiveMQ numbers every message; RabbitMQ passes on the id that the producer gave, if it
/// gave one.
fn of_broker(record: &Json) -> Option<String> {
    let properties = record.get("basicProperties");
    let given = properties.and_then(|properties| properties.get("messageId"));
    scalar(record.get("messageID").or(given)?)
}

fn scalar(json: &Json) -> Option<String> {
    match &json.kind {
        JsonKind::String(_) => json.as_str().map(str::to_owned),
        JsonKind::Number(text) => Some(text.clone()),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Array(_) | JsonKind::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(source: Source, record: &str) -> Option<String> {
        identity(source, record.as_bytes(), RecordForm::Record)
    }

    #[test]
    fn each_source_has_its_own_id() {
        for (source, record, expected) in [
            (Source::Sqs, r#"{"messageId":"m-1"}"#, "m-1"),
            (Source::Sqs, r#"{"MessageId":"m-2"}"#, "m-2"),
            (
                Source::Kinesis,
                r#"{"eventID":"shardId-0:49"}"#,
                "shardId-0:49",
            ),
            (
                Source::Kinesis,
                r#"{"kinesis":{"sequenceNumber":"49"}}"#,
                "49",
            ),
            (Source::Kinesis, r#"{"SequenceNumber":"50"}"#, "50"),
            (Source::DynamoDb, r#"{"eventID":"c4ca"}"#, "c4ca"),
            (
                Source::Kafka,
                r#"{"topic":"a-b","partition":3,"offset":17}"#,
                "a-b-3-17",
            ),
            (Source::Mq, r#"{"messageID":"ID:b-1"}"#, "ID:b-1"),
            (
                Source::Mq,
                r#"{"basicProperties":{"messageId":"r-1"}}"#,
                "r-1",
            ),
            (Source::EventBridge, r#"{"id":"6f1b"}"#, "6f1b"),
        ] {
            assert_eq!(id(source, record).as_deref(), Some(expected), "{record}");
        }
    }

    #[test]
    fn record_without_an_id_has_none() {
        for record in ["{}", "not JSON", r#"{"messageId":null}"#, ""] {
            assert_eq!(id(Source::Sqs, record), None, "{record}");
        }
        assert_eq!(id(Source::Kafka, r#"{"topic":"a","partition":3}"#), None);
        let payload = br#"{"messageId":"of the producer"}"#;
        assert_eq!(identity(Source::Sqs, payload, RecordForm::Payload), None);
    }
}
