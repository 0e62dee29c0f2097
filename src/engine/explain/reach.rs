//! Finds how far a path leads into a record that has no value at its end.

use tidegate_json::{Json, JsonKind};

/// The node that a path reaches, and the rest of the path.
pub(super) struct Reach<'j> {
    pub(super) node: &'j Json,
    /// The part of the path that leads nowhere.
    pub(super) rest: &'j [u8],
}

/// The node that the longest part of `path` leads to.
pub(super) fn deepest<'j>(json: &'j Json, path: &'j [u8]) -> Reach<'j> {
    let mut best = Reach {
        node: json,
        rest: path,
    };
    if path.is_empty() {
        return best;
    }
    match &json.kind {
        JsonKind::Object(members) => {
            for member in members {
                if let Some(rest) = after(path, &member.key) {
                    keep_deeper(&mut best, deepest(&member.value, rest));
                }
            }
        }
        JsonKind::Array(elements) => {
            for element in elements {
                let reach = deepest(element, path);
                let enters = matches!(element.kind, JsonKind::Object(_) | JsonKind::Array(_));
                if enters && matches!(best.node.kind, JsonKind::Array(_)) {
                    best = reach;
                } else {
                    keep_deeper(&mut best, reach);
                }
            }
        }
        _ => {}
    }
    best
}

fn keep_deeper<'j>(best: &mut Reach<'j>, other: Reach<'j>) {
    if other.rest.len() < best.rest.len() {
        *best = other;
    }
}

/// The rest of `path` after `key`; `None` if the path does not lead through `key`.
pub(super) fn after<'p>(path: &'p [u8], key: &[u8]) -> Option<&'p [u8]> {
    match path.strip_prefix(key)? {
        [] => Some(&[]),
        [b'.', rest @ ..] => Some(rest),
        _ => None,
    }
}

pub(super) fn leads_to_value(json: &Json, path: &[u8]) -> bool {
    deepest(json, path).rest.is_empty()
}
