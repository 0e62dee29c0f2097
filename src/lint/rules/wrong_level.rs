//! L0201: a key at the root that no record of the source has there; mostly a field of the payload, one level too high.

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::record_name;
use crate::roots::{Fault, consequence, faults, first_path, root_key, wrapped};
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0201",
        name: "wrong-level",
        severity: Severity::Error,
        meaning: "A filter is matched against the whole record of its source, and the key at the filter's root is not a \
                  key of that record. The fields of the payload stand under `body` (SQS), `data` (Kinesis, MQ), `value` \
                  (Kafka) or `dynamodb` (DynamoDB). AWS accepts the filter, and every record is filtered out; a queue's \
                  messages are deleted.",
        example: Example::of("sqs", &[r#"{"state":["paid"]}"#]),
        fix: "Put the field under the payload's key: {\"body\":{\"state\":[\"paid\"]}}.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    if filter.is_of_bus() || filter.source() == tidegate::Source::EventBridge {
        return Vec::new();
    }
    let faults = faults(filter).into_iter();
    let unknown = faults.filter(|(_, fault)| *fault == Fault::Unknown);
    unknown
        .map(|(member, _)| {
            let key = root_key(member);
            let record = record_name(filter.source());
            let consequence = consequence(filter, member);
            let message = format!("no {record} has `{key}` at its root{consequence}");
            let draft = Draft::new(member.key_span, message);
            match wrapped(filter) {
                Some(fixed) => draft
                    .help(format!(
                        "did you mean `{}`?",
                        did_you_mean(&fixed, &key, filter, member)
                    ))
                    .fixed(fixed),
                None => draft.help(format!("did you mean `{}`?", first_path(filter, member))),
            }
        })
        .collect()
}

/// The path of the field in the filter as it should be: with its type, if it has one there.
fn did_you_mean(
    fixed: &tidegate_json::Json,
    key: &str,
    filter: &Filter<'_>,
    member: &tidegate_json::Member,
) -> String {
    let fields = crate::field::Fields::of(fixed);
    let is_it = |keys: &[&str]| keys.contains(&key);
    let found = fields.all.iter().find(|field| is_it(&field.keys()));
    found.map_or_else(|| first_path(filter, member), |field| field.path())
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn fields_of_the_payload_at_the_root_are_found() {
        for (source, pattern, path, fixed) in [
            (
                "sqs",
                r#"{"state":["paid"]}"#,
                "body.state",
                r#"{"body":{"state":["paid"]}}"#,
            ),
            (
                "kinesis",
                r#"{"a":{"b":[1]}}"#,
                "data.a.b",
                r#"{"data":{"a":{"b":[1]}}}"#,
            ),
            (
                "kafka",
                r#"{"type":["x"]}"#,
                "value.type",
                r#"{"value":{"type":["x"]}}"#,
            ),
            (
                "dynamodb",
                r#"{"status":["paid"],"eventName":["INSERT"]}"#,
                "dynamodb.NewImage.status.S",
                r#"{"dynamodb":{"NewImage":{"status":{"S":["paid"]}}},"eventName":["INSERT"]}"#,
            ),
        ] {
            let finding = found("L0201", source, pattern);
            assert_eq!(finding.fixed.as_deref(), Some(fixed), "{pattern}");
            assert_eq!(finding.help, Some(format!("did you mean `{path}`?")));
            assert!(finding.message.ends_with("never matches"), "{pattern}");
        }
    }

    #[test]
    fn a_filter_that_may_match_by_another_alternative_is_not_said_to_never_match() {
        let pattern = r#"{"$or":[{"state":["paid"]},{"body":{"a":[1]}}]}"#;
        let finding = found("L0201", "sqs", pattern);
        assert_eq!(finding.message, "no SQS message has `state` at its root");
    }

    #[test]
    fn keys_that_records_have_are_not_found() {
        clean(
            "L0201",
            "sqs",
            r#"{"body":{"state":["paid"]},"attributes":{"SenderId":["x"]}}"#,
        );
        clean(
            "L0201",
            "kinesis",
            r#"{"partitionKey":["a"],"data":{"k":[1]}}"#,
        );
        clean(
            "L0201",
            "pipes/dynamodb",
            r#"{"dynamodb.NewImage.entity.S":["x"]}"#,
        );
        clean("L0201", "eventbridge", r#"{"state":["x"]}"#);
    }
}
