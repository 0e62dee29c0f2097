//! A message of Amazon MQ, from ActiveMQ or RabbitMQ: `data` is the payload, in base64; `timestamp`, else
//! `brokerInTime`, is milliseconds (ActiveMQ only; RabbitMQ's is a date in words). The filter's root is the message.

use crate::record::Envelope;
use crate::record::arrival::{Unit, milliseconds};
use crate::record::cursor::Flaw;
use crate::record::members::Members;

pub(super) fn read<'a>(
    record: &'a [u8],
    root: &mut impl Members<'a>,
) -> Result<Envelope<'a>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    let mut broker_in_ms = None;
    root.object(|key, value| {
        match key {
            b"data" => envelope.payload = Some(value.payload()?),
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
