//! An attribute of a DynamoDB item: an object whose only key is its type. (DynamoDB API Reference, `AttributeValue`, read
//! 2026-11-30.)

use super::kind::Kind;

/// Returns the values at a path inside an attribute; `None` if nothing stands there. The elements of a list have the path
/// of the list.
pub(super) fn kind(steps: &[String]) -> Option<Kind> {
    let (name, rest) = steps.split_first()?;
    match (name.as_str(), rest) {
        ("S" | "B" | "SS" | "BS", []) => Some(Kind::Text),
        ("N" | "NS", []) => Some(Kind::NumberText),
        ("BOOL", []) => Some(Kind::Flag),
        ("NULL", []) => Some(Kind::True),
        ("L", rest) => kind(rest),
        ("M", [_attribute, rest @ ..]) => kind(rest),
        _ => None,
    }
}

/// The number of steps before the type of an attribute: `dynamodb`, the item, and the attribute's name.
const STEPS_BEFORE_TYPE: usize = 3;

/// Returns whether two fields belong to different types of one attribute.
pub(in crate::generate) fn are_exclusive(one: &[String], other: &[String]) -> bool {
    if one.first().is_none_or(|root| root != "dynamodb") {
        return false;
    }
    let same = one
        .iter()
        .zip(other)
        .take_while(|(one, other)| one == other)
        .count();
    let mut at = STEPS_BEFORE_TYPE;
    while at < same {
        at += match one[at].as_str() {
            "M" => 2,
            "L" => 1,
            _ => return false,
        };
    }
    at == same && same < one.len() && same < other.len()
}
