//! A pattern's tree, edited: an object or a list found by its dotted path, and changed. Dotted keys and the alternatives
//! of `$or` are looked through, as patterns mean them.

use tidegate_json::{Json, JsonKind, Member, Span};

/// A node of a tree that is made and not read.
pub(super) fn node(kind: JsonKind) -> Json {
    Json {
        span: Span::default(),
        kind,
    }
}

/// A member that is made and not read.
pub(super) fn member(key: &[u8], value: Json) -> Member {
    Member {
        key: key.to_vec(),
        key_span: Span::default(),
        value,
    }
}

/// `{"key":value}`
pub(super) fn object(key: &str, value: Json) -> Json {
    node(JsonKind::Object(vec![member(key.as_bytes(), value)]))
}

/// What is left of `path` after `key`; `None` if it does not lead through `key`.
pub(super) fn after<'p>(path: &'p str, key: &[u8]) -> Option<&'p str> {
    let key = std::str::from_utf8(key).ok()?;
    let rest = path.strip_prefix(key)?;
    match rest.strip_prefix('.') {
        Some(rest) => Some(rest),
        None => rest.is_empty().then_some(""),
    }
}

/// Changes every node at `path`; returns how many there are. An empty path is the node itself.
pub(super) fn at(json: &mut Json, path: &str, change: &mut dyn FnMut(&mut Json)) -> usize {
    if path.is_empty() {
        change(json);
        return 1;
    }
    let JsonKind::Object(members) = &mut json.kind else {
        return 0;
    };
    let mut found = 0;
    for member in members {
        if let (b"$or", JsonKind::Array(alternatives)) = (&*member.key, &mut member.value.kind) {
            for alternative in alternatives {
                found += at(alternative, path, change);
            }
        } else if let Some(rest) = after(path, &member.key) {
            found += at(&mut member.value, rest, change);
        }
    }
    found
}

/// Takes out every member whose value stands at `path`, and objects that have nothing left; returns whether there was
/// one. The root stays, if only as an empty object.
pub(super) fn remove(json: &mut Json, path: &str) -> bool {
    let JsonKind::Object(members) = &mut json.kind else {
        return false;
    };
    let before = members.len();
    let mut removed = false;
    members.retain_mut(|member| {
        if let (b"$or", JsonKind::Array(alternatives)) = (&*member.key, &mut member.value.kind) {
            for alternative in alternatives {
                removed |= remove(alternative, path);
            }
            return true;
        }
        match after(path, &member.key) {
            Some("") => false,
            Some(rest) if remove(&mut member.value, rest) => {
                removed = true;
                !member.value.members().is_empty()
            }
            Some(_) | None => true,
        }
    });
    removed || members.len() < before
}

/// The pattern with every object or list at `path` changed; `None` if there is none.
pub(super) fn changed(
    pattern: &Json,
    path: &str,
    change: &mut dyn FnMut(&mut Json),
) -> Option<Json> {
    let mut pattern = pattern.clone();
    (at(&mut pattern, path, change) > 0).then_some(pattern)
}
