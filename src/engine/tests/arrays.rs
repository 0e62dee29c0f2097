//! Searches over arrays stay affordable where trying every combination would not.

use std::fmt::Write;

use tidegate::{Pattern, Profile, Program, Rule, Source};

fn matches(pattern: &str, event: &str) -> bool {
    let rule = Rule::lower(
        &Pattern::parse(pattern).unwrap(),
        Profile::Service(Source::EventBridge),
    )
    .unwrap();
    let mut matcher = Program::compile(&[rule]).unwrap().matcher();
    matcher.event(event.as_bytes()).unwrap().is_match()
}

/// `{"a":[{"v":1},{"v":1},...],"b":[...],...,"z":2}`.
fn sibling_arrays(names: &[&str], length: usize) -> String {
    let mut event = String::from("{");
    for name in names {
        let elements = vec!["{\"v\":1}"; length].join(",");
        write!(event, "\"{name}\":[{elements}],").unwrap();
    }
    event + "\"z\":2}"
}

#[test]
fn independent_arrays_are_searched_without_trying_combinations() {
    let names = ["a", "b", "c", "d"];
    let event = sibling_arrays(&names, 100);
    let fields: Vec<_> = names
        .iter()
        .map(|name| format!("\"{name}\":{{\"v\":[1]}}"))
        .collect();
    // 100^4 choices if each were tried. The last condition fails for all of them.
    let pattern = |z: u32| format!("{{{},\"z\":[{z},{{\"exists\":false}}]}}", fields.join(","));
    assert!(!matches(&pattern(3), &event));
    assert!(matches(&pattern(2), &event));
}

#[test]
fn conditions_below_one_array_need_one_element() {
    let pattern = r#"{"a":{"x":[1],"y":[2]}}"#;
    assert!(matches(pattern, r#"{"a":[{"x":0},{"x":1,"y":2}]}"#));
    assert!(!matches(pattern, r#"{"a":[{"x":1},{"y":2}]}"#));
    assert!(matches(pattern, r#"{"a":{"x":[0,1],"y":[2,3]}}"#));
}

#[test]
fn absence_is_judged_by_the_clauses_before_it() {
    let event = r#"{"a":[{"x":1},{"y":2}]}"#;
    assert!(matches(r#"{"a":{"x":[1],"y":[{"exists":false}]}}"#, event));
    assert!(!matches(r#"{"a":{"x":[{"exists":false}],"y":[2]}}"#, event));
}

/// `count` elements that each meet one of two conditions; the element at `place` meets both.
fn one_of_many(count: usize, place: usize) -> String {
    let element = |n: usize| match n {
        n if n == place => r#"{"p":"x","q":"x"}"#,
        n if n % 2 == 0 => r#"{"p":"x","q":"y"}"#,
        _ => r#"{"p":"y","q":"x"}"#,
    };
    let elements: Vec<_> = (0..count).map(element).collect();
    format!("{{\"a\":[{}]}}", elements.join(","))
}

/// Enough elements to make the search remember. A search over all pairs would take minutes.
#[test]
fn long_lists_are_searched_by_element() {
    const COUNT: usize = 60_000;
    let pattern = r#"{"a":{"p":["x"],"q":["x"]}}"#;
    for place in [0, 1, COUNT / 2, COUNT - 1] {
        assert!(matches(pattern, &one_of_many(COUNT, place)), "{place}");
    }
    assert!(!matches(pattern, &one_of_many(COUNT, COUNT)));
}

/// The same with lists in lists, where the pinned element is an outer one.
#[test]
fn elements_of_outer_lists_are_pinned() {
    let pattern = r#"{"a":{"p":["x"],"b":{"q":["x"]}}}"#;
    let outer = |p: &str, q: &str| {
        let inner = [r#"{"q":"y"}"#; 3].join(",");
        format!(r#"{{"p":"{p}","b":[{inner},{{"q":"{q}"}}]}}"#)
    };
    let event = |last: String| {
        let mut elements = vec![outer("x", "y"); 400];
        elements.extend(vec![outer("y", "x"); 400]);
        elements.insert(0, last);
        format!("{{\"a\":[{}]}}", elements.join(","))
    };
    assert!(matches(pattern, &event(outer("x", "x"))));
    assert!(!matches(pattern, &event(outer("x", "z"))));
}
