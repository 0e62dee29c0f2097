//! L0203: a root key that records have and filters were seen to work on, and that the guide doesn't list.

use tidegate::Source;

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::{Standing, payload_key, standing};
use crate::roots::{members, root_key};
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0203",
        name: "key-not-documented",
        severity: Severity::Info,
        also: None,
        meaning: "AWS's guide doesn't list the key among those to filter on: it documents filters on the payload's key \
                  alone (Lambda Developer Guide, \"Using event filtering with an Amazon SQS event source\" and its \
                  pages on the other sources, read 2026-11-30). Filters on other keys of the record, such as \
                  `partitionKey`, `topic` or `attributes`, worked in AWS's samples of 2023; AWS does not promise that \
                  they always will.",
        example: Example::of(
            "kinesis",
            &[r#"{"partitionKey":["eu-1"],"data":{"kind":["order"]}}"#],
        ),
        fix: "You don't have to do anything. To be safe, put the field that you filter on into the payload.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    if !filter.is_of_mapping() || filter.source() == Source::EventBridge {
        return Vec::new();
    }
    let source = filter.source();
    let members = members(filter.root()).into_iter();
    let undocumented = members
        .filter(|member| standing(source, &root_key(member)) == Some(Standing::Undocumented));
    undocumented
        .map(|member| {
            let key = root_key(member);
            let message = format!("AWS's guide doesn't list `{key}` among the keys to filter on");
            Draft::new(member.key_span, message).help(format!(
                "it worked where it was tried; only `{}` is documented",
                payload_key(source)
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn metadata_is_found_where_it_is_not_documented() {
        found("L0203", "kafka", r#"{"topic":["a"]}"#);
        clean("L0203", "pipes/kafka", r#"{"topic":["a"]}"#);
        clean("L0203", "dynamodb", r#"{"eventName":["INSERT"]}"#);
        clean("L0203", "sqs", r#"{"body":{"topic":["a"]}}"#);
    }
}
