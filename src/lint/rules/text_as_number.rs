//! L0217: a number for a key that holds digits as text.

use tidegate::Source;
use tidegate_json::{Json, JsonKind};

use crate::edit::{list, replaced, string};
use crate::explanation::{Example, Explanation};
use crate::field::Field;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};
use crate::typed::{as_number_text, wants_number};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0217",
        name: "text-as-number",
        severity: Severity::Error,
        also: None,
        meaning: "Records hold the digits of this key as a string: \"1545082649183\" and not 1545082649183. A number \
                  never equals a string, so a number or `numeric` never matches. (The sample records of the Lambda \
                  Developer Guide's pages on each source, such as \"Using event filtering with an Amazon SQS event \
                  source\", and \"AWS service event metadata\" of EventBridge, read 2026-11-30.)",
        example: Example::of("eventbridge", &[r#"{"account":[123456789012]}"#]),
        fix: "Write the number as a string: {\"account\":[\"123456789012\"]}. Strings have no ranges: compare in the \
              function.",
    },
    check: Check::Filter(check),
};

/// Returns the paths that hold digits as text.
const fn texts(source: Source) -> &'static [&'static str] {
    match source {
        Source::Sqs => &[
            "attributes.ApproximateReceiveCount",
            "attributes.SentTimestamp",
            "attributes.ApproximateFirstReceiveTimestamp",
            "attributes.SequenceNumber",
        ],
        Source::Kinesis => &["sequenceNumber"],
        Source::DynamoDb => &["dynamodb.SequenceNumber"],
        Source::Kafka | Source::Mq => &[],
        Source::EventBridge => &["account"],
    }
}

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    if filter.is_of_ruler() {
        return Vec::new();
    }
    let fields = filter.fields();
    let fields = fields.all.iter();
    fields.filter_map(|field| draft(filter, field)).collect()
}

fn draft(filter: &Filter<'_>, field: &Field<'_>) -> Option<Draft> {
    let path = field.path();
    let value = field.values.iter().find(|value| wants_number(value))?;
    if !texts(filter.source()).contains(&path.as_str()) {
        return None;
    }
    let message = format!("`{path}` holds its digits as text, and a number never equals a text");
    let draft = Draft::new(value.span, message);
    let texts = field.values.iter().map(|value| text(&path, value));
    Some(match texts.collect::<Option<Vec<Json>>>() {
        Some(texts) => draft.fixed(replaced(filter.root(), field.list.span, &list(texts))),
        None => {
            draft.help("text has no ranges: list the values as strings, or compare in the function")
        }
    })
}

/// Returns the value that asks for the same digits as text. Account ids have twelve, and their zeros at the front are
/// lost in a number.
fn text(path: &str, wanted: &Json) -> Option<Json> {
    match &wanted.kind {
        JsonKind::Number(digits) if path == "account" => Some(string(&format!("{digits:0>12}"))),
        _ => as_number_text(wanted),
    }
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn numbers_where_text_is_are_found() {
        for (source, pattern, fixed) in [
            (
                "eventbridge",
                r#"{"account":[12345678901]}"#,
                Some(r#"{"account":["012345678901"]}"#),
            ),
            (
                "sqs",
                r#"{"attributes":{"ApproximateReceiveCount":[1,{"numeric":["=",2]}]}}"#,
                Some(r#"{"attributes":{"ApproximateReceiveCount":["1","2"]}}"#),
            ),
            (
                "sqs",
                r#"{"attributes":{"SentTimestamp":[{"numeric":[">",5]}]}}"#,
                None,
            ),
        ] {
            let finding = found("L0217", source, pattern);
            assert_eq!(finding.fixed.as_deref(), fixed, "{pattern}");
        }
    }

    #[test]
    fn texts_and_fields_of_the_payload_are_not_found() {
        clean("L0217", "eventbridge", r#"{"account":["123456789012"]}"#);
        clean("L0217", "eventbridge", r#"{"detail":{"account":[5]}}"#);
        clean("L0217", "sqs", r#"{"body":{"SentTimestamp":[5]}}"#);
    }
}
