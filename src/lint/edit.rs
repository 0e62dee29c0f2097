//! Changes and prints trees, so that rules can write corrected filters. Nodes are named by their spans, which are
//! unique in a tree that was read from a text.

use tidegate_json::{Json, JsonKind, Member, Span};

/// Returns the tree with the value at `span` replaced.
pub(crate) fn replaced(root: &Json, span: Span, new: &Json) -> Json {
    changed(root, &mut |json| (json.span == span).then(|| new.clone()))
}

/// Returns the tree in which each value is replaced by the one that `change` returns for it, if any; outer values
/// first.
pub(crate) fn changed(json: &Json, change: &mut dyn FnMut(&Json) -> Option<Json>) -> Json {
    if let Some(new) = change(json) {
        return new;
    }
    let kind = match &json.kind {
        JsonKind::Object(members) => JsonKind::Object(
            members
                .iter()
                .map(|member| with_value(member, changed(&member.value, change)))
                .collect(),
        ),
        JsonKind::Array(elements) => JsonKind::Array(
            elements
                .iter()
                .map(|element| changed(element, change))
                .collect(),
        ),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
            json.kind.clone()
        }
    };
    Json {
        span: json.span,
        kind,
    }
}

/// Returns the tree with the members of each object rewritten by `change`, inner objects first.
pub(crate) fn with_members(
    json: &Json,
    change: &mut dyn FnMut(Vec<Member>) -> Vec<Member>,
) -> Json {
    let kind = match &json.kind {
        JsonKind::Object(members) => {
            let members = members.iter();
            let members = members.map(|it| with_value(it, with_members(&it.value, change)));
            let members = members.collect();
            JsonKind::Object(change(members))
        }
        JsonKind::Array(elements) => {
            let elements = elements.iter();
            JsonKind::Array(elements.map(|it| with_members(it, change)).collect())
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
            json.kind.clone()
        }
    };
    Json {
        span: json.span,
        kind,
    }
}

/// Returns the member with another value. The old value is not cloned: that would copy the tree at every level.
pub(crate) fn with_value(member: &Member, value: Json) -> Member {
    Member {
        key: member.key.clone(),
        key_span: member.key_span,
        value,
    }
}

/// Returns a value without a place in a text.
pub(crate) fn value(kind: JsonKind) -> Json {
    Json {
        span: Span::default(),
        kind,
    }
}

pub(crate) fn string(text: &str) -> Json {
    value(JsonKind::String(text.as_bytes().to_vec()))
}

pub(crate) fn list(elements: Vec<Json>) -> Json {
    value(JsonKind::Array(elements))
}

/// Returns the object `{"key": value}`.
pub(crate) fn object(key: &str, inner: Json) -> Json {
    value(JsonKind::Object(vec![member(key, inner)]))
}

pub(crate) fn member(key: &str, inner: Json) -> Member {
    Member {
        key: key.as_bytes().to_vec(),
        key_span: Span::default(),
        value: inner,
    }
}
