//! L0102: a `Pattern` of a FilterCriteria that is an object. The document's reader finds it; here it is explained.

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0102",
        name: "pattern-is-mapping",
        severity: Severity::Warning,
        also: None,
        meaning: "In a FilterCriteria, `Pattern` is a string that holds JSON (Lambda API Reference, \"Filter\", read \
                  2026-11-30), and here it is an object. AWS refuses that; tidegate reads the object as the pattern.",
        example: Example::of("sqs", &[r#"{"Filters":[{"Pattern":{"body":{"a":[1]}}}]}"#]),
        fix: "Write the pattern as a JSON string: \"Pattern\": \"{\\\"body\\\":{\\\"a\\\":[1]}}\".",
    },
    check: Check::Document,
};
