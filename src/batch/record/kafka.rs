//! A Kafka record: `value` is the payload and `key` a second message field, both in base64; `timestamp` is
//! milliseconds. A record without a value, or with `null`, is a tombstone: it has no payload. The filter's root is the
//! record.

use super::Envelope;
use super::arrival::{Unit, milliseconds};
use super::cursor::{Cursor, Flaw};
use super::text::Text;

pub(super) fn read(record: &[u8]) -> Result<Envelope<'_>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    let mut is_record = false;
    Cursor::whole_object(record, |key, cursor| {
        match key {
            b"value" => {
                is_record = true;
                envelope.payload = string_or_null(cursor)?;
            }
            b"key" => {
                let earlier = std::mem::replace(&mut envelope.key, string_or_null(cursor)?);
                envelope
                    .overwritten
                    .extend(earlier.map(|text| text.quoted()));
            }
            b"timestamp" => {
                envelope.arrival_ms = milliseconds(cursor.value()?, Unit::Milliseconds);
            }
            b"topic" => {
                is_record = true;
                cursor.value()?;
            }
            _ => drop(cursor.value()?),
        }
        Ok(())
    })?;
    if is_record {
        Ok(envelope)
    } else {
        Err(Flaw::Broken)
    }
}

fn string_or_null<'a>(cursor: &mut Cursor<'a>) -> Result<Option<Text<'a>>, Flaw> {
    if cursor.peek()? == b'n' {
        cursor.value()?;
        return Ok(None);
    }
    cursor.string().map(Some)
}
