//! Facts about filters: what never matches, what always does, and what does nothing.

use tidegate::{Profile, Source};
use tidegate_analysis::{Caps, Cause, FilterFacts, IdlePart, Proven, SetFacts, facts};
use tidegate_batch::Filters;

/// Returns the language of filters: that of event-ruler, which knows no envelope, for events.
fn profile(source: Source) -> Profile {
    match source {
        Source::EventBridge => Profile::Ruler,
        other => Profile::Service(other),
    }
}

fn of(source: Source, patterns: &[&str]) -> SetFacts {
    let filters = Filters::compile(source, profile(source), patterns).unwrap();
    facts(&filters, &Caps::default()).unwrap()
}

fn of_one(source: Source, pattern: &str) -> FilterFacts {
    of(source, &[pattern]).filters.remove(0)
}

/// The idle parts of a rule of a bus, in short.
fn idle(pattern: &str) -> Vec<String> {
    let facts = of_one(Source::EventBridge, pattern);
    let parts = facts.idle.into_iter().map(|idle| match idle.part {
        IdlePart::Branch(branch) => format!("branch {branch}"),
        IdlePart::Condition { field, .. } => field,
        IdlePart::Value { field, value, .. } => format!("{field} {value}"),
    });
    parts.collect()
}

#[test]
fn filter_that_never_matches_names_its_cause() {
    let field = |name: &str| vec![Cause::Field(name.to_owned())];
    for (source, pattern, causes) in [
        (Source::Sqs, r#"{"body":["{}"]}"#, field("body")),
        (
            Source::Sqs,
            r#"{"messageAttributes":{"k":["v"]}}"#,
            field("messageAttributes.k"),
        ),
        (
            Source::DynamoDb,
            r#"{"eventName":["insert"]}"#,
            field("eventName"),
        ),
        (
            Source::EventBridge,
            r#"{"a":[{"numeric":[">",-4.9e-324,"<",0]}]}"#,
            field("a"),
        ),
    ] {
        let never = of_one(source, pattern).never.expect(pattern);
        assert_eq!(
            (never.proven, never.causes),
            (Proven::ForAll, causes),
            "{pattern}"
        );
    }
}

#[test]
fn value_and_object_at_one_field_match_only_in_lists() {
    let never = of_one(Source::EventBridge, r#"{"a":["v"],"a.b":[1]}"#)
        .never
        .unwrap();
    assert_eq!(never.proven, Proven::WithoutLists);
    let (value, inside) = ("a".to_owned(), "a.b".to_owned());
    assert_eq!(never.causes, [Cause::ValueAndObject { value, inside }]);
}

#[test]
fn filter_that_matches_everything_is_found() {
    let always = |source, pattern| of_one(source, pattern).always;
    let absent = r#"{"messageAttributes":{"k":[{"exists":false}]}}"#;
    assert_eq!(always(Source::Sqs, absent), Some(Proven::ForAll));
    let either = r#"{"a":[{"exists":true},{"exists":false}]}"#;
    assert_eq!(always(Source::EventBridge, either), Some(Proven::ForAll));
    let names = r#"{"eventName":["INSERT","MODIFY",{"prefix":"REM"}]}"#;
    assert_eq!(always(Source::DynamoDb, names), Some(Proven::ForAll));
    assert_eq!(
        always(Source::EventBridge, r#"{"a":[{"exists":true}]}"#),
        None
    );
    // A message in plain text is dropped.
    let in_json = r#"{"body":{"a":[{"exists":true},{"exists":false}]}}"#;
    assert_eq!(always(Source::Sqs, in_json), None);
}

#[test]
fn covered_and_equal_filters_are_found() {
    let filters = [
        r#"{"body":{"a":["x","y"]}}"#,
        r#"{"body":{"a":["x"],"b":[1]}}"#,
        r#"{"body":{"a":["y","x"]}}"#,
    ];
    let facts = of(Source::Sqs, &filters);
    let covered = |index: usize| facts.filters[index].covered.clone().unwrap();
    assert_eq!((covered(0).by, covered(0).is_equal), (vec![2], true));
    assert_eq!((covered(1).by, covered(1).is_equal), (vec![0], false));
    let together = [
        r#"{"a":[1]}"#,
        r#"{"a":[1],"b":[{"exists":true}]}"#,
        r#"{"a":[1],"b":[{"exists":false}]}"#,
    ];
    let facts = of(Source::EventBridge, &together[1..]);
    assert!(facts.filters.iter().all(|it| it.covered.is_none()));
    let facts = of(Source::EventBridge, &together);
    assert_eq!(facts.filters[0].covered.as_ref().unwrap().by, [1, 2]);
}

#[test]
fn filters_that_differ_in_one_list_can_be_merged() {
    let filters = [
        r#"{"a":["x"],"b":[1]}"#,
        r#"{"a":["y"],"b":[1]}"#,
        r#"{"a":["y"],"b":[2]}"#,
    ];
    let pairs = of(Source::EventBridge, &filters).mergeable;
    let pairs: Vec<_> = pairs
        .iter()
        .map(|it| (it.one, it.other, it.field.as_str()))
        .collect();
    assert_eq!(pairs, [(0, 1, "a"), (1, 2, "b")]);
}

#[test]
fn idle_parts_are_found() {
    for (pattern, parts) in [
        (
            r#"{"a":["x","xy",{"prefix":"x"}]}"#,
            &[r#"a "x""#, r#"a "xy""#][..],
        ),
        (
            r#"{"a":["x"],"b":[{"exists":true},{"exists":false}]}"#,
            &["b"],
        ),
        (
            r#"{"$or":[{"a":["x"]},{"a":["x"],"b":[1]}]}"#,
            &["branch 1"],
        ),
        (
            r#"{"a":[5,{"numeric":["=",5.0]}]}"#,
            &[r#"a 5"#, r#"a {"numeric":["=",5.0]}"#],
        ),
        (r#"{"a":["x"],"b":[1]}"#, &[]),
        (r#"{"a":["x","y"]}"#, &[]),
    ] {
        let found = idle(pattern);
        for part in parts {
            assert!(
                found.iter().any(|it| it == part),
                "{pattern}: {part} is not in {found:?}"
            );
        }
        assert!(
            !parts.is_empty() || found.is_empty(),
            "{pattern}: {found:?}"
        );
    }
}

#[test]
fn keys_of_events_and_types_of_attributes_are_fixed() {
    let never = |source, pattern: &str| {
        let filters = Filters::compile(source, Profile::Service(source), &[pattern]).unwrap();
        let mut facts = facts(&filters, &Caps::default()).unwrap();
        let never = facts.filters.remove(0).never;
        never.map(|never| (never.proven, never.causes))
    };
    let field = |name: &str| Some((Proven::ForAll, vec![Cause::Field(name.to_owned())]));
    for (pattern, wanted) in [
        (r#"{"detail":["x"]}"#, field("detail")),
        (r#"{"state":["x"]}"#, field("state")),
        (r#"{"account":[123456789012]}"#, field("account")),
        (r#"{"source":[{"exists":false}]}"#, field("source")),
        (r#"{"replay-name":[{"exists":false}]}"#, None),
        (
            r#"{"resources":[{"prefix":"arn:"}],"detail":{"a":[1]}}"#,
            None,
        ),
    ] {
        assert_eq!(never(Source::EventBridge, pattern), wanted, "{pattern}");
    }
    let types = |one: &str, other: &str| {
        let path = |it: &str| format!("dynamodb.NewImage.{it}");
        let cause = Cause::TwoTypes {
            one: path(one),
            other: path(other),
        };
        Some((Proven::ForAll, vec![cause]))
    };
    for (image, wanted) in [
        (r#"{"a":{"N":[5]}}"#, field("dynamodb.NewImage.a.N")),
        (r#"{"a":{"N":["x"]}}"#, field("dynamodb.NewImage.a.N")),
        (
            r#"{"a":{"N":[{"prefix":"x"}]}}"#,
            field("dynamodb.NewImage.a.N"),
        ),
        (r#"{"a":{"N":["5"]}}"#, None),
        (r#"{"a":{"N":[{"prefix":"5"}]}}"#, None),
        (
            r#"{"a":{"BOOL":["true"]}}"#,
            field("dynamodb.NewImage.a.BOOL"),
        ),
        (r#"{"a":{"BOOL":[true]}}"#, None),
        (r#"{"a":["x"]}"#, field("dynamodb.NewImage.a")),
        (r#"{"a":{"S":["x"],"N":["5"]}}"#, types("a.N", "a.S")),
        (r#"{"a":{"S":["x"]},"b":{"N":["5"]}}"#, None),
        (r#"{"a":{"L":{"S":["x"],"N":["5"]}}}"#, None),
    ] {
        let pattern = format!(r#"{{"dynamodb":{{"NewImage":{image}}}}}"#);
        assert_eq!(never(Source::DynamoDb, &pattern), wanted, "{pattern}");
    }
}
