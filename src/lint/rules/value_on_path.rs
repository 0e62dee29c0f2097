//! L0222: a path that goes through a field that holds a plain value in the records.

use tidegate_json::{Json, JsonKind};

use crate::counts::FieldCounts;
use crate::explanation::{Example, Explanation};
use crate::field::Field;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::payload_key;
use crate::rule::{Check, Draft, Rule, Sampled};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0222",
        name: "value-on-path",
        severity: Severity::Warning,
        also: None,
        meaning: "The filter asks for a field inside an object, and where that object should be, the records looked at \
                  have a plain value, often a string that holds JSON. AWS matches a field only at its own path \
                  (event-ruler 2.0.1), and it parses the payload once: JSON in a string inside the payload stays a \
                  string. At most the first 1,000 records are looked at.",
        example: Example {
            source: "sqs",
            filters: &[r#"{"body":{"order":{"state":["paid"]}}}"#],
            records: &[r#"{"body":"{\"order\":\"{\\\"state\\\":\\\"paid\\\"}\"}"}"#],
        },
        fix: "Ask for the value itself, or let the producer send the object as an object instead of as text.",
    },
    check: Check::Sample(check),
};

fn check(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Draft> {
    sampled.by_field(filter, |field, counts| {
        draft(filter, field, counts, sampled)
    })
}

fn draft(
    filter: &Filter<'_>,
    field: &Field<'_>,
    counts: &FieldCounts,
    sampled: &Sampled<'_>,
) -> Option<Draft> {
    let (passed, value) = counts.first_stop.as_ref()?;
    let keys = field.keys();
    // A payload that is text: L0214.
    let is_payload = *passed == 1 && keys.first() == Some(&payload_key(filter.source()));
    let is_there = counts.with_value > 0 || counts.with_object > 0;
    if is_payload || is_there || field.asks_absence_alone() || !counts.elsewhere.is_empty() {
        return None;
    }
    let (path, stop) = (field.path(), keys[..*passed].join("."));
    let place = sampled.place(counts.stops);
    let message = format!(
        "`{stop}` is {} {place}, so there is no `{path}`",
        kind(value)
    );
    let draft = Draft::new(field.key_span(), message);
    Some(match holds_json(value) {
        true => draft.help(format!(
            "AWS does not look into JSON in a string: the producer has to send `{stop}` as an object"
        )),
        false => draft.help(format!("ask for the value of `{stop}` itself")),
    })
}

const fn kind(value: &Json) -> &'static str {
    match value.kind {
        JsonKind::Null => "null",
        JsonKind::Bool(_) => "true or false",
        JsonKind::Number(_) => "a number",
        JsonKind::String(_) => "a string",
        JsonKind::Array(_) | JsonKind::Object(_) => "an object or a list",
    }
}

/// Returns whether the value is a string that holds an object or a list.
fn holds_json(value: &Json) -> bool {
    let text = value.as_str().map(str::trim_start).unwrap_or_default();
    text.starts_with(['{', '[']) && Json::parse_first(text).is_ok()
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::of_sample;

    #[test]
    fn path_through_a_value_is_found() {
        let text = r#"{"body":"{\"a\":\"x\"}"}"#;
        let number = r#"{"body":"{\"a\":[{\"c\":1},5]}"}"#;
        let nested = r#"{"body":"{\"a\":\"{\\\"b\\\":1}\"}"}"#;
        let pattern = r#"{"body":{"a":{"b":[1]}}}"#;
        let found = |records: &[&str]| of_sample("L0222", "sqs", pattern, records).remove(0);
        let finding = found(&[text]);
        assert_eq!(
            finding.message,
            "`body.a` is a string in the record, so there is no `body.a.b`"
        );
        assert_eq!(
            finding.help.unwrap(),
            "ask for the value of `body.a` itself"
        );
        assert!(found(&[text, number]).message.contains("in all 2 records"));
        let help = found(&[nested]).help.unwrap();
        assert!(help.contains("JSON in a string"), "{help}");
    }

    #[test]
    fn paths_that_are_there_and_other_mistakes_are_not_found() {
        let text = r#"{"body":"{\"a\":\"x\"}"}"#;
        for (pattern, record) in [
            (r#"{"body":{"a":["y"]}}"#, text),
            (r#"{"body":{"b":{"c":["y"]}}}"#, text),
            (r#"{"body":{"a":{"b":[{"exists":false}]}}}"#, text),
            (r#"{"body":{"a":{"b":[1]}}}"#, r#"{"body":"plain"}"#),
            (r#"{"body":{"a":{"b":[1]}}}"#, r#"{"body":"{\"a\":null}"}"#),
            (
                r#"{"body":{"a":{"b":[1]}}}"#,
                r#"{"body":"{\"a\":{\"b\":2}}"}"#,
            ),
            (
                r#"{"body":{"a":{"b":[1]}}}"#,
                r#"{"body":"{\"a\":5,\"b\":1}"}"#,
            ),
        ] {
            let found = of_sample("L0222", "sqs", pattern, &[record]);
            assert!(found.is_empty(), "{pattern} {record}: {found:?}");
        }
        let records = [text, r#"{"body":"{\"a\":{\"b\":2}}"}"#];
        assert!(of_sample("L0222", "sqs", r#"{"body":{"a":{"b":[1]}}}"#, &records).is_empty());
    }
}
