//! Changes single values in the text of a record. The bytes of all other values stay as they are.

use tidegate_json::{Json, JsonKind, Member, Span};

use crate::event::quoted;

/// Returns the text with this value at a path. Objects that are missing on the way are made. In a list the value is set
/// in the first object.
pub(crate) fn set(text: &str, steps: &[String], value: &str) -> String {
    let Ok(root) = Json::parse_whole(text) else {
        return text.to_owned();
    };
    let (mut at, mut rest) = (&root, steps);
    while let [step, below @ ..] = rest {
        let object = first_object(at);
        let Some(object) = object else { break };
        let mut members = object.members().iter().rev();
        let Some(member) = members.find(|it| it.key == step.as_bytes()) else {
            return with_member(text, object, rest, value);
        };
        (at, rest) = (&member.value, below);
    }
    replaced(text, at.span, &nested(rest, value))
}

fn first_object(json: &Json) -> Option<&Json> {
    match &json.kind {
        JsonKind::Object(_) => Some(json),
        JsonKind::Array(elements) => elements.iter().find_map(first_object),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => None,
    }
}

/// Returns the value inside objects with these keys.
fn nested(steps: &[String], value: &str) -> String {
    let keys = steps.iter().rev();
    keys.fold(value.to_owned(), |inner, key| {
        format!("{{{}:{inner}}}", quoted(key))
    })
}

fn with_member(text: &str, object: &Json, steps: &[String], value: &str) -> String {
    let [step, below @ ..] = steps else {
        return text.to_owned();
    };
    let comma = if object.members().is_empty() { "" } else { "," };
    let member = format!("{comma}{}:{}", quoted(step), nested(below, value));
    let end = object.span.end - 1;
    replaced(text, Span::new(end, end), &member)
}

fn replaced(text: &str, span: Span, by: &str) -> String {
    [&text[..span.start], by, &text[span.end..]].concat()
}

/// Objects down to this depth stay even if they become empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept(pub(super) usize);

/// Returns the text without the values at a dotted path, in all elements of lists. Objects that become empty go, too,
/// below the depth that is kept. An object at the path itself stays, because filters see only what is inside it.
pub(super) fn remove(text: &str, path: &str, kept: Kept) -> String {
    let mut text = text.to_owned();
    while let Ok(root) = Json::parse_whole(&text) {
        let Some(cut) = find(&root, path, kept) else {
            break;
        };
        text = replaced(&text, cut.span, "");
    }
    text
}

/// Returns the text without the member at a path, whatever it holds.
pub(super) fn without_member(text: &str, steps: &[String]) -> String {
    let Some((last, above)) = steps.split_last() else {
        return text.to_owned();
    };
    let root = Json::parse_whole(text).ok();
    let object = above
        .iter()
        .try_fold(root.as_ref(), |at, step| at.map(|json| json.get(step)));
    let members = object.flatten().map(Json::members).unwrap_or_default();
    match members.iter().position(|it| it.key == last.as_bytes()) {
        Some(at) => replaced(text, span(members, at), ""),
        None => text.to_owned(),
    }
}

/// A member to take out.
struct Cut {
    span: Span,
    /// Whether its object is empty without it.
    empties: bool,
}

fn find(json: &Json, path: &str, kept: Kept) -> Option<Cut> {
    match &json.kind {
        JsonKind::Array(elements) => elements
            .iter()
            .find_map(|it| find(it, path, Kept(kept.0.max(1)))),
        JsonKind::Object(members) => {
            let indices = 0..members.len();
            indices
                .into_iter()
                .find_map(|at| cut(members, at, path, kept))
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => None,
    }
}

fn cut(members: &[Member], at: usize, path: &str, kept: Kept) -> Option<Cut> {
    let member = &members[at];
    let own = || Cut {
        span: span(members, at),
        empties: members.len() == 1,
    };
    let rest = path.strip_prefix(std::str::from_utf8(&member.key).ok()?)?;
    if rest.is_empty() {
        return has_value(&member.value).then(own);
    }
    let below = Kept(kept.0.saturating_sub(1));
    let inner = find(&member.value, rest.strip_prefix('.')?, below)?;
    let is_object = matches!(member.value.kind, JsonKind::Object(_));
    match inner.empties && is_object && kept.0 == 0 {
        true => Some(own()),
        false => Some(Cut {
            empties: false,
            ..inner
        }),
    }
}

/// Returns whether filters see a value here, and not only inside it.
fn has_value(json: &Json) -> bool {
    match &json.kind {
        JsonKind::Object(_) => false,
        JsonKind::Array(elements) => elements.iter().any(has_value),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => true,
    }
}

/// Returns the range of a member, with one of the commas beside it.
fn span(members: &[Member], at: usize) -> Span {
    let member = &members[at];
    match (at.checked_sub(1), members.get(at + 1)) {
        (Some(before), _) => Span::new(members[before].value.span.end, member.value.span.end),
        (None, Some(after)) => Span::new(member.key_span.start, after.key_span.start),
        (None, None) => Span::new(member.key_span.start, member.value.span.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(path: &str) -> Vec<String> {
        path.split('.').map(str::to_owned).collect()
    }

    #[test]
    fn other_bytes_stay_when_a_value_is_set() {
        for (text, path, want) in [
            (r#"{ "a": 1.0, "b":2}"#, "a", r#"{ "a": 7, "b":2}"#),
            (
                r#"{"a":{"b":"\u0041"}}"#,
                "a.c",
                r#"{"a":{"b":"\u0041","c":7}}"#,
            ),
            ("{}", "a.b", r#"{"a":{"b":7}}"#),
            (
                r#"{"a":[{"b":1},{"b":2}]}"#,
                "a.b",
                r#"{"a":[{"b":7},{"b":2}]}"#,
            ),
            (r#"{"a":"x"}"#, "a.b", r#"{"a":{"b":7}}"#),
        ] {
            assert_eq!(set(text, &steps(path), "7"), want, "{text} {path}");
        }
    }

    #[test]
    fn removed_values_take_their_commas_and_empty_objects_along() {
        for (text, path, kept, want) in [
            (r#"{"a":1, "b":2}"#, "a", 1, r#"{"b":2}"#),
            (r#"{"a":1, "b":2}"#, "b", 1, r#"{"a":1}"#),
            (r#"{"d":{"a":{"b":1}}}"#, "d.a.b", 1, r#"{"d":{}}"#),
            (r#"{"d":{"a":{"b":1}}}"#, "d.a.b", 2, r#"{"d":{"a":{}}}"#),
            (
                r#"{"a":[{"b":1},{"b":2,"c":3}]}"#,
                "a.b",
                1,
                r#"{"a":[{},{"c":3}]}"#,
            ),
            (r#"{"a.b":1,"a":{"b":2}}"#, "a.b", 1, r#"{"a":{}}"#),
            (r#"{"a":{"b":1}}"#, "a", 1, r#"{"a":{"b":1}}"#),
        ] {
            assert_eq!(remove(text, path, Kept(kept)), want, "{text} {path}");
        }
    }
}
