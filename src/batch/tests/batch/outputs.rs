//! Outputs of tools without records (`corpora/refused/outputs.jsonl`). Each is refused by name for every source, and the
//! command that the message gives leads to records.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use tidegate::Source;
use tidegate_batch::{Input, InputError, InputKind, Options};
use tidegate_fixtures::{Rng, repository};

use crate::harness::named;
use crate::mutations::{change_a_letter, damage};

/// The number of mutations of all samples together.
const MUTATIONS: u64 = 100_000;

/// A row of `outputs.jsonl`.
struct Output {
    title: String,
    sample: Value,
    /// Whether a payload may well have its keys.
    is_doubtful: bool,
    /// The text that the command in the message makes of the sample, and how it is read.
    records: Option<(String, InputKind, Source)>,
}

fn outputs() -> Vec<Output> {
    let rows = fs::read_to_string(repository().join("corpora/refused/outputs.jsonl")).unwrap();
    let output = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        Output {
            title: text("title"),
            sample: row["sample"].clone(),
            is_doubtful: row["doubtful"] == true,
            records: row["records"].as_str().map(|records| {
                let source = named(&text("source"));
                (records.to_owned(), text("input").parse().unwrap(), source)
            }),
        }
    };
    rows.lines().map(output).collect()
}

fn opened(
    text: &str,
    source: Option<Source>,
    kind: Option<InputKind>,
) -> Result<InputKind, InputError> {
    let options = Options {
        input: kind,
        ..Options::default()
    };
    Ok(Input::open(text.as_bytes(), source, &options)?
        .detected()
        .kind)
}

/// Returns the sample in several layouts.
fn layouts(sample: &Value) -> [String; 5] {
    let line = sample.to_string();
    let pretty = serde_json::to_string_pretty(sample).unwrap();
    [
        line.clone(),
        format!("{line}\n{{\"order\":1}}\n"),
        format!("{line}{line}"),
        format!("[{line},{line}]"),
        pretty,
    ]
}

#[test]
fn output_without_records_is_refused_by_name() {
    for output in outputs() {
        for text in layouts(&output.sample) {
            for source in Source::ALL.into_iter().map(Some).chain([None]) {
                let refused = opened(&text, source, None);
                let is_bus = source == Some(Source::EventBridge);
                let is_named = match &refused {
                    Err(InputError::OtherOutput(found)) => found.title() == output.title,
                    Err(InputError::Ambiguous { readings }) => {
                        output.is_doubtful && readings[0].starts_with(&output.title)
                    }
                    Err(InputError::NotEvents { .. }) => output.is_doubtful && is_bus,
                    _ => false,
                };
                assert!(is_named, "{source:?}: {refused:?}: {text}");
            }
        }
    }
}

#[test]
fn output_without_records_can_be_read_as_payloads() {
    for output in outputs() {
        for source in Source::ALL {
            let line = output.sample.to_string();
            let kind = opened(&line, Some(source), Some(InputKind::Payload));
            assert_eq!(kind.unwrap(), InputKind::Payload);
            let pretty = serde_json::to_string_pretty(&output.sample).unwrap();
            let kind = opened(&pretty, Some(source), Some(InputKind::PayloadStream));
            assert_eq!(kind.unwrap(), InputKind::PayloadStream);
        }
    }
}

#[test]
fn command_of_the_message_leads_to_records() {
    let mut tried = 0;
    for (records, kind, source) in outputs().into_iter().filter_map(|it| it.records) {
        let found = opened(&records, Some(source), None);
        match (kind, found) {
            // The message names the option with it.
            (InputKind::PayloadText, Err(InputError::Ambiguous { readings })) => {
                assert!(readings[0].contains("--input payload-text"));
            }
            (kind, found) => assert_eq!(found.unwrap(), kind, "{records}"),
        }
        tried += 1;
    }
    assert!(tried > 8, "{tried}");
}

#[test]
fn list_that_is_null_holds_no_records() {
    for (text, source, kind) in [
        (r#"{"Messages":null}"#, "sqs", InputKind::SqsReceive),
        (r#"{"Records":null}"#, "kinesis", InputKind::Event),
        (
            r#"{"Records":null,"NextShardIterator":"A","MillisBehindLatest":0}"#,
            "kinesis",
            InputKind::KinesisGetRecords,
        ),
    ] {
        assert_eq!(opened(text, Some(named(source)), None).unwrap(), kind);
    }
}

/// Returns a key with the kind of its value: a value of another kind makes it another shape.
fn kind_of(key: &str, value: &Value) -> String {
    let kind = match value {
        Value::Object(_) | Value::Array(_) => "list or object",
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
    };
    format!("{key}: {kind}")
}

fn all_keys(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            keys.extend(members.iter().map(|(key, value)| kind_of(key, value)));
            members.values().for_each(|value| all_keys(value, keys));
        }
        Value::Array(items) => items.iter().take(1).for_each(|item| all_keys(item, keys)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Returns every key in the first value, of lists in the first element, with the kinds of their values; `None` if it is
/// not JSON.
fn keys_of(text: &[u8]) -> Option<BTreeSet<String>> {
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<Value>();
    let mut keys = BTreeSet::new();
    all_keys(&values.next()?.ok()?, &mut keys);
    Some(keys)
}

#[test]
fn mutated_output_with_the_same_keys_is_never_read_as_a_payload() {
    let outputs = outputs();
    let mut rng = Rng::new(21);
    for _ in 0..MUTATIONS {
        let output = &outputs[rng.index(outputs.len())];
        let texts = layouts(&output.sample);
        let plain = texts[rng.index(texts.len())].clone().into_bytes();
        let mut bytes = plain.clone();
        let source = Source::ALL[rng.index(Source::ALL.len())];
        let is_bus = source == Source::EventBridge;
        match rng.below(2) {
            0 => change_a_letter(&mut bytes, &mut rng),
            // A line of a bus that is damaged, or that may well be an event, is judged as one.
            _ if is_bus => continue,
            _ => damage(&mut bytes, &mut rng),
        }
        if is_bus && output.is_doubtful {
            continue;
        }
        if let Ok(input) = Input::open(&bytes[..], source, &Options::default()) {
            let keys = keys_of(&bytes);
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            let kind = input.detected().kind;
            assert!(
                keys.is_none() || keys != keys_of(&plain),
                "{kind:?} {source} {shown}"
            );
        }
    }
}
