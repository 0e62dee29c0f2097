//! Messages as `kcat -J` prints them, one per line. Key and payload are text there, and base64 in the record that
//! Lambda makes of them. Bytes that are not UTF-8 are lost in the output of kcat. (kcat, json.c, read 2026-11-23)

use tidegate::Source;
use tidegate_json::{Flaw, OutlineValue};

use super::kafka_row::{encode, number};
use super::sheet::{RowForm, Rule, Sheet};
use super::writer::Writer;
use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;
use crate::record::keys::Mark;
use crate::record::marks::Marks;

pub(super) const SHEET: Sheet = Sheet {
    name: "kcat",
    title: "messages as `kcat -J` prints them",
    samples: &["kcat.ndjson"],
    example: r#"{"topic":"t","partition":0,"offset":1,"tstype":"create","ts":1795000000000,"broker":1,"key":null,"payload":"{\"k\":1}"}"#,
    source: Some(Source::Kafka),
    rule: Rule::Rows {
        list: None,
        marks: Marks {
            payload: &[Mark {
                key: "payload",
                first: b"\"n{[",
            }],
            own: &["tstype", "broker"],
            others: &[
                "topic",
                "partition",
                "offset",
                "ts",
                "headers",
                "key",
                "key_schema_id",
                "value_schema_id",
            ],
        },
        signs: &[],
    },
    rows: RowForm::Converted,
    caveat: Some("kcat prints text: bytes of a payload that are not UTF-8 are lost"),
};

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    let mut writer = Writer::new(rows.out());
    let Tools {
        outline, memory, ..
    } = tools;
    let mut has_payload = false;
    outline.whole(row, |root| {
        root.object(|key, value| {
            has_payload |= key == b"payload";
            member(key, value, memory, &mut writer)
        })
    })?;
    if !has_payload {
        return Err(Flaw::Broken);
    }
    writer.end();
    rows.finish(RecordForm::Record);
    Ok(())
}

fn member(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    memory: &mut Vec<u8>,
    writer: &mut Writer<'_>,
) -> Result<(), Flaw> {
    match key {
        b"payload" => encode(b"value", value, memory, writer),
        b"key" => encode(b"key", value, memory, writer),
        b"ts" => number(b"timestamp", value, writer),
        b"topic" | b"partition" | b"offset" => {
            writer.json(key, value.text()?);
            Ok(())
        }
        b"tstype" => {
            let name: &[u8] = match value.text()? {
                b"\"create\"" => b"CREATE_TIME",
                b"\"logappend\"" => b"LOG_APPEND_TIME",
                _ => return Ok(()),
            };
            writer.text(b"timestampType", name);
            Ok(())
        }
        // Headers are a flat list here, and bytes for Lambda. According to the guide filters can't use them.
        _ => value.skip(),
    }
}
