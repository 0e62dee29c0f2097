//! L0219: a key that every record has when a filter sees it, and that none of the given records has.

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::is_always_there;
use crate::rule::{Check, Draft, Rule, Sampled};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0219",
        name: "key-not-in-sample",
        severity: Severity::Warning,
        also: None,
        meaning: "Every record has this key when AWS filters it, and none of the records looked at has it: tools leave \
                  out what Lambda adds (`aws sqs receive-message` prints no awsRegion and no eventSourceARN). The counts \
                  of such a filter say nothing about what AWS will do. At most the first 1,000 records are looked at.",
        example: Example {
            source: "sqs",
            filters: &[r#"{"awsRegion":["eu-west-1"]}"#],
            records: &[r#"{"messageId":"1","body":"x"}"#],
        },
        fix: "Try the filter on records as the function receives them, such as a Lambda event written to a log.",
    },
    check: Check::Sample(check),
};

fn check(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Draft> {
    let source = filter.source();
    let fields = filter.fields();
    let missing = fields
        .all
        .iter()
        .zip(sampled.fields)
        .filter(|(field, counts)| {
            let path = field.path();
            counts.with_value == 0
                && counts.with_object == 0
                && source.payload_key() != Some(path.as_str())
                && is_always_there(source, &path)
        });
    missing
        .map(|(field, _)| {
            let path = field.path();
            let message = format!(
                "none of the records has `{path}`, and every record has it when AWS filters it: this filter can't be \
                 tried on them"
            );
            Draft::new(field.list.span, message)
                .help("try it on records as the function receives them, such as a Lambda event from a log")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::of_sample;

    #[test]
    fn key_that_all_records_lack_is_found_once() {
        let bare = r#"{"messageId":"1","body":"{\"a\":1}"}"#;
        let whole = r#"{"messageId":"1","body":"{\"a\":1}","awsRegion":"eu-west-1"}"#;
        let pattern = r#"{"awsRegion":["eu-west-1"],"body":{"a":[1]}}"#;
        assert_eq!(of_sample("L0219", "sqs", pattern, &[bare, bare]).len(), 1);
        assert!(of_sample("L0219", "sqs", pattern, &[bare, whole]).is_empty());
    }

    #[test]
    fn payload_and_optional_keys_are_not_reported() {
        let record = r#"{"messageId":"1","body":"{\"a\":1}"}"#;
        for pattern in [
            r#"{"body":{"b":[1]}}"#,
            r#"{"body":["x"]}"#,
            r#"{"messageId":["2"]}"#,
        ] {
            assert!(
                of_sample("L0219", "sqs", pattern, &[record]).is_empty(),
                "{pattern}"
            );
        }
        let kafka = r#"{"topic":"t","value":"e30="}"#;
        assert!(of_sample("L0219", "kafka", r#"{"key":["a"]}"#, &[kafka]).is_empty());
    }
}
