//! A Kinesis record: `kinesis.data` is the payload, in base64; `kinesis.approximateArrivalTimestamp` is seconds. The
//! filter's root is what stands under `kinesis`, or the record itself where it is that object already.

use super::Envelope;
use super::arrival::{Unit, milliseconds};
use super::cursor::{Cursor, Flaw};

pub(super) fn read(record: &[u8]) -> Result<Envelope<'_>, Flaw> {
    let mut nested = None;
    let mut bare = Envelope {
        root: record,
        ..Envelope::default()
    };
    Cursor::whole_object(record, |key, cursor| {
        if key != b"kinesis" {
            return member(key, cursor, &mut bare);
        }
        let mut inner = Envelope::default();
        cursor.peek()?;
        let start = cursor.offset();
        cursor.object(|key, cursor| member(key, cursor, &mut inner))?;
        inner.root = &record[start..cursor.offset()];
        nested = Some(inner);
        Ok(())
    })?;
    let envelope = nested.unwrap_or(bare);
    if envelope.payload.is_none() {
        return Err(Flaw::Broken);
    }
    Ok(envelope)
}

fn member<'a>(
    key: &[u8],
    cursor: &mut Cursor<'a>,
    envelope: &mut Envelope<'a>,
) -> Result<(), Flaw> {
    match key {
        b"data" => envelope.payload = Some(cursor.string()?),
        b"approximateArrivalTimestamp" => {
            envelope.arrival_ms = milliseconds(cursor.value()?, Unit::Seconds);
        }
        _ => drop(cursor.value()?),
    }
    Ok(())
}
