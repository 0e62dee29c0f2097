//! `--redact`: replaces the values at some paths of a record. All other bytes stay the same.

use std::cell::Cell;

use tidegate::Source;
use tidegate_json::{Json, JsonKind, Span};

use super::digest::Digest;
use super::payload::{self, Payload};
use super::written::Draft;

/// Hashes in an SQS record that are computed from replaced values, and would give them away.
const MADE_OF_IT: [&str; 2] = ["md5OfBody", "md5OfMessageAttributes"];

/// The paths to replace.
pub(super) struct Redaction {
    paths: Vec<Path>,
    digest: Digest,
}

struct Path {
    text: String,
    is_used: Cell<bool>,
}

/// A place in a text, and what is put there.
type Edit = (Span, String);

impl Redaction {
    pub(super) fn new(paths: &[String]) -> Self {
        let paths = paths.iter().map(|path| path.trim());
        let paths = paths.filter(|path| !path.is_empty()).map(|path| Path {
            text: path.to_owned(),
            is_used: Cell::new(false),
        });
        Self {
            paths: paths.collect(),
            digest: Digest::default(),
        }
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(|path| path.text.as_str())
    }

    /// Returns the paths that some record had.
    pub(super) fn used(&self) -> impl Iterator<Item = &str> {
        let used = self.paths.iter().filter(|path| path.is_used.get());
        used.map(|path| path.text.as_str())
    }

    /// Returns the paths that no record had.
    pub(super) fn unused(&self) -> impl Iterator<Item = &str> {
        let unused = self.paths.iter().filter(|path| !path.is_used.get());
        unused.map(|path| path.text.as_str())
    }

    /// Returns whether a field, or something in it, is replaced.
    pub(super) fn covers(&self, field: &str) -> bool {
        let is_below = |inner: &str, outer: &str| {
            let rest = inner.strip_prefix(outer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.paths().any(|path| {
            let inside = path.split_once('.').map_or(path, |(_, inside)| inside);
            [path, inside]
                .iter()
                .any(|path| is_below(field, path) || is_below(path, field))
        })
    }

    /// Returns the event of a row with its values replaced.
    pub(super) fn apply(&self, source: Source, draft: &Draft) -> String {
        let Ok(record) = Json::parse_whole(&draft.event) else {
            return draft.event.clone();
        };
        let mut edits = self.edits(&record, None);
        if let Some(payload) = Payload::of(source, draft) {
            edits.extend(self.of_payload(source, &payload));
        }
        if !edits.is_empty() && source == Source::Sqs {
            let digests = MADE_OF_IT.iter().filter_map(|key| record.get(key));
            edits.extend(digests.filter_map(|it| Some((it.span, self.digest.of(it)?))));
        }
        edited(&draft.event, edits)
    }

    /// Returns the edit that puts the payload with its values replaced into the record.
    fn of_payload(&self, source: Source, payload: &Payload) -> Option<Edit> {
        let json = Json::parse_whole(&payload.text).ok()?;
        let edits = self.edits(&json, payload::key(source));
        if edits.is_empty() {
            return None;
        }
        let text = edited(&payload.text, edits);
        Some((payload.span, payload.encoded(&text)))
    }

    /// Returns the edits below `root`, for paths from there, and for those that begin with the key of the payload.
    fn edits(&self, root: &Json, key: Option<&str>) -> Vec<Edit> {
        let mut edits = Vec::new();
        for path in &self.paths {
            let before = edits.len();
            self.follow(root, path.text.as_bytes(), &mut edits);
            let inside = key.and_then(|key| path.text.strip_prefix(key)?.strip_prefix('.'));
            if let Some(inside) = inside {
                self.follow(root, inside.as_bytes(), &mut edits);
            }
            if edits.len() > before {
                path.is_used.set(true);
            }
        }
        edits
    }

    /// Looks into the elements of lists, as filters do. A key may itself contain dots.
    fn follow(&self, json: &Json, path: &[u8], edits: &mut Vec<Edit>) {
        match &json.kind {
            JsonKind::Array(list) => list.iter().for_each(|it| self.follow(it, path, edits)),
            JsonKind::Object(members) => {
                for member in members {
                    match path.strip_prefix(&member.key[..]) {
                        Some([]) => self.replace(&member.value, edits),
                        Some([b'.', rest @ ..]) => self.follow(&member.value, rest, edits),
                        Some(_) | None => {}
                    }
                }
            }
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {}
        }
    }

    fn replace(&self, json: &Json, edits: &mut Vec<Edit>) {
        match &json.kind {
            JsonKind::Array(list) => list.iter().for_each(|it| self.replace(it, edits)),
            JsonKind::Object(members) => {
                let is_attribute = json.get("stringValue").is_some();
                for member in members {
                    // The type of an SQS attribute is not one of its values.
                    if !is_attribute || member.key != b"dataType" {
                        self.replace(&member.value, edits);
                    }
                }
            }
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
                let digest = self.digest.of(json);
                edits.extend(digest.map(|digest| (json.span, digest)));
            }
        }
    }
}

/// Returns the text with its edits made. Where two overlap, the one that begins first counts.
fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(span, _)| span.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (span, value) in edits {
        if span.start >= at {
            out += &text[at..span.start];
            out += &value;
            at = span.end;
        }
    }
    out + &text[at..]
}
