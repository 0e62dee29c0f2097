//! The result does not depend on the order of an event's keys, nor on a field that the pattern does not name.

use super::agree;
use crate::answer::{Answer, engine};
use crate::case::{Case, Difference, Seen};
use crate::json_text::{Node, read};

/// A key that no generated pattern names.
const STRANGE_KEY: &str = "\"zz strange\"";

/// Values of the field with that key.
const STRANGE_VALUES: [&str; 4] = [
    "1",
    r#"[{"a":["a"]},[]]"#,
    r#"{"a":null,"$or":[]}"#,
    "\"a\"",
];

pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    agree::make(bytes)
}

/// Checks the event with the members of every object reversed, and rotated by one.
pub(super) fn check_permute(case: &Case) -> Result<Seen, Difference> {
    let reversed = |members: &mut Members<'_>| members.reverse();
    let turned = |members: &mut Members<'_>| {
        let count = members.len();
        members.rotate_left(count.min(1));
    };
    check_alike(
        "permute",
        case,
        [&|node| reordered(node, reversed), &|node| {
            reordered(node, turned)
        }],
    )
}

/// Checks the event with the field added at the start, and at the end, of every object.
pub(super) fn check_extra_field(case: &Case) -> Result<Seen, Difference> {
    let in_front = |members: &mut Members<'_>, strange| members.insert(0, strange);
    let at_end = |members: &mut Members<'_>, strange| members.push(strange);
    check_alike(
        "extra_field",
        case,
        [&|node| extended(node, in_front), &|node| {
            extended(node, at_end)
        }],
    )
}

/// Checks that texts with the same meaning give the same result.
fn check_alike(
    law: &'static str,
    case: &Case,
    alike: [&dyn Fn(&Node<'_>) -> String; 2],
) -> Result<Seen, Difference> {
    let answer = engine(case.dialect, &case.patterns, &case.event);
    // An invalid event could become valid by the change.
    let (Ok(text), Answer::Match | Answer::NoMatch) = (std::str::from_utf8(&case.event), &answer)
    else {
        return Ok(case.seen(answer));
    };
    let Some((node, rest)) = read(text) else {
        return Err(case.difference(law, answer, "an event whose structure can be read"));
    };
    for alike in alike {
        let changed = alike(&node) + rest;
        let found = engine(case.dialect, &case.patterns, changed.as_bytes());
        if found != answer && !case.is_left_to_chance() {
            return Err(case.difference(law, format!("{found} for {changed}"), answer));
        }
    }
    Ok(case.seen(answer))
}

type Members<'t> = Vec<(&'t str, Node<'t>)>;
type Member = (&'static str, Node<'static>);

fn reordered(node: &Node<'_>, order: fn(&mut Members<'_>)) -> String {
    rebuilt(node, &mut |members| order(members)).written()
}

fn extended(node: &Node<'_>, put: fn(&mut Members<'_>, Member)) -> String {
    let mut values = STRANGE_VALUES.iter().cycle();
    let mut extend = |members: &mut Members<'_>| {
        let value = values.next().expect("a cycle does not end");
        put(members, (STRANGE_KEY, Node::Scalar(value)));
    };
    rebuilt(node, &mut extend).written()
}

/// Returns the node with the members of every object changed.
fn rebuilt<'t>(node: &Node<'t>, change: &mut dyn FnMut(&mut Members<'t>)) -> Node<'t> {
    match node {
        Node::Scalar(text) => Node::Scalar(text),
        Node::Array(elements) => Node::Array(
            elements
                .iter()
                .map(|element| rebuilt(element, change))
                .collect(),
        ),
        Node::Object(members) => {
            let rebuilt = |(key, value): &(&'t str, Node<'t>)| (*key, rebuilt(value, change));
            let mut members = members.iter().map(rebuilt).collect();
            change(&mut members);
            Node::Object(members)
        }
    }
}
