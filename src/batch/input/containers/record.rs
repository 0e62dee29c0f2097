//! Records of any source without a container: one per line, in a list, or one after the other.

use super::sheet::{RowForm, Rule, Sheet};
use crate::judged::RecordForm;

pub(super) const LINES: Sheet = Sheet {
    name: "record",
    title: "records of the source, one per line",
    samples: &["records-sqs.ndjson"],
    example: r#"{"messageId":"1","body":"{\"k\":1}","eventSource":"aws:sqs"}"#,
    source: None,
    rule: Rule::Sources,
    rows: RowForm::AsItIs(RecordForm::Record),
    caveat: None,
};

pub(super) const LIST: Sheet = Sheet {
    name: "record-list",
    title: "records of the source in a list",
    samples: &["records-kinesis.json"],
    example: r#"[{"messageId":"1","body":"{\"k\":1}","eventSource":"aws:sqs"}]"#,
    source: None,
    rule: Rule::Sources,
    rows: RowForm::AsItIs(RecordForm::Record),
    caveat: None,
};

pub(super) const STREAM: Sheet = Sheet {
    name: "record-stream",
    title: "records of the source one after the other, or spread over lines",
    samples: &["records-dynamodb.json"],
    example: r#"{"messageId":"1","body":"{\"k\":1}","eventSource":"aws:sqs"}{"messageId":"1","body":"{\"k\":1}","eventSource":"aws:sqs"}"#,
    source: None,
    rule: Rule::Sources,
    rows: RowForm::AsItIs(RecordForm::Record),
    caveat: None,
};
