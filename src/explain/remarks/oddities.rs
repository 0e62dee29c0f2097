//! Facts about records that users may not expect, a sentence for each after reading: payloads that are gzip, which no filter
//! can look into, and keys that a record repeats.

use serde::{Deserialize, Serialize};
use tidegate::Source;
use tidegate_batch::{Disposition, DropReason, Filters, Outcome, RecordViewer};
use tidegate_figures::{count, counted};
use tidegate_json::{Json, JsonKind};

/// Most records that are searched for repeated keys: the first of them.
const RECORDS_MAX: u64 = 1000;

/// Most bytes of records that are searched for repeated keys.
const BYTES_MAX: usize = 4 << 20;

/// The first bytes of gzip data. (RFC 1952, section 2.3.1)
const GZIP: &[u8] = b"\x1f\x8b";

/// Looks for them in records.
#[derive(Debug)]
pub(super) struct Oddities {
    viewer: RecordViewer,
    source: Source,
    bytes_left: usize,
    found: RecordOddities,
}

/// Facts about records that users may not expect. The findings of parts of a stream can be merged.
///
/// ```
/// use tidegate_explain::RecordOddities;
/// let mut parts = RecordOddities::default();
/// parts.merge(RecordOddities { gzip: 2, ..RecordOddities::default() });
/// assert!(parts.sentences()[0].starts_with("2 payloads are gzip data"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordOddities {
    /// Payloads that are gzip data.
    pub gzip: u64,
    /// Records that were searched for repeated keys.
    pub searched: u64,
    /// Those that repeat a key.
    pub repeating: u64,
    /// The first key that a record repeats.
    pub repeated: Option<Repeated>,
    /// Whether records were left out of the search, because many are enough.
    pub is_cut: bool,
}

/// A key that a record repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Repeated {
    /// The key of the payload. Only the last value is read.
    Payload(String),
    /// Any other key. All values are matched.
    Field(String),
}

impl Oddities {
    pub(super) fn new(filters: &Filters) -> Self {
        Self {
            viewer: filters.viewer(),
            source: filters.source(),
            bytes_left: BYTES_MAX,
            found: RecordOddities::default(),
        }
    }

    pub(super) const fn found(&self) -> &RecordOddities {
        &self.found
    }

    pub(super) fn take(&mut self, outcome: &Outcome<'_>) {
        let is_binary = outcome.judged.disposition == Disposition::Dropped(DropReason::NotUtf8);
        let found = &mut self.found;
        let is_searched = found.searched < RECORDS_MAX && outcome.record.len() <= self.bytes_left;
        found.is_cut |= !is_searched;
        if !is_binary && !is_searched {
            return;
        }
        let Some(view) = self.viewer.view(outcome) else {
            return;
        };
        let payload = view.payload.unwrap_or_default();
        found.gzip += u64::from(is_binary && payload.starts_with(GZIP));
        if is_searched {
            found.searched += 1;
            self.bytes_left -= outcome.record.len();
            let repeated = repeated_in_root(view.root.unwrap_or_default(), self.source);
            let repeated = repeated.or_else(|| repeated_in(payload).map(Repeated::Field));
            found.repeating += u64::from(repeated.is_some());
            found.repeated = found.repeated.take().or(repeated);
        }
    }
}

impl RecordOddities {
    /// Adds what was found in the records that follow.
    pub fn merge(&mut self, next: Self) {
        self.gzip += next.gzip;
        self.searched += next.searched;
        self.repeating += next.repeating;
        self.repeated = self.repeated.take().or(next.repeated);
        self.is_cut |= next.is_cut;
    }

    /// Returns what was found, a sentence each.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        self.gzip().into_iter().chain(self.repeats()).collect()
    }

    fn gzip(&self) -> Option<String> {
        let payloads = match self.gzip {
            0 => return None,
            1 => "1 payload is".to_owned(),
            count => format!("{} are", counted(count, "payload")),
        };
        Some(format!(
            "{payloads} gzip data: Lambda does not unpack it before it filters, so no filter can look into it"
        ))
    }

    fn repeats(&self) -> Option<String> {
        let (key, effect) = match self.repeated.as_ref()? {
            Repeated::Payload(key) => (key, "its last value is read"),
            Repeated::Field(key) => (key, "all its values are matched"),
        };
        let first = match self.searched {
            RECORDS_MAX => format!(" of the first {}", count(RECORDS_MAX)),
            searched if self.is_cut => format!(" of {} looked at", count(searched)),
            _ => String::new(),
        };
        let records = match self.repeating {
            1 => format!("1 record{first} repeats a key"),
            _ => format!("{}{first} repeat a key", counted(self.repeating, "record")),
        };
        Some(format!(
            "{records} (`{key}`): {effect}; AWS does not say what it does with such a record"
        ))
    }
}

/// Returns the first key that is repeated in a record. `root` is the object that filters start from.
fn repeated_in_root(root: &[u8], source: Source) -> Option<Repeated> {
    let key = repeated_in(root)?;
    Some(match source.payload_key() {
        Some(payload) if payload == key => Repeated::Payload(key),
        _ => Repeated::Field(key),
    })
}

/// Returns the first key that an object in the text has twice. Returns `None` for text that is not JSON.
fn repeated_in(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?;
    let json = Json::parse_first(text).ok()?;
    repeated_below(&json)
}

fn repeated_below(json: &Json) -> Option<String> {
    match &json.kind {
        JsonKind::Array(elements) => elements.iter().find_map(repeated_below),
        JsonKind::Object(members) => {
            let mut keys: Vec<_> = members.iter().map(|member| &member.key).collect();
            keys.sort_unstable();
            let twice = keys.windows(2).find(|pair| pair[0] == pair[1]);
            let twice = twice.map(|pair| String::from_utf8_lossy(pair[0]).into_owned());
            twice.or_else(|| members.iter().find_map(|it| repeated_below(&it.value)))
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_key_is_found_at_any_depth() {
        for (text, key) in [
            (r#"{"a":1,"a":2}"#, Some("a")),
            (r#"{"x":[{"b":1},{"b":1,"c":2,"b":3}]}"#, Some("b")),
            (r#"{"x":[{"b":1},{"b":1}],"b":2}"#, None),
            ("plain text", None),
        ] {
            assert_eq!(repeated_in(text.as_bytes()).as_deref(), key, "{text}");
        }
    }

    #[test]
    fn key_of_the_payload_is_not_any_key() {
        let repeated = |text: &str| repeated_in_root(text.as_bytes(), Source::Sqs);
        let body = Some(Repeated::Payload("body".to_owned()));
        assert_eq!(repeated(r#"{"body":"x","body":"y"}"#), body);
        let id = Some(Repeated::Field("messageId".to_owned()));
        assert_eq!(repeated(r#"{"messageId":"x","messageId":"y"}"#), id);
    }
}
