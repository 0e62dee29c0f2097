//! The patterns of `filters/cases` against each other; their events must refute no result.

use std::collections::BTreeSet;

use serde_json::Value;
use tidegate::{Profile, Source};
use tidegate_analysis::{Caps, Comparison, Inclusion};
use tidegate_batch::{Filters, RecordForm};
use tidegate_fixtures::cases;

/// Every how many pairs one is compared.
const STRIDE: usize = 53;

fn compiled(pattern: &str) -> Option<Filters> {
    let bus = Source::EventBridge;
    Filters::compile(bus, Profile::Ruler, &[pattern]).ok()
}

/// The number of keys, or `None` if one is dotted or empty.
fn keys(value: &Value) -> Option<usize> {
    match value {
        Value::Object(members) => members
            .iter()
            .try_fold(members.len(), |count, (key, value)| {
                let is_plain = !key.is_empty() && !key.contains('.');
                is_plain
                    .then(|| keys(value))
                    .flatten()
                    .map(|inside| count + inside)
            }),
        Value::Array(values) => values
            .iter()
            .try_fold(0, |count, value| Some(count + keys(value)?)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Some(0),
    }
}

/// Whether proofs are about this event: no dotted, empty or repeated keys, and `detail` is an object.
fn is_spoken_of(event: &str) -> bool {
    let Ok(value) = serde_json::from_str::<Value>(event) else {
        return false;
    };
    let written = event.matches("\":").count() + event.matches("\" :").count();
    value.is_object()
        && keys(&value) == Some(written)
        && value.get("detail").is_none_or(Value::is_object)
}

#[test]
fn events_of_the_cases_refute_no_comparison_of_their_patterns() {
    let rows: Vec<_> = cases()
        .unwrap()
        .into_iter()
        .filter(|row| row.dialect == "eventbridge")
        .collect();
    let patterns: BTreeSet<&str> = rows.iter().map(|row| row.pattern.as_str()).collect();
    let events = rows.iter().filter_map(|row| row.event.as_deref());
    let events: BTreeSet<&str> = events.filter(|event| is_spoken_of(event)).collect();
    let filters: Vec<(&str, Filters)> = patterns
        .into_iter()
        .filter_map(|pattern| Some((pattern, compiled(pattern)?)))
        .collect();
    let delivered: Vec<BTreeSet<&str>> = filters
        .iter()
        .map(|(_, filters)| {
            let mut judge = filters.judge();
            let mut delivers = |event: &&&str| {
                !judge
                    .judge(event.as_bytes(), RecordForm::Record)
                    .filters
                    .is_empty()
            };
            events
                .iter()
                .filter(|event| delivers(event))
                .copied()
                .collect()
        })
        .collect();
    let (mut compared, mut proven) = (0, 0);
    for pair in (0..filters.len() * filters.len()).step_by(STRIDE) {
        let (old, new) = (pair / filters.len(), pair % filters.len());
        let result = Comparison::of(&filters[old].1, &filters[new].1, &Caps::default()).unwrap();
        compared += 1;
        if result.old_in_new.all == Inclusion::Holds {
            proven += 1;
            let refuted = delivered[old].difference(&delivered[new]).next();
            assert_eq!(refuted, None, "{} {}", filters[old].0, filters[new].0);
        }
    }
    assert!(
        events.len() > 200 && compared > 1_000 && proven > 30,
        "{} {compared} {proven}",
        events.len()
    );
}
