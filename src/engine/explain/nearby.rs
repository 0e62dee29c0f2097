//! Guesses where the value of a path without a value might be: under a key with another spelling, one level up or down,
//! or in JSON inside a string.

use tidegate_json::{Json, JsonKind, Member};

use super::reach::leads_to_value;

/// Most members of an object that are searched for a name. A record may hold a million.
const MEMBERS_SEARCHED_MAX: usize = 10_000;

/// The member whose key differs from `step` only in case, hyphens and underscores.
pub(super) fn respelled<'j>(node: &'j Json, step: &[u8]) -> Option<&'j [u8]> {
    let JsonKind::Object(members) = &node.kind else {
        return None;
    };
    let wanted = letters(step);
    let same = |member: &&Member| !wanted.is_empty() && letters(&member.key) == wanted;
    members.iter().find(same).map(|member| &*member.key)
}

fn letters(key: &[u8]) -> String {
    let text = String::from_utf8_lossy(key);
    let kept = text.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    kept.flat_map(char::to_lowercase).collect()
}

/// The path without one of its steps, if the shorter path leads to a value.
pub(super) fn shortened(root: &Json, path: &[u8]) -> Option<Vec<u8>> {
    let steps: Vec<&[u8]> = path.split(|&byte| byte == b'.').collect();
    let without = |skipped: usize| {
        let kept = steps.iter().enumerate().filter(|(at, _)| *at != skipped);
        kept.map(|(_, step)| *step).collect::<Vec<_>>().join(&b'.')
    };
    // The last step is never removed: it is the field's own name. So a path of one step can't be shortened.
    let mut paths = (0..steps.len().saturating_sub(1)).rev().map(without);
    paths.find(|path| leads_to_value(root, path))
}

/// The place where the rest of a path was found.
pub(super) enum Below<'j> {
    /// Below this key.
    Inside(&'j [u8]),
    /// In the JSON text of the string under this key.
    InString(&'j [u8]),
}

/// Finds the key of `node` below which `rest` leads to a value.
pub(super) fn below<'j>(node: &'j Json, rest: &[u8]) -> Option<Below<'j>> {
    let JsonKind::Object(members) = &node.kind else {
        return None;
    };
    let mut members = members.iter().take(MEMBERS_SEARCHED_MAX);
    members.find_map(|member| match &member.value.kind {
        JsonKind::String(text) => {
            let inner = inner_json(text)?;
            leads_to_value(&inner, rest).then_some(Below::InString(&member.key))
        }
        JsonKind::Object(_) | JsonKind::Array(_) => {
            leads_to_value(&member.value, rest).then_some(Below::Inside(&member.key))
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) => None,
    })
}

/// The object or list that a string holds as JSON text.
pub(super) fn inner_json(text: &[u8]) -> Option<Json> {
    let text = std::str::from_utf8(text).ok()?;
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    Json::parse_whole(text).ok()
}
