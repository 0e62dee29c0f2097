//! A less strict filter does not lose a record. The first of two patterns gets the values of the second in one of its
//! lists, or loses a field, and must still match.
//!
//! The law has exceptions in event-ruler, and therefore here. The check skips these changes; `SKIPPED` names two rows
//! of `filters/cases` for each:
//!
//! - any, if the pattern has a `$or`: an alternative is lost if it shares a value on each path with an earlier one;
//! - a value that tests numbers, added to a list with an address or a block: these test a number's digits only if
//!   nothing else in the list tests numbers;
//! - a removed field, if the pattern has `exists: false`: the other fields choose the array element in which that is
//!   tested;
//! - a removed field, if a path occurs twice: only the last list counts;
//! - a removed field, if a path ends with an empty step: that step of an event is seen only if another path has one
//!   too.
//!
//! The law does not hold either if event-ruler leaves the result of one of the two patterns to chance.

use tidegate_fixtures::generate::{Unstructured, scenario, scenario_set};
use tidegate_reference::Dialect;

use crate::answer::{Answer, engine};
use crate::case::{Case, Difference, Seen};
use crate::json_text::{Node, is_key, read};

const NAME: &str = "widen";

/// Makes a case. Half of the time the event is generated to match the first pattern.
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
    if answer != Answer::Match {
        return Ok(case.seen(answer));
    }
    let narrow = alone(case, case.patterns[0].clone());
    for wider in wider(&pattern, &values(&donor)) {
        let wider = alone(case, wider.written());
        let found = engine(wider.dialect, &wider.patterns, &wider.event);
        // event-ruler's machine does not accept every list.
        let holds = matches!(found, Answer::Match | Answer::InvalidPattern(..));
        if !holds && !narrow.is_left_to_chance() && !wider.is_left_to_chance() {
            let found = format!("{found} for {}", wider.patterns[0]);
            return Err(case.difference(NAME, found, answer));
        }
    }
    Ok(case.seen(answer))
}

/// Returns the case with only this pattern.
fn alone(case: &Case, pattern: String) -> Case {
    Case::of(case.dialect, pattern, case.event.clone())
}

/// Returns less strict patterns that must match whenever this one does.
fn wider<'t>(pattern: &Node<'t>, values: &[&Node<'t>]) -> Vec<Node<'t>> {
    if has_alternatives(pattern) {
        return Vec::new();
    }
    let mut wider = with_values(pattern, values);
    if fields_are_independent(pattern) {
        wider.extend(with_fewer_fields(pattern));
    }
    wider
}

fn has_alternatives(pattern: &Node<'_>) -> bool {
    let Node::Object(members) = pattern else {
        return false;
    };
    let mut members = members.iter();
    members.any(|(key, value)| is_key(key, "$or") || has_alternatives(value))
}

/// Returns whether a list tests that its field is absent.
fn has_absence(pattern: &Node<'_>) -> bool {
    match pattern {
        Node::Scalar(_) => false,
        Node::Array(elements) => elements.iter().any(asks_for_absence),
        Node::Object(members) => members.iter().any(|(_, value)| has_absence(value)),
    }
}

/// Returns whether each field is tested as it would be without the others.
fn fields_are_independent(pattern: &Node<'_>) -> bool {
    let mut paths = Vec::new();
    add_paths(pattern, "", &mut paths);
    let count = paths.len();
    paths.sort_unstable();
    paths.dedup();
    paths.len() == count && !paths.iter().any(|path| path.ends_with('.')) && !has_absence(pattern)
}

/// Adds the paths of all lists, with unescaped keys.
fn add_paths(node: &Node<'_>, at: &str, paths: &mut Vec<String>) {
    let Node::Object(members) = node else {
        return paths.push(at.to_owned());
    };
    for (key, value) in members {
        // A lone surrogate can't be unescaped; the key is then used as written.
        let key = serde_json::from_str(key).unwrap_or_else(|_| (*key).to_owned());
        let dot = if at.is_empty() { "" } else { "." };
        add_paths(value, &format!("{at}{dot}{key}"), paths);
    }
}

/// Returns the values of the first list.
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

/// Returns the pattern with the values added to one list at a time, before and after the list's own. Lists whose tests
/// of number digits the values would disable are skipped.
fn with_values<'t>(node: &Node<'t>, values: &[&Node<'t>]) -> Vec<Node<'t>> {
    match node {
        Node::Scalar(_) => Vec::new(),
        Node::Array(elements)
            if elements.iter().any(asks_for_addresses)
                && values.iter().any(|value| asks_for_numbers(value)) =>
        {
            Vec::new()
        }
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

/// Returns the patterns without one of the fields; at least one field stays.
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

/// Returns the object with one value changed, for every possible change.
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

/// Returns the operand of an element that is this operator.
fn operand<'n, 't>(element: &'n Node<'t>, operator: &str) -> Option<&'n Node<'t>> {
    let Node::Object(members) = element else {
        return None;
    };
    let mut members = members.iter();
    members
        .find(|(key, _)| is_key(key, operator))
        .map(|(_, operand)| operand)
}

fn asks_for_absence(element: &Node<'_>) -> bool {
    operand(element, "exists") == Some(&Node::Scalar("false"))
}

fn asks_for_addresses(element: &Node<'_>) -> bool {
    operand(element, "cidr").is_some() || is_address(element)
}

fn asks_for_numbers(element: &Node<'_>) -> bool {
    let excludes_numbers = match operand(element, "anything-but") {
        Some(Node::Array(values)) => values.iter().any(is_number),
        Some(value) => is_number(value),
        None => false,
    };
    excludes_numbers || is_number(element) || operand(element, "numeric").is_some()
}

fn is_number(element: &Node<'_>) -> bool {
    let Node::Scalar(text) = element else {
        return false;
    };
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
}

/// Returns whether this is a string with only characters of addresses. Not every such string is an address.
fn is_address(element: &Node<'_>) -> bool {
    let Node::Scalar(text) = element else {
        return false;
    };
    let text: String = serde_json::from_str(text).unwrap_or_default();
    let is_separator = |c: char| c == '.' || c == ':';
    text.contains(is_separator)
        && text
            .chars()
            .all(|c| is_separator(c) || c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use tidegate_fixtures::cases;

    use super::*;

    /// A change that is skipped, shown by two rows of `filters/cases` with one event: the first pattern matches; the
    /// second is less strict and does not match.
    struct Skipped {
        narrow: &'static str,
        wide: &'static str,
        /// The values that the change adds; empty if it removes a field.
        values: &'static str,
    }

    const SKIPPED: [Skipped; 7] = [
        Skipped {
            narrow: "or/branch-sharing-one-value",
            wide: "or/branch-lost-behind-another",
            values: "[1]",
        },
        Skipped {
            narrow: "cidr/event-number-against-a-block-0",
            wide: "cidr/event-number-against-beside-a-number-0",
            values: "[5]",
        },
        Skipped {
            narrow: "cidr/event-number-against-a-block-0",
            wide: "cidr/event-number-against-beside-numeric-0",
            values: r#"[{"numeric":["=",5]}]"#,
        },
        Skipped {
            narrow: "cidr/event-number-against-an-address",
            wide: "cidr/event-number-against-an-address-beside-a-number",
            values: "[5]",
        },
        Skipped {
            narrow: "arrays/absence-behind-a-pinned-element",
            wide: "arrays/absence-without-the-pinned-element",
            values: "[]",
        },
        Skipped {
            narrow: "paths/repeated-key-last-wins",
            wide: "paths/repeated-key-first-alone",
            values: "[]",
        },
        Skipped {
            narrow: "paths/empty-last-step-beside-an-empty-step",
            wide: "paths/empty-last-step-alone",
            values: "[]",
        },
    ];

    #[test]
    fn each_skipped_change_has_rows_that_show_why() {
        let cases = cases().unwrap();
        let row = |name: &str| {
            let found = cases.iter().find(|case| case.name == name);
            found.unwrap_or_else(|| panic!("filters/cases has no row {name}"))
        };
        for skipped in SKIPPED {
            let (narrow, wide) = (row(skipped.narrow), row(skipped.wide));
            assert_eq!(narrow.event, wide.event, "{}", skipped.wide);
            assert_eq!(narrow.expect, "match", "{}", narrow.name);
            assert_eq!(wide.expect, "no_match", "{}", wide.name);
            let (pattern, _) = read(&narrow.pattern).unwrap();
            let (values_added, _) = read(skipped.values).unwrap();
            let wider = wider(&pattern, &values(&values_added));
            assert!(
                wider.iter().all(|wider| wider.written() != wide.pattern),
                "{} is not skipped",
                wide.name
            );
        }
    }

    /// Changes that are similar to skipped ones but are made.
    #[test]
    fn similar_changes_are_not_skipped() {
        for (pattern, values_added, count) in [
            // A field and a string named like the operator.
            (r#"{"cidr":["cidr"]}"#, "[5]", 2),
            // A block, and values that do not test numbers.
            (r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#, r#"["x",null]"#, 2),
            (
                r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#,
                r#"[{"anything-but":["5"]}]"#,
                2,
            ),
            (
                r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#,
                r#"[{"anything-but":[5]}]"#,
                0,
            ),
            (r#"{"a":["::1"]}"#, r#"[{"anything-but":5}]"#, 0),
            // A list next to a list with a block.
            (r#"{"a":[{"cidr":"10.0.0.0/8"}],"b":[1]}"#, "[5]", 4),
            // `false` that does not test absence: two lists widened twice, two fields removed.
            (r#"{"a":[false],"b":["false"]}"#, "[5]", 6),
            (r#"{"false":[{"exists":true}],"b":[1]}"#, "[5]", 6),
            (r#"{"a":[{"\u0065xists":false}],"b":[1]}"#, "[5]", 4),
        ] {
            let (node, _) = read(pattern).unwrap();
            let (values_added, _) = read(values_added).unwrap();
            let wider = wider(&node, &values(&values_added));
            assert_eq!(wider.len(), count, "{pattern}");
        }
    }
}
