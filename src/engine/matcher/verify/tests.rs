//! A search that remembers from its first step on answers as one that never does.

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

/// An object of few keys, some of them twice.
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

#[test]
fn remembering_changes_nothing() {
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
