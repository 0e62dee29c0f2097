//! Finds the records that a function logged in the message of a log event. A function may log the event it got, a
//! record, or a payload. It may stand alone, after a few words, or under `message` in Lambda's JSON log format. (Lambda
//! Developer Guide, "Configuring JSON and plain text log formats", read 2026-11-30)

use memchr::memchr;
use tidegate::Source;
use tidegate_json::{Flaw, Outline, OutlineValue, RawString, Unescaper, Value};

use super::bus_log;

use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;
use crate::record::keys::Keys;
use crate::record::marks::Fit;
use crate::source::{datasheet, is_announced_as};

/// The content of a message.
enum Found<'t> {
    /// An object under `message`, in Lambda's JSON log format.
    Within(&'t [u8]),
    /// A string under `message`, in Lambda's JSON log format.
    WithinText(RawString<'t>),
    /// A log record of an event bus.
    OfBus,
    /// A line that Lambda itself writes.
    Platform,
    /// The records of a Lambda event.
    Event(Vec<&'t [u8]>),
    Single(RecordForm),
}

/// Writes the records of a message. A message without a brace is skipped.
pub(super) fn convert(
    message: &[u8],
    source: Source,
    outline: &mut Outline,
    rows: &mut Rows,
) -> Result<(), Flaw> {
    let Some(text) = json_of(message) else {
        rows.pass_over();
        return Ok(());
    };
    match look(text, source, outline)? {
        Found::Within(inner) => convert_inner(inner, source, rows),
        Found::WithinText(string) => {
            let mut memory = Vec::new();
            let plain = string.plain(Unescaper::default(), &mut memory);
            match json_of(plain.ok_or(Flaw::Broken)?) {
                Some(text) => convert_inner(text, source, rows),
                None => {
                    rows.pass_over();
                    Ok(())
                }
            }
        }
        found => take(found, text, source, rows),
    }
}

/// Returns the message from its first brace on.
pub(crate) fn json_of(message: &[u8]) -> Option<&[u8]> {
    memchr(b'{', message).map(|brace| message[brace..].trim_ascii())
}

/// Writes the records under the `message` of a line in Lambda's JSON log format.
fn convert_inner(text: &[u8], source: Source, rows: &mut Rows) -> Result<(), Flaw> {
    let mut outline = Outline::default();
    let found = look(text, source, &mut outline)?;
    take(found, text, source, rows)
}

fn take(found: Found<'_>, text: &[u8], source: Source, rows: &mut Rows) -> Result<(), Flaw> {
    match found {
        Found::Platform => rows.pass_over(),
        Found::Event(records) => {
            for record in records {
                rows.copy(record, RecordForm::Record);
            }
        }
        Found::Single(form) => rows.copy(text, form),
        // A log line inside a log line is the logged payload.
        Found::Within(_) | Found::WithinText(_) => rows.copy(text, RecordForm::Payload),
        Found::OfBus => return bus_log::convert(text, &mut Tools::new(source), rows),
    }
    Ok(())
}

#[derive(Default)]
struct Look<'t> {
    keys: Keys,
    inner: Option<&'t [u8]>,
    text: Option<RawString<'t>>,
    records: Option<Vec<&'t [u8]>>,
    is_platform: bool,
}

fn look<'t>(text: &'t [u8], source: Source, outline: &'t mut Outline) -> Result<Found<'t>, Flaw> {
    let mut look = Look::default();
    outline.whole(text, |root| {
        root.object(|key, value| member(key, value, source, &mut look))
    })?;
    let Look {
        keys,
        inner,
        text,
        records,
        is_platform,
    } = look;
    let is_line = ["level", "timestamp", "requestId"]
        .iter()
        .filter(|key| keys.contains(key))
        .count()
        >= 2;
    let is_of_bus = source == Source::EventBridge && bus_log::is_log_record(&keys);
    Ok(match (records, inner, text) {
        _ if is_platform => Found::Platform,
        _ if is_of_bus => Found::OfBus,
        (Some(records), _, _) => Found::Event(records),
        (None, Some(inner), _) if is_line => Found::Within(inner),
        (None, None, Some(text)) if is_line => Found::WithinText(text),
        _ => Found::Single(form_of(&keys, source)),
    })
}

fn form_of(keys: &Keys, source: Source) -> RecordForm {
    let is_announced = keys
        .event_source
        .as_deref()
        .is_some_and(|found| is_announced_as(source, found));
    if is_announced || datasheet(source).record.fit(keys) >= Fit::Loose {
        RecordForm::Record
    } else {
        RecordForm::Payload
    }
}

fn member<'t>(
    key: &[u8],
    value: &mut OutlineValue<'t>,
    source: Source,
    look: &mut Look<'t>,
) -> Result<(), Flaw> {
    let containers = datasheet(source).containers;
    let is = |known: Option<&str>| known.is_some_and(|known| known.as_bytes() == key);
    let first = value.first_byte()?;
    match first {
        b'[' if is(containers.list) => {
            list(value, look.records.get_or_insert_default())?;
        }
        b'{' if is(containers.groups) => {
            let records = look.records.get_or_insert_default();
            value.object(|_, group| list(group, records))?;
        }
        b'{' if key == b"message" => look.inner = Some(value.text()?),
        b'"' if key == b"message" => look.text = Some(value.string()?),
        b'"' if key == b"type" => {
            if let Value::String(kind) = value.value()? {
                look.is_platform = kind.text.starts_with(b"platform.");
            }
            look.keys.note(key, first);
            return Ok(());
        }
        _ => return look.keys.member(key, value),
    }
    look.keys.note(key, first);
    Ok(())
}

fn list<'t>(value: &mut OutlineValue<'t>, records: &mut Vec<&'t [u8]>) -> Result<(), Flaw> {
    if value.first_byte()? != b'[' {
        return value.skip();
    }
    let list = value.list(|record| {
        records.push(record.text()?);
        Ok(())
    });
    list.map(drop)
}
