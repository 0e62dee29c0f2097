//! L0603: a word of YAML that is not a text, though it may be meant as one.

use tidegate_template::Template;

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, filtered, span};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0603",
        name: "yaml-retyped",
        severity: Severity::Warning,
        also: None,
        meaning: "In a pattern that is written as a YAML map, a word without quotes is not always a text: `on`, `yes` and \
                  `no` are booleans, `0123` is 83 and `1_000` is 1000 (YAML 1.1, which CloudFormation and SAM read). The \
                  pattern then asks for that value, and never matches a text.",
        example: Example::of("eventbridge", &[]),
        fix: "Put the word in quotes, or write the value that is meant: true, false, or the number.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    let found = filtered(template).flat_map(|(index, entry)| {
        let words = entry.filters.iter().flat_map(|filter| &filter.retyped);
        words.map(move |word| {
            let (written, value) = (&word.written, &word.value);
            let place = span(&word.range);
            let message = format!("YAML reads `{written}` as {value}, not as a text");
            PlacedDraft::new(index, place, message)
                .help(format!("write '{written}' if the text is meant"))
                .edit(place, format!("'{written}'"))
        })
    });
    found.collect()
}
