//! L0221: a filter asks for a value that AWS never writes: the key has one of a few fixed values in every record.

use tidegate::{Source, nearest};
use tidegate_json::Json;

use crate::edit::{replaced, string};
use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0221",
        name: "fixed-value",
        severity: Severity::Error,
        also: None,
        meaning: "AWS writes this key itself, every record has one of a few values in it, and the filter asks for \
                  another one: eventSource is aws:sqs (Lambda Developer Guide, \"Using Lambda with Amazon \
                  SQS\") or aws:dynamodb (the sample records in AWS's aws_lambda_events 1.1.3), and StreamViewType has \
                  four values (DynamoDB API Reference, \"StreamSpecification\"); all read 2026-11-30.",
        example: Example::of("sqs", &[r#"{"eventSource":["sqs"]}"#]),
        fix: "Write the value that AWS writes, {\"eventSource\":[\"aws:sqs\"]}, or leave the key out: all records of a \
              source have the same.",
    },
    check: Check::Filter(check),
};

/// Returns the values of keys that AWS writes. The sources, read 2026-11-30:
/// <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html>,
/// <https://docs.rs/crate/aws_lambda_events/1.1.3/source/src/fixtures/> (example-dynamodb-event-record-with-optional-fields)
/// and <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html>.
fn values(source: Source, path: &str) -> &'static [&'static str] {
    match (source, path) {
        (Source::Sqs, "eventSource") => &["aws:sqs"],
        (Source::DynamoDb, "eventSource") => &["aws:dynamodb"],
        (Source::DynamoDb, "dynamodb.StreamViewType") => {
            &["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]
        }
        (
            Source::Sqs
            | Source::Kinesis
            | Source::DynamoDb
            | Source::Kafka
            | Source::Mq
            | Source::EventBridge,
            _,
        ) => &[],
    }
}

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    // A pipe's filters never see the key of a queue: L0202.
    if filter.source() == Source::Sqs && !filter.is_of_mapping() {
        return Vec::new();
    }
    let fields = filter.fields();
    let drafts = fields.all.iter().flat_map(|field| {
        let path = field.path();
        let known = values(filter.source(), &path);
        let wrong = field.values.iter().filter(move |it| is_wrong(known, it));
        wrong.map(move |it| draft(filter, &path, known, it))
    });
    drafts.collect()
}

fn is_wrong(known: &[&str], wanted: &Json) -> bool {
    let text = wanted.as_str();
    !known.is_empty() && text.is_some_and(|text| !known.contains(&text))
}

fn draft(filter: &Filter<'_>, path: &str, known: &[&'static str], wanted: &Json) -> Draft {
    let message = format!("AWS never writes {wanted} into `{path}`, so this value never matches");
    let draft = Draft::new(wanted.span, message);
    let near = match known {
        [one] => Some(*one),
        _ => nearest(wanted.as_str().unwrap_or_default(), known),
    };
    match near {
        Some(near) => draft
            .help(format!("did you mean \"{near}\"?"))
            .fixed(replaced(filter.root(), wanted.span, &string(near))),
        None => draft.help(format!("its values are {}", known.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn values_that_aws_never_writes_are_found() {
        for (source, pattern, fixed) in [
            (
                "sqs",
                r#"{"eventSource":["sqs"]}"#,
                Some(r#"{"eventSource":["aws:sqs"]}"#),
            ),
            (
                "dynamodb",
                r#"{"eventSource":["DynamoDB"]}"#,
                Some(r#"{"eventSource":["aws:dynamodb"]}"#),
            ),
            (
                "dynamodb",
                r#"{"dynamodb":{"StreamViewType":["new_image"]}}"#,
                Some(r#"{"dynamodb":{"StreamViewType":["NEW_IMAGE"]}}"#),
            ),
            (
                "dynamodb",
                r#"{"dynamodb":{"StreamViewType":["ALL"]}}"#,
                None,
            ),
        ] {
            assert_eq!(
                found("L0221", source, pattern).fixed.as_deref(),
                fixed,
                "{pattern}"
            );
        }
    }

    #[test]
    fn values_that_aws_writes_and_other_keys_are_not_found() {
        clean("L0221", "sqs", r#"{"eventSource":["aws:sqs"]}"#);
        clean("L0221", "pipes/sqs", r#"{"eventSource":["sqs"]}"#);
        clean("L0221", "sqs", r#"{"eventSource":[{"suffix":"sqs"}]}"#);
        clean("L0221", "sqs", r#"{"body":{"eventSource":["sqs"]}}"#);
        clean(
            "L0221",
            "dynamodb",
            r#"{"dynamodb":{"StreamViewType":["KEYS_ONLY"]}}"#,
        );
    }
}
