//! Filters and a record of their source in: what the batch side does with the record is the reference's fate of it,
//! and a filter refused by one side is refused by the other.

use tidegate_fixtures::generate::{EventSource, Unstructured, mapping};
use tidegate_reference::Dialect;

use crate::case::{Case, Difference, Seen};

pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let made = mapping(&mut Unstructured::new(bytes));
    let dialect = match made.source {
        EventSource::Sqs => Dialect::Sqs,
        EventSource::Kinesis => Dialect::Kinesis,
        EventSource::DynamoDb => Dialect::DynamoDb,
        EventSource::Kafka => Dialect::Kafka,
        EventSource::Mq => Dialect::Mq,
    };
    let (patterns, operators) = (made.filters, made.operators);
    Some(Case {
        dialect,
        patterns,
        told: Vec::new(),
        event: made.record,
        operators,
    })
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    case.compared("esm")
}
