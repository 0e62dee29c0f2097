//! A DynamoDB stream record: JSON throughout, so there is no payload key and the filter's root is the record.
//! `dynamodb.ApproximateCreationDateTime` is seconds.

use super::Envelope;
use super::arrival::{Unit, milliseconds};
use super::cursor::{Cursor, Flaw};

pub(super) fn read(record: &[u8]) -> Result<Envelope<'_>, Flaw> {
    let mut envelope = Envelope {
        root: record,
        ..Envelope::default()
    };
    let mut is_change = false;
    Cursor::whole_object(record, |key, cursor| {
        if key != b"dynamodb" {
            return cursor.value().map(drop);
        }
        is_change = true;
        cursor.object(|key, cursor| {
            let value = cursor.value()?;
            if key == b"ApproximateCreationDateTime" {
                envelope.arrival_ms = milliseconds(value, Unit::Seconds);
            }
            Ok(())
        })
    })?;
    if is_change {
        Ok(envelope)
    } else {
        Err(Flaw::Broken)
    }
}
