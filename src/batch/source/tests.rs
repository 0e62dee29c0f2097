//! The reader of each source on a full record, on the smallest record, and on records that it must refuse.

use tidegate::Source;
use tidegate_json::{Flaw, Outline, RawString};

use super::{Anatomy, datasheet};
use crate::record::Envelope;
use crate::record::opener::read_by_tokens;

pub(crate) const SQS: &str = r#"{"messageId":"059f36b4","receiptHandle":"AQEB","body":"{\"k\":1}","attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1545082649183","SenderId":"A"},"messageAttributes":{},"md5OfBody":"e4e6","eventSource":"aws:sqs"}"#;
pub(crate) const KINESIS: &str = r#"{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1","sequenceNumber":"4959","data":"eyJhIjoxfQ==","approximateArrivalTimestamp":1545084650.987},"eventSource":"aws:kinesis"}"#;
pub(crate) const DYNAMODB: &str = r#"{"eventID":"1","eventName":"MODIFY","dynamodb":{"ApproximateCreationDateTime":1678831218.0,"Keys":{"id":{"S":"x"}}}}"#;
pub(crate) const KAFKA: &str = r#"{"topic":"t","partition":0,"offset":15,"timestamp":1545084650987,"key":"a2V5","value":"dmFsdWU=","headers":[{"h":[104]}]}"#;
pub(crate) const MQ: &str = r#"{"messageID":"ID:1","data":"MA==","timestamp":1598827811958,"brokerInTime":1,"destination":{"physicalName":"q"}}"#;
pub(crate) const EVENTBRIDGE: &str = r#"{"version":"0","id":"6a7e8feb","detail-type":"Order","source":"shop","time":"2018-12-17T21:37:29.183Z","resources":[],"detail":{"k":1}}"#;

fn read_once(source: Source, record: &[u8]) -> Result<Envelope<'_>, Flaw> {
    // The envelope borrows the outline as well as the record.
    let outline: &mut Outline = Box::leak(Box::default());
    read_by_tokens(outline, source, record)
}

fn raw(text: Option<RawString<'_>>) -> &str {
    std::str::from_utf8(text.unwrap().text).unwrap()
}

fn check(source: Source, record: &str, payload: Option<&str>, arrival_ms: i64) {
    let envelope = read_once(source, record.as_bytes()).unwrap();
    assert_eq!(
        envelope.payload.map(|text| raw(Some(text))),
        payload,
        "{source:?}"
    );
    assert_eq!(envelope.arrival_ms, Some(arrival_ms), "{source:?}");
    for cut in 0..record.len() {
        let flaw = read_once(source, &record.as_bytes()[..cut]).unwrap_err();
        assert_eq!(flaw, Flaw::Ended, "{source:?} cut at {cut}");
    }
}

#[test]
fn full_record_of_each_source_is_read() {
    check(Source::Sqs, SQS, Some(r#"{\"k\":1}"#), 1_545_082_649_183);
    check(
        Source::Kinesis,
        KINESIS,
        Some("eyJhIjoxfQ=="),
        1_545_084_650_987,
    );
    check(Source::DynamoDb, DYNAMODB, None, 1_678_831_218_000);
    check(Source::Kafka, KAFKA, Some("dmFsdWU="), 1_545_084_650_987);
    check(Source::Mq, MQ, Some("MA=="), 1_598_827_811_958);
    check(Source::EventBridge, EVENTBRIDGE, None, 1_545_082_649_183);
}

#[test]
fn event_is_its_own_root_and_may_have_no_time() {
    for event in ["{}", r#"{"time":5}"#, r#"{"time":"yesterday"}"#] {
        let envelope = read_once(Source::EventBridge, event.as_bytes()).unwrap();
        assert_eq!(envelope.root, event.as_bytes());
        assert_eq!((envelope.payload, envelope.arrival_ms), (None, None));
    }
}

#[test]
fn datasheets_agree_with_the_engine() {
    for source in Source::ALL {
        let datasheet = datasheet(source);
        let is_enclosed = matches!(datasheet.anatomy, Anatomy::Enclosed(_));
        assert_eq!(is_enclosed, source.payload_key().is_some(), "{source}");
        assert_eq!(datasheet.pipe_name, format!("pipes/{source}"));
        let is_bus = datasheet.anatomy == Anatomy::Event;
        assert_eq!(datasheet.event_sources.is_empty(), is_bus, "{source}");
        assert_eq!(datasheet.containers.is_bare(), is_bus, "{source}");
    }
}

#[test]
fn root_of_a_kinesis_record_is_the_object_under_kinesis() {
    let record =
        br#" {"x":{"data":"no"}, "kinesis" : {"data":"YQ==", "partitionKey":"1"} , "y":1}"#;
    let envelope = read_once(Source::Kinesis, record).unwrap();
    assert_eq!(envelope.root, br#"{"data":"YQ==", "partitionKey":"1"}"#);
    let bare = br#"{"data":"YQ==","partitionKey":"1"}"#;
    assert_eq!(read_once(Source::Kinesis, bare).unwrap().root, bare);
}

#[test]
fn kafka_record_without_key_or_value_is_read() {
    let tombstone =
        read_once(Source::Kafka, br#"{"topic":"t","key":"a2V5","value":null}"#).unwrap();
    assert_eq!((tombstone.payload, raw(tombstone.key)), (None, "a2V5"));
    let keyless = read_once(Source::Kafka, br#"{"value":"YQ==","key":null}"#).unwrap();
    assert_eq!((raw(keyless.payload), keyless.key), ("YQ==", None));
}

#[test]
fn escaped_payload_key_is_recognised() {
    let envelope = read_once(Source::Sqs, br#"{"b\u006fdy":"x"}"#).unwrap();
    assert_eq!(raw(envelope.payload), "x");
}

#[test]
fn record_of_another_shape_is_broken() {
    let rows: [(Source, &[&str]); 5] = [
        (
            Source::Sqs,
            &[
                "{}",
                r#"{"body":1}"#,
                r#"{"body":{"k":1}}"#,
                r#"{"body":null}"#,
                r#"{"body":"x"} y"#,
            ],
        ),
        (
            Source::Kinesis,
            &[
                "{}",
                r#"{"kinesis":1}"#,
                r#"{"kinesis":{}}"#,
                r#"{"kinesis":{"data":1}}"#,
                r#"{"data":[]}"#,
            ],
        ),
        (
            Source::DynamoDb,
            &["{}", r#"{"dynamodb":[]}"#, r#"{"dynamodb":null}"#],
        ),
        (
            Source::Kafka,
            &[
                "{}",
                r#"{"value":1}"#,
                r#"{"value":{"a":1}}"#,
                r#"{"key":"YQ=="}"#,
            ],
        ),
        (
            Source::Mq,
            &["{}", r#"{"data":null}"#, r#"{"timestamp":1}"#],
        ),
    ];
    for (source, records) in rows {
        for record in records
            .iter()
            .chain(&["[]", "1", "\"x\"", "null", "x", "{\"a\":\u{1}}"])
        {
            assert_eq!(
                read_once(source, record.as_bytes()),
                Err(Flaw::Broken),
                "{source:?} {record}"
            );
        }
    }
}
