//! The keys of an object at the start of an input, as far as it was read. They distinguish records, payloads and the
//! output of tools. A few values are looked at too, where two kinds of input have the same keys.

use tidegate_json::{Flaw, OutlineValue, Unescaper, Value};

use crate::base64;

/// The most members that are remembered. No record has as many.
const MEMBERS_MAX: usize = 256;

/// The keys of an object, and what else distinguishes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Keys {
    members: Vec<Member>,
    /// The value of its `eventSource`.
    pub(crate) event_source: Option<String>,
    /// Whether the change under its `dynamodb` has a time that is a string, as tools print it.
    has_text_time: bool,
    /// How many of the keys of a DocumentDB change the object under its `event` has.
    change_keys: usize,
}

/// Keys that every change of a DocumentDB cluster has under `event`. (Lambda Developer Guide, "Using AWS Lambda with
/// Amazon DocumentDB", example event, read 2026-11-30)
const DOCUMENTDB_KEYS: [&[u8]; 3] = [b"operationType", b"clusterTime", b"ns"];

#[derive(Clone, Debug, PartialEq, Eq)]
struct Member {
    key: Vec<u8>,
    /// The first byte of its value.
    first: u8,
    /// Whether a string under `value` is base64. Two kinds of Kafka records differ in that.
    encoding: Option<Encoded>,
}

/// Whether a string is base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoded {
    /// It is base64: text that merely looks like it would not decode to text or end in padding.
    Base64,
    /// It decodes as base64, but not to text: it is base64 of binary data, or a text that happens to decode.
    Either,
    /// It is not base64.
    Text,
}

/// A key, and the bytes that its value may begin with. They show the type of a value even if it is cut.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) key: &'static str,
    pub(crate) first: &'static [u8],
}

impl Mark {
    pub(crate) const fn string(key: &'static str) -> Self {
        Self { key, first: b"\"" }
    }

    pub(crate) const fn object(key: &'static str) -> Self {
        Self { key, first: b"{" }
    }
}

impl Keys {
    /// Reads the object `value`. The members before a flaw are kept.
    pub(crate) fn read(&mut self, value: &mut OutlineValue<'_>) -> Result<(), Flaw> {
        value.object(|key, value| self.member(key, value)).map(drop)
    }

    /// Notes one member, and reads its value.
    pub(crate) fn member(&mut self, key: &[u8], value: &mut OutlineValue<'_>) -> Result<(), Flaw> {
        let first = value.first_byte()?;
        self.note(key, first);
        if key == b"dynamodb" && first == b'{' {
            return self.change(value);
        }
        if key == b"event" && first == b'{' {
            return self.documentdb_change(value);
        }
        let Value::String(text) = value.value()? else {
            return Ok(());
        };
        match key {
            b"eventSource" | b"EventSource" if self.event_source.is_none() => {
                self.event_source = Some(String::from_utf8_lossy(text.text).into_owned());
            }
            b"value" => {
                let mut memory = Vec::new();
                let plain = text.plain(Unescaper::default(), &mut memory);
                if let Some(member) = self.members.last_mut() {
                    member.encoding = plain.map(encoded);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn change(&mut self, value: &mut OutlineValue<'_>) -> Result<(), Flaw> {
        let object = value.object(|key, value| {
            self.has_text_time |=
                key == b"ApproximateCreationDateTime" && value.first_byte()? == b'"';
            value.skip()
        });
        object.map(drop)
    }

    fn documentdb_change(&mut self, value: &mut OutlineValue<'_>) -> Result<(), Flaw> {
        let object = value.object(|key, value| {
            self.change_keys += usize::from(DOCUMENTDB_KEYS.contains(&key));
            value.skip()
        });
        object.map(drop)
    }

    /// Returns whether it is a single change of a DocumentDB cluster: an object with nothing but the change.
    pub(crate) fn is_documentdb_change(&self) -> bool {
        self.members.len() == 1 && self.change_keys >= DOCUMENTDB_KEYS.len()
    }

    /// Notes a member whose value the caller reads.
    pub(crate) fn note(&mut self, key: &[u8], first: u8) {
        if self.members.len() < MEMBERS_MAX {
            self.members.push(Member {
                key: key.to_vec(),
                first,
                encoding: None,
            });
        }
    }

    /// Returns whether it is a change of a table in the form that tools print, not the form that Lambda gets.
    pub(crate) fn is_printed_change(&self) -> bool {
        self.has_text_time || (self.contains("eventID") && !self.contains("eventSourceARN"))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Returns the first key, or nothing if there is none.
    pub(crate) fn first(&self) -> &[u8] {
        self.members.first().map_or(&[], |member| &member.key)
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.members
            .iter()
            .any(|member| member.key == key.as_bytes())
    }

    pub(crate) fn has(&self, mark: &Mark) -> bool {
        self.members
            .iter()
            .any(|member| member.key == mark.key.as_bytes() && mark.first.contains(&member.first))
    }

    /// Returns whether the string under `value` is base64, if there is one.
    pub(crate) fn value_encoding(&self) -> Option<Encoded> {
        self.members.iter().find_map(|member| member.encoding)
    }

    /// Returns the number of keys for which `is_known` returns `false`.
    pub(crate) fn strangers(&self, is_known: impl Fn(&[u8]) -> bool) -> usize {
        let strangers = self.members.iter().filter(|member| !is_known(&member.key));
        strangers.count()
    }

    /// Returns the first few keys as messages show them: `` `a`, `b` ``.
    pub(crate) fn listed(&self) -> String {
        self.listed_first(|_| false)
    }

    /// Returns the same, with the keys for which `is_telling` holds first.
    pub(crate) fn listed_first(&self, is_telling: impl Fn(&[u8]) -> bool) -> String {
        let telling = self.members.iter().filter(|member| is_telling(&member.key));
        let others = self
            .members
            .iter()
            .filter(|member| !is_telling(&member.key));
        let keys = telling.chain(others).take(4);
        let keys: Vec<_> = keys
            .map(|member| format!("`{}`", String::from_utf8_lossy(&member.key)))
            .collect();
        let more = if self.members.len() > 4 { ", ..." } else { "" };
        format!("{}{more}", keys.join(", "))
    }
}

fn encoded(text: &[u8]) -> Encoded {
    let Some(decoded) = base64::decode_to_vec(text) else {
        return Encoded::Text;
    };
    let is_text = std::str::from_utf8(&decoded).is_ok_and(|plain| !plain.contains('\0'));
    if is_text || text.ends_with(b"=") {
        Encoded::Base64
    } else {
        Encoded::Either
    }
}
