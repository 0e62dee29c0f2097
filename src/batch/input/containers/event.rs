//! Lambda events of any source: what a function is invoked with, and what `sam local generate-event` prints. Where the
//! records stand in one, its source's datasheet says.

use super::sheet::{RowForm, Rule, Sheet};
use crate::judged::RecordForm;

pub(super) const SHEET: Sheet = Sheet {
    name: "event",
    title: "Lambda events of the source",
    samples: &[
        "event-sqs.json",
        "event-kinesis.json",
        "event-dynamodb.json",
        "event-kafka.json",
        "event-activemq.json",
        "event-rabbitmq.json",
        "eventbridge.json",
        "event-dynamodb-through-kinesis.json",
        "event-sns-in-sqs.json",
        "kinesis-aggregated.json",
    ],
    example: r#"{"Records":[{"messageId":"1","body":"{\"k\":1}","eventSource":"aws:sqs"}]}"#,
    source: None,
    rule: Rule::Sources,
    rows: RowForm::AsItIs(RecordForm::Record),
    caveat: None,
};
