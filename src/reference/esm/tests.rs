//! Records of the sources with filters that fit their payload and filters that do not.

use super::{Payload, escaped};
use crate::rule::INVALID;
use crate::text::units;
use crate::{Dialect, Fate, check, fate};

const DELIVERED: Fate = Fate::Delivered;
const FILTERED: Fate = Fate::Filtered;

fn sqs(filters: &[&str], body: &str) -> Fate {
    let body: String = body
        .chars()
        .map(|letter| format!("\\u{:04x}", u32::from(letter)))
        .collect();
    fate(
        Dialect::Sqs,
        filters,
        format!(r#"{{"messageId":"m","body":"{body}"}}"#).as_bytes(),
    )
}

fn stream(dialect: Dialect, filters: &[&str], data: &str) -> Fate {
    let record = match dialect {
        Dialect::Kinesis => format!(r#"{{"kinesis":{{"partitionKey":"p","data":"{data}"}}}}"#),
        Dialect::Kafka => format!(r#"{{"topic":"t","value":"{data}"}}"#),
        Dialect::Mq => format!(r#"{{"redelivered":false,"data":"{data}"}}"#),
        Dialect::Sqs
        | Dialect::DynamoDb
        | Dialect::EventBridge
        | Dialect::Ruler
        | Dialect::Pipes => {
            panic!("{dialect:?} has no payload in base64")
        }
    };
    fate(dialect, filters, record.as_bytes())
}

/// `{"n":1}`, `text`, `7` and bytes that are not UTF-8, in base64.
const JSON: &str = "eyJuIjoxfQ==";
const TEXT: &str = "dGV4dA==";
const SCALAR: &str = "Nw==";
const BINARY: &str = "//8=";

#[test]
fn sqs_records_that_no_filter_can_examine_are_dropped() {
    let json = r#"{"body":{"n":[1]}}"#;
    let plain = r#"{"body":[{"prefix":"te"}]}"#;
    assert_eq!(sqs(&[json], r#" {"n":1} "#), DELIVERED);
    assert_eq!(sqs(&[json], r#"[{"n":1}]"#), DELIVERED);
    assert_eq!(sqs(&[json], r#"{"n":2}"#), FILTERED);
    assert_eq!(sqs(&[json], r#"{"n":1} x"#), Fate::Dropped("not-json"));
    assert_eq!(sqs(&[json], r#"{"n":1}{}"#), Fate::Dropped("not-json"));
    assert_eq!(sqs(&[json], "7"), Fate::Dropped("plain-for-json-filter"));
    assert_eq!(sqs(&[plain], "text"), DELIVERED);
    assert_eq!(sqs(&[plain], "x"), FILTERED);
    assert_eq!(sqs(&[plain], "{}"), Fate::Dropped("json-for-plain-filter"));
    assert_eq!(sqs(&[json, plain], "text"), DELIVERED);
    assert_eq!(sqs(&[json, plain], "x"), FILTERED);
    assert_eq!(sqs(&[r#"{"messageId":["m"]}"#], "x"), DELIVERED);
    assert_eq!(sqs(&[], "x"), DELIVERED);
}

#[test]
fn filters_for_absent_fields_do_not_save_records_from_being_dropped() {
    let absent = r#"{"body":{"n":[{"exists":false}]}}"#;
    assert_eq!(sqs(&[absent], "text"), Fate::Dropped("not-json"));
    assert_eq!(sqs(&[absent], "{}"), DELIVERED);
}

#[test]
fn alternatives_can_ask_for_both_forms() {
    let both = r#"{"$or":[{"body":["text"]},{"body":{"n":[1]}}]}"#;
    assert_eq!(sqs(&[both], "text"), DELIVERED);
    assert_eq!(sqs(&[both], r#"{"n":1}"#), DELIVERED);
    assert_eq!(sqs(&[both], "x"), FILTERED);
}

#[test]
fn kinesis_accepts_only_json_filters() {
    let json = r#"{"data":{"n":[1]}}"#;
    let kinesis = |data| stream(Dialect::Kinesis, &[json], data);
    assert_eq!(kinesis(JSON), DELIVERED);
    assert_eq!(kinesis(TEXT), Fate::Dropped("not-json"));
    assert_eq!(kinesis(BINARY), Fate::Dropped("not-utf8"));
    assert_eq!(kinesis("84mawg=="), Fate::Dropped("kpl-aggregated"));
    assert_eq!(kinesis("x"), Fate::Unreadable("bad-base64"));
    assert_eq!(
        stream(Dialect::Kinesis, &[r#"{"partitionKey":["p"]}"#], TEXT),
        DELIVERED
    );
    assert_eq!(
        check(Dialect::Kinesis, r#"{"data":["text"]}"#),
        Err(INVALID.to_owned())
    );
    assert_eq!(check(Dialect::Kinesis, json), Ok(()));
    assert_eq!(check(Dialect::Sqs, r#"{"data":["text"]}"#), Ok(()));
}

#[test]
fn kafka_and_mq_records_that_no_filter_can_examine_are_dropped() {
    let json = r#"{"value":{"n":[1]}}"#;
    let kafka = |filter, data| stream(Dialect::Kafka, &[filter], data);
    assert_eq!(kafka(json, JSON), DELIVERED);
    assert_eq!(kafka(json, "eyJuIjoyfQ=="), FILTERED);
    for (data, reason) in [
        (TEXT, "not-json"),
        (SCALAR, "plain-for-json-filter"),
        (BINARY, "not-utf8"),
    ] {
        let with_topic = r#"{"topic":["t"],"value":{"n":[1]}}"#;
        assert_eq!(kafka(json, data), Fate::Dropped(reason));
        assert_eq!(kafka(with_topic, data), Fate::Dropped(reason));
    }
    assert_eq!(kafka(r#"{"value":["text"]}"#, TEXT), DELIVERED);
    assert_eq!(kafka(r#"{"value":["other"]}"#, TEXT), FILTERED);
    let mq = |data| stream(Dialect::Mq, &[r#"{"data":{"n":[2]}}"#], data);
    assert_eq!(mq(JSON), FILTERED);
    assert_eq!(mq(TEXT), Fate::Dropped("not-json"));
}

#[test]
fn message_attributes_are_hidden_from_sqs_filters() {
    let record =
        br#"{"body":"x","messageAttributes":{"a":{"stringValue":"b"}},"attributes":{"c":"d"}}"#;
    let sqs = |filter| fate(Dialect::Sqs, &[filter], record);
    assert_eq!(sqs(r#"{"attributes":{"c":["d"]}}"#), DELIVERED);
    assert_eq!(
        sqs(r#"{"messageAttributes":{"a":{"stringValue":["b"]}}}"#),
        FILTERED
    );
    assert_eq!(
        sqs(r#"{"messageAttributes":{"a":{"stringValue":[{"exists":false}]}},"body":["x"]}"#),
        DELIVERED
    );
}

#[test]
fn kafka_records_have_a_key_and_may_lack_a_value() {
    let kafka = |filter, record: &str| fate(Dialect::Kafka, &[filter], record.as_bytes());
    let keyed = format!(r#"{{"topic":"t","key":"{JSON}","value":null}}"#);
    assert_eq!(kafka(r#"{"key":{"n":[1]}}"#, &keyed), DELIVERED);
    assert_eq!(kafka(r#"{"key":{"n":[2]}}"#, &keyed), FILTERED);
    assert_eq!(
        kafka(r#"{"value":{"n":[{"exists":false}]}}"#, &keyed),
        DELIVERED
    );
    assert_eq!(kafka(r#"{"value":{"n":[1]}}"#, &keyed), FILTERED);
}

#[test]
fn dynamodb_records_are_matched_unchanged() {
    let record = br#"{"eventName":"INSERT","dynamodb":{"NewImage":{"p":{"N":"5"}}}}"#;
    let dynamodb = |filter| fate(Dialect::DynamoDb, &[filter], record);
    assert_eq!(
        dynamodb(r#"{"dynamodb":{"NewImage":{"p":{"N":["5"]}}}}"#),
        DELIVERED
    );
    assert_eq!(
        dynamodb(r#"{"dynamodb":{"NewImage":{"p":{"N":[5]}}}}"#),
        FILTERED
    );
    assert_eq!(dynamodb(r#"{"eventName":["INSERT"]}"#), DELIVERED);
    assert_eq!(
        check(Dialect::DynamoDb, r#"{"dynamodb":["x"]}"#),
        Err(INVALID.to_owned())
    );
}

#[test]
fn payloads_over_the_limit_are_unreadable() {
    let filter = r#"{"messageId":["m"]}"#;
    assert_eq!(sqs(&[filter], &"x".repeat(1024 * 1024)), DELIVERED);
    assert_eq!(
        sqs(&[filter], &"x".repeat(1024 * 1024 + 1)),
        Fate::Unreadable("too-large")
    );
}

#[test]
fn events_of_a_bus_have_no_envelope() {
    let bus = |filters: &[&str], event: &[u8]| fate(Dialect::EventBridge, filters, event);
    assert_eq!(
        bus(&[r#"{"k":[1]}"#, r#"{"k":[2]}"#], br#"{"k":2}"#),
        DELIVERED
    );
    assert_eq!(bus(&[r#"{"k":[1]}"#], br#"{"k":2}"#), FILTERED);
    assert_eq!(bus(&[r#"{"k":[1]}"#], b"text"), Fate::Dropped("not-json"));
    assert_eq!(bus(&[], b"{}"), FILTERED);
}

#[test]
fn plain_payloads_keep_every_unit() {
    assert_eq!(escaped(&[0x22, 0xd800]), units(r#""\u0022\ud800""#));
    assert_eq!(
        Payload::of(b"\"x\"".to_vec()),
        Payload::Text(units("\"x\""))
    );
    assert_eq!(Payload::of(b"[]".to_vec()), Payload::Json(units("[]")));
}
