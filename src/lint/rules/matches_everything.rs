//! L0402: a filter that every record matches.

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::keys::record_name;
use crate::meaning::Meaning;
use crate::proven::severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0402",
        name: "matches-everything",
        severity: Severity::Warning,
        also: Some(Severity::Info),
        meaning: "Every record of the source matches this filter, so it filters nothing: each record invokes the \
                  function as without filters, and the mapping's other filters have no effect. It is proven, not \
                  sampled. For a rule of a bus it is an info, because a rule may be meant to match all events, as may a \
                  proof that leaves out records with lists of objects.",
        example: Example::of(
            "dynamodb",
            &[r#"{"eventName":["INSERT","MODIFY","REMOVE"]}"#],
        ),
        fix: "Ask for what only the wanted records have, or remove the filter.",
    },
    check: Check::Meaning(check),
};

fn check(meaning: &Meaning<'_>) -> Vec<(usize, Draft)> {
    let mut drafts = Vec::new();
    for (index, filter, facts) in meaning.facts() {
        let Some(proven) = facts.always else { continue };
        let fields = filter.fields();
        let mut named = fields.all.iter();
        if meaning.has(index, "L0407") || named.any(|it| meaning.has_mistake_at(index, it)) {
            continue;
        }
        let certain = match filter.is_of_bus() {
            true => Severity::Info,
            false => Severity::Warning,
        };
        let message = format!(
            "every {} matches this filter, so it filters nothing",
            record_name(filter.source())
        );
        let draft = Draft::new(filter.opening_span(), message)
            .severity(severity(proven, certain))
            .help("ask for what only the wanted records have, or remove the filter");
        drafts.push((index, draft));
    }
    drafts
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn filters_that_every_record_matches_are_found() {
        found(
            "L0402",
            "dynamodb",
            r#"{"eventName":["INSERT","MODIFY","REMOVE"]}"#,
        );
        found(
            "L0402",
            "dynamodb",
            r#"{"eventName":[{"anything-but":["DELETE"]}]}"#,
        );
    }

    #[test]
    fn filters_that_refuse_some_records_are_not_found() {
        clean("L0402", "dynamodb", r#"{"eventName":["INSERT","MODIFY"]}"#);
        clean("L0402", "sqs", r#"{"body":{"a":[{"exists":true}]}}"#);
        // A message that is not JSON is dropped.
        clean(
            "L0402",
            "sqs",
            r#"{"body":{"a":["x",{"exists":true}],"b":[{"exists":false}]}}"#,
        );
    }
}
