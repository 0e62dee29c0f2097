//! Makes a record smaller as long as somebody says that it is still good: delta debugging on its members and elements.
//!
//! For `{"a":1,"b":[2,3],"c":4}` and the wish "there is a 3" it tries without all members, without `a` and `b`, without `c`
//! (good), without `a` (good), without `b`; and then, inside `b`, without `2` (good): `{"b":[3]}`.

use base64_simd::STANDARD;
use tidegate::Source;
use tidegate_json::{Json, JsonKind};

use crate::event::quoted;
use crate::generate::set;

/// The most records that are tried, and the most bytes of all of them together.
const TRIES_MAX: usize = 5_000;
const BYTES_MAX: usize = 64 << 20;

/// A smaller record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shrunk {
    /// The record, on one line.
    pub record: String,
    /// Whether every member and element that is left was tried.
    pub is_finished: bool,
}

/// Returns the smallest part of a record that is found for which `keeps` returns true. `source`: the source of a record in
/// its envelope, whose payload is made smaller, too; `None` for a bare payload. Returns `None` if the record is not JSON.
///
/// ```
/// use tidegate::Source;
/// use tidegate_analysis::shrink;
/// let record = r#"{"messageId":"m","body":"{\"a\":1,\"b\":[2,3]}"}"#;
/// let shrunk = shrink(record, Some(Source::Sqs), &mut |record| record.contains('3')).unwrap();
/// assert_eq!(shrunk.record, r#"{"body":"{\"b\":[3]}"}"#);
/// ```
pub fn shrink(
    record: &str,
    source: Option<Source>,
    keeps: &mut dyn FnMut(&str) -> bool,
) -> Option<Shrunk> {
    let envelope = Json::parse_whole(record).ok()?;
    let payload = source.and_then(|source| Payload::of(&envelope, source));
    let mut search = Search {
        parts: Parts { envelope, payload },
        keeps,
        tries: TRIES_MAX,
        bytes: BYTES_MAX,
    };
    if !search.is_kept(&search.parts.clone()) {
        return None;
    }
    while search.pass() {}
    Some(Shrunk {
        record: search.parts.text(),
        is_finished: search.tries > 0 && search.bytes > 0,
    })
}

/// A record, taken apart.
#[derive(Clone)]
struct Parts {
    envelope: Json,
    payload: Option<Payload>,
}

/// The payload of a record, if it is JSON.
#[derive(Clone)]
struct Payload {
    source: Source,
    path: Vec<String>,
    tree: Json,
}

/// One of the trees of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tree {
    Envelope,
    Payload,
}

impl Payload {
    fn of(envelope: &Json, source: Source) -> Option<Self> {
        let key = source.payload_key()?;
        let nested = (source == Source::Kinesis && envelope.get("kinesis").is_some())
            .then(|| "kinesis".to_owned());
        let path: Vec<String> = nested.into_iter().chain([key.to_owned()]).collect();
        let value = path.iter().try_fold(envelope, |at, step| at.get(step))?;
        let text = match source {
            Source::Sqs => value.as_str()?.to_owned(),
            Source::Kinesis
            | Source::Kafka
            | Source::Mq
            | Source::DynamoDb
            | Source::EventBridge => {
                String::from_utf8(STANDARD.decode_to_vec(value.as_str()?).ok()?).ok()?
            }
        };
        let tree = Json::parse_whole(&text).ok()?;
        Some(Self { source, path, tree })
    }

    /// Returns it as a member of the record.
    fn encoded(&self) -> String {
        let text = self.tree.to_string();
        match self.source {
            Source::Sqs => quoted(&text),
            Source::Kinesis
            | Source::Kafka
            | Source::Mq
            | Source::DynamoDb
            | Source::EventBridge => {
                format!("\"{}\"", STANDARD.encode_to_string(text))
            }
        }
    }
}

impl Parts {
    fn text(&self) -> String {
        let envelope = self.envelope.to_string();
        let has_payload = |payload: &&Payload| {
            let found = payload
                .path
                .iter()
                .try_fold(&self.envelope, |at, step| at.get(step));
            found.is_some()
        };
        match self.payload.as_ref().filter(has_payload) {
            Some(payload) => set(&envelope, &payload.path, &payload.encoded()),
            None => envelope,
        }
    }

    /// Returns the node at a place of a tree.
    fn node(&mut self, tree: Tree, place: &[usize]) -> Option<&mut Json> {
        let root = match tree {
            Tree::Envelope => &mut self.envelope,
            Tree::Payload => &mut self.payload.as_mut()?.tree,
        };
        place.iter().try_fold(root, |at, index| match &mut at.kind {
            JsonKind::Array(elements) => elements.get_mut(*index),
            JsonKind::Object(members) => members.get_mut(*index).map(|member| &mut member.value),
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => None,
        })
    }
}

struct Search<'k> {
    parts: Parts,
    keeps: &'k mut dyn FnMut(&str) -> bool,
    tries: usize,
    bytes: usize,
}

impl Search<'_> {
    fn is_kept(&mut self, parts: &Parts) -> bool {
        let text = parts.text();
        let left = (
            self.tries.checked_sub(1),
            self.bytes.checked_sub(text.len()),
        );
        let (Some(tries), Some(bytes)) = left else {
            (self.tries, self.bytes) = (0, 0);
            return false;
        };
        (self.tries, self.bytes) = (tries, bytes);
        (self.keeps)(&text)
    }

    /// Tries to leave out every part once; returns whether one was.
    fn pass(&mut self) -> bool {
        let envelope = self.reduce(Tree::Envelope, &mut Vec::new());
        self.reduce(Tree::Payload, &mut Vec::new()) || envelope
    }

    /// Leaves out children of a node, many at once first, then looks into those that are left.
    fn reduce(&mut self, tree: Tree, place: &mut Vec<usize>) -> bool {
        let mut is_smaller = false;
        let mut size = self.children(tree, place);
        while size > 0 {
            let mut end = self.children(tree, place);
            while end > 0 {
                let start = end.saturating_sub(size);
                is_smaller |= self.leave_out(tree, place, start..end);
                end = start;
            }
            size /= 2;
        }
        for child in 0..self.children(tree, place) {
            place.push(child);
            is_smaller |= self.reduce(tree, place);
            place.pop();
        }
        is_smaller
    }

    fn children(&mut self, tree: Tree, place: &[usize]) -> usize {
        let node = self.parts.node(tree, place);
        node.map_or(0, |node| match &node.kind {
            JsonKind::Array(elements) => elements.len(),
            JsonKind::Object(members) => members.len(),
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => 0,
        })
    }

    fn leave_out(&mut self, tree: Tree, place: &[usize], range: std::ops::Range<usize>) -> bool {
        if self.tries == 0 {
            return false;
        }
        let mut parts = self.parts.clone();
        let Some(node) = parts.node(tree, place) else {
            return false;
        };
        match &mut node.kind {
            JsonKind::Array(elements) => drop(elements.drain(range)),
            JsonKind::Object(members) => drop(members.drain(range)),
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
                return false;
            }
        }
        let is_kept = self.is_kept(&parts);
        if is_kept {
            self.parts = parts;
        }
        is_kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn part_that_is_needed_stays_and_the_rest_goes() {
        for (record, needed, want) in [
            (r#"{"a":1,"b":[2,3],"c":4}"#, "3", r#"{"b":[3]}"#),
            (r#"{"a":{"b":{"c":"x"}}}"#, "x", r#"{"a":{"b":{"c":"x"}}}"#),
            ("[1,2,3,4,5,6,7,8,9]", "7", "[7]"),
        ] {
            let shrunk = shrink(record, None, &mut |it| it.contains(needed)).unwrap();
            assert_eq!(
                (shrunk.record.as_str(), shrunk.is_finished),
                (want, true),
                "{record}"
            );
        }
    }

    #[test]
    fn encoded_payload_is_made_smaller_too() {
        let data = STANDARD.encode_to_string(r#"{"a":1,"b":2}"#);
        let record =
            format!(r#"{{"kinesis":{{"data":"{data}","partitionKey":"p"}},"eventID":"x"}}"#);
        let want = format!(
            r#"{{"kinesis":{{"data":"{}"}}}}"#,
            STANDARD.encode_to_string(r#"{"b":2}"#)
        );
        let mut keeps = |text: &str| {
            let record = Json::parse_whole(text).unwrap();
            let data = record
                .get("kinesis")
                .and_then(|it| it.get("data")?.as_str());
            data.is_some_and(|it| STANDARD.decode_to_vec(it).unwrap().ends_with(b"2}"))
        };
        let shrunk = shrink(&record, Some(Source::Kinesis), &mut keeps).unwrap();
        assert_eq!(shrunk.record, want);
    }

    #[test]
    fn wide_record_ends_within_its_bounds() {
        let elements: Vec<String> = (0..20_000).map(|it| it.to_string()).collect();
        let record = format!("[{}]", elements.join(","));
        let shrunk = shrink(&record, None, &mut |it| it.len() > 50_000).unwrap();
        assert!(shrunk.record.len() > 50_000 && shrunk.record.len() < 60_000);
        assert_eq!(shrink("[1", None, &mut |_| true), None);
    }
}
