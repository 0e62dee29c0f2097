//! A Kafka record. `value` is the payload and `key` is a second message field, both in base64; `timestamp` is in
//! milliseconds. A record without a value, or with `null` as its value, is a tombstone: it has no payload. The filter's
//! root is the record. (Lambda Developer Guide, the pages of Amazon MSK and of self-managed Kafka, read 2026-11-23.)

use crate::record::Envelope;
use crate::record::arrival::{Unit, milliseconds};
use tidegate_json::{Flaw, OutlineValue, RawString, Value};

use crate::record::keys::Mark;
use crate::record::marks::Marks;

use super::datasheet::{
    Anatomy, Containers, Datasheet, Encoding, STREAM_PAYLOAD_BYTES_MAX, Unmatched,
};
use super::place::Place;

pub(super) const DATASHEET: Datasheet = Datasheet {
    pipe_name: "pipes/kafka",
    anatomy: Anatomy::Enclosed(Encoding::Base64),
    may_lack_payload: true,
    payload_bytes_max: STREAM_PAYLOAD_BYTES_MAX,
    record: Marks {
        payload: &[Mark {
            key: "value",
            first: b"\"n",
        }],
        own: &[
            "topic",
            "partition",
            "offset",
            "timestampType",
            "eventSourceKey",
            "bootstrapServers",
        ],
        others: &[
            "timestamp",
            "key",
            "headers",
            "eventSource",
            "eventSourceArn",
            "awsRegion",
        ],
    },
    arn_service: "kafka",
    event_sources: &["aws:kafka", "SelfManagedKafka"],
    containers: Containers {
        list: None,
        groups: Some("records"),
    },
    envelope_bytes: 270,
    learned_time: None,
    aggregate_magic: None,
    unmatched: Unmatched::Committed,
};

pub(super) fn read<'a>(
    record: &'a [u8],
    root: &mut OutlineValue<'a>,
) -> Result<Envelope<'a>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    let mut is_record = false;
    root.object(|key, value| {
        match key {
            b"value" => {
                is_record = true;
                envelope.payload = string_or_null(value)?;
            }
            b"key" => {
                let earlier = std::mem::replace(&mut envelope.key, string_or_null(value)?);
                envelope
                    .overwritten
                    .extend(earlier.map(|text| text.quoted()));
            }
            b"timestamp" => {
                envelope.arrival_ms = milliseconds(value.value()?, Unit::Milliseconds);
            }
            b"topic" => {
                is_record = true;
                value.value()?;
            }
            _ => drop(value.value()?),
        }
        Ok(())
    })?;
    if is_record {
        Ok(envelope)
    } else {
        Err(Flaw::Broken)
    }
}

fn string_or_null<'a>(value: &mut OutlineValue<'a>) -> Result<Option<RawString<'a>>, Flaw> {
    if value.first_byte()? == b'n' {
        value.value()?;
        return Ok(None);
    }
    value.string().map(Some)
}

/// Notes the partition of a record.
pub(super) fn place(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    place: &mut Place,
) -> Result<(), Flaw> {
    let value = value.value()?;
    if let (b"partition", Value::Number(digits)) = (key, value) {
        let text = std::str::from_utf8(digits).unwrap_or_default();
        place.lane_key = text.parse().ok();
        place.line_key = place.lane_key;
    }
    Ok(())
}
