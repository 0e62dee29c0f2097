//! Comparisons through the public front: relations, witnesses, and the counterexamples that the theory rests on.

use tidegate::{Profile, Source};
use tidegate_analysis::{Caps, Comparison, Inclusion, Relation};
use tidegate_batch::Filters;

/// Returns the language of filters: that of event-ruler, which knows no envelope, for events.
fn profile(source: Source) -> Profile {
    match source {
        Source::EventBridge => Profile::Ruler,
        other => Profile::Service(other),
    }
}

fn filters(source: Source, patterns: &[&str]) -> Filters {
    Filters::compile(source, profile(source), patterns).unwrap()
}

fn compared(source: Source, old: &[&str], new: &[&str]) -> Comparison {
    let (old, new) = (filters(source, old), filters(source, new));
    Comparison::of(&old, &new, &Caps::default()).unwrap()
}

/// The relation of two sets of rules of a bus: for events without lists of objects, and for all.
fn of_events(old: &[&str], new: &[&str]) -> (Relation, Relation) {
    let compared = compared(Source::EventBridge, old, new);
    (compared.flat(), compared.all())
}

fn both(relation: Relation) -> (Relation, Relation) {
    (relation, relation)
}

#[test]
fn relations_of_single_fields_are_found() {
    for (old, new, want) in [
        (r#"["x"]"#, r#"["x"]"#, Relation::Equivalent),
        (r#"["x","y"]"#, r#"["y","x","x"]"#, Relation::Equivalent),
        (r#"["x","y"]"#, r#"["x"]"#, Relation::Narrower),
        (r#"["x"]"#, r#"[{"prefix":"x"}]"#, Relation::Wider),
        (r#"["x"]"#, r#"["y"]"#, Relation::Different),
        (
            r#"[{"numeric":[">",5]}]"#,
            r#"[{"numeric":[">",5,"<",7]},{"numeric":[">",7]}]"#,
            Relation::Narrower,
        ),
        (
            r#"[{"numeric":[">",5]}]"#,
            r#"[{"numeric":[">",5,"<",7]},{"numeric":[">=",7]}]"#,
            Relation::Equivalent,
        ),
        (
            r#"[{"exists":true}]"#,
            r#"[{"anything-but":"x"},"x"]"#,
            Relation::Equivalent,
        ),
        (
            r#"[{"wildcard":"x*"}]"#,
            r#"[{"prefix":"x"}]"#,
            Relation::Equivalent,
        ),
        (r#"[{"prefix":"ab\""}]"#, r#"["ab"]"#, Relation::Narrower),
        (r#"[300]"#, r#"[3e2]"#, Relation::Equivalent),
        (r#"[null]"#, r#"[{"exists":false}]"#, Relation::Different),
        (
            r#"["10.0.0.1"]"#,
            r#"[{"exactly":"10.0.0.1"}]"#,
            Relation::Narrower,
        ),
        (
            r#"[{"cidr":"10.0.0.0/8"}]"#,
            r#"[{"cidr":"10.0.0.0/9"},{"cidr":"10.128.0.0/9"}]"#,
            Relation::Equivalent,
        ),
        (
            r#"[{"equals-ignore-case":"ab"}]"#,
            r#"["ab","aB","Ab","AB"]"#,
            Relation::Equivalent,
        ),
    ] {
        let (old, new) = (format!(r#"{{"a":{old}}}"#), format!(r#"{{"a":{new}}}"#));
        assert_eq!(of_events(&[&old], &[&new]), both(want), "{old} {new}");
    }
}

#[test]
fn branches_of_several_fields_cover_each_other() {
    let all = [
        r#"{"a":["x"],"b":["y"]}"#,
        r#"{"a":["x"],"b":[{"anything-but":"y"},{"exists":false}]}"#,
    ];
    assert_eq!(
        of_events(&[r#"{"a":["x"]}"#], &all),
        both(Relation::Equivalent)
    );
    assert_eq!(
        of_events(&[r#"{"a":["x"]}"#], &all[..1]),
        both(Relation::Narrower)
    );
    let or = r#"{"$or":[{"a":["x"]},{"b":["y"]}]}"#;
    assert_eq!(
        of_events(&[or], &[r#"{"a":["x"]}"#, r#"{"b":["y"]}"#]),
        both(Relation::Equivalent)
    );
}

#[test]
fn witness_of_a_moved_bound_is_the_bound() {
    let old = r#"{"detail":{"amount":[{"numeric":[">=",100]}],"state":["x"]}}"#;
    let new = r#"{"detail":{"amount":[{"numeric":[">",100]}],"state":["x"]}}"#;
    let compared = compared(Source::EventBridge, &[old], &[new]);
    let lost = compared.old_in_new.flat.witness().unwrap();
    assert_eq!(lost.record, r#"{"detail":{"amount":100,"state":"x"}}"#);
    assert_eq!(compared.new_in_old.all, Inclusion::Holds);
}

#[test]
fn only_lists_of_objects_tell_these_apart() {
    let absent_or_present = [
        r#"{"c":{"y":[{"exists":false}]}}"#,
        r#"{"c":{"x":["v"],"y":[{"exists":true}]}}"#,
    ];
    let want = (Relation::Wider, Relation::Different);
    let old = r#"{"c":{"x":["v"]}}"#;
    assert_eq!(of_events(&[old], &absent_or_present), want);
    let compared = compared(Source::EventBridge, &[old], &absent_or_present);
    let witness = compared.old_in_new.all.witness().unwrap();
    assert_eq!(witness.record, r#"{"c":[{"x":"v"},{"y":"x"}]}"#);
}

#[test]
fn value_beside_an_object_tells_these_apart() {
    let (old, new) = (
        r#"{"a":["v"]}"#,
        [
            r#"{"a.b":[{"exists":false}]}"#,
            r#"{"a":["v"],"a.b":[{"exists":true}]}"#,
        ],
    );
    assert_eq!(
        of_events(&[old], &new),
        (Relation::Wider, Relation::Different)
    );
}

#[test]
fn lists_directly_in_lists_tell_these_apart() {
    let old = r#"{"c":["v"],"c.y":[1]}"#;
    let new = [
        r#"{"c.x":[{"exists":false}],"c.y":[1]}"#,
        r#"{"c":["v"],"c.x":[{"exists":true}]}"#,
    ];
    let compared = compared(Source::EventBridge, &[old], &new);
    let Inclusion::Fails(witness) = &compared.old_in_new.all else {
        panic!("{:?}", compared.old_in_new.all);
    };
    assert!(
        witness.record.contains("[[") || witness.record.contains("],"),
        "{}",
        witness.record
    );
}

#[test]
fn pattern_for_a_value_and_an_object_at_one_field_never_matches_flat_events() {
    let impossible = r#"{"a":["v"],"a.b":[1]}"#;
    assert_eq!(
        of_events(&[impossible], &[]),
        (Relation::Equivalent, Relation::Narrower)
    );
}

#[test]
fn detail_is_an_object_and_other_fields_may_be_lists() {
    let halves = |node: &str| {
        [
            format!(r#"{{"{node}.x":["v"],"{node}.a":[{{"exists":false}}]}}"#),
            format!(r#"{{"{node}.x":["v"],"{node}.a":[{{"exists":true}}]}}"#),
        ]
    };
    let bus = Source::EventBridge;
    let rules = |patterns: &[&str]| Filters::compile(bus, Profile::Service(bus), patterns).unwrap();
    for (node, all) in [
        ("detail", Relation::Equivalent),
        ("detail.order", Relation::Narrower),
    ] {
        let halves = halves(node);
        let halves: Vec<&str> = halves.iter().map(String::as_str).collect();
        let whole = format!(r#"{{"{node}.x":["v"]}}"#);
        let (old, new) = (rules(&[&whole]), rules(&halves));
        let compared = Comparison::of(&old, &new, &Caps::default()).unwrap();
        assert_eq!(
            (compared.flat(), compared.all()),
            (Relation::Equivalent, all),
            "{node}"
        );
    }
}

#[test]
fn paths_with_empty_steps_are_not_decided() {
    assert_eq!(
        of_events(&[r#"{"a.":["x"]}"#], &[r#"{"a.":["x"]}"#]),
        both(Relation::Unknown)
    );
}

#[test]
fn filters_of_different_sources_are_refused() {
    let sqs = filters(Source::Sqs, &[r#"{"body":["x"]}"#]);
    let mq = filters(Source::Mq, &[r#"{"data":["x"]}"#]);
    assert!(Comparison::of(&sqs, &mq, &Caps::default()).is_err());
}

#[test]
fn sides_without_a_common_record_are_apart() {
    let apart = |old, new| compared(Source::EventBridge, &[old], &[new]).are_apart;
    assert!(apart(r#"{"a":["x"]}"#, r#"{"a":["y"]}"#));
    assert!(apart(
        r#"{"a":["x"],"b":[1]}"#,
        r#"{"a":["x"],"b":[{"exists":false}]}"#
    ));
    assert!(apart(r#"{"a":["x"]}"#, r#"{"a.b":["y"]}"#));
    assert!(!apart(r#"{"a":["x"]}"#, r#"{"b":["y"]}"#));
    assert!(!apart(
        r#"{"a":[{"prefix":"x"}]}"#,
        r#"{"a":[{"suffix":"y"}]}"#
    ));
}
