//! L0204: a filter on a payload as plain text, which excludes every JSON payload.

use tidegate::PayloadForm;
use tidegate_json::{Json, JsonKind};

use crate::edit::{list, replaced, value, with_value};
use crate::explanation::{Example, Explanation};
use crate::field::Field;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::payload_key;
use crate::kind::Kind;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0204",
        name: "text-and-json",
        severity: Severity::Info,
        also: Some(Severity::Error),
        meaning: "A list directly under the payload's key asks for plain text, so a payload that is a JSON object or \
                  list is dropped without being looked at. A queue's message is then deleted (Lambda Developer Guide, \
                  \"Using event filtering with an Amazon SQS event source\", read 2026-11-23; the guide of 2022-11-14 \
                  has it under \"Properly filtering Amazon SQS messages\"). A text in the list that is \
                  itself a JSON object or list therefore never matches; that is an error.",
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
        let json = field.values.iter().find(|it| is_json_text(it));
        if let Some(json) = json {
            return never(filter, field, json);
        }
        let message =
            format!("this asks for plain text, so a record with JSON in `{key}` is dropped");
        Draft::new(field.key_span(), message).help(format!(
            "for JSON write {{\"{key}\": {{\"field\": [...]}}}}"
        ))
    })
    .into_iter()
    .collect()
}

/// Whether the value is a text that is a JSON object or list.
fn is_json_text(wanted: &Json) -> bool {
    inside(wanted).is_some()
}

fn inside(wanted: &Json) -> Option<Json> {
    let inner = Json::parse_whole(wanted.as_str()?).ok()?;
    matches!(inner.kind, JsonKind::Object(_) | JsonKind::Array(_)).then_some(inner)
}

/// The draft about a text that is JSON, which AWS never compares as text.
fn never(filter: &Filter<'_>, field: &Field<'_>, wanted: &Json) -> Draft {
    let key = payload_key(filter.source());
    let message =
        format!("this text is JSON, and AWS drops all JSON in `{key}` here, so it never matches");
    let draft = Draft::new(wanted.span, message).severity(Severity::Error);
    let fields = inside(wanted).and_then(|inner| pattern(&inner));
    match (fields, field.values) {
        (Some(fields), [_]) => draft.fixed(replaced(filter.root(), field.list.span, &fields)),
        _ => draft.help(format!(
            "name its fields: {{\"{key}\": {{\"field\": [...]}}}}"
        )),
    }
}

/// The pattern that asks for the values of an object; `None` if it has an empty part or objects in a list.
fn pattern(json: &Json) -> Option<Json> {
    match &json.kind {
        JsonKind::Object(members) if !members.is_empty() => {
            let fields = members
                .iter()
                .map(|it| Some(with_value(it, wanted(&it.value)?)));
            Some(value(JsonKind::Object(fields.collect::<Option<_>>()?)))
        }
        _ => None,
    }
}

fn wanted(json: &Json) -> Option<Json> {
    match &json.kind {
        JsonKind::Object(_) => pattern(json),
        JsonKind::Array(elements) => {
            let is_value = |it: &Json| Kind::of(it).is_some();
            (!elements.is_empty() && elements.iter().all(is_value)).then(|| json.clone())
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
            Some(list(vec![json.clone()]))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::registry::testing::{clean, found};

    #[test]
    fn list_under_the_payload_key_is_found() {
        found("L0204", "mq", r#"{"data":[{"prefix":"x"}]}"#);
        clean("L0204", "mq", r#"{"data":{"a":[{"prefix":"x"}]}}"#);
    }

    #[test]
    fn a_text_that_is_json_never_matches() {
        for (pattern, fixed) in [
            (
                r#"{"body":["{\"state\":\"paid\",\"n\":{\"k\":[1,2]}}"]}"#,
                Some(r#"{"body":{"state":["paid"],"n":{"k":[1,2]}}}"#),
            ),
            (r#"{"body":["{}"]}"#, None),
            (r#"{"body":["[1]"]}"#, None),
            (r#"{"body":["x","{\"a\":1}"]}"#, None),
        ] {
            let finding = found("L0204", "sqs", pattern);
            assert_eq!(finding.severity, Severity::Error, "{pattern}");
            assert_eq!(finding.fixed.as_deref(), fixed, "{pattern}");
        }
        for pattern in [r#"{"body":["paid"]}"#, r#"{"body":["5"]}"#] {
            let finding = found("L0204", "sqs", pattern);
            assert_eq!(finding.severity, Severity::Info, "{pattern}");
        }
    }
}
