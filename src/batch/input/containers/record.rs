//! Records of any source, by themselves: a line each, or in a list.

use tidegate_json::Flaw;

use super::sheet::{RowForm, Rule, Sheet};
use crate::input::rows::Rows;
use crate::judged::RecordForm;

pub(super) const SHEET: Sheet = Sheet {
    name: "record",
    title: "records of the source, one per line or in a list",
    samples: &["records-sqs.ndjson", "records-kinesis.json"],
    example: r#"{"messageId":"1","body":"{\"k\":1}","eventSource":"aws:sqs"}"#,
    source: None,
    rule: Rule::Sources,
    rows: RowForm::AsItIs(RecordForm::Record),
    caveat: None,
};

/// The row as it is.
pub(super) fn convert(row: &[u8], rows: &mut Rows) -> Result<(), Flaw> {
    rows.out().extend_from_slice(row);
    rows.finish(RecordForm::Record);
    Ok(())
}
