//! Decodes a record into the parts that filters are matched against: the envelope, with a Kafka key as filters see it,
//! and the payload without its JSON escapes or base64. The memory for both is kept in a `Scratch` and reused for the
//! next record.

use tidegate::Source;
use tidegate_json::{Flaw, Outline, Unescaper, quote};

use crate::base64;
use crate::judged::Ruling;
use crate::record::{Envelope, Opener};
use crate::source::Encoding;

/// Whether a filter asks for the key of a Kafka record; the key is decoded only then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KafkaKey {
    Asked,
    Unasked,
}

/// The decoded parts of a record that filters are matched against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts<'p> {
    /// The object that is the filter's root.
    pub(crate) envelope: &'p [u8],
    /// `None` if the record has no payload.
    pub(crate) payload: Option<&'p [u8]>,
    /// When the record reached its source, in milliseconds since 1970.
    pub(crate) arrival_ms: Option<i64>,
}

/// Memory that is reused from record to record.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) opener: Opener,
    pub(crate) outline: Outline,
    unescaper: Unescaper,
    unescaped: Vec<u8>,
    decoded: Vec<u8>,
    /// A rewritten envelope: with the Kafka key decoded, or around a bare payload.
    pub(crate) envelope: Vec<u8>,
}

impl Scratch {
    /// Returns a record with `bytes` under `key` as its only member.
    pub(crate) fn document(&mut self, key: &str, bytes: &[u8]) -> &[u8] {
        self.envelope.clear();
        for part in [b"{\"", key.as_bytes(), b"\":", bytes, b"}"] {
            self.envelope.extend_from_slice(part);
        }
        &self.envelope
    }
}

/// Reads and decodes a record of a source with a payload key. The key of a Kafka record is decoded only if a filter
/// asks for it.
pub(crate) fn parts<'p>(
    source: Source,
    encoding: Encoding,
    bytes: &'p [u8],
    kafka_key: KafkaKey,
    scratch: &'p mut Scratch,
) -> Result<Parts<'p>, Ruling> {
    let Scratch {
        opener,
        outline,
        unescaper,
        unescaped,
        decoded,
        envelope: rewritten,
    } = scratch;
    let envelope = opener.read(source, bytes)?;
    let root = match envelope.key {
        Some(key) if kafka_key == KafkaKey::Asked => {
            let key = key.plain(*unescaper, unescaped).ok_or(Flaw::Broken)?;
            let key = base64::decode(key, decoded).ok_or(Ruling::BAD_BASE64)?;
            with_decoded_key(&envelope, key, outline, rewritten)
        }
        _ => envelope.root,
    };
    let payload = match envelope.payload {
        Some(text) => {
            let plain = text.plain(*unescaper, unescaped);
            Some(plain.ok_or(Flaw::Broken)?)
        }
        None => None,
    };
    let payload = match (payload, encoding) {
        (Some(encoded), Encoding::Base64) => {
            Some(base64::decode(encoded, decoded).ok_or(Ruling::BAD_BASE64)?)
        }
        (payload, Encoding::Plain | Encoding::Base64) => payload,
    };
    Ok(Parts {
        envelope: root,
        payload,
        arrival_ms: envelope.arrival_ms,
    })
}

/// Returns the envelope of a Kafka record with its `key` as filters see it: JSON as JSON, other UTF-8 text as a string,
/// and any other bytes as absent (an object without leaves). If `key` is repeated, the last one counts.
fn with_decoded_key<'s>(
    envelope: &Envelope<'s>,
    key: &[u8],
    outline: &mut Outline,
    rewritten: &'s mut Vec<u8>,
) -> &'s [u8] {
    let Some(place) = envelope.key.map(|text| text.quoted()) else {
        return envelope.root;
    };
    rewritten.clear();
    let mut copied = 0;
    for earlier in &envelope.overwritten {
        rewritten.extend_from_slice(&envelope.root[copied..earlier.start]);
        rewritten.extend_from_slice(b"{}");
        copied = earlier.end;
    }
    rewritten.extend_from_slice(&envelope.root[copied..place.start]);
    match std::str::from_utf8(key) {
        Err(_) => rewritten.extend_from_slice(b"{}"),
        Ok(_) if outline.is_container(key) => rewritten.extend_from_slice(key),
        Ok(_) => quote(key, rewritten),
    }
    rewritten.extend_from_slice(&envelope.root[place.end..]);
    rewritten
}
