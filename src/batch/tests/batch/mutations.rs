//! Samples of every kind with random changes. Nothing panics, and every record is counted once, in order. An input that
//! still has the keys of its kind is never read as payloads.

use std::collections::BTreeSet;

use serde_json::Value;
use tidegate_batch::{Input, InputKind, Options, Throughput};
use tidegate_fixtures::Rng;

use crate::harness::{named, run_with};
use crate::shapes::{Sample, plain, samples};

/// The number of mutations of all samples together.
const MUTATIONS: u64 = 100_000;

/// Bytes that have a meaning in JSON, in logs or in lines.
const TELLING: &[u8] = b"{}[]\",:\\\n\t 0nT\xff";

#[test]
fn mutated_sample_of_every_kind_is_counted_in_order() {
    let samples = samples();
    let samples: Vec<_> = samples.into_iter().filter(|it| !it.forced).collect();
    let plains: Vec<_> = samples.iter().map(plain).collect();
    let mut rng = Rng::new(16);
    for _ in 0..MUTATIONS {
        let at = rng.index(samples.len());
        let (sample, plain) = (&samples[at], &plains[at]);
        let mut bytes = plain.clone();
        let is_gentle = rng.below(2) == 0;
        for _ in 0..=rng.below(2) {
            if is_gentle {
                change_a_letter(&mut bytes, &mut rng);
            } else {
                damage(&mut bytes, &mut rng);
            }
        }
        let kind = check(sample, plain, &bytes);
        if is_gentle && kind == Some(sample.kind) && !is_log(sample.kind) {
            let rows = run_with(&sample.filters(), &bytes[..], &alone()).unwrap().0;
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            assert_eq!(rows.len() as u64, sample.read, "{}: {shown}", sample.name);
        }
    }
}

const fn alone() -> Options {
    Options {
        input: None,
        threads: 1,
        throughput: Throughput::Shared,
        max_record_bytes: None,
    }
}

/// Returns whether rows of a kind may hold no record, or several.
fn is_log(kind: InputKind) -> bool {
    kind.name().contains("log")
}

/// Replaces one letter or digit with another.
pub(crate) fn change_a_letter(bytes: &mut [u8], rng: &mut Rng) {
    let at = rng.index(bytes.len());
    if let Some(byte) = bytes[at..].iter_mut().find(|it| it.is_ascii_alphanumeric()) {
        *byte = if byte.is_ascii_digit() { b'1' } else { b'q' };
    }
}

pub(crate) fn damage(bytes: &mut Vec<u8>, rng: &mut Rng) {
    if bytes.is_empty() {
        return;
    }
    let at = rng.index(bytes.len());
    let telling = TELLING[rng.index(TELLING.len())];
    let upto = (at + 1 + rng.index(40)).min(bytes.len());
    match rng.below(6) {
        0 => bytes[at] = telling,
        1 => bytes.insert(at, telling),
        2 => drop(bytes.drain(at..upto)),
        3 => bytes.truncate(at),
        4 => {
            let copy = bytes[at..upto].to_vec();
            bytes.splice(at..at, copy);
        }
        _ => bytes.rotate_left(at),
    }
}

/// Checks one mutation. Returns the recognised kind, or `None` if the input can't be read.
fn check(sample: &Sample, plain: &[u8], bytes: &[u8]) -> Option<InputKind> {
    let options = alone();
    let shown = || format!("{}: {}", sample.name, String::from_utf8_lossy(bytes));
    let source = named(&sample.source);
    let kind = Input::open(bytes, source, &options).ok()?.detected().kind;
    // `run_with` checks that the counts are those of the records it saw.
    let (rows, _) = run_with(&sample.filters(), bytes, &options).ok()?;
    assert!(rows.iter().map(|row| row.offset).is_sorted(), "{}", shown());
    if is_payload(kind) && !is_payload(sample.kind) {
        let keys = first_keys(bytes);
        assert!(keys.is_none() || keys != first_keys(plain), "{}", shown());
    }
    Some(kind)
}

fn is_payload(kind: InputKind) -> bool {
    kind.name().starts_with("payload")
}

/// Returns the keys of the first object, and of the first object in its lists, or `None` if there is no readable
/// object.
fn first_keys(bytes: &[u8]) -> Option<BTreeSet<String>> {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>();
    let first = values.next()?.ok()?;
    let mut keys = BTreeSet::new();
    add_keys(&first, &mut keys);
    Some(keys)
}

fn add_keys(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            keys.extend(members.keys().cloned());
            members
                .values()
                .filter(|value| value.is_array())
                .for_each(|value| add_keys(value, keys));
        }
        Value::Array(items) => items.iter().take(1).for_each(|item| add_keys(item, keys)),
        _ => {}
    }
}
