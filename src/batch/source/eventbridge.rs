//! An event on a bus of EventBridge. The filter's root is the event itself, and `time` is when it happened. Events come
//! without a container. (EventBridge User Guide, "Amazon EventBridge events", read 2026-11-23.)

use crate::record::{Envelope, instant_ms};
use tidegate_json::{Flaw, OutlineValue, Value};

use crate::record::keys::Mark;
use crate::record::marks::Marks;

use super::datasheet::{Anatomy, Containers, Datasheet, Unmatched};
use super::place::Place;

pub(super) const DATASHEET: Datasheet = Datasheet {
    pipe_name: "pipes/eventbridge",
    anatomy: Anatomy::Event,
    may_lack_payload: false,
    // The largest event, 1 MiB (Amazon EventBridge quotas, read 2026-11-23).
    payload_bytes_max: 1024 * 1024,
    record: Marks {
        payload: &[Mark::string("detail-type")],
        own: &["detail-type", "detail"],
        others: &[
            "version",
            "id",
            "source",
            "account",
            "time",
            "region",
            "resources",
            "replay-name",
            "trace-header",
        ],
    },
    arn_service: "events",
    event_sources: &[],
    containers: Containers {
        list: None,
        groups: None,
    },
    // The event is what a function gets.
    envelope_bytes: 0,
    learned_time: None,
    aggregate_magic: None,
    unmatched: Unmatched::Ignored,
};

pub(super) fn read<'a>(
    record: &'a [u8],
    root: &mut OutlineValue<'a>,
) -> Result<Envelope<'a>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    root.object(|key, value| {
        if let (b"time", Value::String(text)) = (key, value.value()?) {
            envelope.arrival_ms = instant_ms(text.text);
        }
        Ok(())
    })?;
    Ok(envelope)
}

/// Notes the time of an event, which is its arrival time.
pub(super) fn place(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    place: &mut Place,
) -> Result<(), Flaw> {
    if let (b"time", Value::String(text)) = (key, value.value()?) {
        place.arrival_ms = instant_ms(text.text);
    }
    Ok(())
}
