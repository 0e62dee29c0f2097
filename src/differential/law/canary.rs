//! The law that must fail. The engine gets a pattern in which the tests of one operator are altered: a prefix becomes a
//! suffix, a range loses its end, or a `$or` loses its last branch. If no difference is found, the generated cases
//! don't reach the operator.

use tidegate_fixtures::generate::{Operator, Unstructured, scenario_with_fault};

use super::agree::dialect;
use crate::case::{Case, Difference, Seen};

const NAME: &str = "canary";

/// Makes a case. The last byte chooses the operator.
pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let last = usize::from(*bytes.last().unwrap_or(&0));
    Some(faulty(Operator::ALL[last % Operator::ALL.len()], bytes))
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    case.compared(NAME)
}

fn faulty(operator: Operator, bytes: &[u8]) -> Case {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let (made, altered) = scenario_with_fault(&mut Unstructured::new(rest), operator);
    let case = Case::of(dialect(*first), made.pattern, made.event);
    Case {
        operators: made.operators,
        altered: vec![altered],
        ..case
    }
}

/// Checks the canary of one operator on the case made from these bytes.
///
/// # Errors
/// The fault is found, which should happen often.
pub fn canary_of(operator: Operator, bytes: &[u8]) -> Result<Seen, Difference> {
    faulty(operator, bytes).compared(NAME)
}
