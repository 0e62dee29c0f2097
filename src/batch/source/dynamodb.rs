//! A DynamoDB stream record: JSON throughout, so there is no payload key and the filter's root is the record.
//! `dynamodb.ApproximateCreationDateTime` is seconds.

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
    let mut is_change = false;
    root.object(|key, value| {
        if key != b"dynamodb" {
            return value.value().map(drop);
        }
        is_change = true;
        let change = value.object(|key, value| {
            let value = value.value()?;
            if key == b"ApproximateCreationDateTime" {
                envelope.arrival_ms = milliseconds(value, Unit::Seconds);
            }
            Ok(())
        });
        change.map(drop)
    })?;
    if is_change {
        Ok(envelope)
    } else {
        Err(Flaw::Broken)
    }
}
