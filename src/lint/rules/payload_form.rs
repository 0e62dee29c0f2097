//! L0214: a filter that asks for plain text, on records with JSON; and the reverse.

use tidegate::PayloadForm;

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::payload_key;
use crate::rule::{Check, Draft, Rule, Sampled};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0214",
        name: "payload-form",
        severity: Severity::Warning,
        also: Some(Severity::Info),
        meaning: "The filter asks for the payload as plain text, and the records have JSON; or it asks for JSON, and \
                  they have plain text. AWS drops such records without looking at them, and deletes those of a queue. \
                  A payload is JSON if it is an object or a list. If only some of the records have the other form, the \
                  finding is an info. At most the first 1,000 records are looked at.",
        example: Example {
            source: "sqs",
            filters: &[r#"{"body":["paid"]}"#],
            records: &[r#"{"body":"{\"state\":\"paid\"}"}"#],
        },
        fix: "For JSON name a field: {\"body\":{\"state\":[\"paid\"]}}. For plain text list the texts: \
              {\"body\":[\"paid\"]}.",
    },
    check: Check::Sample(check),
};

fn check(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Draft> {
    let key = payload_key(filter.source());
    let (asked, barred, found, help) = match filter.rule().payload_form() {
        PayloadForm::Text => (
            "plain text",
            sampled.shapes.json,
            "JSON",
            format!("for JSON write {{\"{key}\": {{\"field\": [...]}}}}"),
        ),
        PayloadForm::Json => (
            "JSON",
            sampled.shapes.text,
            "plain text",
            format!("for plain text write {{\"{key}\": [...]}}"),
        ),
        PayloadForm::Unasked | PayloadForm::Both => return Vec::new(),
    };
    if barred == 0 {
        return Vec::new();
    }
    let records = sampled.records;
    let have = match (barred, records) {
        (1, 1) => "the record has".to_owned(),
        _ if barred == records => format!("all {records} records have"),
        (1, _) => format!("1 of {records} records has"),
        _ => format!("{barred} of {records} records have"),
    };
    let message = format!("this asks for {asked} in `{key}`, and {have} {found} there");
    let fields = filter.fields();
    let field = fields
        .all
        .iter()
        .find(|field| field.keys().first() == Some(&key));
    let span = field.and_then(|field| field.steps.first());
    let span = span.map_or(filter.root().span, |step| step.member.key_span);
    let severity = if barred == records {
        Severity::Warning
    } else {
        Severity::Info
    };
    vec![Draft::new(span, message).help(help).severity(severity)]
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::registry::testing::of_sample;

    #[test]
    fn payloads_of_the_other_form_are_found() {
        let (json, text) = (r#"{"body":"{\"a\":1}"}"#, r#"{"body":"hello"}"#);
        let severity = |pattern, records: &[&str]| {
            let findings = of_sample("L0214", "sqs", pattern, records);
            findings.first().map(|finding| finding.severity)
        };
        let (wants_json, wants_text) = (r#"{"body":{"a":[1]}}"#, r#"{"body":["hello"]}"#);
        assert_eq!(severity(wants_json, &[text, text]), Some(Severity::Warning));
        assert_eq!(severity(wants_json, &[text, json]), Some(Severity::Info));
        assert_eq!(severity(wants_text, &[json]), Some(Severity::Warning));
        assert_eq!(severity(wants_text, &[text]), None);
        assert_eq!(severity(wants_json, &[json]), None);
        assert_eq!(severity(r#"{"messageId":["a"]}"#, &[text]), None);
    }
}
