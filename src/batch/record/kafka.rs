//! A Kafka record: `value` is the payload and `key` a second message field, both in base64; `timestamp` is
//! milliseconds. A record without a value, or with `null`, is a tombstone: it has no payload. The filter's root is the
//! record.

use tidegate_json::{Flaw, OutlineValue, RawString};

use super::Envelope;
use super::arrival::{Unit, milliseconds};

pub(super) fn read<'a>(
    record: &'a [u8],
    root: &mut OutlineValue<'a>,
) -> Result<Envelope<'a>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    let mut is_record = false;
    root.object(|key, value| {
        match key {
            b"value" => {
                is_record = true;
                envelope.payload = string_or_null(value)?;
            }
            b"key" => {
                let earlier = std::mem::replace(&mut envelope.key, string_or_null(value)?);
                envelope
                    .overwritten
                    .extend(earlier.map(|text| text.quoted()));
            }
            b"timestamp" => {
                envelope.arrival_ms = milliseconds(value.value()?, Unit::Milliseconds);
            }
            b"topic" => {
                is_record = true;
                value.value()?;
            }
            _ => drop(value.value()?),
        }
        Ok(())
    })?;
    if is_record {
        Ok(envelope)
    } else {
        Err(Flaw::Broken)
    }
}

fn string_or_null<'a>(value: &mut OutlineValue<'a>) -> Result<Option<RawString<'a>>, Flaw> {
    if value.first_byte()? == b'n' {
        value.value()?;
        return Ok(None);
    }
    value.string().map(Some)
}
