//! A record as a tree, to say what stands near a path that has no value: the field's name spelled otherwise, one level
//! up or down, a value where the pattern expects an object, JSON inside a string. Guesses, for phrases only.

use crate::ir::Profile;
use crate::matcher::Payload;
use tidegate_json::Span;
use tidegate_json::{Json, JsonKind, Member};

/// Objects and lists looked through in search of a name; a record may hold a million.
const VISITS_MAX: usize = 10_000;

/// Names listed where one is missing.
const NEIGHBOURS_SHOWN_MAX: usize = 3;

/// The root that the filter's paths start from.
#[derive(Clone, Debug)]
pub(super) struct Landscape {
    root: Json,
    /// The root key that AWS hides from filters.
    hidden_key: Option<&'static str>,
}

impl Landscape {
    /// The event has been matched: it is JSON.
    pub(super) fn of_event(event: &[u8]) -> Self {
        Self {
            root: tree(event),
            hidden_key: None,
        }
    }

    /// The record has been matched: its texts are JSON.
    pub(super) fn of_record(
        envelope: Option<&[u8]>,
        profile: Profile,
        payload: Payload<'_>,
    ) -> Self {
        let mut members = match envelope.map(|envelope| tree(envelope).kind) {
            Some(JsonKind::Object(members)) => members,
            _ => Vec::new(),
        };
        if let Some(key) = profile.payload_key() {
            members.retain(|member| member.key != key.as_bytes());
            let value = match payload {
                Payload::Absent => None,
                Payload::Json(text) => Some(tree(text)),
                Payload::Text(text) => Some(node(JsonKind::String(text.to_vec()))),
            };
            members.extend(value.map(|value| Member {
                key: key.as_bytes().to_vec(),
                key_span: Span::default(),
                value,
            }));
        }
        Self {
            root: node(JsonKind::Object(members)),
            hidden_key: profile.hidden_key(),
        }
    }

    /// Why `path` has no value, in a phrase.
    pub(super) fn absence(&self, path: &[u8]) -> String {
        if let Some(key) = self.hidden_key
            && behind(path, key.as_bytes()).is_some()
        {
            return format!("AWS hides `{key}` from filters: no filter on it ever matches");
        }
        let reach = deepest(&self.root, path);
        if reach.rest.is_empty() {
            return at_the_end(reach.node, path);
        }
        match &reach.node.kind {
            JsonKind::Object(_) => self.missing(&reach, path),
            JsonKind::String(text) => in_a_string(text, &reach, path),
            JsonKind::Array(elements) if elements.is_empty() => {
                format!("{} is an empty list", reached(&reach, path))
            }
            JsonKind::Array(_) => {
                format!("the list {} holds no objects", reached(&reach, path))
            }
            kind => format!("{} is {}, not an object", reached(&reach, path), noun(kind)),
        }
    }

    fn missing(&self, reach: &Reach<'_>, path: &[u8]) -> String {
        let (step, _) = first_step(reach.rest);
        if let Some(key) = respelled(reach.node, step) {
            return format!("there is {}, spelled otherwise", quoted(key));
        }
        if let Some(other) = shortened(&self.root, path) {
            return format!("there is {} one level up", quoted(&other));
        }
        let mut visits = VISITS_MAX;
        if let Some(below) = below(reach.node, reach.rest, &mut visits) {
            let taken = &path[..path.len() - reach.rest.len()];
            return match below {
                Below::Inside(key) => {
                    let inside = [taken, key, b".", reach.rest].concat();
                    format!("there is {} one level down", quoted(&inside))
                }
                Below::InString(key) => format!(
                    "{} holds it as JSON in a string, where no filter looks",
                    quoted(key)
                ),
            };
        }
        if reach.rest.len() > step.len() {
            return format!("there is no {}", quoted(step));
        }
        match &reach.node.kind {
            JsonKind::Object(members) if !members.is_empty() => neighbours(members),
            _ => format!("{} is an empty object", reached(reach, path)),
        }
    }
}

/// How far a path goes.
struct Reach<'j> {
    node: &'j Json,
    /// What is left of the path.
    rest: &'j [u8],
}

/// The node that the longest part of `path` leads to.
fn deepest<'j>(json: &'j Json, path: &'j [u8]) -> Reach<'j> {
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
                if let Some(rest) = behind(path, &member.key) {
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

/// What is left of `path` behind `key`; `None` if it does not lead through `key`.
fn behind<'p>(path: &'p [u8], key: &[u8]) -> Option<&'p [u8]> {
    match path.strip_prefix(key)? {
        [] => Some(&[]),
        [b'.', rest @ ..] => Some(rest),
        _ => None,
    }
}

fn leads_to_value(json: &Json, path: &[u8]) -> bool {
    deepest(json, path).rest.is_empty()
}

fn at_the_end(node: &Json, path: &[u8]) -> String {
    match &node.kind {
        JsonKind::Object(members) => match members.first() {
            Some(member) => format!(
                "an object is there: name the fields in it, such as {}",
                quoted(&[path, b".", &member.key].concat())
            ),
            None => "an empty object is there: it holds no value".to_owned(),
        },
        JsonKind::Array(elements) if elements.is_empty() => {
            "an empty list is there: it holds no value".to_owned()
        }
        JsonKind::Array(_) => "the list there holds no plain value".to_owned(),
        // The walk has not handed it out, and only this can be why.
        _ => {
            "it stands behind a key with an empty part, where this pattern can't see it".to_owned()
        }
    }
}

fn in_a_string(text: &[u8], reach: &Reach<'_>, path: &[u8]) -> String {
    let name = reached(reach, path);
    match inner_json(text) {
        Some(inner) if leads_to_value(&inner, reach.rest) => format!(
            "{name} is a string that holds JSON with {} in it; a filter can't look inside",
            quoted(reach.rest)
        ),
        Some(_) => {
            format!("{name} is a string that holds JSON; a filter can't look inside")
        }
        None => format!("{name} is a string, not an object"),
    }
}

/// The object or list that a string holds as JSON text.
fn inner_json(text: &[u8]) -> Option<Json> {
    let text = std::str::from_utf8(text).ok()?;
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    Json::parse_whole(text).ok()
}

/// The member whose key differs from `step` only in case, hyphens and underscores.
fn respelled<'j>(node: &'j Json, step: &[u8]) -> Option<&'j [u8]> {
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

/// The path without one of its steps, if that leads to a value.
fn shortened(root: &Json, path: &[u8]) -> Option<Vec<u8>> {
    let steps: Vec<&[u8]> = path.split(|&byte| byte == b'.').collect();
    let without = |skipped: usize| {
        let kept = steps.iter().enumerate().filter(|(at, _)| *at != skipped);
        kept.map(|(_, step)| *step).collect::<Vec<_>>().join(&b'.')
    };
    // A path of one step has nothing to leave out; of others the last step is the field's own name.
    let mut paths = (0..steps.len().saturating_sub(1)).rev().map(without);
    paths.find(|path| leads_to_value(root, path))
}

/// Where the rest of a path was found.
enum Below<'j> {
    /// Under this key.
    Inside(&'j [u8]),
    /// In the JSON that the string under this key holds.
    InString(&'j [u8]),
}

/// The key of `node` below which `rest` leads to a value.
fn below<'j>(node: &'j Json, rest: &[u8], visits: &mut usize) -> Option<Below<'j>> {
    let JsonKind::Object(members) = &node.kind else {
        return None;
    };
    for member in members {
        *visits = visits.checked_sub(1)?;
        let found = match &member.value.kind {
            JsonKind::String(text) => inner_json(text)
                .filter(|inner| leads_to_value(inner, rest))
                .map(|_| Below::InString(&member.key)),
            JsonKind::Object(_) | JsonKind::Array(_) => {
                leads_to_value(&member.value, rest).then_some(Below::Inside(&member.key))
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The names that an absent one is not among.
fn neighbours(members: &[Member]) -> String {
    let names: Vec<_> = members
        .iter()
        .take(NEIGHBOURS_SHOWN_MAX)
        .map(|member| quoted(&member.key))
        .collect();
    let more = if members.len() > names.len() {
        ", …"
    } else {
        ""
    };
    format!("not among {}{more}", names.join(", "))
}

fn first_step(path: &[u8]) -> (&[u8], &[u8]) {
    match path.iter().position(|&byte| byte == b'.') {
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (path, &[]),
    }
}

/// The name of the place that was reached: the last step of the part of the path that led there.
fn reached(reach: &Reach<'_>, path: &[u8]) -> String {
    let taken = path.len() - reach.rest.len();
    let prefix = path[..taken].strip_suffix(b".").unwrap_or(&path[..taken]);
    if prefix.is_empty() {
        return "the record".to_owned();
    }
    quoted(prefix.rsplit(|&byte| byte == b'.').next().unwrap_or(prefix))
}

fn quoted(name: &[u8]) -> String {
    format!("`{}`", String::from_utf8_lossy(name))
}

fn noun(kind: &JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Bool(_) => "a boolean",
        JsonKind::Number(_) => "a number",
        JsonKind::String(_) => "a string",
        JsonKind::Array(_) => "a list",
        JsonKind::Object(_) => "an object",
    }
}

/// The first value of a text known to begin with one.
fn tree(text: &[u8]) -> Json {
    let text = String::from_utf8_lossy(text);
    Json::parse_first(&text).unwrap_or_else(|_| node(JsonKind::Null))
}

fn node(kind: JsonKind) -> Json {
    Json {
        span: Span::default(),
        kind,
    }
}
