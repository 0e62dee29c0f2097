//! All containers of records: events pretty-printed, one per line and one after the other, lines of records and of
//! payloads, gzip and Zstandard. The kind that is recognised is checked as well.

use std::io::Write;

use crate::harness::{event, filters, named, options, pretty, record, run, run_with, what};
use flate2::Compression as Level;
use flate2::write::GzEncoder;
use tidegate_batch::{Compression, Filters, Input, InputError, InputKind, Options};

const SOURCES: [&str; 5] = ["sqs", "kinesis", "kafka", "mq", "dynamodb"];

/// Delivers payloads whose `k` is 1.
fn by_k(source: &str) -> Filters {
    let pattern = match source {
        "sqs" => r#"{"body":{"k":[1]}}"#,
        "kafka" => r#"{"value":{"k":[1]}}"#,
        "dynamodb" => r#"{"dynamodb":{"k":[1]}}"#,
        "eventbridge" => r#"{"k":[1]}"#,
        _ => r#"{"data":{"k":[1]}}"#,
    };
    filters(source, &[pattern])
}

fn records(source: &str) -> Vec<String> {
    [1, 2, 1]
        .map(|k| record(source, format!(r#"{{"k":{k},"t":"é\" ]}}"}}"#).as_bytes()))
        .to_vec()
}

const THREE: [&str; 3] = ["delivered [0]", "filtered", "delivered [0]"];

fn kind(source: &str, input: &[u8]) -> InputKind {
    Input::open(input, named(source), &Options::default())
        .unwrap()
        .detected()
        .kind
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Level::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn events_in_every_layout_are_read() {
    for source in SOURCES {
        let event = event(source, &records(source));
        let pretty = pretty(&event);
        let twice = [THREE, THREE].concat();
        for (input, wanted) in [
            (event.clone(), &THREE[..]),
            (pretty.clone(), &THREE),
            (format!("\n\n {event} \n"), &THREE),
            (format!("{event}\n{event}\n"), &twice),
            (format!("{event}{event}"), &twice),
            (format!("{pretty}\r\n{event}"), &twice),
            (format!("{event}\n{pretty}"), &twice),
        ] {
            assert_eq!(
                kind(source, input.as_bytes()),
                InputKind::Event,
                "{source}: {input}"
            );
            let rows = run(&by_k(source), input.as_bytes());
            assert_eq!(what(&rows), wanted, "{source}: {input}");
        }
    }
}

#[test]
fn record_of_an_event_is_unchanged_on_one_line() {
    for source in SOURCES {
        let records = records(source);
        let spread = event(source, &records)
            .replace(",\"", " ,\n\t\"")
            .replace("{\"k", "{ \"k");
        let rows = run(&by_k(source), spread.as_bytes());
        for (row, record) in rows.iter().zip(&records) {
            assert_eq!(row.record, *record, "{source}");
            let begin = spread[..usize::try_from(row.offset).unwrap()].trim_end();
            assert!(
                begin.ends_with(['[', ',']),
                "{source}: offset {}",
                row.offset
            );
        }
    }
}

#[test]
fn rabbitmq_event_has_records_by_queue() {
    let [first, second, third] = [0, 1, 2].map(|index| records("mq")[index].clone());
    let event = format!(
        r#"{{"eventSource":"aws:rmq","rmqMessagesByQueue":{{"a::/":[{first},{second}],"b::/":[{third}]}}}}"#
    );
    for input in [event.clone(), pretty(&event)] {
        assert_eq!(what(&run(&by_k("mq"), input.as_bytes())), THREE);
    }
}

#[test]
fn other_keys_of_an_event_are_ignored() {
    let list = records("sqs").join(",");
    let event = format!(
        r#"{{"before":{{"Records":[{{"body":"no"}}]}},"b2":"Records\"","b3":[[1]],"b4":-1e3,"Records":[{list}],"after":[{{"x":null}}],"z":true}}"#
    );
    assert_eq!(what(&run(&by_k("sqs"), event.as_bytes())), THREE);
    let self_managed =
        event_with_source_after(&records("kafka").join(","), "SelfManagedKafka", "records");
    assert_eq!(what(&run(&by_k("kafka"), self_managed.as_bytes())), THREE);
}

fn event_with_source_after(list: &str, source: &str, key: &str) -> String {
    format!(r#"{{"{key}":{{"t-0":[{list}]}},"eventSource":"{source}"}}"#)
}

#[test]
fn event_without_records_is_empty() {
    for (source, event) in [("sqs", r#"{"Records":[]}"#), ("kafka", r#"{"records":{}}"#)] {
        assert_eq!(kind(source, event.as_bytes()), InputKind::Event);
        assert_eq!(what(&run(&by_k(source), event.as_bytes())), [""; 0]);
    }
}

#[test]
fn lines_of_records_are_read() {
    for source in SOURCES {
        for end in ["\n", "\r\n", "\n\n \r\n"] {
            let input = records(source).join(end);
            assert_eq!(
                kind(source, input.as_bytes()),
                InputKind::Record,
                "{source}"
            );
            let rows = run(&by_k(source), input.as_bytes());
            assert_eq!(what(&rows), THREE, "{source} {end:?}");
            for (row, record) in rows.iter().zip(&records(source)) {
                assert_eq!(row.record, *record, "{source}");
                assert!(input[usize::try_from(row.offset).unwrap()..].starts_with(record));
            }
        }
    }
}

#[test]
fn lines_of_payloads_are_read() {
    for source in SOURCES.into_iter().chain(["eventbridge"]) {
        let input = b"\xef\xbb\xbf{\"k\":1,\"detail\":0}\r\n\n{\"k\":2,\"x\":[]}\n{\"k\":1}";
        assert_eq!(kind(source, input), InputKind::Payload, "{source}");
        assert_eq!(what(&run(&by_k(source), input)), THREE, "{source}");
    }
    let mixed = b"plain\n5\n{\"k\":1}\n";
    let wanted = [
        "dropped:not-json",
        "dropped:plain-for-json-filter",
        "delivered [0]",
    ];
    assert_eq!(what(&run(&by_k("sqs"), mixed)), wanted);
}

#[test]
fn bus_events_in_every_layout_are_read() {
    let events = [r#"{"detail":{"y":"{"},"k":1}"#, r#"{"k":2}"#, r#"{"k":1}"#];
    let spread = events.map(pretty).join("\n");
    for (input, wanted) in [
        (events.join("\n"), InputKind::Payload),
        (events.concat(), InputKind::Event),
        (spread, InputKind::Event),
    ] {
        assert_eq!(kind("eventbridge", input.as_bytes()), wanted, "{input}");
        let rows = run(&by_k("eventbridge"), input.as_bytes());
        assert_eq!(what(&rows), THREE, "{input}");
        assert_eq!(rows[0].record, events[0]);
    }
}

#[test]
fn compressed_inputs_are_unpacked() {
    let plain = records("kinesis").join("\n") + "\n";
    let (head, tail) = plain.split_at(300);
    let members = [gzip(head.as_bytes()), gzip(tail.as_bytes())].concat();
    let frames = [head, tail]
        .map(|part| zstd::encode_all(part.as_bytes(), 1).unwrap())
        .concat();
    for (packed, compression) in [
        (gzip(plain.as_bytes()), Compression::Gzip),
        (members, Compression::Gzip),
        (
            zstd::encode_all(plain.as_bytes(), 1).unwrap(),
            Compression::Zstd,
        ),
        (frames, Compression::Zstd),
    ] {
        let input = Input::open(&packed[..], named("kinesis"), &Options::default()).unwrap();
        assert_eq!(input.detected().compression, compression);
        assert!(input.detected().to_string().ends_with(compression.name()));
        assert_eq!(what(&run(&by_k("kinesis"), &packed)), THREE);
    }
    let event = gzip(pretty(&event("kinesis", &records("kinesis"))).as_bytes());
    assert_eq!(what(&run(&by_k("kinesis"), &event)), THREE);
}

#[test]
fn progress_counts_compressed_bytes() {
    let packed = gzip(records("sqs").join("\n").as_bytes());
    let input = Input::open(&packed[..], named("sqs"), &Options::default()).unwrap();
    let bytes_read = input.bytes_read();
    let mut sink = |_: tidegate_batch::Outcome<'_>| std::ops::ControlFlow::Continue(());
    tidegate_batch::evaluate(&by_k("sqs"), input, &Options::default(), &mut sink).unwrap();
    assert_eq!(
        bytes_read.load(std::sync::atomic::Ordering::Relaxed),
        packed.len() as u64
    );
}

#[test]
fn detected_kind_and_reason_are_reported() {
    let said = |source: &str, input: &[u8], options: &Options| {
        Input::open(input, named(source), options)
            .unwrap()
            .detected()
            .to_string()
    };
    let any = Options::default();
    let event = event("sqs", &records("sqs"));
    assert_eq!(
        said("sqs", event.as_bytes(), &any),
        "lambda event (Records[].eventSource = aws:sqs)"
    );
    assert_eq!(
        said("sqs", gzip(br#"{"body":"x"}"#).as_slice(), &any),
        "records, one per line (with `body`), gzip"
    );
    let forced = options(Some(InputKind::Payload), 1);
    assert_eq!(
        said("sqs", event.as_bytes(), &forced),
        "payload input, as asked for"
    );
    assert_eq!(said("sqs", b" \n\n", &any), "empty input");
}

#[test]
fn kind_that_is_asked_for_is_used() {
    let line = br#"{"body":"{\"k\":2}","k":1}"#;
    let judge = |kind| {
        let (rows, _) = run_with(&by_k("sqs"), &line[..], &options(Some(kind), 1)).unwrap();
        rows.into_iter().map(|row| row.what).collect::<Vec<_>>()
    };
    assert_eq!(judge(InputKind::Record), ["filtered"]);
    assert_eq!(judge(InputKind::Payload), ["delivered [0]"]);
    assert_eq!(judge(InputKind::Event), ["unreadable:bad-envelope"]);
}

#[test]
fn bus_event_may_look_like_records_of_a_source() {
    let bus = by_k("eventbridge");
    let batch = event("sqs", &records("sqs"));
    for kind in [InputKind::Event, InputKind::Record, InputKind::Payload] {
        let (rows, _) = run_with(&bus, batch.as_bytes(), &options(Some(kind), 1)).unwrap();
        assert_eq!(what(&rows), ["filtered"], "{kind:?}");
    }
}

#[test]
fn records_of_another_source_are_refused() {
    let s3 = r#"{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","s3":{}}]}"#;
    let trail = r#"{"Records":[{"eventVersion":"1.0","eventSource":"s3.amazonaws.com"}]}"#;
    let sns = r#"{"Records":[{"EventSource":"aws:sns","Sns":{}}]}"#;
    let kinesis_line = record("kinesis", b"{}");
    let kinesis = event("kinesis", std::slice::from_ref(&kinesis_line));
    let rows = [
        ("sqs", s3.to_owned(), "aws:s3"),
        ("kinesis", trail.to_owned(), "s3.amazonaws.com"),
        ("sqs", sns.to_owned(), "aws:sns"),
        ("sqs", kinesis.clone(), "aws:kinesis"),
        ("sqs", pretty(&kinesis), "aws:kinesis"),
        ("sqs", pretty(&kinesis_line), "aws:kinesis"),
        ("sqs", kinesis_line, "aws:kinesis"),
        ("sqs", event("kafka", &records("kafka")), "aws:kafka"),
        ("kafka", event("mq", &records("mq")), "aws:mq"),
        ("eventbridge", event("sqs", &records("sqs")), "aws:sqs"),
    ];
    for (source, input, wanted) in rows {
        let opened = Input::open(input.as_bytes(), named(source), &Options::default());
        let error = opened.expect_err(&input);
        let (InputError::ForeignSource { found, .. } | InputError::OtherService { found }) = &error
        else {
            panic!("{error}")
        };
        assert_eq!(found, wanted);
        let message = error.to_string();
        assert!(message.contains(wanted), "{source}: {message}");
    }
}

#[test]
fn json_spread_over_lines_is_read_value_by_value() {
    let pretty_record = pretty(&record("sqs", br#"{"k":1}"#));
    let lines = ["{\n\"k\": 1\n}\n", "{\"k\":2}\n"].concat();
    let rows: [(&str, InputKind, &[&str]); 5] = [
        (
            &lines,
            InputKind::PayloadStream,
            &["delivered [0]", "filtered"],
        ),
        (
            "{\"k\":1}{\"k\":1}",
            InputKind::PayloadStream,
            &["delivered [0]"; 2],
        ),
        (
            "[\n{\"k\":1},\n{\"k\":2}]",
            InputKind::PayloadList,
            &["delivered [0]", "filtered"],
        ),
        (
            "[{\"k\":1},{\"k\":2},{\"k\":1}]",
            InputKind::PayloadList,
            &THREE,
        ),
        (&pretty_record, InputKind::RecordStream, &["delivered [0]"]),
    ];
    for (input, wanted, fates) in rows {
        assert_eq!(kind("sqs", input.as_bytes()), wanted, "{input}");
        assert_eq!(what(&run(&by_k("sqs"), input.as_bytes())), fates, "{input}");
    }
}

#[test]
fn input_that_is_not_text_is_refused() {
    let utf16: Vec<u8> = "\u{feff}{\"k\":1}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let inputs: [(&[u8], &str); 5] = [
        (&utf16, "UTF-16"),
        (&utf16[2..], "binary"),
        (b"PAR1\x15\x04\x15", "Parquet"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"some text and then\x00", "binary"),
    ];
    for (input, wanted) in inputs {
        let error = Input::open(input, named("sqs"), &Options::default()).unwrap_err();
        assert!(matches!(error, InputError::NotText { .. }), "{error}");
        assert!(error.to_string().contains(wanted), "{error}");
    }
}

/// If the caller asks for payloads, lines are neither searched for records nor read ahead.
#[test]
fn payloads_that_are_asked_for_may_hold_any_bytes() {
    let forced = options(Some(InputKind::Payload), 1);
    let (rows, _) = run_with(
        &by_k("sqs"),
        &b"some text, and then a zero\x00\n{\"k\":1}\n"[..],
        &forced,
    )
    .unwrap();
    assert_eq!(what(&rows), ["dropped:not-json", "delivered [0]"]);
}
