//! Items in a full export of a table to S3, one per line: `{"Item": {...}}`. They are the content of the table, not
//! changes. Each is judged as if its item had just been inserted. (Amazon DynamoDB Developer Guide, "DynamoDB table
//! export output format", read 2026-11-30)

use tidegate::Source;
use tidegate_json::Flaw;

use super::sheet::{RowForm, Rule, Sheet};
use super::writer::Writer;
use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;
use crate::record::keys::Mark;
use crate::record::marks::Marks;

pub(super) const SHEET: Sheet = Sheet {
    name: "dynamodb-export",
    title: "items of a full DynamoDB export to S3",
    samples: &["dynamodb-export-full.json.gz"],
    example: r#"{"Item":{"id":{"S":"a"}}}"#,
    source: Some(Source::DynamoDb),
    rule: Rule::Rows {
        list: None,
        marks: Marks {
            payload: &[Mark::object("Item")],
            own: &["Item"],
            // `aws dynamodb get-item` prints one.
            others: &["ConsumedCapacity"],
        },
        signs: &[],
    },
    rows: RowForm::Converted,
    caveat: Some(
        "an export holds items, not changes: each is judged as the INSERT of its item, without Keys and without a time",
    ),
};

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    let mut item = None;
    tools.outline.whole(row, |root| {
        root.object(|key, value| {
            let text = value.text()?;
            item = item.or((key == b"Item").then_some(text));
            Ok(())
        })
    })?;
    let item = item.ok_or(Flaw::Broken)?;
    let mut record = Writer::new(rows.out());
    record
        .text(b"eventName", b"INSERT")
        .object(b"dynamodb", |change| {
            change.json(b"NewImage", item);
        })
        .text(b"eventSource", b"aws:dynamodb")
        .end();
    rows.finish(RecordForm::Record);
    Ok(())
}
