//! An SQS message: `body` is the payload, as text; `attributes.SentTimestamp` is when it was sent. The filter's root is
//! the message itself.

use super::Envelope;
use super::arrival::{Unit, milliseconds};
use super::cursor::{Cursor, Flaw, Value};

pub(super) fn read(record: &[u8]) -> Result<Envelope<'_>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    Cursor::whole_object(record, |key, cursor| {
        match key {
            b"body" => envelope.payload = Some(cursor.string()?),
            b"attributes" if cursor.peek()? == b'{' => {
                envelope.arrival_ms = sent(cursor)?;
            }
            _ => drop(cursor.value()?),
        }
        Ok(())
    })?;
    if envelope.payload.is_none() {
        return Err(Flaw::Broken);
    }
    Ok(envelope)
}

fn sent(cursor: &mut Cursor<'_>) -> Result<Option<i64>, Flaw> {
    let mut sent_ms = None;
    cursor.object(|key, cursor| {
        let value: Value<'_> = cursor.value()?;
        if key == b"SentTimestamp" {
            sent_ms = milliseconds(value, Unit::Milliseconds);
        }
        Ok(())
    })?;
    Ok(sent_ms)
}
