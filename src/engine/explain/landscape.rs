//! A record as a tree, to say what is near a path that has no value: the field's name in another spelling, one level up
//! or down, a value where the pattern expects an object, or JSON inside a string. These are guesses, used in phrases
//! only.

use tidegate_json::{Json, JsonKind, Member, Span};

use crate::ir::Profile;
use crate::matcher::Payload;

use super::nearby::{Below, below, inner_json, respelled, shortened};
use super::reach::{Reach, after, deepest, leads_to_value};

/// Most names listed if one is missing.
const NEIGHBOURS_SHOWN_MAX: usize = 3;

/// The root object that the filter's paths start from.
#[derive(Clone, Debug)]
pub(super) struct Landscape {
    root: Json,
    /// The root keys that AWS hides from filters.
    hidden_keys: Vec<&'static str>,
}

impl Landscape {
    /// The landscape of an event that has been matched, so it is known to be JSON.
    pub(super) fn of_event(event: &[u8]) -> Self {
        Self {
            root: tree(event),
            hidden_keys: Vec::new(),
        }
    }

    /// The landscape of a record that has been matched, so its texts are known to be JSON.
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
            hidden_keys: profile.hidden_keys().collect(),
        }
    }

    /// Why `path` has no value, in a phrase.
    pub(super) fn absence(&self, path: &[u8]) -> String {
        let is_hidden = |key: &&&str| after(path, key.as_bytes()).is_some();
        if let Some(key) = self.hidden_keys.iter().find(is_hidden) {
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
            kind => format!(
                "{} is {}, not an object",
                reached(&reach, path),
                kind.noun()
            ),
        }
    }

    fn missing(&self, reach: &Reach<'_>, path: &[u8]) -> String {
        let step = first_step(reach.rest);
        if let Some(key) = respelled(reach.node, step) {
            return format!("there is {}, spelled differently", quoted(key));
        }
        if let Some(other) = shortened(&self.root, path) {
            return format!("there is {} one level up", quoted(&other));
        }
        if let Some(below) = below(reach.node, reach.rest) {
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
        // There is a value, but the walk did not report it; this is the only possible reason.
        _ => "it is below a key with an empty part, where this pattern can't see it".to_owned(),
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

/// Lists the names that an object has instead of an absent one.
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

fn first_step(path: &[u8]) -> &[u8] {
    path.split(|&byte| byte == b'.').next().unwrap_or(path)
}

/// The name of the node that was reached: the last step of the part of the path that leads there.
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

/// The first value of a text that is known to begin with one.
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
