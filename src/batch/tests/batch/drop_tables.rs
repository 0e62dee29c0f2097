//! Every row of the drop tables, for every source: the shape of the payload × the form that the filter asks for.

use crate::harness::{filters, record, run, what};
use tidegate::{Profile, Source};
use tidegate_batch::{Disposition, DropReason, Filters, RecordForm};

/// Returns a filter of the form, for a payload key. It matches each payload below that it may look at.
fn filter(key: &str, form: &str) -> String {
    match form {
        "json" => format!(r#"{{"{key}":{{"k":[1,{{"exists":false}}]}}}}"#),
        "text" => format!(r#"{{"{key}":[{{"anything-but":"nothing"}}]}}"#),
        "both" => format!(r#"{{"$or":[{{"{key}":{{"k":[1]}}}},{{"{key}":["plain"]}}]}}"#),
        _ => metadata(key).to_owned(),
    }
}

/// A condition that holds for `harness::record`.
fn metadata(key: &str) -> &'static str {
    match key {
        "body" => r#"{"messageId":["m1"]}"#,
        "value" => r#"{"topic":["t1"]}"#,
        _ => r#"{"$or":[{"partitionKey":["p1"]},{"messageID":["i1"]}]}"#,
    }
}

const SOURCES: [(&str, &str); 4] = [
    ("sqs", "body"),
    ("kinesis", "data"),
    ("kafka", "value"),
    ("mq", "data"),
];

const JSON: &[u8] = br#" {"k":1} "#;
const LIST: &[u8] = br#"[{"k":1}]"#;
const PLAIN: &[u8] = b"plain";
const SCALAR: &[u8] = b" 5 ";
const BROKEN: &[u8] = br#"{"k":1} junk"#;
const BINARY: &[u8] = b"{\"k\":\"\xff\"}";

/// Returns the disposition of `payload` under one filter of `form`.
fn judge(source: &str, key: &str, form: &str, payload: &[u8]) -> String {
    let filters = filters(source, &[&filter(key, form)]);
    if source == "sqs" && std::str::from_utf8(payload).is_err() {
        // An SQS message can't hold these bytes, but a bare payload can.
        return describe(
            filters
                .judge()
                .judge(payload, RecordForm::Payload)
                .disposition,
        );
    }
    let record = record(source, payload);
    describe(
        filters
            .judge()
            .judge(record.as_bytes(), RecordForm::Record)
            .disposition,
    )
}

fn describe(disposition: Disposition) -> String {
    disposition
        .reason()
        .unwrap_or(disposition.name())
        .to_owned()
}

/// AWS refuses a plain-string filter on a stream when it is created.
fn is_accepted(source: &str, form: &str) -> bool {
    let named = crate::harness::named(source);
    let accepted = source != "kinesis" || !matches!(form, "text" | "both");
    let compiled = Filters::compile(named, Profile::Service(named), &[&filter("data", form)]);
    assert_eq!(compiled.is_ok(), accepted, "{source} {form}");
    accepted
}

#[test]
fn payload_of_the_wrong_form_is_dropped_for_every_source() {
    let table: &[(&[u8], [&str; 4])] = &[
        // json, text, both, metadata
        (
            JSON,
            [
                "delivered",
                "json-for-plain-filter",
                "delivered",
                "delivered",
            ],
        ),
        (
            LIST,
            [
                "delivered",
                "json-for-plain-filter",
                "delivered",
                "delivered",
            ],
        ),
        (PLAIN, ["not-json", "delivered", "delivered", "delivered"]),
        (
            SCALAR,
            [
                "plain-for-json-filter",
                "delivered",
                "filtered",
                "delivered",
            ],
        ),
        (
            b"\"plain\"",
            [
                "plain-for-json-filter",
                "delivered",
                "filtered",
                "delivered",
            ],
        ),
        (BROKEN, ["not-json", "delivered", "filtered", "delivered"]),
        (
            b"\xef\xbb\xbf{\"k\":1}",
            ["not-json", "delivered", "filtered", "delivered"],
        ),
        (b"", ["not-json", "delivered", "filtered", "delivered"]),
    ];
    for (source, key) in &SOURCES {
        for (payload, row) in table {
            let columns = ["json", "text", "both", "metadata"].iter().zip(row);
            for (form, wanted) in columns.filter(|(form, _)| is_accepted(source, form)) {
                let got = judge(source, key, form, payload);
                let payload = String::from_utf8_lossy(payload);
                assert_eq!(got, *wanted, "{source}: {payload} under a {form} filter");
            }
        }
    }
}

#[test]
fn every_source_drops_a_payload_that_is_not_utf8() {
    for (source, key) in &SOURCES {
        for form in ["json", "text", "both"]
            .iter()
            .filter(|form| is_accepted(source, form))
        {
            assert_eq!(
                judge(source, key, form, BINARY),
                "not-utf8",
                "{source} {form}"
            );
        }
    }
    assert_eq!(judge("kinesis", "data", "metadata", BINARY), "delivered");
}

#[test]
fn kafka_payload_of_the_wrong_form_is_dropped_despite_other_conditions() {
    for (patterns, payload, wanted) in [
        (
            [r#"{"topic":["other"],"value":{"k":[1]}}"#],
            PLAIN,
            "dropped:not-json",
        ),
        (
            [r#"{"topic":["t1"],"value":{"k":[1]}}"#],
            PLAIN,
            "dropped:not-json",
        ),
        (
            [r#"{"topic":["t1"],"value":{"k":[1]}}"#],
            BINARY,
            "dropped:not-utf8",
        ),
        (
            [r#"{"topic":["t1"],"value":["plain"]}"#],
            JSON,
            "dropped:json-for-plain-filter",
        ),
        ([r#"{"topic":["t1"],"value":{"k":[2]}}"#], JSON, "filtered"),
        ([r#"{"topic":["t1"]}"#], BINARY, "delivered [0]"),
    ] {
        let rows = run(
            &filters("kafka", &patterns),
            record("kafka", payload).as_bytes(),
        );
        assert_eq!(what(&rows), [wanted], "{patterns:?}");
    }
}

#[test]
fn drop_table_is_applied_to_each_filter_separately() {
    let patterns = [
        r#"{"body":{"k":[1]}}"#,
        r#"{"body":["plain"]}"#,
        r#"{"messageId":["m1"]}"#,
    ];
    let check = |patterns: &[&str], payload: &[u8], wanted: &str| {
        let rows = run(&filters("sqs", patterns), record("sqs", payload).as_bytes());
        assert_eq!(
            what(&rows),
            [wanted],
            "{}",
            String::from_utf8_lossy(payload)
        );
    };
    check(&patterns, JSON, "delivered [0, 2]");
    check(&patterns, PLAIN, "delivered [1, 2]");
    // One filter could look at the payload and did not match, so the record is filtered, not dropped.
    check(&patterns[..2], b"other", "filtered");
    check(&patterns[..2], br#"{"k":2}"#, "filtered");
    check(&patterns[..1], b"other", "dropped:not-json");
}

#[test]
fn message_attributes_are_hidden_from_filters() {
    let message =
        br#"{"body":"x","messageAttributes":{"a":{"stringValue":"b"}},"attributes":{"c":"d"}}"#;
    for (pattern, wanted) in [
        (
            r#"{"messageAttributes":{"a":{"stringValue":["b"]}}}"#,
            "filtered",
        ),
        (
            r#"{"messageAttributes":{"a":{"stringValue":[{"exists":false}]}}}"#,
            "delivered [0]",
        ),
        (r#"{"attributes":{"c":["d"]}}"#, "delivered [0]"),
    ] {
        let rows = run(&filters("sqs", &[pattern]), message);
        assert_eq!(what(&rows), [wanted], "{pattern}");
    }
}

#[test]
fn tombstone_fits_every_form() {
    let tombstone = br#"{"topic":"t1","partition":0,"value":null}"#;
    for (pattern, wanted) in [
        (r#"{"value":{"k":[1]}}"#, "filtered"),
        (r#"{"value":{"k":[{"exists":false}]}}"#, "delivered [0]"),
        (r#"{"topic":["t1"]}"#, "delivered [0]"),
    ] {
        assert_eq!(
            what(&run(&filters("kafka", &[pattern]), tombstone)),
            [wanted],
            "{pattern}"
        );
    }
}

#[test]
fn kafka_key_is_decoded_if_a_filter_asks_for_it() {
    let record = |key: &str| {
        let value = crate::harness::base64(br#"{"k":1}"#);
        format!(r#"{{"topic":"t1","key":"{key}","value":"{value}"}}"#)
    };
    let judge = |pattern: &str, key: &[u8]| {
        let line = record(&crate::harness::base64(key));
        what(&run(&filters("kafka", &[pattern]), line.as_bytes()))[0].to_owned()
    };
    let json = r#"{"key":{"id":["1"]},"value":{"k":[1]}}"#;
    assert_eq!(judge(json, br#"{"id":"1"}"#), "delivered [0]");
    assert_eq!(judge(json, br#"{"id":"2"}"#), "filtered");
    assert_eq!(judge(json, b"plain \"quoted\""), "filtered");
    assert_eq!(
        judge(r#"{"key":["plain \"quoted\""]}"#, b"plain \"quoted\""),
        "delivered [0]"
    );
    assert_eq!(
        judge(r#"{"key":[{"exists":false}]}"#, b"\xff\xfe"),
        "delivered [0]"
    );
    let documented = record("abcDEFghiJKLmnoPQRstuVWXyz1234==");
    let keyless = filters("kafka", &[r#"{"key":[{"exists":false}]}"#]);
    assert_eq!(
        what(&run(&keyless, documented.as_bytes())),
        ["delivered [0]"]
    );
    let broken = record("%%");
    let by_key = filters("kafka", &[json]);
    assert_eq!(
        what(&run(&by_key, broken.as_bytes())),
        ["unreadable:bad-base64"]
    );
    let by_value = filters("kafka", &[r#"{"value":{"k":[1]}}"#]);
    assert_eq!(what(&run(&by_value, broken.as_bytes())), ["delivered [0]"]);
}

#[test]
fn kpl_aggregate_is_dropped_by_name() {
    let aggregate = [&[0xf3, 0x89, 0x9a, 0xc2][..], b"\x0a\x01p"].concat();
    assert_eq!(
        judge("kinesis", "data", "json", &aggregate),
        DropReason::KplAggregated.as_str()
    );
    assert_eq!(
        judge("kinesis", "data", "metadata", &aggregate),
        "delivered"
    );
}

#[test]
fn dynamodb_record_is_matched_as_it_is() {
    let pattern = r#"{"eventName":["INSERT"],"dynamodb":{"NewImage":{"n":{"N":["1"]}}}}"#;
    let filters = filters("dynamodb", &[pattern]);
    let hit = record("dynamodb", br#"{"NewImage":{"n":{"N":"1"}}}"#);
    let miss = record("dynamodb", br#"{"NewImage":{"n":{"N":"2"}}}"#);
    let rows = run(&filters, [hit, miss].join("\n").as_bytes());
    assert_eq!(what(&rows), ["delivered [0]", "filtered"]);
}

#[test]
fn bare_payload_is_matched_under_the_key_of_its_source() {
    let judge = |filters: &Filters, payload: &[u8]| {
        describe(
            filters
                .judge()
                .judge(payload, RecordForm::Payload)
                .disposition,
        )
    };
    for (source, key) in SOURCES {
        let filters = filters(source, &[&filter(key, "json")]);
        assert_eq!(judge(&filters, JSON), "delivered", "{source}");
    }
    let change = filters("dynamodb", &[r#"{"dynamodb":{"Keys":{"id":{"S":["x"]}}}}"#]);
    assert_eq!(judge(&change, br#"{"Keys":{"id":{"S":"x"}}}"#), "delivered");
    assert_eq!(judge(&change, br#"{"Keys":{"id":{"S":"y"}}}"#), "filtered");
    assert_eq!(judge(&change, b"plain"), "not-json");
    assert_eq!(judge(&change, b"\xff"), "not-utf8");
}

#[test]
fn without_filters_a_source_delivers_and_a_bus_filters() {
    assert_eq!(
        what(&run(&filters("sqs", &[]), record("sqs", PLAIN).as_bytes())),
        ["delivered"]
    );
    assert_eq!(
        what(&run(&filters("eventbridge", &[]), b"{\"detail\":1}")),
        ["filtered"]
    );
}

#[test]
fn bus_events_are_delivered_filtered_or_dropped() {
    let filters = filters(
        "eventbridge",
        &[r#"{"a":[1]}"#, r#"{"b":[{"exists":true}]}"#],
    );
    let lines =
        b"{\"a\":1,\"b\":2,\"detail\":0}\n{\"a\":2}\nno JSON\n[1]\n{\"a\":1}\n{\"a\":\"\xff\"}\n";
    let wanted = [
        "delivered [0, 1]",
        "filtered",
        "dropped:not-json",
        "dropped:not-json",
        "delivered [0]",
        "dropped:not-utf8",
    ];
    assert_eq!(what(&run(&filters, lines)), wanted);
}

#[test]
fn another_profile_can_refuse_more_patterns() {
    let sqs = Source::Sqs;
    let wildcard = [r#"{"body":{"k":[{"wildcard":"a*"}]}}"#];
    assert!(Filters::compile(sqs, Profile::Service(sqs), &wildcard).is_ok());
    let refused = Filters::compile(sqs, Profile::Pipes(sqs), &wildcard).unwrap_err();
    assert_eq!((refused.index, refused.error.code().as_str()), (0, "E0213"));
    let second = [r#"{"body":{"k":[1]}}"#, r#"{"body":{}}"#];
    assert_eq!(
        Filters::compile(sqs, Profile::Service(sqs), &second)
            .unwrap_err()
            .index,
        1
    );
}

#[test]
fn pipe_treats_payloads_like_the_mapping_of_its_source() {
    for (name, key) in SOURCES {
        let source = crate::harness::named(name);
        let forms = ["json", "text", "both", "metadata"];
        for form in forms.iter().filter(|form| is_accepted(name, form)) {
            let text = filter(key, form);
            let pattern = [text.as_str()];
            let by_mapping = Filters::compile(source, Profile::Service(source), &pattern).unwrap();
            let by_pipe = Filters::compile(source, Profile::Pipes(source), &pattern).unwrap();
            for payload in [JSON, LIST, PLAIN, SCALAR, BROKEN, BINARY, b""] {
                let [mapping, pipe] = [&by_mapping, &by_pipe].map(|filters| {
                    let mut judge = filters.judge();
                    describe(judge.judge(payload, RecordForm::Payload).disposition)
                });
                let payload = String::from_utf8_lossy(payload);
                assert_eq!(pipe, mapping, "{name}: {payload} under a {form} filter");
            }
        }
    }
    let text = filter("data", "text");
    let refused = Filters::compile(Source::Kinesis, Profile::Pipes(Source::Kinesis), &[&text]);
    assert_eq!(refused.unwrap_err().error.code().as_str(), "E0213");
}

#[test]
fn message_attributes_are_visible_to_pipes_only() {
    let message = r#"{"body":"x","messageAttributes":{"kind":{"stringValue":"order"}}}"#;
    let pattern = [r#"{"messageAttributes":{"kind":{"stringValue":["order"]}}}"#];
    let judge = |profile| {
        let filters = Filters::compile(Source::Sqs, profile, &pattern).unwrap();
        let mut judge = filters.judge();
        judge
            .judge(message.as_bytes(), RecordForm::Record)
            .disposition
    };
    let mapping = judge(Profile::Service(Source::Sqs));
    assert_eq!(mapping, Disposition::Filtered);
    assert_eq!(judge(Profile::Pipes(Source::Sqs)), Disposition::Delivered);
    // Under a profile without a source, the records are matched as a mapping does.
    assert_eq!(judge(Profile::Ruler), mapping);
}
