//! Checks bounds for hard wildcards: the size of their compiled form, and the candidates tried for a text. These are
//! counted, not timed.

use tidegate::{Profile, Program};
use tidegate_benches::adversarial::{Adversarial, sets};
use tidegate_benches::compile;

const COUNTS: [usize; 2] = [1_000, 10_000];

/// Largest compiled form, in bytes per byte between the stars.
const BYTES_PER_LITERAL_BYTE_MAX: usize = 10;

/// Size of the tables that do not grow with the number of wildcards, in bytes.
const BYTES_AT_LEAST: usize = 16 << 10;

fn program(set: &Adversarial) -> Program {
    compile(&set.patterns(), Profile::Ruler).unwrap()
}

#[test]
fn state_is_bounded_by_the_literal_bytes() {
    for count in COUNTS {
        for set in sets(count) {
            let bytes = program(&set).stats().paths[0].bytes;
            let bound = BYTES_AT_LEAST + BYTES_PER_LITERAL_BYTE_MAX * set.literal_bytes();
            assert!(bytes <= bound, "{} {count}: {bytes} of {bound}", set.name);
        }
    }
}

/// Candidates (candidates tried, parts searched for, patterns returned) are at most 2 for each pattern that matches, 4
/// for each pattern, and 1 for each byte of the text.
#[test]
fn candidates_are_bounded_by_matches_patterns_and_bytes() {
    for count in COUNTS {
        for set in sets(count) {
            let mut matcher = program(&set).matcher();
            let mut before = 0;
            for event in set.events().iter().take(20) {
                let hits = matcher.event(event).unwrap().len();
                let candidates = matcher.effort().candidates - before;
                before = matcher.effort().candidates;
                let bound = 4 * set.wildcards.len() + 2 * hits + event.len();
                assert!(
                    candidates <= bound as u64,
                    "{} {count}: {candidates} for {hits}",
                    set.name
                );
            }
        }
    }
}

/// The cost of a thousand nested parts is proportional to their number, not to the product with the length of the text.
#[test]
fn nested_parts_cost_no_more_than_their_number() {
    let sets = sets(1_000);
    let nested = sets.iter().find(|set| set.name == "A7").unwrap();
    let mut matcher = program(nested).matcher();
    let hits = matcher.event(&nested.events()[0]).unwrap().len();
    assert_eq!(hits, 1_000);
    let effort = matcher.effort();
    assert!(effort.candidates <= 1_000, "{}", effort.candidates);
    assert!(
        effort.bytes_stepped <= 3 * 1_002,
        "{}",
        effort.bytes_stepped
    );
}

/// Matches a wildcard by the leftmost place of each part.
fn holds(wildcard: &str, text: &str) -> bool {
    let parts: Vec<&str> = wildcard.split('*').collect();
    let [head, middles @ .., tail] = &parts[..] else {
        return false;
    };
    let rest = text
        .strip_prefix(head)
        .and_then(|rest| rest.strip_suffix(tail));
    let found = |rest: &str| {
        let mut from = 0;
        middles.iter().all(|part| match rest[from..].find(part) {
            Some(at) => {
                from += at + part.len();
                true
            }
            None => false,
        })
    };
    rest.is_some_and(found)
}

#[test]
fn matches_are_those_of_each_wildcard_alone() {
    for set in sets(3_000) {
        let mut matcher = program(&set).matcher();
        let mut hits = 0;
        for (event, value) in set.events().iter().zip(&set.values).take(40) {
            let verdict = matcher.event(event).unwrap();
            let got: Vec<usize> = verdict.iter().map(|id| id.index()).collect();
            let numbered = set.wildcards.iter().enumerate();
            let held = numbered.filter(|(_, wildcard)| holds(wildcard, value));
            assert_eq!(
                got,
                held.map(|(n, _)| n).collect::<Vec<_>>(),
                "{} {value}",
                set.name
            );
            hits += got.len();
        }
        assert!(hits > 0, "{} never matches", set.name);
    }
}
