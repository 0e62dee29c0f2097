//! Messages as `aws sqs receive-message` prints them: `{"Messages": [...]}`, or one message per line. Filters see the
//! keys that Lambda writes, which begin with a lower-case letter. (AWS CLI reference, `sqs receive-message`, read
//! 2026-11-30)

use tidegate::Source;
use tidegate_json::{Flaw, OutlineValue};

use super::sheet::{RowForm, Rule, Sheet};
use super::writer::{Writer, rename};
use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;
use crate::record::keys::Mark;
use crate::record::marks::Marks;

pub(super) const SHEET: Sheet = Sheet {
    name: "sqs-receive",
    title: "messages as `aws sqs receive-message` prints them",
    samples: &[
        "sqs-receive.json",
        "sqs-receive.ndjson",
        "sqs-receive-empty.json",
    ],
    example: r#"{"Messages":[{"MessageId":"1","ReceiptHandle":"A","Body":"{\"k\":1}"}]}"#,
    source: Some(Source::Sqs),
    rule: Rule::Rows {
        list: Some("Messages"),
        marks: Marks {
            payload: &[Mark::string("Body")],
            own: &[
                "MessageId",
                "ReceiptHandle",
                "MD5OfBody",
                "MD5OfMessageAttributes",
            ],
            others: &["Attributes", "MessageAttributes"],
        },
        signs: &["Messages"],
    },
    rows: RowForm::Converted,
    caveat: None,
};

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    let mut writer = Writer::new(rows.out());
    tools.outline.whole(row, |root| {
        root.object(|key, value| member(key, value, &mut writer))
    })?;
    writer.text(b"eventSource", b"aws:sqs").end();
    rows.finish(RecordForm::Record);
    Ok(())
}

fn member(key: &[u8], value: &mut OutlineValue<'_>, writer: &mut Writer<'_>) -> Result<(), Flaw> {
    let name: &[u8] = match key {
        b"MessageId" => b"messageId",
        b"ReceiptHandle" => b"receiptHandle",
        b"MD5OfBody" => b"md5OfBody",
        b"MD5OfMessageAttributes" => b"md5OfMessageAttributes",
        b"Body" => b"body",
        b"Attributes" => b"attributes",
        b"MessageAttributes" => b"messageAttributes",
        other => other,
    };
    if key != b"MessageAttributes" || value.first_byte()? != b'{' {
        writer.json(name, value.text()?);
        return Ok(());
    }
    let mut read = Ok(());
    writer.object(name, |attributes| {
        read = message_attributes(value, attributes)
    });
    read
}

fn message_attributes(
    value: &mut OutlineValue<'_>,
    attributes: &mut Writer<'_>,
) -> Result<(), Flaw> {
    let object = value.object(|key, attribute| {
        if attribute.first_byte()? != b'{' {
            attributes.json(key, attribute.text()?);
            return Ok(());
        }
        let mut read = Ok(());
        attributes.object(key, |writer| read = rename(attribute, writer, lambda_name));
        read
    });
    object.map(drop)
}

/// Returns the key of an attribute as Lambda writes it, with a lower-case first letter.
fn lambda_name(key: &[u8]) -> &[u8] {
    match key {
        b"StringValue" => b"stringValue",
        b"BinaryValue" => b"binaryValue",
        b"StringListValues" => b"stringListValues",
        b"BinaryListValues" => b"binaryListValues",
        b"DataType" => b"dataType",
        other => other,
    }
}
