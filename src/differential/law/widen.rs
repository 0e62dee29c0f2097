//! Two patterns and an event in: a filter that asks for less loses no record. The first pattern gets the values of the
//! second in one of its lists, or loses a field.
//!
//! Not so, in event-ruler and hence here, where `$or` stands: an alternative that has come to share a value on each of
//! its paths with an earlier one is lost. Nor, for a field left out, where `exists: false` stands, which is judged by the
//! array elements that other fields settle on; where `cidr` stands, which looks at numbers too unless a list asks for
//! numbers; or where a path stands twice, for then the earlier one counts.

use tidegate_fixtures::generate::{Unstructured, scenario, scenario_set};
use tidegate_reference::Dialect;

use crate::answer::{Answer, engine};
use crate::case::{Case, Difference, Seen};
use crate::json_text::{Node, is_key, read};

const NAME: &str = "widen";

/// The event is steered towards the first pattern half of the time.
pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let made = scenario(&mut Unstructured::new(rest));
    let others = scenario_set(&mut Unstructured::new(rest.get(512..).unwrap_or_default()));
    let donor = others.patterns.into_iter().next()?;
    let event = if *first < 200 {
        made.event
    } else {
        others.event
    };
    Some(Case {
        patterns: vec![made.pattern, donor],
        operators: made.operators,
        ..Case::of(Dialect::Ruler, String::new(), event)
    })
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let answer = engine(case.dialect, &case.patterns[..1], &case.event);
    let read = |index: usize| read(case.patterns.get(index)?).map(|(node, _)| node);
    let (Some(pattern), Some(donor)) = (read(0), read(1)) else {
        return Ok(case.seen(answer));
    };
    if answer != Answer::Match || has_alternatives(&pattern) {
        return Ok(case.seen(answer));
    }
    let mut wider = Vec::new();
    if !case.patterns[0].contains("cidr") {
        wider.extend(with_values(&pattern, &values(&donor)));
    }
    if !case.patterns[0].contains("false") && are_distinct(&pattern) {
        wider.extend(with_fewer_fields(&pattern));
    }
    for wider in wider.iter().map(Node::written) {
        let found = engine(case.dialect, std::slice::from_ref(&wider), &case.event);
        // The machine does not take every list.
        if found != Answer::Match && !matches!(found, Answer::InvalidPattern(..)) {
            return Err(case.difference(NAME, format!("{found} for {wider}"), answer));
        }
    }
    Ok(case.seen(answer))
}

fn has_alternatives(pattern: &Node<'_>) -> bool {
    let Node::Object(members) = pattern else {
        return false;
    };
    let mut members = members.iter();
    members.any(|(key, value)| is_key(key, "$or") || has_alternatives(value))
}

/// Whether no path stands twice, in one key or in several.
fn are_distinct(pattern: &Node<'_>) -> bool {
    let mut paths = Vec::new();
    add_paths(pattern, "", &mut paths);
    let count = paths.len();
    paths.sort_unstable();
    paths.dedup();
    paths.len() == count
}

fn add_paths(node: &Node<'_>, at: &str, paths: &mut Vec<String>) {
    let Node::Object(members) = node else {
        return paths.push(at.to_owned());
    };
    for (key, value) in members {
        // A lone surrogate is no text; as written it is still a name.
        let key = serde_json::from_str(key).unwrap_or_else(|_| (*key).to_owned());
        let dot = if at.is_empty() { "" } else { "." };
        add_paths(value, &format!("{at}{dot}{key}"), paths);
    }
}

/// The values of the first list.
fn values<'n, 't>(node: &'n Node<'t>) -> Vec<&'n Node<'t>> {
    match node {
        Node::Scalar(_) => Vec::new(),
        Node::Array(elements) => elements.iter().collect(),
        Node::Object(members) => {
            let lists = members.iter().map(|(_, value)| values(value));
            lists
                .into_iter()
                .find(|list| !list.is_empty())
                .unwrap_or_default()
        }
    }
}

/// The pattern with the values in front of each list's own, and behind them, one list at a time.
fn with_values<'t>(node: &Node<'t>, values: &[&Node<'t>]) -> Vec<Node<'t>> {
    match node {
        Node::Scalar(_) => Vec::new(),
        Node::Array(elements) => {
            let given = || values.iter().map(|value| (*value).clone());
            let own = || elements.iter().cloned();
            vec![
                Node::Array(given().chain(own()).collect()),
                Node::Array(own().chain(given()).collect()),
            ]
        }
        Node::Object(members) => in_each(members, |value| with_values(value, values)),
    }
}

/// The pattern without one of its fields, but never without all.
fn with_fewer_fields<'t>(node: &Node<'t>) -> Vec<Node<'t>> {
    let Node::Object(members) = node else {
        return Vec::new();
    };
    let mut fewer = in_each(members, with_fewer_fields);
    for index in 0..members.len() {
        let mut rest = members.clone();
        rest.remove(index);
        if !rest.is_empty() {
            fewer.push(Node::Object(rest));
        }
    }
    fewer
}

/// The object with one value changed, for every way to change one.
fn in_each<'t>(
    members: &[(&'t str, Node<'t>)],
    change: impl Fn(&Node<'t>) -> Vec<Node<'t>>,
) -> Vec<Node<'t>> {
    let mut changed = Vec::new();
    for (index, (_, value)) in members.iter().enumerate() {
        for value in change(value) {
            let mut members = members.to_vec();
            members[index].1 = value;
            changed.push(Node::Object(members));
        }
    }
    changed
}
