//! Writes the values of a record into a whole record of its source: one made up, or one that the user gave.

use std::collections::BTreeMap;

use base64_simd::STANDARD;
use fastrand::Rng;
use md5::{Digest, Md5};
use tidegate::{Profile, Source};
use tidegate_batch::PayloadShape;
use tidegate_json::{Json, JsonKind};

use crate::event::{Node, Scalar, quoted};
use crate::source::{Encoded, Form};

use super::splice::{Kept, remove, set, without_member};
use super::template;

/// Bytes that are not UTF-8.
const BINARY: &[u8] = &[0xff, 0xfe, 0x80];

/// A payload in plain text of which nothing is asked.
const SOME_TEXT: &str = "plain text";

/// Writes records of one source.
pub(super) struct Envelope<'e> {
    pub(super) source: Source,
    pub(super) profile: Profile,
    /// The paths of all fields that the filters read.
    pub(super) paths: Vec<String>,
    /// A record of the user's, which keeps what the filters don't read.
    pub(super) like: Option<&'e str>,
}

impl Envelope<'_> {
    /// Returns the record of an event in this form.
    pub(super) fn record(
        &self,
        event: &BTreeMap<String, Node>,
        form: &Form,
        rng: &mut Rng,
    ) -> String {
        let made_up = || template::record(self.source, self.profile, &self.paths, rng);
        let mut record = self.like.map_or_else(made_up, str::to_owned);
        let prefix = self.prefix(&record);
        for part in form.encoded() {
            let at = path(&prefix, part.key);
            record = match self.encoded(part, event, &at, &record) {
                Some(value) => set(&record, &at, &value),
                None => without_member(&record, &at),
            };
        }
        let is_inside = |key: &str| form.encoded().any(|part| part.key == key);
        let outside = self.paths.iter().filter(|it| !is_inside(first_step(it)));
        for path in outside {
            if !has(event, path) || passes_a_list(&record, &prefix, path) {
                record = remove(&record, &dotted(&prefix, path), self.kept(&prefix));
            }
        }
        for (key, node) in event.iter().filter(|(key, _)| !is_inside(key)) {
            record = self.with(record, path(&prefix, key), node);
        }
        self.finished(record, &prefix)
    }

    /// Returns the keys from the record to the root that filters see.
    fn prefix(&self, record: &str) -> Vec<String> {
        let is_nested = self.source == Source::Kinesis
            && Json::parse_whole(record).is_ok_and(|record| record.get("kinesis").is_some());
        if is_nested {
            vec!["kinesis".to_owned()]
        } else {
            Vec::new()
        }
    }

    /// Objects of the source that stay, empty or not.
    fn kept(&self, prefix: &[String]) -> Kept {
        match self.source {
            Source::DynamoDb => Kept(2),
            Source::Sqs | Source::Kinesis | Source::Kafka | Source::Mq | Source::EventBridge => {
                Kept(prefix.len() + 1)
            }
        }
    }

    /// Returns the record with the values of a node.
    fn with(&self, record: String, path: Vec<String>, node: &Node) -> String {
        let Node::Object(members) = node else {
            return set(&record, &path, &node.json());
        };
        members.iter().fold(record, |record, (key, node)| {
            self.with(
                record,
                [&path[..], std::slice::from_ref(key)].concat(),
                node,
            )
        })
    }

    /// Returns an encoded part as a member of the record; `None` if the record lacks the member.
    fn encoded(
        &self,
        part: Encoded,
        event: &BTreeMap<String, Node>,
        path: &[String],
        record: &str,
    ) -> Option<String> {
        let bytes = match part.shape {
            PayloadShape::Absent => return part.missing().map(str::to_owned),
            PayloadShape::Binary => BINARY.to_vec(),
            PayloadShape::Text => match event.get(part.key) {
                Some(Node::Scalar(Scalar::Text(text))) => text.clone().into_bytes(),
                Some(_) | None => SOME_TEXT.as_bytes().to_vec(),
            },
            PayloadShape::Json => self
                .json(part.key, event, &self.decoded(record, path))
                .into_bytes(),
        };
        Some(match self.source {
            Source::Sqs => quoted(&String::from_utf8_lossy(&bytes)),
            Source::Kinesis
            | Source::Kafka
            | Source::Mq
            | Source::DynamoDb
            | Source::EventBridge => {
                format!("\"{}\"", STANDARD.encode_to_string(bytes))
            }
        })
    }

    /// Returns the payload that a record has, if it is a JSON object; else an empty one.
    fn decoded(&self, record: &str, path: &[String]) -> String {
        let mut at = Json::parse_whole(record).ok();
        for step in path {
            at = at.and_then(|json| json.get(step).cloned());
        }
        let text = at.as_ref().and_then(Json::as_str);
        let text = text.and_then(|text| match self.source {
            Source::Sqs => Some(text.to_owned()),
            Source::Kinesis
            | Source::Kafka
            | Source::Mq
            | Source::DynamoDb
            | Source::EventBridge => {
                let bytes = STANDARD.decode_to_vec(text.as_bytes()).ok()?;
                String::from_utf8(bytes).ok()
            }
        });
        let is_object = |text: &String| {
            matches!(
                Json::parse_whole(text),
                Ok(Json {
                    kind: JsonKind::Object(_),
                    ..
                })
            )
        };
        text.filter(is_object).unwrap_or_else(|| "{}".to_owned())
    }

    /// Returns a payload in JSON with the values of an event.
    fn json(&self, key: &str, event: &BTreeMap<String, Node>, base: &str) -> String {
        let mut payload = base.to_owned();
        let inside = self.paths.iter().filter_map(|path| {
            path.strip_prefix(key)?
                .strip_prefix('.')
                .map(|it| (path, it))
        });
        for (whole, inside) in inside {
            if !has(event, whole) || passes_a_list(&payload, &[], inside) {
                payload = remove(&payload, inside, Kept(0));
            }
        }
        match event.get(key) {
            Some(Node::Object(members)) => members.iter().fold(payload, |payload, (key, node)| {
                self.with(payload, vec![key.clone()], node)
            }),
            Some(Node::Scalar(Scalar::Json(json))) => json.clone(),
            Some(Node::Scalar(Scalar::Text(_))) | None => payload,
            Some(list @ Node::List(_)) => list.json(),
        }
    }

    /// Returns the record with the members that follow from others.
    fn finished(&self, record: String, prefix: &[String]) -> String {
        match self.source {
            Source::Sqs => self.with_digest(record),
            Source::DynamoDb => without_image(record),
            Source::Kinesis => template::with_event_id(record, prefix),
            Source::EventBridge if self.profile != Profile::Ruler => with_resources(record),
            Source::Kafka | Source::Mq | Source::EventBridge => record,
        }
    }

    /// Returns the message with the digest of its body, unless a filter reads the digest.
    fn with_digest(&self, record: String) -> String {
        const KEY: &str = "md5OfBody";
        let is_read = self.paths.iter().any(|path| path == KEY);
        let parsed = Json::parse_whole(&record).ok();
        let body = parsed.as_ref().and_then(|it| it.get("body")?.as_str());
        match (is_read, body) {
            (false, Some(body)) => {
                let digest = Md5::digest(body.as_bytes());
                let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
                set(&record, &[KEY.to_owned()], &quoted(&digits))
            }
            (true, _) | (_, None) => record,
        }
    }
}

/// Returns an event that has the list of resources, which every event has.
fn with_resources(record: String) -> String {
    const KEY: &str = "resources";
    let parsed = Json::parse_whole(&record).ok();
    match parsed.as_ref().and_then(|it| it.get(KEY)) {
        Some(_) => record,
        None => set(&record, &[KEY.to_owned()], "[]"),
    }
}

/// Returns a stream record without the image that an event of its name does not have.
fn without_image(record: String) -> String {
    let name = Json::parse_whole(&record).ok();
    let name = name.as_ref().and_then(|it| it.get("eventName")?.as_str());
    let image = match name {
        Some("INSERT") => "OldImage",
        Some("REMOVE") => "NewImage",
        _ => return record,
    };
    without_member(&record, &["dynamodb".to_owned(), image.to_owned()])
}

fn path(prefix: &[String], key: &str) -> Vec<String> {
    let mut path = prefix.to_vec();
    path.push(key.to_owned());
    path
}

fn dotted(prefix: &[String], path: &str) -> String {
    let mut steps = prefix.to_vec();
    steps.push(path.to_owned());
    steps.join(".")
}

fn first_step(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// Returns whether an event has a value at a path.
fn has(event: &BTreeMap<String, Node>, path: &str) -> bool {
    let mut steps = path.split('.');
    let mut node = steps.next().and_then(|step| event.get(step));
    for step in steps {
        node = node.and_then(|node| match node {
            Node::Object(members) => members.get(step),
            Node::Scalar(_) | Node::List(_) => None,
        });
    }
    node.is_some()
}

/// Returns whether a list stands above the end of a path.
fn passes_a_list(text: &str, prefix: &[String], path: &str) -> bool {
    let mut at = Json::parse_whole(text).ok();
    for step in prefix.iter().map(String::as_str).chain(path.split('.')) {
        if at
            .as_ref()
            .is_some_and(|json| matches!(json.kind, JsonKind::Array(_)))
        {
            return true;
        }
        at = at.and_then(|json| json.get(step).cloned());
    }
    false
}
