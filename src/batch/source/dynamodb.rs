//! A record of a DynamoDB stream. It is JSON throughout, so it has no payload key, and the filter's root is the record.
//! `dynamodb.ApproximateCreationDateTime` is in seconds. (Lambda Developer Guide, the page of DynamoDB, read
//! 2026-11-23.)

use crate::record::Envelope;
use crate::record::arrival::{Unit, milliseconds};
use tidegate_json::{Flaw, OutlineValue};

use crate::record::keys::Mark;
use crate::record::marks::Marks;

use super::datasheet::{Anatomy, Containers, Datasheet, STREAM_PAYLOAD_BYTES_MAX, Unmatched};
use super::place::Place;

pub(super) const DATASHEET: Datasheet = Datasheet {
    pipe_name: "pipes/dynamodb",
    anatomy: Anatomy::Document { key: "dynamodb" },
    may_lack_payload: false,
    payload_bytes_max: STREAM_PAYLOAD_BYTES_MAX,
    record: Marks {
        payload: &[Mark::object("dynamodb")],
        own: &["dynamodb", "userIdentity"],
        others: &[
            "eventID",
            "eventName",
            "eventVersion",
            "eventSource",
            "eventSourceARN",
            "awsRegion",
        ],
    },
    arn_service: "dynamodb",
    event_sources: &["aws:dynamodb"],
    containers: Containers {
        list: Some("Records"),
        groups: None,
    },
    envelope_bytes: 330,
    learned_time: None,
    aggregate_magic: None,
    unmatched: Unmatched::Passed,
};

pub(super) fn read<'a>(
    record: &'a [u8],
    root: &mut OutlineValue<'a>,
) -> Result<Envelope<'a>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    let mut is_change = false;
    root.object(|key, value| {
        if key != b"dynamodb" {
            return value.value().map(drop);
        }
        is_change = true;
        let change = value.object(|key, value| {
            let value = value.value()?;
            if key == b"ApproximateCreationDateTime" {
                envelope.arrival_ms = milliseconds(value, Unit::Seconds);
            }
            Ok(())
        });
        change.map(drop)
    })?;
    if is_change {
        Ok(envelope)
    } else {
        Err(Flaw::Broken)
    }
}

/// Notes the table key of a record, by which its shard is decided.
pub(super) fn place(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    place: &mut Place,
) -> Result<(), Flaw> {
    if key != b"dynamodb" {
        return value.skip();
    }
    place.lane_of_member(value, b"Keys")
}
