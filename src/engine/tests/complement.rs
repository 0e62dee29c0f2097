//! Rules with a single `anything-but` or `exists`, compiled together, match the same events as each rule alone.

use tidegate::{Profile, Program, Rule};

fn rules() -> Vec<Rule> {
    let mut patterns: Vec<String> = (0..40)
        .map(|n| {
            format!(
                r#"{{"a":[{{"anything-but":["v{}","v{}"]}}]}}"#,
                n % 7,
                n % 5
            )
        })
        .collect();
    patterns.extend(
        [
            r#"{"a":[{"anything-but":{"prefix":"v"}}]}"#,
            r#"{"a":[{"anything-but":[1,2]}]}"#,
            r#"{"a":[{"exists":true}]}"#,
            r#"{"b":[{"exists":true}]}"#,
            r#"{"b":[{"anything-but":"v1"}]}"#,
            r#"{"a":[{"anything-but":"v1"},{"anything-but":"v2"}]}"#,
            r#"{"$or":[{"a":[{"anything-but":"v1"}]},{"a":[{"anything-but":"v2"}]}]}"#,
            r#"{"$or":[{"a":[{"anything-but":"v1"}]},{"b":[{"exists":true}]}]}"#,
            r#"{"a":["v1",{"anything-but":{"prefix":"v"}}]}"#,
            r#"{"":{"a":[{"anything-but":"v1"}]}}"#,
            r#"{"a":[{"anything-but":"v1"}],"b":[{"anything-but":"v2"}]}"#,
        ]
        .map(str::to_owned),
    );
    let read = |text: &String| Rule::read(text, Profile::Ruler).unwrap();
    patterns.iter().map(read).collect()
}

const EVENTS: [&str; 13] = [
    r#"{"c":1}"#,
    r#"{"a":"v1"}"#,
    r#"{"a":"v6"}"#,
    r#"{"a":"other"}"#,
    r#"{"a":1}"#,
    r#"{"a":null,"b":"v1"}"#,
    r#"{"a":["v1","v2"]}"#,
    r#"{"a":["v1","v1","v1"],"b":["v1","v3"]}"#,
    r#"{"a":["v0","v1","v2","v3","v4","v5","v6"]}"#,
    r#"{"a":[]}"#,
    r#"{"":{"a":"v1"}}"#,
    r#"{"":{"a":"v3"},"a":"v1"}"#,
    r#"{"a":"v1","a":"v2"}"#,
];

#[test]
fn rules_compiled_together_match_as_alone() {
    let rules = rules();
    let mut together = Program::compile(&rules).unwrap().matcher();
    let mut matched = 0;
    for event in EVENTS {
        let verdict = together.event(event.as_bytes()).unwrap();
        let got: Vec<usize> = verdict.iter().map(|id| id.index()).collect();
        let alone = |rule: &Rule| {
            let program = Program::compile(std::slice::from_ref(rule)).unwrap();
            let mut matcher = program.matcher();
            matcher.event(event.as_bytes()).unwrap().is_match()
        };
        let want: Vec<usize> = (0..rules.len()).filter(|n| alone(&rules[*n])).collect();
        assert_eq!(got, want, "{event}");
        matched += got.len();
    }
    assert!(matched > 100, "{matched}");
}

#[test]
fn exclusions_of_one_branch_do_not_apply_to_another() {
    let program = Program::compile(&rules()).unwrap();
    let mut matcher = program.matcher();
    let verdict = matcher.event(br#"{"a":"v1"}"#).unwrap();
    for number in [45, 46] {
        assert!(
            verdict.contains(tidegate::PatternId::new(number)),
            "{number}"
        );
    }
}
