//! L0212: filters on a source that Lambda does not filter.

use tidegate_batch::Origin;
use tidegate_template::Template;

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, filtered, span};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0212",
        name: "not-filtered-source",
        severity: Severity::Error,
        also: None,
        meaning: "Lambda does not filter what it reads from Amazon DocumentDB (Lambda Developer Guide, \"Control which \
                  events Lambda sends to your function\", read 2026-11-29).",
        example: Example::of("kinesis", &[]),
        fix: "Take the filters out, and test the change event in the function.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    let entries = filtered(template).filter(|(_, it)| it.origin == Some(Origin::DocumentDb));
    let found = entries.map(|(index, entry)| {
        let message = "Lambda does not filter records of Amazon DocumentDB";
        PlacedDraft::new(index, span(&entry.filters[0].range), message)
            .help("take the filters out, and test the change event in the function")
    });
    found.collect()
}
