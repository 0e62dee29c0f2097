//! A search that remembers from its first step on has the same results as one that never remembers.

use crate::{Matcher, Pattern, Profile, Program, Rule, Source};
use tidegate_fixtures::testing::Draw;

const PATTERNS: [&str; 8] = [
    r#"{"a":{"x":[1],"y":[1]}}"#,
    r#"{"a":{"x":[1],"y":[{"exists":false}]}}"#,
    r#"{"a":{"x":[{"exists":false}],"y":[1],"z":[0]}}"#,
    r#"{"a":{"b":{"x":[1],"y":[0]},"z":[1]}}"#,
    r#"{"a":{"b":{"x":[1],"y":[{"exists":false}]},"x":[{"anything-but":[1]}]}}"#,
    r#"{"a":{"x":[1]},"b":{"x":[0,1],"y":[1]}}"#,
    r#"{"a":{"b":{"x":[1]},"c":[0,1]},"b":{"y":[0,1]}}"#,
    r#"{"$or":[{"a":{"x":[1],"z":[1]}},{"a":{"b":{"y":[1],"z":[{"exists":false}]},"y":[0]}}]}"#,
];

/// An object with few different keys, some of them repeated.
fn object(draw: &mut Draw, depth: usize) -> String {
    let member = |draw: &mut Draw| {
        let key = draw.one_of(&["x", "y", "z", "a", "b", "c", "a.b"]);
        format!("\"{key}\":{}", value(draw, depth))
    };
    let members: Vec<_> = (0..1 + draw.below(6)).map(|_| member(draw)).collect();
    format!("{{{}}}", members.join(","))
}

fn value(draw: &mut Draw, depth: usize) -> String {
    match draw.below(if depth == 0 { 2 } else { 6 }) {
        scalar @ (0 | 1) => scalar.to_string(),
        2 => object(draw, depth - 1),
        _ => {
            let elements: Vec<_> = (0..draw.below(4)).map(|_| value(draw, depth - 1)).collect();
            format!("[{}]", elements.join(","))
        }
    }
}

fn matcher(program: &Program, steps_free: u32) -> Matcher {
    let mut matcher = program.matcher();
    matcher.pins.steps_free = steps_free;
    matcher
}

fn matcher_of(pattern: &str) -> Matcher {
    let rule = Rule::read(pattern, Profile::Service(Source::EventBridge)).unwrap();
    Program::compile(&[rule]).unwrap().matcher()
}

#[test]
fn worked_example_of_the_search_holds() {
    let mut matcher = matcher_of(r#"{"a":{"p":["x"],"q":["x"]}}"#);
    let event = br#"{"a":[{"p":"x","q":"x"},{"p":"x","q":"y"}]}"#;
    assert!(matcher.event(event).unwrap().is_match());
    assert_eq!(matcher.pins.steps, 3);
}

#[test]
fn example_of_dead_ends_is_true() {
    let pattern = r#"{"a":{"v":[1]},"b":{"v":[1]},"z":[3,{"exists":false}]}"#;
    let mut matcher = matcher_of(pattern);
    let list = [r#"{"v":1}"#; 100].join(",");
    let event = format!(r#"{{"a":[{list}],"b":[{list}],"z":2}}"#);
    matcher.pins.steps_free = 0;
    assert!(!matcher.event(event.as_bytes()).unwrap().is_match());
    assert!(matcher.pins.steps < 300, "{} steps", matcher.pins.steps);
    matcher.pins.steps_free = u32::MAX;
    assert!(!matcher.event(event.as_bytes()).unwrap().is_match());
    assert!(matcher.pins.steps > 10_000);
}

#[test]
fn verdicts_are_the_same_with_and_without_remembering() {
    let rules = PATTERNS.map(|text| {
        let pattern = Pattern::parse(text).unwrap();
        Rule::lower(&pattern, Profile::Service(Source::EventBridge)).unwrap()
    });
    let program = Program::compile(&rules).unwrap();
    let (mut never, mut always) = (matcher(&program, u32::MAX), matcher(&program, 0));
    let mut draw = Draw::new(1);
    let mut matched = [0; PATTERNS.len()];
    for _ in 0..60_000 {
        let event = format!(
            "{{\"a\":{},\"b\":{},\"c\":{}}}",
            value(&mut draw, 4),
            value(&mut draw, 3),
            value(&mut draw, 2)
        );
        let wanted = never.event(event.as_bytes()).unwrap().clone();
        assert_eq!(&wanted, always.event(event.as_bytes()).unwrap(), "{event}");
        wanted.iter().for_each(|id| matched[id.index()] += 1);
    }
    assert!(matched.iter().all(|&count| count > 10), "{matched:?}");
}
