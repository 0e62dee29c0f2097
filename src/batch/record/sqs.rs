//! An SQS message: `body` is the payload, as text; `attributes.SentTimestamp` is when it was sent. The filter's root is
//! the message itself.

use super::Envelope;
use super::arrival::{Unit, milliseconds};
use super::cursor::{Flaw, Value};
use super::members::Members;

pub(super) fn read<'a>(
    record: &'a [u8],
    root: &mut impl Members<'a>,
) -> Result<Envelope<'a>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    root.object(|key, value| {
        match key {
            b"body" => envelope.payload = Some(value.payload()?),
            b"attributes" if value.first_byte()? == b'{' => {
                envelope.arrival_ms = sent(value)?;
            }
            _ => drop(value.value()?),
        }
        Ok(())
    })?;
    if envelope.payload.is_none() {
        return Err(Flaw::Broken);
    }
    Ok(envelope)
}

fn sent<'a>(attributes: &mut impl Members<'a>) -> Result<Option<i64>, Flaw> {
    let mut sent_ms = None;
    attributes.object(|key, value| {
        let value: Value<'_> = value.value()?;
        if key == b"SentTimestamp" {
            sent_ms = milliseconds(value, Unit::Milliseconds);
        }
        Ok(())
    })?;
    Ok(sent_ms)
}
