//! L0602: a part of a pattern that only deployment knows.

use tidegate_template::Template;

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, span};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0602",
        name: "unresolved",
        severity: Severity::Info,
        also: None,
        meaning: "A value that the pattern needs is not in the template: a parameter without a default, or a property of a \
                  resource that deployment creates. The rules look at the rest of the pattern.",
        example: Example::of("sqs", &[]),
        fix: "Give the value by its name: --set NAME=VALUE.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    let entries = template.entries.iter().enumerate();
    let found = entries.flat_map(|(index, entry)| {
        let open = entry.all_holes().filter(|hole| hole.is_open());
        open.map(move |hole| {
            let message = format!("`{}` is known only after deployment", hole.what);
            let draft = PlacedDraft::new(index, span(&hole.range), message);
            match &hole.name {
                Some(name) => draft.help(format!("give it a value: --set {name}=VALUE")),
                None => draft,
            }
        })
    });
    found.collect()
}
