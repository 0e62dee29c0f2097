//! Large filters: those that are decided, and those that reach a bound and say so.

use tidegate::{Profile, Source};
use tidegate_analysis::{Caps, Comparison, Inclusion, Reason, Relation};
use tidegate_batch::Filters;

fn compared(old: &[String], new: &[String]) -> Comparison {
    let bus = Source::EventBridge;
    let compiled = |patterns: &[String]| {
        let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
        Filters::compile(bus, Profile::Service(bus), &patterns).unwrap()
    };
    Comparison::of(&compiled(old), &compiled(new), &Caps::default()).unwrap()
}

/// A rule with this list for one field.
fn of_list(values: impl Iterator<Item = String>) -> String {
    format!(
        "{{\"detail\":{{\"a\":[{}]}}}}",
        values.collect::<Vec<_>>().join(",")
    )
}

/// Rules that each want one word somewhere in a field.
fn words(count: usize) -> Vec<String> {
    const WORDS: [&str; 12] = [
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india",
        "juliet", "kilo", "lima",
    ];
    let words = WORDS.iter().take(count);
    words
        .map(|word| of_list(std::iter::once(format!("{{\"wildcard\":\"*{word}*\"}}"))))
        .collect()
}

/// Rules for all combinations of presence and absence of these many fields of `node`.
fn presences(node: &str, count: u32) -> Vec<String> {
    let rules = (0..1_u32 << count).map(|mask| {
        let fields = (0..count).map(|field| {
            let is_present = mask >> field & 1 == 1;
            format!("\"{node}.f{field}\":[{{\"exists\":{is_present}}}]")
        });
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    });
    rules.collect()
}

#[test]
fn long_lists_of_values_are_decided() {
    let values = |count: usize| of_list((0..count).map(|n| format!("\"value {n}\"")));
    assert_eq!(
        compared(&[values(170)], &[values(171)]).all(),
        Relation::Wider
    );
    let prefixes = |count: usize| (0..count).map(|n| format!("{{\"prefix\":\"{n:03}/\"}}"));
    let mixed = of_list(prefixes(99).chain(["\"100/x\"".to_owned()]));
    assert_eq!(
        compared(&[of_list(prefixes(100))], &[mixed]).all(),
        Relation::Different
    );
}

#[test]
fn words_anywhere_in_a_field_are_decided_up_to_ten() {
    let words = words(9);
    assert_eq!(compared(&words, &words[..8]).all(), Relation::Narrower);
    assert_eq!(compared(&words, &words).all(), Relation::Equivalent);
}

#[test]
fn too_many_words_anywhere_in_a_field_are_open_if_nothing_differs() {
    let words = words(12);
    let open = compared(&words, &words);
    let Inclusion::Unknown { reason, searched } = open.old_in_new.all else {
        panic!("{:?}", open.old_in_new.all);
    };
    assert_eq!(
        (reason, searched),
        (Reason::EntangledTexts, Caps::default().samples)
    );
    // A difference is found all the same.
    assert!(matches!(
        compared(&words, &words[..11]).old_in_new.all,
        Inclusion::Fails(_)
    ));
}

#[test]
fn combinations_of_presence_are_decided_in_an_object() {
    let everything = [r#"{"detail":{"f0":[{"exists":true},{"exists":false}]}}"#.to_owned()];
    let mut rules = presences("detail", 8);
    assert_eq!(compared(&rules, &everything).all(), Relation::Equivalent);
    rules.pop();
    assert_eq!(compared(&rules, &everything).all(), Relation::Wider);
}

#[test]
fn combinations_of_presence_in_a_list_are_decided_or_open() {
    let everything = [r#"{"detail":{"f0":[{"exists":true},{"exists":false}]}}"#.to_owned()];
    for count in [4, 5, 7] {
        let rules = presences("detail.list", count);
        let compared = compared(&rules, &everything);
        assert_eq!(compared.flat(), Relation::Equivalent, "{count}");
        assert!(
            matches!(compared.all(), Relation::Wider | Relation::Unknown),
            "{count}"
        );
    }
}

#[test]
fn sets_of_many_rules_are_decided() {
    let rule = |n: usize| format!("{{\"detail\":{{\"f{}\":[\"v{n}\"]}}}}", n % 60);
    let rules: Vec<String> = (0..520).map(rule).collect();
    assert_eq!(compared(&rules, &rules).all(), Relation::Equivalent);
    assert_eq!(compared(&rules, &rules[1..]).all(), Relation::Narrower);
}
