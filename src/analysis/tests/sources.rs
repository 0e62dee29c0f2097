//! Comparisons of filters of event source mappings: drop tables, payload forms and facts of the sources.

use tidegate::{Profile, Source};
use tidegate_analysis::{Caps, Comparison, Relation};
use tidegate_batch::{Disposition, Filters, RecordForm};

/// Returns the language of filters: that of event-ruler, which knows no envelope, for events.
fn profile(source: Source) -> Profile {
    match source {
        Source::EventBridge => Profile::Ruler,
        other => Profile::Service(other),
    }
}

fn compared(source: Source, old: &[&str], new: &[&str]) -> Comparison {
    let filters = |patterns| Filters::compile(source, profile(source), patterns).unwrap();
    Comparison::of(&filters(old), &filters(new), &Caps::default()).unwrap()
}

/// Returns whether the filter delivers a record at all.
fn can_match(source: Source, pattern: &str) -> bool {
    // A filter that no record of any source passes.
    let nothing = r#"{"topic":[{"numeric":[">",-4.9e-324,"<",0]}]}"#;
    compared(source, &[pattern], &[nothing]).all() != Relation::Equivalent
}

/// Returns the record that only the old filters deliver.
fn lost(source: Source, old: &[&str], new: &[&str]) -> String {
    let compared = compared(source, old, new);
    compared
        .old_in_new
        .flat
        .witness()
        .expect("a witness")
        .record
        .clone()
}

#[test]
fn no_filter_delivers_everything() {
    assert_eq!(compared(Source::Sqs, &[], &[]).all(), Relation::Equivalent);
    assert_eq!(
        compared(Source::Sqs, &[], &[r#"{"body":["x"]}"#]).all(),
        Relation::Narrower
    );
    assert_eq!(
        compared(Source::EventBridge, &[], &[r#"{"a":["x"]}"#]).all(),
        Relation::Wider
    );
}

#[test]
fn payload_in_the_wrong_form_is_dropped() {
    for (source, key) in [
        (Source::Sqs, "body"),
        (Source::Kafka, "value"),
        (Source::Mq, "data"),
    ] {
        let json = format!(r#"{{"{key}":{{"a":[{{"exists":false}}]}}}}"#);
        let text = format!(r#"{{"{key}":[{{"exists":true}}]}}"#);
        let compared = compared(source, &[&json], &[&text]);
        assert_eq!(compared.flat(), Relation::Different, "{source}");
    }
}

#[test]
fn text_that_is_json_never_matches_a_plain_filter() {
    for (source, key) in [
        (Source::Sqs, "body"),
        (Source::Kafka, "value"),
        (Source::Mq, "data"),
    ] {
        for value in ["{}", "[1]", " {\\\"a\\\":1} "] {
            assert!(
                !can_match(source, &format!(r#"{{"{key}":["{value}"]}}"#)),
                "{source} {value}"
            );
        }
        for value in ["{", "5", "x"] {
            assert!(
                can_match(source, &format!(r#"{{"{key}":["{value}"]}}"#)),
                "{source} {value}"
            );
        }
    }
}

/// A text that the judge reads as plain text can match, and no other.
#[test]
fn plain_texts_are_those_of_the_judge() {
    let deep = "[".repeat(1_500) + &"]".repeat(1_500);
    for text in [
        deep.as_str(),
        "{\"a\":1,\"a\":2}",
        "{\"a\":\u{a0}1}",
        "{\"a\":01}",
        "[1,]",
        "{\"a\":1}x",
        "\u{feff}{}",
        "[1]\n",
        "{\"a\":\"\t\"}",
        r#"{"a":"\ud800"}"#,
        "",
        "null",
    ] {
        let mut quoted = Vec::new();
        tidegate_json::quote(text.as_bytes(), &mut quoted);
        let quoted = String::from_utf8(quoted).unwrap();
        let pattern = format!(r#"{{"body":[{quoted}]}}"#);
        let sqs = Source::Sqs;
        let filters = Filters::compile(sqs, Profile::Service(sqs), &[&pattern]).unwrap();
        let record = format!(r#"{{"body":{quoted}}}"#);
        let judged = filters
            .judge()
            .judge(record.as_bytes(), RecordForm::Record)
            .disposition;
        assert_eq!(
            can_match(sqs, &pattern),
            judged == Disposition::Delivered,
            "{text}"
        );
    }
}

#[test]
fn message_attributes_are_absent_for_filters_of_queues() {
    assert!(!can_match(
        Source::Sqs,
        r#"{"messageAttributes":{"k":{"stringValue":["v"]}}}"#
    ));
    let absent = r#"{"messageAttributes":{"k":[{"exists":false}]},"body":{"a":[1]}}"#;
    let without = r#"{"body":{"a":[1]}}"#;
    assert_eq!(
        compared(Source::Sqs, &[absent], &[without]).all(),
        Relation::Equivalent
    );
}

/// What lint finds as L0201, the comparison knows too.
#[test]
fn field_at_the_wrong_level_delivers_nothing() {
    for (source, key) in [
        (Source::Sqs, "body"),
        (Source::Kinesis, "data"),
        (Source::Kafka, "value"),
        (Source::Mq, "data"),
    ] {
        let wrong = r#"{"eventType":["InvoicePaid"]}"#;
        let right = format!(r#"{{"{key}":{wrong}}}"#);
        let compared = compared(source, &[wrong], &[&right]);
        assert_eq!(compared.all(), Relation::Wider, "{source}");
        assert!(!can_match(source, wrong), "{source}");
    }
}

#[test]
fn names_of_stream_events_are_enumerated() {
    let all = r#"{"eventName":["INSERT","MODIFY","REMOVE"]}"#;
    let any = r#"{"eventSource":["aws:dynamodb"]}"#;
    assert_eq!(
        compared(Source::DynamoDb, &[all], &[any]).all(),
        Relation::Equivalent
    );
    assert!(!can_match(Source::DynamoDb, r#"{"eventName":["insert"]}"#));
    let lost = lost(
        Source::DynamoDb,
        &[all],
        &[r#"{"eventName":["INSERT","REMOVE"]}"#],
    );
    assert_eq!(lost, r#"{"dynamodb":{},"eventName":"MODIFY"}"#);
}

#[test]
fn images_of_stream_records_are_objects() {
    let all = r#"{"dynamodb":{"NewImage":{"a":{"S":["x"]}}}}"#;
    let halves = [
        r#"{"dynamodb":{"NewImage":{"a":{"S":["x"]}},"OldImage":{"a":{"S":[{"exists":false}]}}}}"#,
        r#"{"dynamodb":{"NewImage":{"a":{"S":["x"]}},"OldImage":{"a":{"S":[{"exists":true}]}}}}"#,
    ];
    assert_eq!(
        compared(Source::DynamoDb, &[all], &halves).all(),
        Relation::Equivalent
    );
}

#[test]
fn witnesses_are_records_of_their_source() {
    let lost = |source, key: &str| {
        let json = format!(r#"{{"{key}":{{"a":["x"]}}}}"#);
        lost(source, &[&json], &[r#"{"topic":["t"]}"#])
    };
    assert_eq!(lost(Source::Sqs, "body"), r#"{"body":"{\"a\":\"x\"}"}"#);
    assert_eq!(
        lost(Source::Kinesis, "data"),
        r#"{"kinesis":{"data":"eyJhIjoieCJ9"}}"#
    );
    assert_eq!(lost(Source::Kafka, "value"), r#"{"value":"eyJhIjoieCJ9"}"#);
}

#[test]
fn kafka_keys_are_text_or_json_and_no_drop_table_applies_to_them() {
    let text = r#"{"key":["k"],"value":{"a":[1]}}"#;
    let json = r#"{"key":{"k":[1]},"value":{"a":[1]}}"#;
    let either = [text, json];
    assert_eq!(
        compared(Source::Kafka, &either, &[text]).flat(),
        Relation::Narrower
    );
    assert!(can_match(Source::Kafka, r#"{"key":["k"],"topic":["t"]}"#));
    let key_only = |pattern| {
        compared(
            Source::Kafka,
            &[pattern],
            &[r#"{"topic":[{"prefix":"t"}]}"#],
        )
    };
    assert_eq!(
        key_only(r#"{"key":["k"],"topic":["t"]}"#).all(),
        Relation::Wider
    );
    assert_eq!(
        lost(Source::Kafka, &either, &[text]),
        r#"{"key":"eyJrIjoxfQ==","value":"eyJhIjoxfQ=="}"#
    );
}

#[test]
fn payload_that_is_absent_or_not_text_is_a_form_of_its_own() {
    let absent = r#"{"value":{"a":[{"exists":false}]}}"#;
    let text = r#"{"value":[{"exists":false}]}"#;
    let compared = compared(Source::Kafka, &[absent], &[text]);
    // Both deliver a record without a value; only the first delivers JSON without `a`.
    assert_eq!(compared.flat(), Relation::Narrower);
}

#[test]
fn witnesses_are_records_that_can_be() {
    let image = |image: &str| format!(r#"{{"dynamodb":{{"NewImage":{image}}}}}"#);
    let lost = |old: &str, new: &str| lost(Source::DynamoDb, &[&image(old)], &[&image(new)]);
    assert_eq!(
        lost(
            r#"{"n":{"N":[{"anything-but":["1"]}]}}"#,
            r#"{"n":{"N":["0"]}}"#
        ),
        r#"{"dynamodb":{"NewImage":{"n":{"N":"2"}}}}"#
    );
    assert_eq!(
        lost(
            r#"{"n":{"N":[{"exists":true}]}}"#,
            r#"{"n":{"N":[{"prefix":"1"}]}}"#
        ),
        r#"{"dynamodb":{"NewImage":{"n":{"N":"0"}}}}"#
    );
}
