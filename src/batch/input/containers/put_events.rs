//! Entries of `aws events put-events`: `{"Entries": [...]}`, a list, or one entry per line. Filters see the event that
//! EventBridge makes of an entry; its id, account and region are not in the entry. (EventBridge API Reference,
//! `PutEventsRequestEntry`, read 2026-11-30)

use tidegate::Source;
use tidegate_json::{Flaw, Outline, OutlineValue, Unescaper};

use super::sheet::{RowForm, Rule, Sheet};
use super::writer::Writer;
use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;
use crate::record::keys::Mark;
use crate::record::marks::Marks;

pub(super) const SHEET: Sheet = Sheet {
    name: "put-events",
    title: "entries of `aws events put-events`",
    samples: &["put-events.json", "put-events-list.json"],
    example: r#"{"Entries":[{"Source":"shop","DetailType":"Order","Detail":"{\"k\":1}"}]}"#,
    source: Some(Source::EventBridge),
    rule: Rule::Rows {
        list: Some("Entries"),
        marks: Marks {
            payload: &[Mark::string("DetailType")],
            own: &["DetailType", "Detail"],
            others: &["Source", "Resources", "Time", "EventBusName", "TraceHeader"],
        },
        signs: &[],
    },
    rows: RowForm::Converted,
    caveat: Some(
        "an entry has no id, account or region: a filter that asks for them does not match here",
    ),
};

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    let mut writer = Writer::new(rows.out());
    writer.text(b"version", b"0");
    let Tools {
        outline,
        inner,
        memory,
        ..
    } = tools;
    outline.whole(row, |root| {
        root.object(|key, value| member(key, value, inner, memory, &mut writer))
    })?;
    writer.end();
    rows.finish(RecordForm::Record);
    Ok(())
}

fn member(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    inner: &mut Outline,
    memory: &mut Vec<u8>,
    writer: &mut Writer<'_>,
) -> Result<(), Flaw> {
    let name: &[u8] = match key {
        b"Source" => b"source",
        b"DetailType" => b"detail-type",
        b"Resources" => b"resources",
        b"Time" => b"time",
        b"TraceHeader" => b"trace-header",
        b"Detail" => return detail(value, inner, memory, writer),
        _ => return value.skip(),
    };
    writer.json(name, value.text()?);
    Ok(())
}

/// Writes the detail, which is the text of a JSON object. (AWS refuses an entry with any other detail:
/// `MalformedDetail`.)
pub(super) fn detail(
    value: &mut OutlineValue<'_>,
    inner: &mut Outline,
    memory: &mut Vec<u8>,
    writer: &mut Writer<'_>,
) -> Result<(), Flaw> {
    if value.first_byte()? != b'"' {
        writer.json(b"detail", value.text()?);
        return Ok(());
    }
    let text = value.string()?;
    let plain = text
        .plain(Unescaper::default(), memory)
        .ok_or(Flaw::Broken)?;
    let is_object = plain.trim_ascii_start().starts_with(b"{");
    if !is_object || !inner.is_container(plain) {
        return Err(Flaw::Broken);
    }
    writer.json(b"detail", plain.trim_ascii());
    Ok(())
}
