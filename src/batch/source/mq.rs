//! A message of Amazon MQ, from ActiveMQ or RabbitMQ. `data` is the payload, in base64. The arrival time is
//! `timestamp`, or else `brokerInTime`, in milliseconds; both are read from ActiveMQ only, because RabbitMQ writes a
//! date in words. The filter's root is the message. (Lambda Developer Guide, the page of Amazon MQ, read 2026-11-23.)

use crate::record::Envelope;
use crate::record::arrival::{Unit, milliseconds};
use tidegate_json::{Flaw, OutlineValue};

use crate::record::keys::Mark;
use crate::record::marks::Marks;

use super::datasheet::{
    Anatomy, Containers, Datasheet, Encoding, STREAM_PAYLOAD_BYTES_MAX, Unmatched,
};
use super::place::Place;

pub(super) const DATASHEET: Datasheet = Datasheet {
    pipe_name: "pipes/mq",
    anatomy: Anatomy::Enclosed(Encoding::Base64),
    may_lack_payload: false,
    payload_bytes_max: STREAM_PAYLOAD_BYTES_MAX,
    record: Marks {
        payload: &[Mark::string("data")],
        own: &[
            "messageID",
            "brokerInTime",
            "brokerOutTime",
            "deliveryMode",
            "messageType",
            "basicProperties",
        ],
        others: &[
            "destination",
            "timestamp",
            "redelivered",
            "replyTo",
            "type",
            "expiration",
            "priority",
            "correlationID",
            "correlationId",
            "properties",
            "eventSource",
            "eventSourceARN",
            "eventSourceArn",
            "awsRegion",
            "eventSourceKey",
        ],
    },
    arn_service: "mq",
    event_sources: &["aws:mq", "aws:rmq"],
    containers: Containers {
        list: Some("messages"),
        groups: Some("rmqMessagesByQueue"),
    },
    envelope_bytes: 420,
    learned_time: None,
    aggregate_magic: None,
    unmatched: Unmatched::Deleted,
};

pub(super) fn read<'a>(
    record: &'a [u8],
    root: &mut OutlineValue<'a>,
) -> Result<Envelope<'a>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    let mut broker_in_ms = None;
    root.object(|key, value| {
        match key {
            b"data" => envelope.payload = Some(value.string_unchecked()?),
            b"timestamp" => {
                envelope.arrival_ms = milliseconds(value.value()?, Unit::Milliseconds);
            }
            b"brokerInTime" => broker_in_ms = milliseconds(value.value()?, Unit::Milliseconds),
            _ => drop(value.value()?),
        }
        Ok(())
    })?;
    if envelope.payload.is_none() {
        return Err(Flaw::Broken);
    }
    envelope.arrival_ms = envelope.arrival_ms.or(broker_in_ms);
    Ok(envelope)
}

/// Reads past the value. A message has no shard or group: any consumer of the queue may get it.
pub(super) fn place(_: &[u8], value: &mut OutlineValue<'_>, _: &mut Place) -> Result<(), Flaw> {
    value.skip()
}
