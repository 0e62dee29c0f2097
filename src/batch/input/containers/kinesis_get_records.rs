//! Records as `aws kinesis get-records` prints them: `{"Records": [...]}`, or one record per line. (AWS CLI reference,
//! `kinesis get-records`, read 2026-11-30)

use tidegate::Source;
use tidegate_json::{Flaw, Value};

use super::sheet::{RowForm, Rule, Sheet};
use super::writer::Writer;
use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;
use crate::record::arrival::seconds_of_instant;
use crate::record::keys::Mark;
use crate::record::marks::Marks;

pub(super) const SHEET: Sheet = Sheet {
    name: "kinesis-get-records",
    title: "records as `aws kinesis get-records` prints them",
    samples: &["kinesis-get-records.json", "kinesis-get-records.ndjson"],
    example: r#"{"Records":[{"SequenceNumber":"1","Data":"eyJrIjoxfQ==","PartitionKey":"a"}]}"#,
    source: Some(Source::Kinesis),
    rule: Rule::Rows {
        list: Some("Records"),
        marks: Marks {
            payload: &[Mark::string("Data")],
            own: &[
                "SequenceNumber",
                "PartitionKey",
                "ApproximateArrivalTimestamp",
            ],
            others: &["EncryptionType"],
        },
        signs: &["MillisBehindLatest"],
    },
    rows: RowForm::Converted,
    caveat: None,
};

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    let mut record = Writer::new(rows.out());
    let mut read = Ok(());
    record.object(b"kinesis", |kinesis| read = inner(row, tools, kinesis));
    read?;
    record.text(b"eventSource", b"aws:kinesis").end();
    rows.finish(RecordForm::Record);
    Ok(())
}

fn inner(row: &[u8], tools: &mut Tools, writer: &mut Writer<'_>) -> Result<(), Flaw> {
    let object = tools.outline.whole(row, |root| {
        root.object(|key, value| {
            let name: &[u8] = match key {
                b"SequenceNumber" => b"sequenceNumber",
                b"PartitionKey" => b"partitionKey",
                b"Data" => b"data",
                b"EncryptionType" => b"encryptionType",
                b"ApproximateArrivalTimestamp" => return time(value.value()?, writer),
                other => other,
            };
            writer.json(name, value.text()?);
            Ok(())
        })
    });
    object.map(drop)
}

/// Writes a time as the number of seconds that Lambda writes; the tool may print a string.
fn time(value: Value<'_>, writer: &mut Writer<'_>) -> Result<(), Flaw> {
    let key = b"approximateArrivalTimestamp";
    match value {
        Value::Number(seconds) => drop(writer.json(key, seconds)),
        Value::String(instant) => {
            if let Some(seconds) = seconds_of_instant(instant.text) {
                writer.json(key, seconds.as_bytes());
            }
        }
        Value::Null | Value::Bool | Value::Object | Value::Array => {}
    }
    Ok(())
}
