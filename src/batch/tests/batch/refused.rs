//! Events that AWS does not filter (`corpora/refused`), and objects that are not events of a bus. They are refused by
//! name, and only read as payloads if the caller asks for that.

use std::fs;

use tidegate::Source;
use tidegate_batch::{ForeignText, Input, InputError, InputKind, Options, Unfiltered};
use tidegate_fixtures::repository;

fn opened(
    text: &str,
    source: Option<Source>,
    kind: Option<InputKind>,
) -> Result<InputKind, InputError> {
    let options = Options {
        input: kind,
        ..Options::default()
    };
    let input = Input::open(text.as_bytes(), source, &options)?;
    Ok(input.detected().kind)
}

fn samples() -> [(Unfiltered, String); 2] {
    [
        (Unfiltered::DocumentDb, "documentdb.json"),
        (Unfiltered::Firehose, "firehose.json"),
    ]
    .map(|(event, name)| {
        let path = repository().join("corpora/refused").join(name);
        (event, fs::read_to_string(path).unwrap())
    })
}

/// Returns the document on one line.
fn on_a_line(text: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    value.to_string()
}

#[test]
fn event_that_aws_does_not_filter_is_refused_by_name() {
    for (event, sample) in samples() {
        let line = on_a_line(&sample);
        for text in [
            sample.clone(),
            format!("{line}\n{line}\n"),
            format!("[{line}]"),
        ] {
            for source in Source::ALL.into_iter().map(Some).chain([None]) {
                let refused = opened(&text, source, None);
                assert!(
                    matches!(&refused, Err(InputError::Unfiltered(found)) if *found == event),
                    "{source:?}: {refused:?}: {text}"
                );
            }
        }
    }
}

#[test]
fn event_that_aws_does_not_filter_can_be_read_as_payloads() {
    for (_, sample) in samples() {
        for (text, kind) in [
            (on_a_line(&sample), InputKind::Payload),
            (sample, InputKind::PayloadStream),
        ] {
            for source in Source::ALL {
                let opened = opened(&text, Some(source), Some(kind));
                assert_eq!(opened.unwrap(), kind, "{source}");
            }
        }
    }
}

#[test]
fn object_without_the_keys_of_an_event_is_refused() {
    let bus = Some(Source::EventBridge);
    for text in [
        "{}",
        r#"{"a":1}"#,
        "{\n\"a\":1\n}",
        r#"[{"a":1}]"#,
        r#"{"id":"1","source":"shop"}"#,
        r#"{"messageId":"m","body":"x"}"#,
        r#"{"Records":[]}"#,
    ] {
        let refused = opened(text, bus, None);
        assert!(
            matches!(
                refused,
                Err(InputError::NotEvents { .. } | InputError::ForeignSource { .. })
            ),
            "{text}: {refused:?}"
        );
        assert_eq!(
            opened(text, bus, Some(InputKind::PayloadStream)).unwrap(),
            InputKind::PayloadStream
        );
    }
}

#[test]
fn missing_keys_of_an_event_are_named() {
    let refused = opened(
        r#"{"source":"shop","total":5}"#,
        Some(Source::EventBridge),
        None,
    );
    assert_eq!(
        refused.unwrap_err().to_string(),
        "it holds JSON objects with the keys `source`, `total`, which are not events of a bus: they lack `detail-type`, `detail`"
    );
}

#[test]
fn object_with_some_keys_of_an_event_is_an_event() {
    for text in [
        r#"{"detail":{"a":1}}"#,
        r#"{"detail-type":"x"}"#,
        r#"{"id":"1","source":"shop","account":"1"}"#,
    ] {
        let kind = opened(text, Some(Source::EventBridge), None).unwrap();
        assert_eq!(kind, InputKind::Payload, "{text}");
    }
}

#[test]
fn single_change_of_documentdb_on_a_line_is_refused_by_name() {
    let (_, sample) = samples().into_iter().next().unwrap();
    let event: serde_json::Value = serde_json::from_str(&sample).unwrap();
    let change = event["events"][0].to_string();
    for text in [change.clone(), format!("{change}\n{change}\n")] {
        let refused = opened(&text, Some(Source::Sqs), None);
        assert!(
            matches!(refused, Err(InputError::Unfiltered(Unfiltered::DocumentDb))),
            "{refused:?}"
        );
    }
}

/// The beginnings of texts that tools print instead of JSON.
const FOREIGN: [(ForeignText, &str); 9] = [
    (
        ForeignText::CliText,
        "0\tAAAAAAAAAAEu\nRECORDS\te30=\tp\t4967\n",
    ),
    (
        ForeignText::CliTable,
        "-----------------\n| ReceiveMessage |\n+----------------+\n",
    ),
    (
        ForeignText::Yaml,
        "MillisBehindLatest: 0\nNextShardIterator: AAAA\nRecords:\n- Data: e30=\n  PartitionKey: p\n",
    ),
    (
        ForeignText::CliError,
        "\nAn error occurred (AccessDenied) when calling the ReceiveMessage operation: Access denied.\n",
    ),
    (
        ForeignText::Html,
        "<!DOCTYPE html>\n<html><head><title>403 Forbidden</title></head></html>\n",
    ),
    (
        ForeignText::XmlError,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code></Error>\n",
    ),
    (
        ForeignText::KafkaDump,
        "Dumping /var/kafka/orders-0/00000000000000000000.log\nLog starting offset: 0\n",
    ),
    (
        ForeignText::S3List,
        "                           PRE 2026/\n2026-05-12 08:15:30       1234 part-1.gz\n",
    ),
    (ForeignText::Csv, "\"pk\",\"price\"\n\"a\",\"5\"\n"),
];

#[test]
fn text_that_tools_print_is_refused_by_name_for_every_source() {
    for (wanted, text) in FOREIGN {
        for source in Source::ALL.into_iter().map(Some).chain([None]) {
            let refused = opened(text, source, None);
            assert!(
                matches!(&refused, Err(InputError::ForeignText(found)) if *found == wanted),
                "{source:?}: {refused:?}: {text}"
            );
        }
        let asked = opened(text, Some(Source::Sqs), Some(InputKind::Payload));
        assert_eq!(asked.unwrap(), InputKind::Payload);
    }
}
