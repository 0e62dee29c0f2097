//! Unusual output of tools: pages, lists of documents, rows without a document, logs in logs, and nothing at all.

use std::io::Write;

use flate2::Compression as Level;
use flate2::write::GzEncoder;
use tidegate_batch::{Input, InputError, InputKind, Options};

use crate::harness::{event, filters, named, record, run, what};

fn kind(source: Option<&str>, input: &str) -> InputKind {
    let opened = Input::open(input.as_bytes(), source.map(named), &Options::default());
    opened
        .unwrap_or_else(|error| panic!("{input}: {error}"))
        .detected()
        .kind
}

fn fates(source: &str, filter: &str, input: &str) -> Vec<String> {
    let rows = run(&filters(source, &[filter]), input.as_bytes());
    what(&rows).into_iter().map(str::to_owned).collect()
}

const HIT: &str = "delivered [0]";

#[test]
fn identity_of_a_printed_change_gets_the_keys_of_lambda() {
    let row = r#"{"Records":[{"eventID":"1","eventName":"REMOVE","eventSource":"aws:dynamodb","userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"},"dynamodb":{"ApproximateCreationDateTime":1795000000,"Keys":{}}}]}"#;
    let expired =
        r#"{"userIdentity":{"type":["Service"],"principalId":["dynamodb.amazonaws.com"]}}"#;
    assert_eq!(kind(None, row), InputKind::DynamoDbGetRecords);
    assert_eq!(fates("dynamodb", expired, row), [HIT]);
}

#[test]
fn printed_attributes_get_the_keys_of_lambda() {
    let row = r#"{"Messages":[{"MessageId":"1","Body":"x","MessageAttributes":{"City":{"StringValue":"Oslo","DataType":"String"}}}]}"#;
    let pipe = tidegate_batch::Filters::compile(
        named("sqs"),
        tidegate::Profile::Pipes(named("sqs")),
        &[r#"{"messageAttributes":{"City":{"stringValue":["Oslo"]}}}"#],
    );
    assert_eq!(what(&run(&pipe.unwrap(), row.as_bytes())), [HIT]);
}

#[test]
fn empty_first_page_decides_the_kind_of_the_next() {
    let page = |records: &str| format!(r#"{{"Records":[{records}],"NextShardIterator":"arn"}}"#);
    let change = r#"{"eventID":"1","eventSource":"aws:dynamodb","dynamodb":{"ApproximateCreationDateTime":"2026-11-18T09:46:40+00:00"}}"#;
    let pages = [page(""), page(change)].join("\n");
    let is_late = r#"{"dynamodb":{"ApproximateCreationDateTime":[{"numeric":[">",0]}]}}"#;
    assert_eq!(kind(None, &pages), InputKind::DynamoDbGetRecords);
    assert_eq!(fates("dynamodb", is_late, &pages), [HIT]);
}

#[test]
fn documents_in_a_list_are_read() {
    let by_k = r#"{"body":{"k":[1]}}"#;
    let document = event(
        "sqs",
        &[record("sqs", br#"{"k":1}"#), record("sqs", br#"{"k":2}"#)],
    );
    for list in [
        format!("[{document},{document}]"),
        format!("[\n{document},\n{document}\n]\n"),
    ] {
        assert_eq!(kind(Some("sqs"), &list), InputKind::Event, "{list}");
        assert_eq!(
            fates("sqs", by_k, &list),
            [HIT, "filtered", HIT, "filtered"]
        );
    }
}

#[test]
fn log_events_without_a_document_are_recognised() {
    let row = r#"{"timestamp":1,"message":"got {\"k\":1}","ingestionTime":2}"#;
    let other = r#"{"timestamp":1,"message":"START","ingestionTime":2}"#;
    let input = format!("{row}\n{other}\n");
    assert_eq!(kind(Some("sqs"), &input), InputKind::LogEvents);
    assert_eq!(fates("sqs", r#"{"body":{"k":[1]}}"#, &input), [HIT]);
    // An object with only a message and a time is a payload.
    let payload = r#"{"message":"x","timestamp":1}"#;
    assert_eq!(kind(Some("sqs"), payload), InputKind::Payload);
}

#[test]
fn log_in_a_log_is_read() {
    let inner = r#"{"resource_arn":"arn:aws:events:eu-west-1:1:event-bus/b","message_timestamp_ms":1,"message_type":"EVENT_RECEIPT","log_level":"TRACE","details":{"source":"s","detail_type":"t","event_detail":"{\"k\":1}"}}"#;
    let row = serde_json::json!({"timestamp": 1, "message": inner, "ingestionTime": 2});
    assert_eq!(
        fates("eventbridge", r#"{"detail":{"k":[1]}}"#, &row.to_string()),
        [HIT]
    );
    let batch = event(
        "sqs",
        &[record("sqs", br#"{"k":1}"#), record("sqs", br#"{"k":1}"#)],
    );
    for message in [
        serde_json::json!(batch),
        serde_json::from_str(&batch).unwrap(),
    ] {
        let line = serde_json::json!({"timestamp": "t", "level": "INFO", "requestId": "r", "message": message});
        assert_eq!(
            fates("sqs", r#"{"body":{"k":[1]}}"#, &line.to_string()),
            [HIT, HIT]
        );
    }
}

#[test]
fn kcat_row_without_a_broker_is_recognised_and_rpk_row_without_a_value_is_ambiguous() {
    let kcat = r#"{"topic":"t","partition":0,"offset":1,"tstype":"create","ts":1,"key":null,"payload":"{\"k\":1}"}"#;
    assert_eq!(kind(None, kcat), InputKind::Kcat);
    assert_eq!(fates("kafka", r#"{"value":{"k":[1]}}"#, kcat), [HIT]);
    let tombstone = r#"{"topic":"t","key":"k","timestamp":1,"partition":0,"offset":1}"#;
    let opened = Input::open(tombstone.as_bytes(), named("kafka"), &Options::default());
    assert!(
        matches!(opened, Err(InputError::Ambiguous { .. })),
        "{opened:?}"
    );
}

#[test]
fn output_of_a_query_that_finds_nothing_has_no_record() {
    for nothing in ["[]", "null", " [] \n"] {
        for source in [Some("sqs"), Some("eventbridge"), None] {
            let opened = Input::open(nothing.as_bytes(), source.map(named), &Options::default());
            assert!(opened.unwrap().detected().is_empty, "{nothing}");
        }
        assert_eq!(fates("sqs", r#"{"body":["x"]}"#, nothing), [""; 0]);
    }
}

#[test]
fn line_of_key_and_value_or_base64_is_ambiguous() {
    for (line, way) in [
        ("key1\t{\"k\":1}", "console-consumer"),
        ("eyJrIjoxfQ==", "payload-base64"),
        ("\"eyJrIjoxfQ==\"", "payload-base64"),
    ] {
        let opened = Input::open(line.as_bytes(), named("kafka"), &Options::default());
        let Err(InputError::Ambiguous { readings }) = opened else {
            panic!("{line}: {opened:?}")
        };
        assert!(readings[0].contains(way), "{readings:?}");
    }
}

#[test]
fn gzip_in_gzip_is_unpacked() {
    let pack = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Level::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let twice = pack(&pack(record("sqs", b"x").as_bytes()));
    assert_eq!(
        what(&run(&filters("sqs", &[r#"{"body":["x"]}"#]), &twice)),
        [HIT]
    );
}
