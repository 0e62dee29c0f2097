//! Runs event-ruler's benchmark rules over citylots2: each rule must match as many records as event-ruler publishes.
//!
//! The data is large, so the test that reads it is ignored by default; `corpora/citylots/fetch.sh` fetches it. A seeded
//! look-alike has the values that the rules test in the same numbers.

use tidegate::{PatternId, Profile, Program, Source};
use tidegate_benches::compile;
use tidegate_fixtures::{
    CITYLOTS_RECORDS, CitylotsSet, citylots_records, citylots_sets, write_citylots,
};

/// Seed of the look-alike.
const SEED: u64 = 1;

fn program(set: &CitylotsSet) -> Program {
    let patterns: Vec<String> = set
        .rules
        .iter()
        .map(|(pattern, _)| pattern.clone())
        .collect();
    compile(&patterns, Profile::Service(Source::EventBridge))
        .unwrap_or_else(|error| panic!("{}: {error}", set.name))
}

fn count(program: &Program, records: &[u8]) -> Vec<u64> {
    let mut matcher = program.matcher();
    let mut counts = vec![0; program.len()];
    for record in records
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let verdict = matcher
            .event(record)
            .expect("every record must be a JSON object");
        for pattern in verdict.iter().map(PatternId::index) {
            counts[pattern] += 1;
        }
    }
    counts
}

#[test]
fn all_rules_are_accepted() {
    let sets = citylots_sets().unwrap();
    assert_eq!(sets.len(), 14);
    for set in &sets {
        assert_eq!(
            (set.rules.len(), program(set).len()),
            (5, 5),
            "{}",
            set.name
        );
    }
}

/// Compares the matches of all rules with the published counts.
fn check(records: &[u8]) {
    let lines = records
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty());
    assert_eq!(lines.count() as u64, CITYLOTS_RECORDS);
    let mut compared = 0;
    for set in citylots_sets().unwrap() {
        let expected: Vec<u64> = set.rules.iter().map(|(_, matches)| *matches).collect();
        assert_eq!(count(&program(&set), records), expected, "{}", set.name);
        compared += expected.len();
    }
    assert_eq!(compared, 70);
}

#[test]
#[ignore = "needs the data: corpora/citylots/fetch.sh"]
fn counts_of_citylots2_are_as_published() {
    let records = citylots_records().unwrap();
    check(&records.expect("run corpora/citylots/fetch.sh first"));
}

#[test]
fn counts_of_the_look_alike_are_as_published() {
    let mut records = Vec::new();
    write_citylots(SEED, &mut records).expect("writing to memory does not fail");
    check(&records);
}
