//! A Kinesis record: `kinesis.data` is the payload, in base64; `kinesis.approximateArrivalTimestamp` is seconds. The
//! filter's root is what stands under `kinesis`, or the record itself where it is that object already.

use crate::record::Envelope;
use crate::record::arrival::{Unit, digits, milliseconds_of};
use crate::record::cursor::Flaw;
use crate::record::members::Members;

pub(crate) fn read<'a>(
    record: &'a [u8],
    root: &mut impl Members<'a>,
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
    envelope.arrival_ms = arrival_ms(envelope.time);
    Ok(envelope)
}

pub(crate) fn arrival_ms(time: Option<&[u8]>) -> Option<i64> {
    milliseconds_of(time?, Unit::Seconds)
}

fn member<'a>(
    key: &[u8],
    value: &mut impl Members<'a>,
    envelope: &mut Envelope<'a>,
) -> Result<(), Flaw> {
    match key {
        b"data" => envelope.payload = Some(value.payload()?),
        b"approximateArrivalTimestamp" => {
            envelope.time = digits(value.value()?);
        }
        _ => drop(value.value()?),
    }
    Ok(())
}
