//! Facts about filters and simplified filters, tried on events drawn for them.

use tidegate::{Profile, Source};
use tidegate_analysis::{Caps, Proven, SetFacts, facts, simplify};
use tidegate_batch::{Filters, RecordForm};
use tidegate_fixtures::generate::{FilterPair, PairRecord, event_pair};

const SEED: u64 = 20_261_130;
const EVENTS: usize = 60;

fn compiled(patterns: &[String]) -> Option<Filters> {
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    let bus = Source::EventBridge;
    Filters::compile(bus, Profile::Ruler, &patterns).ok()
}

/// The filters that deliver an event.
fn delivering(filters: &Filters, event: &PairRecord) -> Vec<usize> {
    let mut judge = filters.judge();
    judge
        .judge(event.text.as_bytes(), RecordForm::Record)
        .filters
        .to_vec()
}

/// Returns whether a fact is about this event.
fn speaks_of(proven: Proven, event: &PairRecord) -> bool {
    match proven {
        Proven::ForAll => true,
        Proven::WithoutLists => event.is_flat,
    }
}

/// Asserts that an event refutes none of the facts.
fn check(facts: &SetFacts, filters: &Filters, event: &PairRecord, pair: &FilterPair) {
    let by = delivering(filters, event);
    for (index, facts) in facts.filters.iter().enumerate() {
        let is_delivered = by.contains(&index);
        let text = &event.text;
        if let Some(never) = &facts.never {
            let is_refuted = is_delivered && speaks_of(never.proven, event);
            assert!(!is_refuted, "{index} delivers {text}: {pair:?}");
        }
        if let Some(proven) = facts.always {
            let is_refuted = !is_delivered && speaks_of(proven, event);
            assert!(!is_refuted, "{index} does not deliver {text}: {pair:?}");
        }
        if let Some(covered) = &facts.covered {
            let others = covered.by.iter().any(|other| by.contains(other));
            let is_refuted = if covered.is_equal {
                is_delivered != others
            } else {
                is_delivered && !others
            };
            assert!(
                !is_refuted || !speaks_of(covered.proven, event),
                "{index} and {text}: {pair:?}"
            );
        }
    }
}

#[test]
fn events_refute_no_fact() {
    let (mut found, mut idle) = (0, 0);
    for index in 0..800 {
        let pair = event_pair(SEED, index, EVENTS);
        let patterns = [&pair.old[..], &pair.new].concat();
        let Some(filters) = compiled(&patterns) else {
            continue;
        };
        let facts = facts(&filters, &Caps::default()).unwrap();
        for event in &pair.records {
            check(&facts, &filters, event, &pair);
        }
        let of_filters = facts.filters.iter();
        found += of_filters
            .clone()
            .filter(|it| it.never.is_some() || it.covered.is_some())
            .count();
        idle += of_filters.map(|it| it.idle.len()).sum::<usize>();
    }
    assert!(found > 300 && idle > 300, "too few facts: {found}, {idle}");
}

#[test]
fn simplified_filters_deliver_the_same_events() {
    let (mut before, mut after) = (0, 0);
    for index in 0..120 {
        let pair = event_pair(SEED, index, EVENTS);
        let Some(filters) = compiled(&pair.old) else {
            continue;
        };
        let texts: Vec<&str> = pair.old.iter().map(String::as_str).collect();
        let simplified = simplify(&filters, &texts, &Caps::default());
        before += pair.old.concat().len();
        after += simplified.patterns.concat().len();
        let shorter = compiled(&simplified.patterns).unwrap();
        for event in &pair.records {
            let same =
                delivering(&filters, event).is_empty() == delivering(&shorter, event).is_empty();
            assert!(
                same,
                "{} {:?} {:?}",
                event.text, pair.old, simplified.patterns
            );
        }
        let texts: Vec<&str> = simplified.patterns.iter().map(String::as_str).collect();
        let again = simplify(&shorter, &texts, &Caps::default());
        assert_eq!(again.patterns, simplified.patterns);
    }
    assert!(after * 10 < before * 9, "{before} characters to {after}");
}
