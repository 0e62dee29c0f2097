//! L0105: a filter, or a part of one, where AWS does not look for it.

use tidegate_template::{NoteKind, Template};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, noted};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0105",
        name: "filter-out-of-place",
        severity: Severity::Error,
        also: None,
        meaning: "The filter stands where AWS does not look for filters: under another name, beside its place, or on an \
                  event that has none. CloudFormation and SAM refuse properties that they do not know (SAM: \
                  \"FilterCriteria field has a wrong format\"); other tools leave them out, and then every record is \
                  delivered (CloudFormation's resource schemas and the SAM schema, read 2026-11-29).",
        example: Example::of("sqs", &[]),
        fix: "Write FilterCriteria: {Filters: [{Pattern: '...'}]} among the properties of the mapping or event; a pipe has \
              it under SourceParameters, a rule has EventPattern.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    noted(template, NoteKind::Misplaced)
}
