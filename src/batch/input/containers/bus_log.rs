//! Log records of an event bus, one per line or one after another. Each event has several, one for each step. The
//! record of its receipt counts as the event; the others are skipped. (EventBridge User Guide, "Amazon EventBridge
//! event bus log schema", read 2026-11-30)

use tidegate::Source;
use tidegate_json::{Flaw, Outline, OutlineValue, Value};

use super::put_events::detail;
use super::sheet::{RowForm, Rule, Sheet};
use super::writer::Writer;
use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;
use crate::record::keys::{Keys, Mark};
use crate::record::marks::{Fit, Marks};

pub(super) const SHEET: Sheet = Sheet {
    name: "bus-log",
    title: "log records of an event bus",
    samples: &["bus-log.ndjson"],
    example: r#"{"resource_arn":"arn:aws:events:eu-west-1:111122223333:event-bus/b","message_timestamp_ms":1795000000000,"message_type":"EVENT_RECEIPT","log_level":"TRACE","details":{"source":"shop","detail_type":"Order","event_detail":"{\"k\":1}"}}"#,
    source: Some(Source::EventBridge),
    rule: Rule::Rows {
        list: None,
        marks: MARKS,
        signs: &[],
    },
    rows: RowForm::Converted,
    caveat: Some(
        "only the log's EVENT_RECEIPT records count as events; without IncludeDetail FULL they have no detail",
    ),
};

const MARKS: Marks = Marks {
    payload: &[Mark::string("message_type")],
    own: &[
        "resource_arn",
        "message_type",
        "message_timestamp_ms",
        "log_level",
    ],
    others: &[
        "request_id",
        "event_id",
        "invocation_id",
        "details",
        "error",
    ],
};

/// Returns whether an object with these keys is a log record of a bus.
pub(super) fn is_log_record(keys: &Keys) -> bool {
    MARKS.fit(keys) == Fit::Sure
}

/// The `message_type` of the step that each event has exactly once.
const STEP: &[u8] = b"\"EVENT_RECEIPT\"";

#[derive(Default)]
struct LogRecord<'t> {
    step: &'t [u8],
    event_id: Option<&'t [u8]>,
    /// The text under `details`.
    details: Option<&'t [u8]>,
    region: Option<&'t [u8]>,
}

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    let Tools {
        outline,
        inner,
        memory,
        ..
    } = tools;
    let mut log = LogRecord::default();
    outline.whole(row, |root| {
        root.object(|key, value| member(key, value, &mut log))
    })?;
    if log.step.is_empty() {
        return Err(Flaw::Broken);
    }
    if log.step != STEP {
        rows.pass_over();
        return Ok(());
    }
    let mut writer = Writer::new(rows.out());
    writer.text(b"version", b"0");
    if let Some(id) = log.event_id {
        writer.json(b"id", id);
    }
    if let Some(region) = log.region {
        writer.text(b"region", region);
    }
    details(log.details.ok_or(Flaw::Broken)?, inner, memory, &mut writer)?;
    writer.end();
    rows.finish(RecordForm::Record);
    Ok(())
}

fn member<'t>(
    key: &[u8],
    value: &mut OutlineValue<'t>,
    log: &mut LogRecord<'t>,
) -> Result<(), Flaw> {
    match key {
        b"message_type" => log.step = value.text()?,
        b"event_id" => log.event_id = Some(value.text()?),
        b"details" => log.details = Some(value.text()?),
        b"resource_arn" => {
            if let Value::String(arn) = value.value()? {
                log.region = arn.text.split(|byte| *byte == b':').nth(3);
            }
        }
        _ => value.skip()?,
    }
    Ok(())
}

fn details(
    text: &[u8],
    inner: &mut Outline,
    memory: &mut Vec<u8>,
    writer: &mut Writer<'_>,
) -> Result<(), Flaw> {
    let mut checker = Outline::default();
    let object = inner.whole(text, |root| {
        root.object(|key, value| {
            let name: &[u8] = match key {
                b"source" => b"source",
                b"detail_type" => b"detail-type",
                b"resources" => b"resources",
                b"caller_account_id" => b"account",
                b"event_detail" => return detail(value, &mut checker, memory, writer),
                _ => return value.skip(),
            };
            writer.json(name, value.text()?);
            Ok(())
        })
    });
    object.map(drop)
}
