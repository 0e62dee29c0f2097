//! Hostile input gets the expected result, the same as from the reference, and the stream continues. The command
//! `hostile` measures the cost.

use std::ops::ControlFlow;

use tidegate::Source;
use tidegate_batch::{Filters, Input, InputKind, Options, evaluate};
use tidegate_differential::{bombs, filters, hostile, plain};
use tidegate_reference::{Dialect, Fate, fate};

/// Size of an event that both sides read; the reference is slow.
const SMALL_BYTES: usize = 1_000;
/// Large enough to hurt, small enough for an unoptimised build.
const LARGE_BYTES: usize = 200_000;
/// Larger than a bus accepts.
const HUGE_BYTES: usize = 2_200_000;

fn dispositions(
    filters: &Filters,
    input: &[u8],
    max_record_bytes: Option<u64>,
) -> Vec<&'static str> {
    let options = Options {
        input: Some(InputKind::Payload),
        threads: 1,
        max_record_bytes,
        ..Options::default()
    };
    let opened = Input::open(input, Source::EventBridge, &options).unwrap();
    let mut seen = Vec::new();
    let tally = evaluate(filters, opened, &options, &mut |outcome| {
        let disposition = outcome.judged.disposition;
        seen.push(disposition.reason().unwrap_or(disposition.name()));
        ControlFlow::Continue(())
    });
    assert_eq!(tally.unwrap().read, seen.len() as u64);
    seen
}

/// Returns the hostile event between two plain ones.
fn between(event: &[u8]) -> Vec<u8> {
    [&plain(), event, &plain()].join(&b'\n')
}

#[test]
fn small_hostile_events_get_the_result_of_the_reference() {
    for entry in hostile(SMALL_BYTES) {
        let patterns: Vec<&str> = entry.patterns.iter().map(String::as_str).collect();
        let expected = match fate(Dialect::EventBridge, &patterns, &entry.event) {
            Fate::Delivered => "delivered",
            Fate::Filtered => "filtered",
            Fate::Dropped(reason) | Fate::Unreadable(reason) => reason,
        };
        assert_eq!(entry.expected, expected, "{}", entry.name);
    }
}

#[test]
fn large_hostile_events_get_their_result_and_the_stream_continues() {
    for entry in hostile(LARGE_BYTES) {
        let filters = filters(&entry.patterns);
        let found = dispositions(&filters, &between(&entry.event), Some(u64::MAX));
        assert_eq!(
            found,
            ["filtered", entry.expected, "filtered"],
            "{}",
            entry.name
        );
    }
}

#[test]
fn event_above_the_size_limit_is_too_large() {
    for entry in hostile(HUGE_BYTES)
        .into_iter()
        .filter(|entry| entry.event.len() > 1 << 20)
    {
        let filters = filters(&entry.patterns);
        let found = dispositions(&filters, &between(&entry.event), None);
        assert_eq!(
            found,
            ["filtered", "too-large", "filtered"],
            "{}",
            entry.name
        );
    }
}

#[test]
fn invalid_utf8_is_found_at_every_position() {
    let text = r#"{"k é😀":["v é😀",1.5e3,null,{"b":"\u00e9"}],"a":1}"#.as_bytes();
    let filters = filters(&[r#"{"a":[1]}"#.to_owned()]);
    assert_eq!(dispositions(&filters, text, None), ["delivered"]);
    for at in 0..text.len() {
        for broken in [
            &b"\xff"[..],
            b"\x80",
            b"\xc0\xaf",
            b"\xe0\x80",
            b"\xed\xa0\x80",
            b"\xf4\x90\x80\x80",
        ] {
            let input = [&text[..at], broken, &text[at + 1..]].concat();
            if std::str::from_utf8(&input).is_ok() {
                continue;
            }
            let found = dispositions(&filters, &between(&input), None);
            assert_eq!(found.len(), 3, "{broken:?} at {at}");
            assert_ne!(found[1], "delivered", "{broken:?} at {at}");
            assert_eq!(
                (found[0], found[2]),
                ("filtered", "filtered"),
                "{broken:?} at {at}"
            );
        }
    }
}

#[test]
fn records_of_compression_bombs_are_all_counted() {
    let filters = filters(&[r#"{"a":[1]}"#.to_owned()]);
    for bomb in bombs(16 << 20) {
        assert!(
            (bomb.packed.len() as u64) < bomb.bytes / 100,
            "{} is not a bomb",
            bomb.name
        );
        let found = dispositions(&filters, &bomb.packed, None);
        assert_eq!(found.len() as u64, bomb.records, "{}", bomb.name);
        assert!(!found.contains(&"delivered"), "{}", bomb.name);
    }
}
