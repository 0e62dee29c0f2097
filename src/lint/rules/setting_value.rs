//! L0706: a setting whose value is of the wrong kind.

use tidegate_template::{NoteKind, Template};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, noted};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0706",
        name: "setting-value",
        severity: Severity::Error,
        also: None,
        meaning: "A setting of a mapping, function or queue has a value of the wrong kind, such as a text where a number \
                  belongs. CloudFormation refuses it (its resource schemas, read 2026-11-29), and the rules about settings \
                  leave it out.",
        example: Example::of("sqs", &[]),
        fix: "Write a value of the kind that the message names.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    noted(template, NoteKind::WrongValue)
}
