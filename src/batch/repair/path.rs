//! Edits for fields that the record has in another place: under a key of another spelling, one level deeper, or one
//! level less deep. All members of the pattern's object move together, because one mistake probably misplaced them all.

use std::ops::RangeInclusive;

use tidegate_json::{Json, JsonKind, Member};

use super::candidate::Candidate;
use super::tree::{changed, member, node};

/// The most keys that are looked at in one object of the record, and elements in one list; either may hold a million.
const KEYS_MAX: usize = 1_000;

/// The largest edit distance between a key and its misspelling, in letters.
const TYPOS_MAX: usize = 2;
/// The lengths of the keys, in letters, that are compared for misspellings.
const TYPO_LENGTHS: RangeInclusive<usize> = 4..=64;

/// Returns the pattern with the field at `path` moved to a place where the record has it.
pub(super) fn candidates(pattern: &Json, record: &Json, path: &str) -> Vec<Candidate> {
    let steps: Vec<&str> = path.split('.').collect();
    let mut found = Vec::new();
    let mut nodes = vec![record];
    for depth in 0..steps.len() {
        let below = steps_into(&nodes, steps[depth]);
        let parent = steps[..depth].join(".");
        if below.is_empty() {
            found.extend(renamed(pattern, &nodes, &parent, steps[depth]));
            found.extend(nested(pattern, &nodes, &parent, &steps[depth..]));
        }
        if depth + 1 < steps.len() && leads(&nodes, &steps[depth + 1..]) {
            found.extend(lifted(pattern, &parent, steps[depth]));
        }
        nodes = below;
    }
    found
}

/// Returns whether the record has the object that the field belongs to, but not the field itself.
pub(super) fn lacks_last_step(record: &Json, path: &str) -> bool {
    let Some((parent, last)) = path.rsplit_once('.') else {
        return !leads(&[record], &[path]);
    };
    let steps: Vec<&str> = parent.split('.').collect();
    let parents = steps
        .iter()
        .fold(vec![record], |nodes, step| steps_into(&nodes, step));
    let is_there = objects(&parents).next().is_some();
    is_there && steps_into(&parents, last).is_empty()
}

/// Returns the values under `key` of every object in `nodes`, and in lists in `nodes`.
fn steps_into<'j>(nodes: &[&'j Json], key: &str) -> Vec<&'j Json> {
    let members = objects(nodes);
    let under = members.filter(|member| member.key == key.as_bytes());
    under.map(|member| &member.value).collect()
}

/// Returns the members of every object in `nodes`, and in lists in `nodes`.
fn objects<'j>(nodes: &[&'j Json]) -> impl Iterator<Item = &'j Member> {
    let mut found: Vec<&'j Member> = Vec::new();
    let mut left: Vec<&'j Json> = nodes.to_vec();
    while let Some(json) = left.pop() {
        match &json.kind {
            JsonKind::Object(members) => found.extend(members.iter().take(KEYS_MAX)),
            JsonKind::Array(elements) => left.extend(elements.iter().take(KEYS_MAX)),
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {}
        }
    }
    found.into_iter()
}

fn leads(nodes: &[&Json], steps: &[&str]) -> bool {
    match steps {
        [] => !nodes.is_empty(),
        [first, rest @ ..] => leads(&steps_into(nodes, first), rest),
    }
}

fn joined(parent: &str, step: &str) -> String {
    match parent {
        "" => step.to_owned(),
        parent => format!("{parent}.{step}"),
    }
}

/// Renames `step` to a similar key that the record has, such as `Status` or `statsu` to `status`.
fn renamed(pattern: &Json, nodes: &[&Json], parent: &str, step: &str) -> Vec<Candidate> {
    let keys = objects(nodes).filter_map(|member| std::str::from_utf8(&member.key).ok());
    let mut alike: Vec<(usize, &str)> = keys
        .filter_map(|key| Some((distance(step, key)?, key)))
        .collect();
    alike.sort_unstable();
    alike.dedup();
    let renamed = alike.into_iter().take(3).filter_map(|(_, key)| {
        let pattern = changed(pattern, parent, &mut |object| rename(object, step, key))?;
        let edit = format!("with `{key}` in place of `{}`", joined(parent, step));
        Some(Candidate { edit, pattern })
    });
    renamed.collect()
}

fn rename(object: &mut Json, step: &str, key: &str) {
    if let JsonKind::Object(members) = &mut object.kind {
        for member in members.iter_mut().filter(|it| it.key == step.as_bytes()) {
            member.key = key.as_bytes().to_vec();
        }
    }
}

/// Returns the edit distance of two keys, or `None` if they differ too much for a misspelling. Case, spaces, hyphens
/// and underscores are ignored.
fn distance(wanted: &str, key: &str) -> Option<usize> {
    let (wanted, key) = (letters(wanted), letters(key));
    if wanted == key {
        return (!wanted.is_empty()).then_some(0);
    }
    let is_long =
        TYPO_LENGTHS.contains(&wanted.len()) && wanted.len().abs_diff(key.len()) <= TYPOS_MAX;
    let typos = is_long.then(|| typos(&wanted, &key))?;
    (typos <= TYPOS_MAX).then_some(typos)
}

fn letters(key: &str) -> Vec<char> {
    let kept = key.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    kept.flat_map(char::to_lowercase).collect()
}

/// Returns the Levenshtein distance, computed row by row.
fn typos(wanted: &[char], key: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=key.len()).collect();
    for (at, letter) in wanted.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, other) in key.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[key.len()]
}

/// Moves the members of the pattern's object that the record does not have there under a key where the record has them.
fn nested(pattern: &Json, nodes: &[&Json], parent: &str, steps: &[&str]) -> Vec<Candidate> {
    let here: Vec<&[u8]> = objects(nodes).map(|member| &*member.key).collect();
    let mut keys: Vec<&str> = Vec::new();
    for under in objects(nodes) {
        if let Ok(key) = std::str::from_utf8(&under.key)
            && !keys.contains(&key)
            && leads(&[&under.value], steps)
        {
            keys.push(key);
        }
    }
    let nested = keys.into_iter().take(3).filter_map(|key| {
        let mut moved = Vec::new();
        let pattern = changed(pattern, parent, &mut |object| {
            moved.extend(nest(object, key, &here));
        })?;
        let names: Vec<_> = moved.iter().map(|name| format!("`{name}`")).collect();
        let edit = format!("with {} under `{}`", names.join(", "), joined(parent, key));
        (!moved.is_empty()).then_some(Candidate { edit, pattern })
    });
    nested.collect()
}

/// Moves the members whose keys are not in `here` under `key`, and returns their names.
fn nest(object: &mut Json, key: &str, here: &[&[u8]]) -> Vec<String> {
    let JsonKind::Object(all) = &mut object.kind else {
        return Vec::new();
    };
    let (stay, moved): (Vec<_>, Vec<_>) = std::mem::take(all)
        .into_iter()
        .partition(|it| it.key == key.as_bytes() || it.key == b"$or" || here.contains(&&*it.key));
    *all = stay;
    let names = moved
        .iter()
        .map(|it| String::from_utf8_lossy(&it.key).into_owned());
    let names = names.collect();
    let there = all.iter_mut().find(|it| it.key == key.as_bytes());
    match there.map(|there| &mut there.value.kind) {
        Some(JsonKind::Object(there)) => there.extend(moved),
        _ => all.push(member(key.as_bytes(), node(JsonKind::Object(moved)))),
    }
    names
}

/// Moves the pattern's members under `step` up one level.
fn lifted(pattern: &Json, parent: &str, step: &str) -> Option<Candidate> {
    let pattern = changed(pattern, parent, &mut |object| lift(object, step))?;
    let edit = format!("without the level `{}`", joined(parent, step));
    Some(Candidate { edit, pattern })
}

fn lift(object: &mut Json, step: &str) {
    let JsonKind::Object(all) = &mut object.kind else {
        return;
    };
    let lifted = std::mem::take(all).into_iter().flat_map(|it| {
        match it.key == step.as_bytes() && !it.value.members().is_empty() {
            true => it.value.members().to_vec(),
            false => vec![it],
        }
    });
    *all = lifted.collect();
}
