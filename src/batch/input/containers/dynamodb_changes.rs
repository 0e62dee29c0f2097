//! Changes in an incremental export of a table to S3, one per line: `{"Metadata": ..., "Keys": ..., "OldImage": ...,
//! "NewImage": ...}`. Each is the net change of an item over the period of the export, not a record of the stream.
//! (Amazon DynamoDB Developer Guide, "DynamoDB table export output format", read 2026-11-30)

use tidegate::Source;
use tidegate_json::{Flaw, OutlineValue};

use super::sheet::{RowForm, Rule, Sheet};
use super::writer::Writer;
use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;
use crate::record::arrival::{Unit, milliseconds};
use crate::record::keys::Mark;
use crate::record::marks::Marks;

pub(super) const SHEET: Sheet = Sheet {
    name: "dynamodb-changes",
    title: "changes of an incremental DynamoDB export to S3",
    samples: &["dynamodb-export-incremental.json.gz"],
    example: r#"{"Metadata":{"WriteTimestampMicros":{"N":"1795000000000000"}},"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"}}}"#,
    source: Some(Source::DynamoDb),
    rule: Rule::Rows {
        list: None,
        marks: Marks {
            payload: &[Mark::object("Metadata")],
            own: &["Metadata"],
            others: &["Keys", "NewImage", "OldImage"],
        },
        signs: &[],
    },
    rows: RowForm::Converted,
    caveat: Some(
        "an export holds the net change of each item, not the stream's records: a change without OldImage is judged as \
         an INSERT, which an export of new images alone can't tell from a MODIFY",
    ),
};

#[derive(Default)]
struct Change<'t> {
    keys: Option<&'t [u8]>,
    old: Option<&'t [u8]>,
    new: Option<&'t [u8]>,
    written_us: Option<i64>,
}

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    let mut change = Change::default();
    tools.outline.whole(row, |root| {
        root.object(|key, value| member(key, value, &mut change))
    })?;
    let name: &[u8] = match (change.keys, change.old, change.new) {
        (None, None, None) => return Err(Flaw::Broken),
        (_, Some(_), Some(_)) => b"MODIFY",
        (_, None, Some(_)) => b"INSERT",
        (_, _, None) => b"REMOVE",
    };
    let mut record = Writer::new(rows.out());
    record
        .text(b"eventName", name)
        .object(b"dynamodb", |writer| write(&change, writer))
        .text(b"eventSource", b"aws:dynamodb")
        .end();
    rows.finish(RecordForm::Record);
    Ok(())
}

fn member<'t>(
    key: &[u8],
    value: &mut OutlineValue<'t>,
    change: &mut Change<'t>,
) -> Result<(), Flaw> {
    match key {
        b"Keys" => change.keys = Some(value.text()?),
        b"OldImage" => change.old = Some(value.text()?),
        b"NewImage" => change.new = Some(value.text()?),
        b"Metadata" if value.first_byte()? == b'{' => metadata(value, change)?,
        _ => value.skip()?,
    }
    Ok(())
}

/// Reads `{"WriteTimestampMicros": {"N": "1680109764000000"}}`.
fn metadata(value: &mut OutlineValue<'_>, change: &mut Change<'_>) -> Result<(), Flaw> {
    let object = value.object(|key, value| {
        if key != b"WriteTimestampMicros" || value.first_byte()? != b'{' {
            return value.skip();
        }
        let number = value.object(|_, value| {
            change.written_us = milliseconds(value.value()?, Unit::Milliseconds);
            Ok(())
        });
        number.map(drop)
    });
    object.map(drop)
}

fn write(change: &Change<'_>, writer: &mut Writer<'_>) {
    if let Some(us) = change.written_us {
        let seconds = (us / 1_000_000).to_string();
        writer.json(b"ApproximateCreationDateTime", seconds.as_bytes());
    }
    let members: [(&[u8], _); 3] = [
        (b"Keys", change.keys),
        (b"NewImage", change.new),
        (b"OldImage", change.old),
    ];
    for (key, value) in members {
        if let Some(value) = value {
            writer.json(key, value);
        }
    }
}
