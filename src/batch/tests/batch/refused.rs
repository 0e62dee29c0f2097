//! Events that no filter sees, `corpora/refused`, and objects that are no events of a bus: refused by name, never read as
//! payloads unless that is asked for.

use std::fs;

use tidegate::Source;
use tidegate_batch::{Input, InputError, InputKind, Options, Unfiltered};
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

/// The document on a line.
fn on_a_line(text: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    value.to_string()
}

#[test]
fn events_of_services_that_are_not_filtered_are_refused_by_name() {
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
fn they_are_payloads_where_that_is_said() {
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
fn objects_without_the_keys_of_an_event_are_no_events() {
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
fn what_is_missing_is_named() {
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
fn samples_written_by_hand_are_events_by_some_of_the_keys() {
    for text in [
        r#"{"detail":{"a":1}}"#,
        r#"{"detail-type":"x"}"#,
        r#"{"id":"1","source":"shop","account":"1"}"#,
    ] {
        let kind = opened(text, Some(Source::EventBridge), None).unwrap();
        assert_eq!(kind, InputKind::Payload, "{text}");
    }
}
