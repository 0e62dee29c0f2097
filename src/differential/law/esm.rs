//! Filters and a record of their source in: what the batch side does with the record is the reference's fate of it,
//! and a filter refused by one side is refused by the other.

use tidegate_fixtures::generate::{EventSource, Unstructured, mapping};
use tidegate_reference::Dialect;

use crate::answer;
use crate::case::{Case, Difference, Seen};

const NAME: &str = "esm";

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
    let seen = case.compared(NAME)?;
    // A faulty engine is told other patterns; what it says of a pipe shows nothing.
    if case.told.is_empty() && !seen.is_left_to_chance {
        check_pipe(case)?;
    }
    Ok(seen)
}

/// By a pipe, too, the record's fate is the reference's.
fn check_pipe(case: &Case) -> Result<(), Difference> {
    let by_engine = answer::pipe(case.dialect, &case.patterns, &case.event);
    let expected = answer::reference_pipe(case.dialect, &case.patterns, &case.event);
    if by_engine == expected {
        return Ok(());
    }
    let (by_engine, expected) = (format!("{by_engine}, as a pipe"), expected.to_string());
    Err(case.difference(NAME, by_engine, expected))
}
