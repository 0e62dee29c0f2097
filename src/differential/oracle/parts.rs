//! Splits a pattern into parts: patterns with one value in each list and one alternative for each `$or`. An event
//! should match the whole exactly if it matches one of the parts.

use crate::json_text::{Node, is_key, read};

/// Most parts into which a pattern is split.
const PARTS_MAX: usize = 4096;

/// How to read a list under `$or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Or {
    /// As alternatives, if it holds only objects.
    Alternatives,
    /// As a field's values, as event-ruler's older compiler does if the newer one refuses the pattern.
    Values,
}

/// Returns the parts, or `None` if the text is not an object or there are too many.
pub(super) fn parts(pattern: &str, or: Or) -> Option<Vec<String>> {
    match read(pattern)?.0 {
        Node::Object(members) => object(&members, or),
        _ => None,
    }
}

/// Returns the number of parts, or 0 if the text is not an object.
pub(super) fn part_count(pattern: &str) -> usize {
    read(pattern).map_or(0, |(node, _)| members_of(&node).map_or(0, count))
}

fn count(members: &[(&str, Node<'_>)]) -> usize {
    let counts = members.iter().map(|(key, value)| match value {
        Node::Object(members) => count(members),
        Node::Scalar(_) => 1,
        Node::Array(elements) => match branches(key, elements, Or::Alternatives) {
            Some(branches) => branches
                .into_iter()
                .map(count)
                .fold(0, usize::saturating_add),
            None => elements.len(),
        },
    });
    counts.fold(1, usize::saturating_mul)
}

/// Returns the alternatives of a `$or`.
fn branches<'n, 't>(
    key: &str,
    elements: &'n [Node<'t>],
    or: Or,
) -> Option<Vec<&'n [(&'t str, Node<'t>)]>> {
    let branches: Option<Vec<_>> = elements.iter().map(members_of).collect();
    branches.filter(|_| or == Or::Alternatives && is_key(key, "$or"))
}

fn object(members: &[(&str, Node<'_>)], or: Or) -> Option<Vec<String>> {
    let made = inner(members, or)?.into_iter();
    Some(made.map(|text| format!("{{{text}}}")).collect())
}

/// Returns every combination of one choice for each member, as text between braces.
fn inner(members: &[(&str, Node<'_>)], or: Or) -> Option<Vec<String>> {
    let mut made = vec![String::new()];
    for (key, value) in members {
        let choices = choices(key, value, or)?;
        let with = |start: &String| {
            let comma = if start.is_empty() { "" } else { "," };
            let put = |choice: &String| format!("{start}{comma}{choice}");
            choices.iter().map(put).collect::<Vec<_>>()
        };
        made = made.iter().flat_map(with).collect();
        if made.len() > PARTS_MAX {
            return None;
        }
    }
    Some(made)
}

/// Returns the choices for one member. An alternative replaces its `$or`, so its fields are combined with those before
/// and after it.
fn choices(key: &str, value: &Node<'_>, or: Or) -> Option<Vec<String>> {
    let elements = match value {
        Node::Object(members) => {
            let named = |text: String| format!("{key}:{text}");
            return Some(object(members, or)?.into_iter().map(named).collect());
        }
        Node::Scalar(text) => return Some(vec![format!("{key}:{text}")]),
        Node::Array(elements) => elements,
    };
    match branches(key, elements, or) {
        Some(branches) => {
            let parts = branches.into_iter().map(|branch| inner(branch, or));
            Some(parts.collect::<Option<Vec<_>>>()?.concat())
        }
        None => {
            let alone = |element: &Node<'_>| format!("{key}:[{}]", element.written());
            Some(elements.iter().map(alone).collect())
        }
    }
}

fn members_of<'n, 't>(node: &'n Node<'t>) -> Option<&'n [(&'t str, Node<'t>)]> {
    match node {
        Node::Object(members) => Some(members),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_of_choices_is_a_part() {
        let pattern = r#" {"a":[1, {"prefix":"x,]"}],"b":{"$or":[{"c":["é"]},{"d":[2]}]}} junk"#;
        let expected = [
            r#"{"a":[1],"b":{"c":["é"]}}"#,
            r#"{"a":[1],"b":{"d":[2]}}"#,
            r#"{"a":[{"prefix":"x,]"}],"b":{"c":["é"]}}"#,
            r#"{"a":[{"prefix":"x,]"}],"b":{"d":[2]}}"#,
        ];
        assert_eq!(parts(pattern, Or::Alternatives).unwrap(), expected);
    }

    #[test]
    fn part_count_is_the_number_of_parts() {
        let pattern =
            r#"{"a":[1,2,3],"$or":[{"c":["x","y"]},{"d":{"$or":[{"e":[1]},{"f":[2]}]}}]}"#;
        assert_eq!(part_count(pattern), 12);
        assert_eq!(parts(pattern, Or::Alternatives).unwrap().len(), 12);
        assert_eq!(part_count("[]"), 0);
    }

    #[test]
    fn lists_of_operands_are_not_split() {
        let pattern = r#"{"a":[{"anything-but":[1,2]}]}"#;
        assert_eq!(parts(pattern, Or::Alternatives).unwrap(), [pattern]);
    }

    #[test]
    fn or_can_be_read_as_a_field() {
        let pattern = r#"{"$or":[{"wildcard":"*:"},{"suffix":"a"}]}"#;
        let expected = [
            r#"{"$or":[{"wildcard":"*:"}]}"#,
            r#"{"$or":[{"suffix":"a"}]}"#,
        ];
        assert_eq!(parts(pattern, Or::Values).unwrap(), expected);
    }

    #[test]
    fn text_that_is_not_a_pattern_has_no_parts() {
        for text in ["[1]", "", r#"{"a" 1}"#] {
            assert_eq!(parts(text, Or::Alternatives), None);
        }
    }
}
