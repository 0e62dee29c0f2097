//! Bare payloads, as their producer wrote them: in lines, in lists, or one after the other (as Firehose writes objects
//! to S3). Also JSON strings that each hold the text of a payload (as `jq '.Messages[].Body'` prints them).

use tidegate_json::Flaw;

use super::sheet::{RowForm, Rule, Sheet};
use crate::base64;
use crate::input::rows::{Rows, Tools};
use crate::judged::RecordForm;

pub(super) const LINES: Sheet = Sheet {
    name: "payload",
    title: "payloads, one per line",
    samples: &["payloads.ndjson"],
    example: r#"{"k":1}"#,
    source: None,
    rule: Rule::Rest,
    rows: RowForm::AsItIs(RecordForm::Payload),
    caveat: None,
};

pub(super) const LIST: Sheet = Sheet {
    name: "payload-list",
    title: "payloads in a list",
    samples: &["payload-list.json"],
    example: r#"[{"k":1},{"k":2}]"#,
    source: None,
    rule: Rule::Rest,
    rows: RowForm::Converted,
    caveat: None,
};

pub(super) const STREAM: Sheet = Sheet {
    name: "payload-stream",
    title: "payloads one after the other, or spread over lines",
    samples: &["firehose.json.gz"],
    example: r#"{"k":1}{"k":2}"#,
    source: None,
    rule: Rule::Rest,
    rows: RowForm::AsItIs(RecordForm::Payload),
    caveat: None,
};

pub(super) const TEXT: Sheet = Sheet {
    name: "payload-text",
    title: "JSON strings that each hold a payload",
    samples: &["payload-text.json"],
    example: r#"["{\"k\":1}","{\"k\":2}"]"#,
    source: None,
    rule: Rule::Rest,
    rows: RowForm::Converted,
    caveat: None,
};

pub(super) const BASE64: Sheet = Sheet {
    name: "payload-base64",
    title: "the base64 of a payload on each line",
    samples: &["payload-base64.txt"],
    example: "eyJrIjoxfQ==",
    source: None,
    rule: Rule::Rest,
    rows: RowForm::Converted,
    caveat: None,
};

/// Writes the text of a string; copies any other value as it is.
pub(super) fn convert_text(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    if row.first() != Some(&b'"') {
        rows.copy(row, RecordForm::Payload);
        return Ok(());
    }
    let Tools {
        outline,
        unescaper,
        memory,
        ..
    } = tools;
    let text = outline.whole(row, |value| value.string())?;
    let payload = text.plain(*unescaper, memory).ok_or(Flaw::Broken)?;
    rows.copy(payload, RecordForm::Payload);
    Ok(())
}

/// Writes the payload that the row is the base64 of. Quotes around the base64 are ignored.
pub(super) fn convert_base64(row: &[u8], rows: &mut Rows) -> Result<(), Flaw> {
    let row = row.trim_ascii();
    let encoded = row
        .strip_prefix(b"\"")
        .and_then(|it| it.strip_suffix(b"\""));
    let decoded = base64::decode_to_vec(encoded.unwrap_or(row));
    rows.copy(&decoded.ok_or(Flaw::Broken)?, RecordForm::Payload);
    Ok(())
}
