//! Inputs that look like records but are not, or are records of another source. They are refused by name or reported as
//! ambiguous, and never read as payloads.

use tidegate_batch::{Input, InputError, InputKind, Options};

use crate::harness::{filters, named, run, what};

fn opened(source: Option<&str>, input: &str) -> Result<InputKind, InputError> {
    let source = source.map(named);
    let input = Input::open(input.as_bytes(), source, &Options::default())?;
    Ok(input.detected().kind)
}

/// Returns the ways to read the input that the error lists.
fn readings(source: Option<&str>, input: &str) -> Vec<String> {
    match opened(source, input) {
        Err(InputError::Ambiguous { readings }) => readings,
        other => panic!("{input}: {other:?}"),
    }
}

const OTHER_SERVICES: [(&str, &str); 4] = [
    (
        "aws:s3",
        r#"{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","s3":{"object":{"key":"a"}}}]}"#,
    ),
    (
        "aws:sns",
        r#"{"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","Sns":{"Message":"m"}}]}"#,
    ),
    (
        "aws:ses",
        r#"{"Records":[{"eventSource":"aws:ses","eventVersion":"1.0","ses":{"mail":{}}}]}"#,
    ),
    (
        "s3.amazonaws.com",
        r#"{"Records":[{"eventVersion":"1.08","eventSource":"s3.amazonaws.com","eventName":"GetObject"}]}"#,
    ),
];

#[test]
fn event_of_another_service_is_refused_by_name() {
    for (name, input) in OTHER_SERVICES {
        for source in [Some("sqs"), Some("dynamodb"), None] {
            let message = opened(source, input).unwrap_err().to_string();
            assert!(message.contains(name), "{message}");
        }
    }
}

#[test]
fn object_with_some_keys_of_a_record_is_ambiguous() {
    for (source, input, record) in [
        (
            "sqs",
            r#"{"body":"Dear all","title":"News"}"#,
            "--input record",
        ),
        (
            "sqs",
            r#"{"messageId":"1","body":"x","to":"y"}"#,
            "--input record",
        ),
        ("kafka", r#"{"value":"12.5","sensor":"a"}"#, "--input rpk"),
        ("mq", r#"{"data":"x","kind":"y"}"#, "--input record"),
        (
            "sqs",
            r#"{"Body":"x","Subject":"y"}"#,
            "--input sqs-receive",
        ),
    ] {
        let readings = readings(Some(source), input);
        assert!(readings[0].contains(record), "{readings:?}");
        assert!(
            readings.last().unwrap().contains("--input payload"),
            "{readings:?}"
        );
    }
}

#[test]
fn payload_that_is_a_record_of_another_source_is_refused() {
    for (source, input, found) in [
        (
            "sqs",
            r#"{"SequenceNumber":"1","Data":"e30=","PartitionKey":"p"}"#,
            "get-records",
        ),
        (
            "kinesis",
            r#"{"MessageId":"1","ReceiptHandle":"A","Body":"{}"}"#,
            "receive-message",
        ),
        (
            "sqs",
            r#"{"detail-type":"Order","source":"shop","detail":{}}"#,
            "eventbridge",
        ),
        (
            "sqs",
            r#"{"eventName":"INSERT","dynamodb":{"Keys":{}}}"#,
            "dynamodb",
        ),
    ] {
        let message = opened(Some(source), input).unwrap_err().to_string();
        assert!(message.contains(found), "{message}");
    }
}

#[test]
fn error_without_a_source_names_what_was_found() {
    let message = opened(None, r#"{"order":1,"state":"paid"}"#)
        .unwrap_err()
        .to_string();
    assert!(message.contains("`order`, `state`"), "{message}");
    let message = opened(None, "a log line\nanother\n")
        .unwrap_err()
        .to_string();
    assert!(message.contains("no JSON object"), "{message}");
    let either = readings(None, r#"{"data":"e30="}"#).join("\n");
    assert!(
        either.contains("kinesis") && either.contains("mq"),
        "{either}"
    );
}

#[test]
fn strings_that_hold_payloads_are_ambiguous() {
    let lines = "\"{\\\"k\\\":1}\"\n\"{\\\"k\\\":2}\"\n";
    assert!(readings(Some("sqs"), lines)[0].contains("--input payload-text"));
    assert!(readings(Some("sqs"), r#"["a","b"]"#)[0].contains("--input payload-text"));
    let lists = "[{\"k\":1}]\n[{\"k\":2}]\n";
    assert!(readings(Some("sqs"), lists)[1].contains("--input payload-list"));
}

#[test]
fn rpk_message_that_could_be_base64_is_ambiguous() {
    let row = |value| {
        format!(r#"{{"topic":"t","value":"{value}","timestamp":1,"partition":0,"offset":1}}"#)
    };
    let readings = readings(Some("kafka"), &row("paid")).join("\n");
    assert!(readings.contains("--input rpk") && readings.contains("--input record"));
    assert_eq!(opened(None, &row(r#"{\"k\":1}"#)).unwrap(), InputKind::Rpk);
    assert_eq!(
        opened(None, &row("eyJrIjoxfQ==")).unwrap(),
        InputKind::Record
    );
}

#[test]
fn input_without_records_is_accepted() {
    for input in ["", "\n\n", " "] {
        let input = Input::open(input.as_bytes(), None, &Options::default()).unwrap();
        assert!(input.detected().is_empty && input.detected().source.is_none());
    }
    for input in [r#"{"Messages":[]}"#, r#"{"Messages": []}"#] {
        assert_eq!(opened(None, input).unwrap(), InputKind::SqsReceive);
    }
    let shard = r#"{"Records":[],"NextShardIterator":"A","MillisBehindLatest":0}"#;
    assert_eq!(opened(None, shard).unwrap(), InputKind::KinesisGetRecords);
}

#[test]
fn value_of_a_million_bytes_does_not_hide_keys() {
    let body = format!(r#"{{\"k\":1,\"x\":\"{}\"}}"#, "y".repeat(1_000_000));
    let printed = format!(r#"{{"Messages":[{{"Body":"{body}","MessageId":"1"}}]}}"#);
    assert_eq!(opened(None, &printed).unwrap(), InputKind::SqsReceive);
    let by_k = filters("sqs", &[r#"{"body":{"k":[1]}}"#]);
    assert_eq!(what(&run(&by_k, printed.as_bytes())), ["delivered [0]"]);
    let ids = format!(
        r#"{{"Body":"{{\"k\":1}}","ReceiptHandle":"{}","MessageId":"1"}}"#,
        "A".repeat(1_000_000)
    );
    assert_eq!(opened(None, &ids).unwrap(), InputKind::SqsReceive);
}

#[test]
fn bzip2_is_unpacked() {
    let mut packed = Vec::new();
    let plain = &b"{\"body\":\"x\"}\n{\"body\":\"y\"}\n"[..];
    let mut encoder = bzip2::read::BzEncoder::new(plain, bzip2::Compression::fast());
    std::io::Read::read_to_end(&mut encoder, &mut packed).unwrap();
    let twice = packed.repeat(2);
    let rows = run(&filters("sqs", &[r#"{"body":["x"]}"#]), &twice);
    assert_eq!(
        what(&rows),
        ["delivered [0]", "filtered", "delivered [0]", "filtered"]
    );
}

#[test]
fn record_among_payloads_is_unreadable() {
    let record =
        r#"{"messageId":"1","receiptHandle":"A","body":"{\"k\":1}","eventSource":"aws:sqs"}"#;
    let printed = r#"{"Messages":[{"MessageId":"1","ReceiptHandle":"A","Body":"{}"}]}"#;
    let notification = r#"{"Records":[{"eventSource":"aws:s3","s3":{}}]}"#;
    let input = format!("{{\"k\":1}}\n{record}\n{printed}\n{notification}\n");
    let by_k = filters("sqs", &[r#"{"body":{"k":[1]}}"#]);
    let wanted = [
        "delivered [0]",
        "unreadable:bad-envelope",
        "unreadable:bad-envelope",
        "filtered",
    ];
    assert_eq!(what(&run(&by_k, input.as_bytes())), wanted);
    let said = crate::harness::options(Some(InputKind::Payload), 1);
    let (rows, _) = crate::harness::run_with(&by_k, input.as_bytes(), &said).unwrap();
    assert_eq!(what(&rows)[1], "filtered");
}
