//! L0502: a rule's pattern over the default quota.

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

/// Characters of an event pattern, by default; can be raised to 4,096 (EventBridge quotas, read 2026-11-23).
const CHARS_DEFAULT_MAX: usize = 2048;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0502",
        name: "long-pattern",
        severity: Severity::Info,
        also: None,
        meaning: "The event pattern of a rule may have 2,048 characters by default, and 4,096 after a quota increase \
                  (Amazon EventBridge quotas, read 2026-11-23). White space counts.",
        example: Example::of("eventbridge", &[]),
        fix: "Drop white space, shorten lists by prefix or suffix, or ask for a quota increase.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let chars = filter.text().chars().count();
    if !filter.is_of_bus() || chars <= CHARS_DEFAULT_MAX {
        return Vec::new();
    }
    let message = format!(
        "{chars} characters, and a rule takes {CHARS_DEFAULT_MAX} without a quota increase"
    );
    vec![
        Draft::new(filter.opening_span(), message)
            .help("drop white space, or ask for a quota increase"),
    ]
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn only_rules_over_the_default_are_found() {
        let pattern = |chars: usize| {
            let frame = r#"{"source":["é"]}"#;
            frame.replace('é', &"é".repeat(chars - frame.chars().count() + 1))
        };
        found("L0502", "eventbridge", &pattern(2049));
        clean("L0502", "eventbridge", &pattern(2048));
        clean("L0502", "sqs", &pattern(2049));
    }
}
