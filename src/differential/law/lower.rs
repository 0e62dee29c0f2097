//! The engine accepts a generated pattern exactly if the reference does, in every dialect. If both refuse it and the
//! engine knows EventBridge's message, the message is the reference's.

use tidegate::{Code, Error};
use tidegate_fixtures::generate::{Unstructured, scenario};
use tidegate_reference::Dialect;

use crate::answer::{Answer, lowered};
use crate::case::{Case, Difference, Seen};
use crate::dialect::DIALECTS;

pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let made = scenario(&mut Unstructured::new(bytes));
    let case = Case::of(Dialect::EventBridge, made.pattern, Vec::new());
    Some(Case {
        operators: made.operators,
        ..case
    })
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let mut answer = Answer::NoMatch;
    for (index, pattern) in case.patterns.iter().enumerate() {
        for dialect in DIALECTS {
            let found = check_in(case, dialect, index, pattern)?;
            if dialect == case.dialect {
                answer = found;
            }
        }
    }
    Ok(case.seen(answer))
}

/// Checks one dialect. Accepted patterns count as no match, because there is no event.
fn check_in(
    case: &Case,
    dialect: Dialect,
    index: usize,
    pattern: &str,
) -> Result<Answer, Difference> {
    let case = &Case {
        dialect,
        ..case.clone()
    };
    let differs = |engine: &str, expected: &str| Err(case.difference("lower", engine, expected));
    match (
        lowered(dialect, pattern),
        tidegate_reference::check(dialect, pattern),
    ) {
        (Ok(_), Ok(())) => Ok(Answer::NoMatch),
        (Ok(_), Err(why)) => differs("accepted", &format!("invalid pattern: {why}")),
        (Err(error), Ok(())) => differs(&format!("refused: {error}"), "a valid pattern"),
        (Err(error), Err(why)) => match error.aws_message() {
            Some(words) if words != why && are_comparable(dialect, &error) => {
                differs(&format!("AWS says: {words}"), &format!("AWS says: {why}"))
            }
            _ => Ok(Answer::InvalidPattern(index, why)),
        },
    }
}

/// Returns whether the messages can be compared. Only EventBridge's messages are known. If the root is a bare value,
/// EventBridge's message is about the text after it, which the engine does not read.
fn are_comparable(dialect: Dialect, error: &Error) -> bool {
    dialect == Dialect::EventBridge && error.code() != Code::NotAnObject
}
