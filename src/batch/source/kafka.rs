//! A Kafka record: `value` is the payload and `key` a second message field, both in base64; `timestamp` is
//! milliseconds. A record without a value, or with `null`, is a tombstone: it has no payload. The filter's root is the
//! record.

use crate::record::Envelope;
use crate::record::arrival::{Unit, milliseconds};
use crate::record::cursor::Flaw;
use crate::record::members::Members;
use crate::record::text::Text;

pub(super) fn read<'a>(
    record: &'a [u8],
    root: &mut impl Members<'a>,
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

fn string_or_null<'a>(value: &mut impl Members<'a>) -> Result<Option<Text<'a>>, Flaw> {
    if value.first_byte()? == b'n' {
        value.value()?;
        return Ok(None);
    }
    value.string().map(Some)
}
