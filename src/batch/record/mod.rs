//! One record's envelope in; what the filter is matched against out. Per source one reader, all of the same shape:
//! walk the whole record as strict JSON, note where the payload stands and when the record arrived, build nothing.
//! The engine's scanner reads what is as it should be, or compares it with the record before ([`opener`]); what it
//! refuses, the cursor reads again and judges.
//! Shapes: the event samples of the Lambda Developer Guide, one page per source (read 2026-11-23).

pub(crate) mod arrival;
pub(crate) mod cursor;
pub(crate) mod members;
mod opener;
pub(crate) mod text;

use tidegate::Source;

use crate::source;

pub(crate) use arrival::instant_ms;
pub(crate) use cursor::{Cursor, Flaw, Value};
pub(crate) use opener::Opener;
pub(crate) use text::{Text, quote};

/// A record's parts, still encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Envelope<'a> {
    /// The object that is the filter's root.
    pub(crate) root: &'a [u8],
    /// The string under the payload key; `None` where the source has no payload key, or the record no payload.
    pub(crate) payload: Option<Text<'a>>,
    /// A Kafka record's key, placed relative to `root`.
    pub(crate) key: Option<Text<'a>>,
    /// Where earlier values of `key` stand, quotes included; ascending.
    pub(crate) overwritten: Vec<std::ops::Range<usize>>,
    /// What `arrival_ms` was read from (SQS and Kinesis only), to be found in the next record.
    pub(crate) time: Option<&'a [u8]>,
    /// When the record reached the source, in milliseconds since 1970.
    pub(crate) arrival_ms: Option<i64>,
}

/// What is wrong with a record that has turned out not to be JSON.
pub(crate) fn flaw(source: Source, record: &[u8]) -> Flaw {
    read_by_cursor(source, record).err().unwrap_or(Flaw::Broken)
}

fn read_by_cursor(source: Source, record: &[u8]) -> Result<Envelope<'_>, Flaw> {
    let mut cursor = Cursor::of_utf8(record)?;
    let envelope = source::read(source, record, &mut cursor)?;
    cursor.end()?;
    Ok(envelope)
}

/// Whether `text`, known to be UTF-8, is one whole JSON object or list.
pub(crate) fn is_json_container(text: &[u8]) -> bool {
    let mut cursor = Cursor::new(text);
    let container = matches!(cursor.value(), Ok(Value::Object | Value::Array));
    container && cursor.end().is_ok()
}

#[cfg(test)]
mod tests;
