//! The three ways to read a record against each other, on records and on all that a byte can make of them.

use tidegate_json::Unescaper;

use super::*;
use crate::source::samples::{DYNAMODB, KAFKA, KINESIS, MQ, SQS};

/// A record as it is read, with its payload unescaped; `None` where it can't be read.
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

/// What the scanner takes it reads as the cursor does, and the cursor takes it, too. Answers whether the scanner does.
pub(crate) fn check_twins(source: Source, record: &[u8]) -> bool {
    let by_cursor = read_by_cursor(source, record);
    let mut outline = Outline::default();
    let scanned = scan(&mut outline, source, record);
    let is_scanned = scanned.is_some();
    let shown = String::from_utf8_lossy(record);
    if let (Some(scanned), Ok(by_cursor)) = (&scanned, &by_cursor) {
        assert_eq!(scanned, by_cursor, "{source:?} {shown}");
    }
    if is_scanned {
        assert_eq!(
            decoded(scanned),
            decoded(by_cursor.ok()),
            "{source:?} {shown}"
        );
    }
    is_scanned
}

/// The record with every byte removed, doubled, replaced and preceded by others, and cut at every place.
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
fn the_scanner_reads_records_as_the_cursor_does() {
    let (mut read, mut refused) = (0, 0);
    for (source, record) in RECORDS {
        for text in changed(record.as_bytes()) {
            *if check_twins(source, &text) {
                &mut read
            } else {
                &mut refused
            } += 1;
        }
    }
    assert!(
        read > 10_000 && refused > 10_000,
        "{read} read, {refused} refused"
    );
}

/// An opener that has read the record, and so many like it that differ in what `vary` changes.
fn trained(source: Source, record: &str, times: usize, vary: &[(&str, &str)]) -> Opener {
    let mut opener = Opener::default();
    for time in 0..times {
        let (from, to) = vary[time % vary.len()];
        let record = record.replace(from, to);
        // Some are broken, and teach nothing.
        drop(opener.read(source, record.as_bytes()));
    }
    opener
}

#[test]
fn layouts_read_records_as_the_cursor_does() {
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
                let found = opener.read(source, &text).ok();
                let shown = String::from_utf8_lossy(&text);
                let by_cursor = read_by_cursor(source, &text).ok();
                assert_eq!(decoded(found), decoded(by_cursor), "{source:?} {shown}");
            }
        }
    }
    assert!(
        read > 5_000 && refused > 10_000,
        "{read} fit, {refused} do not"
    );
}

#[test]
fn what_varies_is_found_in_the_next_record() {
    let mut opener = Opener::default();
    for number in 0..500_u64 {
        let body = r#"\"\\"#.repeat(number as usize % 70);
        let sent = 1_545_082_649_183 + (number / 40) * 7;
        let record = SQS
            .replace(r#"{\"k\":1}"#, &body)
            .replace("1545082649183", &sent.to_string());
        let envelope = opener.read(Source::Sqs, record.as_bytes()).unwrap();
        assert_eq!(
            envelope,
            read_by_cursor(Source::Sqs, record.as_bytes()).unwrap()
        );
        assert_eq!(envelope.arrival_ms, Some(sent as i64));
    }
    assert!(
        opener.layout.fit(SQS.as_bytes()).is_some(),
        "it has read by tokens all the time"
    );
}

#[test]
fn whole_records_are_left_to_the_scanner() {
    for (source, record) in [
        (Source::Sqs, SQS),
        (Source::Kinesis, KINESIS),
        (Source::DynamoDb, DYNAMODB),
        (Source::Kafka, KAFKA),
        (Source::Mq, MQ),
    ] {
        assert!(check_twins(source, record.as_bytes()), "{source:?}");
    }
}

#[test]
fn escapes_of_a_payload_that_another_replaces_are_checked() {
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
