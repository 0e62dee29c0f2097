//! The law that must fail: the engine is told a pattern whose tests of one operator are altered (a prefix becomes a
//! suffix, a range loses its end, the last branch of a `$or` is forgotten). If that goes unnoticed, the generated cases
//! don't reach the operator.

use tidegate_fixtures::generate::{Operator, Unstructured, scenario_with_fault};

use super::agree::dialect;
use crate::case::{Case, Difference, Seen};

const NAME: &str = "canary";

/// The last byte chooses the operator.
pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let last = usize::from(*bytes.last().unwrap_or(&0));
    Some(faulty(Operator::ALL[last % Operator::ALL.len()], bytes))
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    case.compared(NAME)
}

fn faulty(operator: Operator, bytes: &[u8]) -> Case {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let (made, told) = scenario_with_fault(&mut Unstructured::new(rest), operator);
    let case = Case::of(dialect(*first), made.pattern, made.event);
    Case {
        operators: made.operators,
        told: vec![told],
        ..case
    }
}

/// The canary of one operator on the case that these bytes stand for.
///
/// # Errors
/// If it is found, as it should be often enough.
pub fn canary_of(operator: Operator, bytes: &[u8]) -> Result<Seen, Difference> {
    faulty(operator, bytes).compared(NAME)
}
