//! L0302: a number with more digits than AWS compares by value.

use tidegate::{Profile, Rule as EngineRule};
use tidegate_json::JsonKind;

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0302",
        name: "number-as-text",
        severity: Severity::Warning,
        also: None,
        meaning: "The number has more digits than AWS compares by value. AWS compares numbers as doubles if a double \
                  holds the number exactly as it is written; otherwise it compares their text (event-ruler 2.0.1, \
                  ComparableNumber). So this number matches only records that spell it in the same way: \
                  9007199254740993 doesn't match 9007199254740993.0.",
        example: Example::of("sqs", &[r#"{"body":{"id":[9007199254740993]}}"#]),
        fix: "Have the producer write long ids as strings, and filter on the string.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let values = fields.all.iter().flat_map(|field| field.values);
    values
        .filter_map(|value| {
            let JsonKind::Number(text) = &value.kind else {
                return None;
            };
            let message = format!("{text} is compared as text: only the same digits match");
            let draft = Draft::new(value.span, message)
                .help("have the producer write it as a string, and filter on the string");
            (!is_comparable(text)).then_some(draft)
        })
        .collect()
}

/// Returns whether AWS compares the number by value: `numeric` takes no other.
pub(super) fn is_comparable(number: &str) -> bool {
    let pattern = format!(r#"{{"a":[{{"numeric":["=",{number}]}}]}}"#);
    EngineRule::read(&pattern, Profile::Ruler).is_ok()
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn numbers_beyond_a_double_are_found() {
        found("L0302", "sqs", r#"{"body":{"id":[9007199254740993]}}"#);
        found(
            "L0302",
            "sqs",
            r#"{"body":{"id":[0.10000000000000000001,1]}}"#,
        );
        clean(
            "L0302",
            "sqs",
            r#"{"body":{"id":[9007199254740992,0.1,1e3]}}"#,
        );
        clean("L0302", "sqs", r#"{"body":{"id":["9007199254740993"]}}"#);
    }
}
