//! Lambda events of any source: the input of a function, as `sam local generate-event` prints it too. The datasheet of
//! each source says where its events hold their records.

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
