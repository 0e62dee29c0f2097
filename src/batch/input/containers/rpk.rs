//! Messages as `rpk topic consume` prints them. Key and value are text there, and base64 in the record that Lambda
//! makes of them. (Redpanda documentation, `rpk topic consume`, read 2026-11-23)

use tidegate::Source;
use tidegate_json::{Flaw, OutlineValue};

use super::kafka_row::{self, encode, number};
use super::sheet::{RowForm, Rule, Sheet};
use super::writer::Writer;
use crate::input::rows::{Rows, Tools};
use crate::record::keys::Mark;
use crate::record::marks::Marks;

pub(super) const SHEET: Sheet = Sheet {
    name: "rpk",
    title: "messages as `rpk topic consume` prints them",
    samples: &["rpk.json"],
    example: r#"{"topic":"t","value":"{\"k\":1}","timestamp":1795000000000,"partition":0,"offset":1}"#,
    source: Some(Source::Kafka),
    rule: Rule::Rows {
        list: None,
        marks: Marks {
            payload: &[Mark::string("value")],
            own: &["topic", "partition", "offset"],
            others: &["key", "timestamp", "headers"],
        },
        signs: &[],
    },
    rows: RowForm::Converted,
    caveat: Some("rpk prints text: bytes of a value that are not UTF-8 are lost"),
};

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    kafka_row::convert(row, tools, rows, member)
}

fn member(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    memory: &mut Vec<u8>,
    writer: &mut Writer<'_>,
) -> Result<(), Flaw> {
    match key {
        b"value" | b"key" => encode(key, value, memory, writer),
        b"timestamp" | b"partition" | b"offset" => number(key, value, writer),
        b"topic" => {
            writer.json(key, value.text()?);
            Ok(())
        }
        _ => value.skip(),
    }
}
