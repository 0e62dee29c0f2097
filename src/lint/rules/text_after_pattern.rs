//! L0106: text after the pattern, which is ignored. The document's reader finds it; here it is explained.

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0106",
        name: "text-after-pattern",
        severity: Severity::Warning,
        meaning: "A pattern ends with the brace that closes it, and event-ruler 2.0.1 ignores all that follows: a second \
                  pattern in the same text is never looked at.",
        example: Example::of("sqs", &["{\"body\":{\"a\":[1]}}\n{\"body\":{\"b\":[2]}}"]),
        fix: "Write several patterns as a list, or name each by an -e or -f of its own.",
    },
    check: Check::Document,
};
