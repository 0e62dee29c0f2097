//! Edits the tree of a pattern: finds objects or lists by their dotted path and changes them. Dotted keys count as
//! paths, and the alternatives of `$or` as the object that holds them, as patterns mean them. Trees made here have no
//! spans, because they are only printed.

use tidegate_json::{Json, JsonKind, Member, Span};

/// Makes a node without a place in any text.
pub(super) fn node(kind: JsonKind) -> Json {
    Json {
        span: Span::default(),
        kind,
    }
}

/// Makes a member without a place in any text.
pub(super) fn member(key: &[u8], value: Json) -> Member {
    Member {
        key: key.to_vec(),
        key_span: Span::default(),
        value,
    }
}

/// Makes `{"key":value}`.
pub(super) fn object(key: &str, value: Json) -> Json {
    node(JsonKind::Object(vec![member(key.as_bytes(), value)]))
}

/// Returns the rest of `path` after `key`, or `None` if the path does not begin with `key`.
pub(super) fn after<'p>(path: &'p str, key: &[u8]) -> Option<&'p str> {
    let key = std::str::from_utf8(key).ok()?;
    let rest = path.strip_prefix(key)?;
    match rest.strip_prefix('.') {
        Some(rest) => Some(rest),
        None => rest.is_empty().then_some(""),
    }
}

/// Changes every node at `path`, and returns how many there are. An empty path means the node itself.
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

/// Removes every member at `path`, and objects that become empty by it. Returns whether anything was removed. The root
/// stays, even as an empty object.
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

/// Returns the pattern with every object or list at `path` changed, or `None` if there is none.
pub(super) fn changed(
    pattern: &Json,
    path: &str,
    change: &mut dyn FnMut(&mut Json),
) -> Option<Json> {
    let mut pattern = pattern.clone();
    (at(&mut pattern, path, change) > 0).then_some(pattern)
}
