//! L0204: a filter on a payload as plain text, which excludes every JSON payload.

use tidegate::PayloadForm;

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::payload_key;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0204",
        name: "text-and-json",
        severity: Severity::Info,
        also: None,
        meaning: "A list directly under the payload's key asks for plain text, so a payload that is a JSON object or \
                  list is dropped without being looked at. A queue's message is then deleted (Lambda Developer Guide, \
                  \"Using event filtering with an Amazon SQS event source\", read 2026-11-23; the guide of 2022-11-14 \
                  has it under \"Properly filtering Amazon SQS messages\").",
        example: Example::of("sqs", &[r#"{"body":["Result: PASS"]}"#]),
        fix: "If the payloads are JSON, name their fields: {\"body\":{\"result\":[\"PASS\"]}}.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    if filter.rule().payload_form() != PayloadForm::Text {
        return Vec::new();
    }
    let key = payload_key(filter.source());
    let fields = filter.fields();
    let text = fields.all.iter().find(|field| field.path() == key);
    text.map(|field| {
        let message =
            format!("this asks for plain text, so a record with JSON in `{key}` is dropped");
        Draft::new(field.key_span(), message).help(format!(
            "for JSON write {{\"{key}\": {{\"field\": [...]}}}}"
        ))
    })
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn list_under_the_payload_key_is_found() {
        found("L0204", "mq", r#"{"data":[{"prefix":"x"}]}"#);
        clean("L0204", "mq", r#"{"data":{"a":[{"prefix":"x"}]}}"#);
    }
}
