//! A Kinesis record. `kinesis.data` is the payload, in base64; `kinesis.approximateArrivalTimestamp` is in seconds. The
//! filter's root is the object under `kinesis`. In a pipe the record is that object itself. (Lambda Developer Guide,
//! the page of Kinesis, read 2026-11-23; EventBridge User Guide, "Amazon Kinesis stream as a source",
//! awsdocs/amazon-eventbridge-user-guide, commit fc27724)

use crate::record::Envelope;
use crate::record::arrival::{Unit, digits, milliseconds_of};
use tidegate_json::{Flaw, OutlineValue, Value};

use crate::record::keys::Mark;
use crate::record::marks::Marks;

use super::datasheet::{
    Anatomy, Containers, Datasheet, Encoding, STREAM_PAYLOAD_BYTES_MAX, Unmatched,
};
use super::place::{Place, hash};

pub(super) const DATASHEET: Datasheet = Datasheet {
    pipe_name: "pipes/kinesis",
    anatomy: Anatomy::Enclosed(Encoding::Base64),
    may_lack_payload: false,
    payload_bytes_max: STREAM_PAYLOAD_BYTES_MAX,
    record: Marks {
        payload: &[Mark::object("kinesis"), Mark::string("data")],
        own: &[
            "kinesis",
            "kinesisSchemaVersion",
            "partitionKey",
            "sequenceNumber",
            "approximateArrivalTimestamp",
            "invokeIdentityArn",
        ],
        others: &[
            "encryptionType",
            "eventID",
            "eventName",
            "eventVersion",
            "eventSource",
            "eventSourceARN",
            "awsRegion",
        ],
    },
    arn_service: "kinesis",
    event_sources: &["aws:kinesis"],
    containers: Containers {
        list: Some("Records"),
        groups: None,
    },
    envelope_bytes: 560,
    learned_time: Some(TIME_UNIT),
    // A Kinesis Producer Library aggregate (aggregation format of awslabs/amazon-kinesis-producer).
    aggregate_magic: Some([0xf3, 0x89, 0x9a, 0xc2]),
    unmatched: Unmatched::Passed,
};

const TIME_UNIT: Unit = Unit::Seconds;

pub(super) fn read<'a>(
    record: &'a [u8],
    root: &mut OutlineValue<'a>,
) -> Result<Envelope<'a>, Flaw> {
    let mut nested = None;
    let mut bare = Envelope {
        root: record,
        ..Envelope::default()
    };
    root.object(|key, value| {
        if key != b"kinesis" {
            return member(key, value, &mut bare);
        }
        let mut inner = Envelope::default();
        let place = value.object(|key, value| member(key, value, &mut inner))?;
        inner.root = &record[place];
        nested = Some(inner);
        Ok(())
    })?;
    let mut envelope = nested.unwrap_or(bare);
    if envelope.payload.is_none() {
        return Err(Flaw::Broken);
    }
    envelope.arrival_ms = envelope
        .time
        .and_then(|time| milliseconds_of(time, TIME_UNIT));
    Ok(envelope)
}

fn member<'a>(
    key: &[u8],
    value: &mut OutlineValue<'a>,
    envelope: &mut Envelope<'a>,
) -> Result<(), Flaw> {
    match key {
        b"data" => envelope.payload = Some(value.string_unchecked()?),
        b"approximateArrivalTimestamp" => {
            envelope.time = digits(value.value()?);
        }
        _ => drop(value.value()?),
    }
    Ok(())
}

/// Notes the partition key and the shard of a record.
pub(super) fn place(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    place: &mut Place,
) -> Result<(), Flaw> {
    match key {
        b"kinesis" => place.lane_of_member(value, b"partitionKey"),
        b"partitionKey" => place.lane(value),
        b"eventID" => {
            // `shardId-000000000006:` and the sequence number.
            if let Value::String(text) = value.value()? {
                let shard = text.text.split(|byte| *byte == b':').next();
                place.line_key = shard.map(hash);
            }
            Ok(())
        }
        _ => value.skip(),
    }
}
