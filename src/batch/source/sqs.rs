//! An SQS message. `body` is the payload, as text; `attributes.SentTimestamp` is when it was sent. The filter's root is
//! the message itself. Messages of a FIFO queue keep their order within a message group. (Lambda Developer Guide, the
//! page of SQS, read 2026-11-23.)

use crate::record::Envelope;
use crate::record::arrival::{Unit, digits, milliseconds_of};
use tidegate_json::{Flaw, OutlineValue};

use crate::record::keys::Mark;
use crate::record::marks::Marks;

use super::datasheet::{Anatomy, Containers, Datasheet, Encoding, Unmatched};
use super::place::Place;

pub(super) const DATASHEET: Datasheet = Datasheet {
    pipe_name: "pipes/sqs",
    anatomy: Anatomy::Enclosed(Encoding::Plain),
    may_lack_payload: false,
    // The largest message, 1 MiB (Amazon SQS service quotas, read 2026-11-23).
    payload_bytes_max: 1024 * 1024,
    record: Marks {
        payload: &[Mark::string("body")],
        own: &[
            "messageId",
            "receiptHandle",
            "md5OfBody",
            "md5OfMessageAttributes",
            "messageAttributes",
        ],
        others: &["attributes", "eventSource", "eventSourceARN", "awsRegion"],
    },
    arn_service: "sqs",
    event_sources: &["aws:sqs"],
    containers: Containers {
        list: Some("Records"),
        groups: None,
    },
    envelope_bytes: 660,
    learned_time: Some(TIME_UNIT),
    aggregate_magic: None,
    unmatched: Unmatched::Deleted,
};

const TIME_UNIT: Unit = Unit::Milliseconds;

pub(super) fn read<'a>(
    record: &'a [u8],
    root: &mut OutlineValue<'a>,
) -> Result<Envelope<'a>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    root.object(|key, value| {
        match key {
            b"body" => envelope.payload = Some(value.string_unchecked()?),
            b"attributes" if value.first_byte()? == b'{' => envelope.time = sent(value)?,
            _ => drop(value.value()?),
        }
        Ok(())
    })?;
    if envelope.payload.is_none() {
        return Err(Flaw::Broken);
    }
    envelope.arrival_ms = envelope
        .time
        .and_then(|time| milliseconds_of(time, TIME_UNIT));
    Ok(envelope)
}

fn sent<'a>(attributes: &mut OutlineValue<'a>) -> Result<Option<&'a [u8]>, Flaw> {
    let mut sent = None;
    attributes.object(|key, value| {
        let value = value.value()?;
        if key == b"SentTimestamp" {
            sent = digits(value);
        }
        Ok(())
    })?;
    Ok(sent)
}

/// Notes the message group of a message.
pub(super) fn place(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    place: &mut Place,
) -> Result<(), Flaw> {
    if key != b"attributes" {
        return value.skip();
    }
    place.lane_of_member(value, b"MessageGroupId")?;
    place.line_key = place.lane_key;
    Ok(())
}
