//! Every event of a few objects in one list, against filters whose conditions on absence tell lists apart.

use tidegate::{Profile, Source};
use tidegate_analysis::{Caps, Comparison, Inclusion};
use tidegate_batch::{Disposition, Filters, RecordForm};
use tidegate_fixtures::Rng;

const LISTS: [&str; 6] = [
    "[1]",
    "[1,2]",
    r#"[{"exists":true}]"#,
    r#"[{"exists":false}]"#,
    r#"[1,{"exists":false}]"#,
    r#"[{"anything-but":[1]}]"#,
];

/// All objects over these fields, in which a field is absent, 1 or 2.
fn objects(fields: &[&str]) -> Vec<String> {
    let mut all = vec![Vec::new()];
    for field in fields {
        let longer = all.iter().flat_map(|members: &Vec<String>| {
            [None, Some(1), Some(2)].map(|value| {
                let member = value.map(|value| format!("\"{field}\":{value}"));
                members.iter().cloned().chain(member).collect()
            })
        });
        all = longer.collect();
    }
    all.iter()
        .map(|members| format!("{{{}}}", members.join(",")))
        .collect()
}

/// All events with up to `most` of these objects in the list `c`.
fn events(objects: &[String], most: usize) -> Vec<String> {
    let mut lists: Vec<Vec<&str>> = vec![Vec::new()];
    let mut events = Vec::new();
    for _ in 0..most {
        let longer = lists.iter().flat_map(|list| {
            objects
                .iter()
                .map(|object| [&list[..], &[object.as_str()]].concat())
        });
        lists = longer.collect();
        events.extend(
            lists
                .iter()
                .map(|list| format!("{{\"c\":[{}]}}", list.join(","))),
        );
    }
    events
}

/// A pattern by its lists.
type Pattern = Vec<(String, &'static str)>;

fn pattern(rng: &mut Rng, fields: &[&str]) -> Pattern {
    let mut lists: Pattern = Vec::new();
    for field in fields {
        if rng.per_mille(600) {
            lists.push(((*field).to_owned(), rng.pick(&LISTS)));
        }
    }
    if lists.is_empty() {
        lists.push((fields[0].to_owned(), LISTS[0]));
    }
    lists
}

/// Splits a pattern by whether a field is present.
fn split(rng: &mut Rng, pattern: &Pattern, fields: &[&str]) -> Vec<Pattern> {
    let field = rng.pick(fields);
    if pattern.iter().any(|(name, _)| name == field) {
        return vec![pattern.clone()];
    }
    let halves = [r#"[{"exists":true}]"#, r#"[{"exists":false}]"#];
    let halves = halves.map(|list| [&pattern[..], &[(field.to_owned(), list)]].concat());
    halves.to_vec()
}

fn compiled(patterns: &[Pattern]) -> Filters {
    let text = |pattern: &Pattern| {
        let lists = pattern
            .iter()
            .map(|(field, list)| format!("\"c.{field}\":{list}"));
        format!("{{{}}}", lists.collect::<Vec<_>>().join(","))
    };
    let texts: Vec<String> = patterns.iter().map(text).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let bus = Source::EventBridge;
    Filters::compile(bus, Profile::Ruler, &texts).unwrap()
}

/// Draws two sides. The second is often the first with its patterns split.
fn sides(rng: &mut Rng, fields: &[&str]) -> (Filters, Filters) {
    let count = 1 + rng.index(2);
    let old: Vec<Pattern> = (0..count).map(|_| pattern(rng, fields)).collect();
    let new = match rng.per_mille(700) {
        true => old
            .iter()
            .flat_map(|pattern| split(rng, pattern, fields))
            .collect(),
        false => vec![pattern(rng, fields)],
    };
    (compiled(&old), compiled(&new))
}

/// Compares this many pairs and returns how many directions lists alone refute.
fn check(fields: &[&str], most: usize, pairs: usize) -> usize {
    let events = events(&objects(fields), most);
    let mut rng = Rng::new(7);
    let mut by_lists = 0;
    for _ in 0..pairs {
        let (old, new) = sides(&mut rng, fields);
        let compared = Comparison::of(&old, &new, &Caps::default()).unwrap();
        let (mut by_old, mut by_new) = (old.judge(), new.judge());
        for event in &events {
            let delivers = |judge: &mut tidegate_batch::Judge| {
                let judged = judge.judge(event.as_bytes(), RecordForm::Record);
                judged.disposition == Disposition::Delivered
            };
            let inclusions = match (delivers(&mut by_old), delivers(&mut by_new)) {
                (true, false) => &compared.old_in_new,
                (false, true) => &compared.new_in_old,
                (true, true) | (false, false) => continue,
            };
            assert!(
                matches!(inclusions.all, Inclusion::Fails(_)),
                "{event}: {compared:?}"
            );
        }
        for inclusions in [&compared.old_in_new, &compared.new_in_old] {
            by_lists += usize::from(
                inclusions.flat == Inclusion::Holds && inclusions.all != Inclusion::Holds,
            );
        }
    }
    by_lists
}

#[test]
fn no_list_of_three_objects_over_two_fields_refutes_a_proof() {
    assert!(
        check(&["x", "y"], 3, 400) > 20,
        "too few pairs that only lists tell apart"
    );
}

#[test]
fn no_list_of_two_objects_over_three_fields_refutes_a_proof() {
    assert!(
        check(&["x", "y", "z"], 2, 400) > 20,
        "too few pairs that only lists tell apart"
    );
}
