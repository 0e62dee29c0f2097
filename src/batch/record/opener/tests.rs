//! Compares the two ways to read a record with each other and with `serde_json`, on records and on every change of one
//! byte in them.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use tidegate_json::Unescaper;

use super::*;
use crate::source::tests::{DYNAMODB, KAFKA, KINESIS, MQ, SQS};

/// Returns a record as it was read, with its payload unescaped, or `None` if it can't be read.
fn decoded(envelope: Option<Envelope<'_>>) -> Option<Decoded> {
    let envelope = envelope?;
    let mut memory = Vec::new();
    let payload = match envelope.payload {
        Some(text) => Some(text.plain(Unescaper::default(), &mut memory)?.to_vec()),
        None => None,
    };
    Some(Decoded {
        root: envelope.root.to_vec(),
        payload,
        arrival_ms: envelope.arrival_ms,
    })
}

#[derive(Debug, PartialEq)]
struct Decoded {
    root: Vec<u8>,
    payload: Option<Vec<u8>>,
    arrival_ms: Option<i64>,
}

/// Reads a record token by token.
fn by_tokens(source: Source, record: &[u8]) -> Result<Option<Decoded>, Flaw> {
    let mut outline = Outline::default();
    read_by_tokens(&mut outline, source, record).map(|envelope| decoded(Some(envelope)))
}

/// Returns whether `serde_json` finds the members in `record` that records of `source` have.
fn has_form(source: Source, record: &[u8]) -> bool {
    let Some(members) = members(std::str::from_utf8(record).unwrap_or_default()) else {
        return false;
    };
    let first_byte = |members: &BTreeMap<String, &RawValue>, key: &str| {
        members.get(key).map(|value| value.get().as_bytes()[0])
    };
    let is_string = |key| first_byte(&members, key) == Some(b'"');
    let may_be_string = |key| matches!(first_byte(&members, key), None | Some(b'"' | b'n'));
    match source {
        Source::Sqs => is_string("body"),
        Source::Kinesis => match members.get("kinesis") {
            Some(nested) => {
                let nested = self::members(nested.get());
                nested.is_some_and(|members| first_byte(&members, "data") == Some(b'"'))
            }
            None => is_string("data"),
        },
        Source::DynamoDb => first_byte(&members, "dynamodb") == Some(b'{'),
        Source::Kafka => {
            let is_record = members.contains_key("value") || members.contains_key("topic");
            is_record && may_be_string("value") && may_be_string("key")
        }
        _ => is_string("data"),
    }
}

fn members(text: &str) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_str(text).ok()
}

/// Returns the record changed at every byte: the byte removed, replaced by others or preceded by others, the rest from
/// there doubled, and the record cut there.
fn changed(record: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    const BYTES: &[u8] = b"{}[]\",:\\ 01-+.eEtnu/\x00\x1f\x7f\t\n\xc3\xff";
    (0..record.len()).flat_map(move |at| {
        let mut removed = record.to_vec();
        removed.remove(at);
        let doubled = [&record[..at], &record[at..], &record[at..]].concat();
        let changed = BYTES.iter().flat_map(move |byte| {
            let (mut replaced, mut inserted) = (record.to_vec(), record.to_vec());
            replaced[at] = *byte;
            inserted.insert(at, *byte);
            [replaced, inserted]
        });
        changed.chain([removed, doubled, record[..at].to_vec()])
    })
}

const RECORDS: [(Source, &str); 8] = [
    (Source::Sqs, SQS),
    (
        Source::Sqs,
        r#"{"body":"a\"b\q","body":"\u00e9\n","attributes":[],"b\u006fdy":"z"}"#,
    ),
    (
        Source::Sqs,
        r#"{"x":[1,20.5,{"y":"zé"},-1,1e9,true],"body":"é\\\"\\","attributes":{"SentTimestamp":7}}"#,
    ),
    (Source::Kinesis, KINESIS),
    (
        Source::Kinesis,
        r#"{"data":"YQ\/","kinesis":{"data":"YWJj","x":{"data":"\n"}} }"#,
    ),
    (Source::DynamoDb, DYNAMODB),
    (Source::Kafka, KAFKA),
    (Source::Mq, MQ),
];

#[test]
fn record_is_read_if_it_is_json_in_the_form_of_its_source() {
    let (mut read, mut refused) = (0, 0);
    for (source, record) in RECORDS {
        for text in changed(record.as_bytes()) {
            let shown = String::from_utf8_lossy(&text);
            let is_read = by_tokens(source, &text).is_ok_and(|decoded| decoded.is_some());
            assert_eq!(is_read, has_form(source, &text), "{source:?} {shown}");
            *if is_read { &mut read } else { &mut refused } += 1;
        }
    }
    assert!(
        read > 10_000 && refused > 10_000,
        "{read} read, {refused} refused"
    );
}

/// Returns an opener that has read the record `times` times, each time with one of the replacements in `vary`.
fn trained(source: Source, record: &str, times: usize, vary: &[(&str, &str)]) -> Opener {
    let mut opener = Opener::default();
    for time in 0..times {
        let (from, to) = vary[time % vary.len()];
        let record = record.replace(from, to);
        // Broken records are not learned from.
        drop(opener.read(source, record.as_bytes()));
    }
    opener
}

#[test]
fn layouts_and_tokens_yield_the_same_record() {
    const VARY: [(&str, &str); 3] = [("154", "177"), ("eyJh", "YWJj"), ("aws:", "amazon:")];
    let (mut read, mut refused) = (0, 0);
    for (source, record) in RECORDS {
        for (times, vary) in [(1, &VARY[..]), (40, &VARY), (100, &[("", "")])] {
            let trained = trained(source, record, times, vary);
            for text in changed(record.as_bytes()) {
                let mut opener = trained.clone();
                let is_fitting = opener.learned.is_some_and(|learned| {
                    fit(&mut opener.layout, learned.time_unit, &text).is_some()
                });
                *if is_fitting { &mut read } else { &mut refused } += 1;
                let mut opener = trained.clone();
                let found = opener.read(source, &text).map(Some).map(decoded);
                let shown = String::from_utf8_lossy(&text);
                assert_eq!(found, by_tokens(source, &text), "{source:?} {shown}");
            }
        }
    }
    assert!(
        read > 5_000 && refused > 10_000,
        "{read} fit, {refused} do not"
    );
}

#[test]
fn payload_and_time_of_the_next_record_are_found_by_layout() {
    let mut opener = Opener::default();
    for number in 0..500_u64 {
        let body = r#"\"\\"#.repeat(number as usize % 70);
        let sent = 1_545_082_649_183 + (number / 40) * 7;
        let record = SQS
            .replace(r#"{\"k\":1}"#, &body)
            .replace("1545082649183", &sent.to_string());
        let envelope = opener.read(Source::Sqs, record.as_bytes()).unwrap();
        let mut outline = Outline::default();
        let by_tokens = read_by_tokens(&mut outline, Source::Sqs, record.as_bytes());
        assert_eq!(Ok(&envelope), by_tokens.as_ref());
        assert_eq!(envelope.arrival_ms, Some(sent as i64));
    }
    assert!(
        opener.layout.fit(SQS.as_bytes()).is_some(),
        "no record was read by its layout"
    );
}

#[test]
fn layout_is_learned_for_sqs_and_kinesis_only() {
    for (source, record, is_learned) in [
        (Source::Sqs, SQS, true),
        (Source::Kinesis, KINESIS, true),
        (Source::DynamoDb, DYNAMODB, false),
        (Source::Kafka, KAFKA, false),
        (Source::Mq, MQ, false),
    ] {
        let mut opener = trained(source, record, 1, &[("", "")]);
        let fits = opener.layout.fit(record.as_bytes()).is_some();
        assert_eq!(fits, is_learned, "{source:?}");
    }
}

#[test]
fn record_is_read_whole_by_tokens_alone() {
    for (source, record) in RECORDS {
        let decoded = by_tokens(source, record.as_bytes()).map(|decoded| decoded.is_some());
        let is_good = !record.contains(r"\q");
        assert_eq!(decoded.unwrap_or(false), is_good, "{source:?} {record}");
    }
}

#[test]
fn escapes_of_a_repeated_payload_are_checked() {
    for record in [
        r#"{"body":"\q","body":"x"}"#,
        r#"{"body":"\q","body":"\n"}"#,
        r#"{"body":"x","body":"\q"}"#,
    ] {
        let mut opener = Opener::default();
        let read = opener.read(Source::Sqs, record.as_bytes()).ok();
        assert_eq!(decoded(read), None, "{record}");
    }
}
