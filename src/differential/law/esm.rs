//! The batch side's disposition of a record of the filters' source is the reference's, and both sides refuse the same
//! filters.

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
        altered: Vec::new(),
        event: made.record,
        operators,
    })
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let seen = case.compared(NAME)?;
    // A canary's engine gets other patterns, so its result for a pipe shows nothing.
    if case.altered.is_empty() && !seen.is_left_to_chance {
        check_pipe(case)?;
    }
    Ok(seen)
}

/// Checks that engine and reference agree about a pipe, too.
fn check_pipe(case: &Case) -> Result<(), Difference> {
    let by_engine = answer::pipe(case.dialect, &case.patterns, &case.event);
    let expected = answer::reference_pipe(case.dialect, &case.patterns, &case.event);
    if by_engine == expected {
        return Ok(());
    }
    let (by_engine, expected) = (format!("{by_engine}, as a pipe"), expected.to_string());
    Err(case.difference(NAME, by_engine, expected))
}
