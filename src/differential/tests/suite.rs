//! Generated suites: every record is judged by the reference, and planted mistakes are caught.

use tidegate_differential::{
    Pairs, Score, SuiteRun, SuiteTally, repository_filters, score, suites,
};
use tidegate_fixtures::repository;

const SEED: u64 = 20_261_130;

fn run(pairs: Pairs, count: u64) -> SuiteTally {
    let tally = suites(&SuiteRun {
        pairs,
        count,
        seed: SEED,
        records: 60,
        threads: 2,
    });
    let faults: Vec<String> = tally
        .faults
        .iter()
        .take(3)
        .map(|(number, fault)| format!("filter {number}: {fault}"))
        .collect();
    assert!(faults.is_empty(), "{}\n{tally}", faults.join("\n"));
    for kind in ["match", "near", "miss"] {
        assert!(
            tally.records(kind) >= tally.suites,
            "too few of kind {kind}\n{tally}"
        );
    }
    tally
}

#[test]
fn records_for_rules_are_judged_alike_by_the_reference() {
    run(Pairs::Events, 150);
}

#[test]
fn records_for_sources_are_judged_alike_by_the_reference() {
    run(Pairs::Sources, 300);
}

/// The figures of docs/generating.md are those of all filters; a part of them is enough to notice that suites got worse.
#[test]
fn suites_catch_most_planted_mistakes() {
    let filters = repository_filters(&repository().join("filters")).unwrap();
    let (mut small, mut large) = (Score::default(), Score::default());
    for scored in filters.iter().step_by(7) {
        score(scored, 20, &mut small);
        score(scored, 100, &mut large);
    }
    assert!(
        small.per_mille() >= 700,
        "{small}\n{}",
        small.examples.join("\n")
    );
    assert!(
        large.per_mille() >= 800,
        "{large}\n{}",
        large.examples.join("\n")
    );
    assert!(large.caught >= small.caught, "{small}\n{large}");
}
