//! An SQS message: `body` is the payload, as text; `attributes.SentTimestamp` is when it was sent. The filter's root is
//! the message itself.

use crate::record::Envelope;
use crate::record::arrival::{Unit, digits, milliseconds_of};
use crate::record::cursor::Flaw;
use crate::record::members::Members;

pub(crate) fn read<'a>(
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
            b"attributes" if value.first_byte()? == b'{' => envelope.time = sent(value)?,
            _ => drop(value.value()?),
        }
        Ok(())
    })?;
    if envelope.payload.is_none() {
        return Err(Flaw::Broken);
    }
    envelope.arrival_ms = arrival_ms(envelope.time);
    Ok(envelope)
}

pub(crate) fn arrival_ms(time: Option<&[u8]>) -> Option<i64> {
    milliseconds_of(time?, Unit::Milliseconds)
}

fn sent<'a>(attributes: &mut impl Members<'a>) -> Result<Option<&'a [u8]>, Flaw> {
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
