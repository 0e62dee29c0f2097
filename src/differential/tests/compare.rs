//! Comparisons of filters on seeded pairs, and mistakes planted in them.

use tidegate::{Profile, Source};
use tidegate_analysis::{Caps, Comparison, Inclusion, Relation};
use tidegate_batch::Filters;
use tidegate_differential::{
    CompareRun, CompareTally, Pairs, Planted, compare, compare_texts, planted_is_found,
};
use tidegate_fixtures::generate::{Unstructured, event_pair, scenario_set, seeded};

const SEED: u64 = 20_261_130;

fn run(pairs: Pairs, count: u64) -> CompareTally {
    let tally = compare(&CompareRun {
        pairs,
        count,
        seed: SEED,
        first: 0,
        records: 60,
        threads: 2,
    });
    let faults: Vec<String> = tally
        .faults
        .iter()
        .map(|(pair, fault)| format!("pair {pair}: {fault}"))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(
        tally.unknown() * 200 <= tally.compared(),
        "too many unknown\n{tally}"
    );
    assert!(
        tally.equivalent() * 10 >= tally.compared(),
        "too few equivalent\n{tally}"
    );
    tally
}

#[test]
fn comparisons_for_events_are_not_refuted() {
    let tally = run(Pairs::Events, 4_000);
    assert!(
        tally.by_lists * 100 >= tally.compared(),
        "too few lists of objects\n{tally}"
    );
}

#[test]
fn comparisons_for_sources_are_not_refuted() {
    run(Pairs::Sources, 2_000);
}

fn compiled(patterns: &[String]) -> Option<Filters> {
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    let bus = Source::EventBridge;
    Filters::compile(bus, Profile::Ruler, &patterns).ok()
}

/// Everything is included in itself and in a union with anything, and inclusion is transitive.
#[test]
fn laws_of_inclusion_hold() {
    let caps = Caps::default();
    let compared = |one: &Filters, other: &Filters| Comparison::of(one, other, &caps).unwrap();
    let mut chains = 0;
    for index in 0..1_500 {
        let pair = event_pair(SEED, index, 0);
        let union = [&pair.old[..], &pair.new].concat();
        let sides = (compiled(&pair.old), compiled(&pair.new), compiled(&union));
        let (Some(old), Some(new), Some(union)) = sides else {
            continue;
        };
        assert_ne!(
            compared(&old, &old).all(),
            Relation::Different,
            "{:?}",
            pair.old
        );
        let (there, onward) = (compared(&old, &new), compared(&new, &union));
        assert!(onward.old_in_new.all.witness().is_none(), "{pair:?}");
        let whole = compared(&old, &union).old_in_new.all;
        assert!(whole.witness().is_none(), "{pair:?}");
        if there.old_in_new.all == Inclusion::Holds {
            // Old is in new, so the union is new.
            let back = compared(&union, &new).old_in_new.all;
            assert!(back.witness().is_none(), "{pair:?}");
            chains += 1;
        }
    }
    assert!(chains > 200, "only {chains} chains");
}

/// The body of the fuzz target, on patterns with odd keys, odd values and every operator.
#[test]
fn patterns_of_any_kind_are_compared_without_a_fault() {
    for index in 0..3_000 {
        let bytes = seeded(SEED, index);
        let patterns = scenario_set(&mut Unstructured::new(&bytes)).patterns;
        let [old, new] = [0, 1].map(|at| patterns[at].as_bytes());
        let source = [u8::try_from(index % 6).unwrap()];
        compare_texts(&[&source, old, b"\0", new].concat());
        compare_texts(&[&source, old, b"\0", old].concat());
    }
}

#[test]
fn planted_mistakes_are_found() {
    for planted in Planted::ALL {
        let count = match planted {
            Planted::NoNesting => 60_000,
            Planted::ListsIgnored
            | Planted::BoundsIncluded
            | Planted::PrefixIsWhole
            | Planted::AbsenceTaken
            | Planted::LiteralIsText => 2_000,
        };
        let found = planted_is_found(planted, SEED, count, 60);
        assert!(found.is_some(), "{planted:?} was not found");
    }
}
