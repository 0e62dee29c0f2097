//! Array consistency stays affordable where a plain search would multiply.

use std::fmt::Write;

use tidegate::{Pattern, Profile, Program, Rule};

fn matches(pattern: &str, event: &str) -> bool {
    let rule = Rule::lower(&Pattern::parse(pattern).unwrap(), Profile::EventBridge).unwrap();
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
fn independent_arrays_do_not_multiply() {
    let names = ["a", "b", "c", "d"];
    let event = sibling_arrays(&names, 100);
    let fields: Vec<_> = names
        .iter()
        .map(|name| format!("\"{name}\":{{\"v\":[1]}}"))
        .collect();
    // 100^4 choices, if each were tried; the last condition fails for all of them.
    let pattern = |z: u32| format!("{{{},\"z\":[{z},{{\"exists\":false}}]}}", fields.join(","));
    assert!(!matches(&pattern(3), &event));
    assert!(matches(&pattern(2), &event));
}

#[test]
fn one_element_has_to_hold_both() {
    let pattern = r#"{"a":{"x":[1],"y":[2]}}"#;
    assert!(matches(pattern, r#"{"a":[{"x":0},{"x":1,"y":2}]}"#));
    assert!(!matches(pattern, r#"{"a":[{"x":1},{"y":2}]}"#));
    assert!(matches(pattern, r#"{"a":{"x":[0,1],"y":[2,3]}}"#));
}

#[test]
fn absence_is_judged_against_what_sorts_before_it() {
    let event = r#"{"a":[{"x":1},{"y":2}]}"#;
    assert!(matches(r#"{"a":{"x":[1],"y":[{"exists":false}]}}"#, event));
    assert!(!matches(r#"{"a":{"x":[{"exists":false}],"y":[2]}}"#, event));
}
