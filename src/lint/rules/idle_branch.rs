//! L0410: an alternative of `$or` that adds nothing.

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::idle_parts::PartKind;
use crate::meaning::Meaning;
use crate::rule::{Check, Draft, Rule};

use super::idle_condition::drafts;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0410",
        name: "idle-alternative",
        severity: Severity::Warning,
        also: Some(Severity::Info),
        meaning: "This alternative of $or adds nothing: every record that matches it matches another alternative, or no \
                  record matches it. The filter without it is proven to deliver the same records. If that is proven only \
                  for records without lists of objects, it is an info.",
        example: Example::of(
            "sqs",
            &[r#"{"body":{"$or":[{"kind":["order"]},{"kind":["order"],"state":["paid"]}]}}"#],
        ),
        fix: "Remove the alternative, or correct it if it should match more.",
    },
    check: Check::Meaning(check),
};

fn check(meaning: &Meaning<'_>) -> Vec<(usize, Draft)> {
    drafts(meaning, PartKind::Alternative, |_, _| {
        "this alternative changes nothing: the filter matches the same records without it"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn alternative_within_another_is_found_and_taken_out() {
        let finding = found(
            "L0410",
            "sqs",
            r#"{"body":{"$or":[{"a":[1]},{"a":[1],"b":[2]}]}}"#,
        );
        assert_eq!(finding.fixed.as_deref(), Some(r#"{"body":{"a":[1]}}"#));
        let finding = found(
            "L0410",
            "sqs",
            r#"{"body":{"$or":[{"a":[1]},{"a":[1],"b":[2]},{"c":[3]}]}}"#,
        );
        assert_eq!(
            finding.fixed.as_deref(),
            Some(r#"{"body":{"$or":[{"a":[1]},{"c":[3]}]}}"#)
        );
    }

    #[test]
    fn alternatives_that_add_something_are_not_found() {
        clean("L0410", "sqs", r#"{"body":{"$or":[{"a":[1]},{"b":[2]}]}}"#);
        clean(
            "L0410",
            "sqs",
            r#"{"body":{"$or":[{"a":[1],"c":[3]},{"a":[1],"b":[2]}]}}"#,
        );
    }
}
