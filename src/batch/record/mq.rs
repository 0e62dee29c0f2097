//! A message of Amazon MQ, from ActiveMQ or RabbitMQ: `data` is the payload, in base64; `timestamp`, else
//! `brokerInTime`, is milliseconds (ActiveMQ only; RabbitMQ's is a date in words). The filter's root is the message.

use super::Envelope;
use super::arrival::{Unit, milliseconds};
use super::cursor::{Cursor, Flaw};

pub(super) fn read(record: &[u8]) -> Result<Envelope<'_>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    let mut broker_in_ms = None;
    Cursor::whole_object(record, |key, cursor| {
        match key {
            b"data" => envelope.payload = Some(cursor.string()?),
            b"timestamp" => {
                envelope.arrival_ms = milliseconds(cursor.value()?, Unit::Milliseconds);
            }
            b"brokerInTime" => broker_in_ms = milliseconds(cursor.value()?, Unit::Milliseconds),
            _ => drop(cursor.value()?),
        }
        Ok(())
    })?;
    if envelope.payload.is_none() {
        return Err(Flaw::Broken);
    }
    envelope.arrival_ms = envelope.arrival_ms.or(broker_in_ms);
    Ok(envelope)
}
