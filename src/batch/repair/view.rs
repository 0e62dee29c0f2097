//! Joins the envelope and the payload of a record to one tree, which is the record as filters see it.

use tidegate::Source;
use tidegate_json::{Json, JsonKind};

use super::tree::{member, node};

/// Returns the record with its payload parsed, or `None` if one of them is not JSON.
pub(crate) fn view(
    source: Source,
    envelope: Option<&[u8]>,
    payload: Option<&[u8]>,
) -> Option<Json> {
    let parsed = |bytes| Json::parse_whole(std::str::from_utf8(bytes).ok()?).ok();
    let envelope = match envelope {
        Some(envelope) => parsed(envelope)?,
        None => node(JsonKind::Object(Vec::new())),
    };
    let (Some(key), Some(payload)) = (source.payload_key(), payload) else {
        return Some(envelope);
    };
    let JsonKind::Object(mut members) = envelope.kind else {
        return None;
    };
    members.retain(|member| member.key != key.as_bytes());
    members.push(member(key.as_bytes(), parsed(payload)?));
    Some(node(JsonKind::Object(members)))
}
