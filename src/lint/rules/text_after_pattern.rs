//! L0106: text after the pattern, which is ignored. The document's reader finds it; here it is explained.

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0106",
        name: "text-after-pattern",
        severity: Severity::Warning,
        also: None,
        meaning: "There is text after the brace that closes the pattern. event-ruler 2.0.1 ignores it, so a second \
                  pattern in the same text has no effect.",
        example: Example::of("sqs", &["{\"body\":{\"a\":[1]}}\n{\"body\":{\"b\":[2]}}"]),
        fix: "Write several patterns as a list, or give each its own -e or -f.",
    },
    check: Check::Document,
};
