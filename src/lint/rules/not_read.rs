//! L0604: a part of a file that is not read, or that looks like a filter and is not one.

use tidegate_template::{NoteKind, Template};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, noted};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0604",
        name: "not-read",
        severity: Severity::Warning,
        also: Some(Severity::Info),
        meaning: "A part of this file may hold filters and is not read: resources that Fn::ForEach repeats, or functions \
                  that stand in another file. Where a property only looks like a filter (a filter policy of SNS, a filter \
                  pattern of CloudWatch Logs, a schedule, an API destination), the finding is of severity info.",
        example: Example::of("sqs", &[]),
        fix: "Lint the template as it is deployed: after its transform, or packaged.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    let unread = noted(template, NoteKind::Unread);
    let others = noted(template, NoteKind::OtherLanguage).into_iter();
    let others = others.map(|draft| draft.severity(Severity::Info));
    unread.into_iter().chain(others).collect()
}
