//! The batch side's disposition of a record of the filters' source is the reference's, and both sides refuse the same
//! filters.

use tidegate_fixtures::generate::{EventSource, Unstructured, mapping};
use tidegate_reference::Dialect;

use crate::answer::{self, Answer};
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
        check_pipe(case, &seen.answer)?;
    }
    Ok(seen)
}

/// Checks a pipe. It refuses operators that pipes lack. For other patterns its result is that of a mapping of the same
/// source, except for `messageAttributes`, which mappings don't see.
fn check_pipe(case: &Case, by_mapping: &Answer) -> Result<(), Difference> {
    let by_pipe = answer::pipe(case.dialect, &case.patterns, &case.event);
    let language = |pattern: &String| tidegate_reference::check(Dialect::Pipes, pattern);
    let is_refused = matches!(by_mapping, Answer::InvalidPattern(..))
        || case
            .patterns
            .iter()
            .any(|pattern| language(pattern).is_err());
    if is_refused != matches!(by_pipe, Answer::InvalidPattern(..)) {
        let expected = ["a pattern that pipes accept", "a pattern that pipes refuse"];
        return Err(case.difference(NAME, by_pipe, expected[usize::from(is_refused)]));
    }
    let asks_hidden = |pattern: &String| {
        let rule = answer::lowered(case.dialect, pattern);
        rule.is_ok_and(|rule| rule.asks("messageAttributes"))
    };
    let is_hidden = case.dialect == Dialect::Sqs && case.patterns.iter().any(asks_hidden);
    if is_refused || is_hidden || by_pipe == *by_mapping {
        return Ok(());
    }
    let expected = format!("{by_mapping}, as a mapping");
    Err(case.difference(NAME, format!("{by_pipe}, as a pipe"), expected))
}
