//! Rewrites a Kafka message that a tool printed as text as the record that Lambda makes of it. Key and value become
//! base64 in it. Each tool's file maps the members.

use tidegate_json::{Flaw, OutlineValue, Unescaper, Value};

use super::writer::Writer;
use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;

/// Writes one member of a message. Its arguments: the key, the value, memory to unescape in, and the writer.
type Member = fn(&[u8], &mut OutlineValue<'_>, &mut Vec<u8>, &mut Writer<'_>) -> Result<(), Flaw>;

/// Writes a message as a record, member by member.
pub(super) fn convert(
    row: &[u8],
    tools: &mut Tools,
    rows: &mut Rows,
    member: Member,
) -> Result<(), Flaw> {
    let mut writer = Writer::new(rows.out());
    let Tools {
        outline, memory, ..
    } = tools;
    outline.whole(row, |root| {
        root.object(|key, value| member(key, value, memory, &mut writer))
    })?;
    writer.end();
    rows.finish(RecordForm::Record);
    Ok(())
}

/// Writes a value that a tool printed as text, or as JSON if a schema decoded it; `null` stays `null`.
pub(super) fn encode(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    memory: &mut Vec<u8>,
    writer: &mut Writer<'_>,
) -> Result<(), Flaw> {
    match value.first_byte()? {
        b'"' => {
            let text = value.string()?;
            let plain = text.plain(Unescaper::default(), memory);
            writer.base64(key, plain.ok_or(Flaw::Broken)?);
        }
        b'n' => drop(writer.json(key, value.text()?)),
        _ => drop(writer.base64(key, value.text()?)),
    }
    Ok(())
}

/// Writes a number under `key`, which is Lambda's name for it; leaves out any other value.
pub(super) fn number(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    writer: &mut Writer<'_>,
) -> Result<(), Flaw> {
    if let Value::Number(digits) = value.value()? {
        writer.json(key, digits);
    }
    Ok(())
}
