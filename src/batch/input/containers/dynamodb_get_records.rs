//! Records as `aws dynamodbstreams get-records` prints them. They differ from the records that Lambda gets in the time,
//! which is a string there, and in the keys of the identity. (AWS CLI reference, `dynamodbstreams get-records`, read
//! 2026-11-30)

use tidegate::Source;
use tidegate_json::{Flaw, OutlineValue};

use super::sheet::{RowForm, Rule, Sheet};
use super::writer::{Writer, rename};
use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;
use crate::record::arrival::seconds_of_instant;

pub(super) const SHEET: Sheet = Sheet {
    name: "dynamodb-get-records",
    title: "records as `aws dynamodbstreams get-records` prints them",
    samples: &["dynamodb-get-records.json", "dynamodb-get-records.ndjson"],
    example: r#"{"Records":[{"eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{"ApproximateCreationDateTime":"2026-11-18T09:46:40+00:00","Keys":{"id":{"S":"a"}}}}]}"#,
    source: Some(Source::DynamoDb),
    // The rows are records of the source, without the ARN.
    rule: Rule::Sources,
    rows: RowForm::Converted,
    caveat: None,
};

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    let mut record = Writer::new(rows.out());
    tools.outline.whole(row, |root| {
        root.object(|key, value| {
            let mut read = Ok(());
            match (key, value.first_byte()?) {
                (b"dynamodb", b'{') => {
                    record.object(key, |change| read = inner(value, change));
                }
                (b"userIdentity", b'{') => {
                    record.object(key, |identity| read = rename(value, identity, lambda_name));
                }
                _ => drop(record.json(key, value.text()?)),
            }
            read
        })
    })?;
    record.end();
    rows.finish(RecordForm::Record);
    Ok(())
}

/// Returns the key of the identity as Lambda writes it, with a lower-case first letter.
fn lambda_name(key: &[u8]) -> &[u8] {
    match key {
        b"PrincipalId" => b"principalId",
        b"Type" => b"type",
        other => other,
    }
}

fn inner(change: &mut OutlineValue<'_>, writer: &mut Writer<'_>) -> Result<(), Flaw> {
    let object = change.object(|key, value| {
        let text = value.text()?;
        let instant = text
            .strip_prefix(b"\"")
            .and_then(|it| it.strip_suffix(b"\""));
        match instant.and_then(seconds_of_instant) {
            Some(seconds) if key == b"ApproximateCreationDateTime" => {
                writer.json(key, seconds.as_bytes());
            }
            _ => drop(writer.json(key, text)),
        }
        Ok(())
    });
    object.map(drop)
}
