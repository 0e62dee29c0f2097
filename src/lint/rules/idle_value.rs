//! L0315: a value of a list that adds nothing.

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::idle_parts::PartKind;
use crate::meaning::Meaning;
use crate::rule::{Check, Draft, Rule};

use super::idle_condition::drafts;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0315",
        name: "idle-value",
        severity: Severity::Info,
        also: None,
        meaning: "This value of a list adds nothing: every record that matches by it also matches by another value or \
                  another alternative, or no record matches by it. The filter without it is proven to deliver the same \
                  records, and is shorter.",
        example: Example::of(
            "sqs",
            &[r#"{"body":{"kind":["order-paid",{"prefix":"order-"}]}}"#],
        ),
        fix: "Remove the value: the filter then matches the same records.",
    },
    check: Check::Meaning(check),
};

fn check(meaning: &Meaning<'_>) -> Vec<(usize, Draft)> {
    drafts(meaning, PartKind::Value, |_, text| {
        format!("{text} changes nothing: the filter matches the same records without it")
    })
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn value_within_another_is_found_and_taken_out() {
        for (list, fixed) in [
            (r#"["ab",{"prefix":"a"}]"#, r#"[{"prefix":"a"}]"#),
            (r#"["x","x"]"#, r#"["x"]"#),
            (r#"[5,{"numeric":[">",1]}]"#, r#"[{"numeric":[">",1]}]"#),
        ] {
            let pattern = format!(r#"{{"body":{{"a":{list}}}}}"#);
            let finding = found("L0315", "sqs", &pattern);
            let fixed = format!(r#"{{"body":{{"a":{fixed}}}}}"#);
            assert_eq!(finding.fixed, Some(fixed), "{list}");
        }
    }

    #[test]
    fn values_that_add_something_and_those_of_other_rules_are_not_found() {
        clean("L0315", "sqs", r#"{"body":{"a":["b",{"prefix":"a"}]}}"#);
        // L0305 reports it.
        clean("L0315", "sqs", r#"{"body":{"a":["paid",{"exists":true}]}}"#);
        // A number in a pattern also matches an address written as a number.
        clean("L0315", "sqs", r#"{"body":{"a":[5,6]}}"#);
    }
}
