//! L0216: a list for a key that holds an object in every record.

use tidegate::Source;

use crate::explanation::{Example, Explanation};
use crate::field::Field;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};
use crate::typed::is_map;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0216",
        name: "object-as-value",
        severity: Severity::Error,
        also: None,
        meaning: "The key holds an object in every record of the source, and a list is compared with values: strings, \
                  numbers, booleans and null. So a list of values and exists true never match there, and exists false \
                  always does (event-ruler 2.0.1; Lambda Developer Guide, \"Filter rule syntax\", read 2026-11-23).",
        example: Example::of(
            "dynamodb",
            &[r#"{"dynamodb":{"NewImage":[{"exists":true}]}}"#],
        ),
        fix: "Name a value inside the object, such as an attribute that each item has: \
              {\"dynamodb\":{\"NewImage\":{\"id\":{\"S\":[{\"exists\":true}]}}}}.",
    },
    check: Check::Filter(check),
};

/// Returns the paths that hold objects: the sources' sample records in the Lambda Developer Guide, and the EventBridge
/// User Guide, "AWS service event metadata", read 2026-11-23.
const fn objects(source: Source) -> &'static [&'static str] {
    match source {
        Source::Sqs => &["attributes"],
        Source::Kinesis => &[
            "data.dynamodb.NewImage",
            "data.dynamodb.OldImage",
            "data.dynamodb.Keys",
        ],
        Source::DynamoDb => &[
            "dynamodb.NewImage",
            "dynamodb.OldImage",
            "dynamodb.Keys",
            "userIdentity",
        ],
        Source::Kafka => &["headers"],
        Source::Mq => &["destination", "properties", "basicProperties"],
        Source::EventBridge => &["detail"],
    }
}

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let fields = fields.all.iter().filter(|field| is_object(filter, field));
    fields.map(draft).collect()
}

/// Returns whether the field's path holds an object in every record that has it.
pub(crate) fn is_object(filter: &Filter<'_>, field: &Field<'_>) -> bool {
    if filter.is_of_ruler() {
        return false;
    }
    let source = filter.source();
    objects(source).contains(&field.path().as_str()) || is_map(source, field)
}

fn draft(field: &Field<'_>) -> Draft {
    let path = field.path();
    let effect = match (field.asks_absence_alone(), field.takes_absence()) {
        (true, _) => "this is always true",
        (false, true) => "only exists false can match",
        (false, false) => "this never matches",
    };
    let message =
        format!("`{path}` holds an object, and a list is compared only with values: {effect}");
    let inner = match path.ends_with("Image") || path.ends_with("Keys") || path.ends_with(".M") {
        true => r#"{"id": {"S": [...]}}"#,
        false => r#"{"field": [...]}"#,
    };
    let key = path.rsplit('.').next().unwrap_or(&path);
    Draft::new(field.list.span, message)
        .help(format!("name a value inside it: {{\"{key}\": {inner}}}"))
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn lists_at_objects_are_found() {
        for (source, pattern, effect) in [
            (
                "dynamodb",
                r#"{"dynamodb":{"NewImage":[{"exists":true}]}}"#,
                "this never matches",
            ),
            (
                "dynamodb",
                r#"{"dynamodb":{"OldImage":[{"exists":false}]}}"#,
                "this is always true",
            ),
            (
                "dynamodb",
                r#"{"dynamodb":{"Keys":["x"]}}"#,
                "this never matches",
            ),
            (
                "dynamodb",
                r#"{"dynamodb":{"NewImage":{"m":{"M":[{"exists":true}]}}}}"#,
                "this never matches",
            ),
            ("eventbridge", r#"{"detail":["x"]}"#, "this never matches"),
            (
                "sqs",
                r#"{"attributes":[{"exists":false}]}"#,
                "this is always true",
            ),
        ] {
            let finding = found("L0216", source, pattern);
            assert!(finding.message.ends_with(effect), "{finding:?}");
        }
    }

    #[test]
    fn values_inside_objects_are_not_found() {
        clean(
            "L0216",
            "dynamodb",
            r#"{"dynamodb":{"NewImage":{"Keys":{"S":["x"]}}}}"#,
        );
        clean("L0216", "eventbridge", r#"{"detail":{"detail":["x"]}}"#);
        clean("L0216", "sqs", r#"{"body":{"attributes":["x"]}}"#);
    }
}
