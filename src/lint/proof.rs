//! Decides whether findings prove that a filter matches no record at all, so that no sample is needed.

use crate::field::Field;
use crate::filter::Filter;
use crate::finding::{Finding, Severity};
use crate::lint::lint;

/// The rules whose errors at a key or a list prove that the field below never has a value to compare.
const PROOFS: [&str; 5] = ["L0201", "L0202", "L0206", "L0216", "L0409"];

/// Returns whether the findings prove that no record of the filter's source can match it: each alternative of the
/// filter needs a value of a field that never has one. `false` proves nothing.
///
/// ```
/// use tidegate_batch::Route;
/// use tidegate_lint::{Filter, never_matches};
/// let sqs: Route = "sqs".parse()?;
/// let read = |text| Filter::read(text, sqs, sqs.profile()).unwrap();
/// assert!(never_matches(&read(r#"{"state":["paid"]}"#)));
/// assert!(!never_matches(&read(r#"{"body":{"state":["paid"]}}"#)));
/// assert!(!never_matches(&read(r#"{"state":[{"exists":false}]}"#)));
/// # Ok::<(), tidegate_batch::UnknownRoute>(())
/// ```
#[must_use]
pub fn never_matches(filter: &Filter<'_>) -> bool {
    let findings = lint(std::slice::from_ref(filter));
    let is_proven = |it: &Finding| it.severity == Severity::Error && it.code == "L0401";
    if findings.iter().any(is_proven) {
        return true;
    }
    let is_proof = |it: &&Finding| it.severity == Severity::Error && PROOFS.contains(&it.code);
    let proofs: Vec<_> = findings.iter().filter(is_proof).collect();
    let fields = filter.fields();
    let is_empty = |index: &usize| is_without_values(&fields.all[*index], &proofs);
    let mut branches = fields.branches.iter();
    !proofs.is_empty() && branches.all(|branch| branch.iter().any(is_empty))
}

/// Returns whether the field needs a value and never has one.
fn is_without_values(field: &Field<'_>, proofs: &[&Finding]) -> bool {
    let keys = field.steps.iter().map(|step| step.member.key_span);
    let mut places = keys.chain([field.list.span]);
    let is_proven = |place| proofs.iter().any(|finding| finding.span == place);
    !field.takes_absence() && places.any(is_proven)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_proven(source: &str, pattern: &str) -> bool {
        let route: tidegate_batch::Route = source.parse().unwrap();
        never_matches(&Filter::read(pattern, route, route.profile()).unwrap())
    }

    #[test]
    fn field_that_is_never_there_proves_that_nothing_matches() {
        for (source, pattern) in [
            ("kinesis", r#"{"state":["paid"]}"#),
            ("kinesis", r#"{"data":{"a":["x"]},"state":["paid"]}"#),
            ("sqs", r#"{"$or":[{"state":["paid"]},{"type":["x"]}]}"#),
            (
                "dynamodb",
                r#"{"dynamodb":{"NewImage":{"state":["paid"]}}}"#,
            ),
            ("dynamodb", r#"{"dynamodb":{"Keys":["x"]}}"#),
        ] {
            assert!(is_proven(source, pattern), "{source} {pattern}");
        }
    }

    #[test]
    fn field_that_a_record_may_have_proves_nothing() {
        for (source, pattern) in [
            ("kinesis", r#"{"data":{"state":["paid"]}}"#),
            (
                "sqs",
                r#"{"$or":[{"state":["paid"]},{"body":{"a":["x"]}}]}"#,
            ),
            ("sqs", r#"{"state":[{"exists":false}]}"#),
            ("sqs", r#"{"state":["paid",{"exists":false}]}"#),
            (
                "dynamodb",
                r#"{"dynamodb":{"NewImage":{"state":{"S":["paid"]}}}}"#,
            ),
            ("eventbridge", r#"{"detail":{"state":["paid"]}}"#),
        ] {
            assert!(!is_proven(source, pattern), "{source} {pattern}");
        }
    }
}
