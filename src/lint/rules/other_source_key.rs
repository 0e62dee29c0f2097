//! L0202: a root key that is misspelt, belongs to another source, encloses the record, or is never seen by filters.

use tidegate::Source;
use tidegate_batch::Route;
use tidegate_json::{Json, JsonKind, Member};

use crate::edit::{member, object, with_members};
use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::{payload_key, record_name, standing};
use crate::roots::{Fault, consequence, faults, removed, renamed, root_key, unwrapped};
use crate::rule::{Check, Draft, Rule};
use crate::typed::typed_image;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0202",
        name: "other-source-key",
        severity: Severity::Error,
        also: None,
        meaning: "No record that this filter sees has the key at its root. The key is misspelt (`Body`), belongs to \
                  another source's records (`body` on Kinesis), wraps the record in the Lambda event (`kinesis`; \
                  filters begin inside it), or is hidden from filters although the function gets it: \
                  `messageAttributes` of SQS, measured by the authors of an AWS sample \
                  (aws-samples/serverless-patterns, lambda-esm-sqs-filters-sam, 2023).",
        example: Example::of("kinesis", &[r#"{"kinesis":{"data":{"kind":["order"]}}}"#]),
        fix: "Use the source's own key: `body` (SQS), `data` (Kinesis, MQ), `value` (Kafka), `dynamodb` (DynamoDB).",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    if filter.source() == Source::EventBridge {
        return Vec::new();
    }
    let faults = faults(filter);
    let foreign_keys = faults.iter().filter(|(_, fault)| is_foreign(*fault));
    let foreign_count = foreign_keys.count();
    let mut drafts = Vec::new();
    for (member, fault) in faults {
        match fault {
            Fault::Unknown => {}
            Fault::Spelling(known) => drafts.push(misspelt(filter, member, known)),
            Fault::Wrapper => drafts.push(wrapper(filter, member)),
            Fault::Foreign(other) if foreign_count == 1 => {
                drafts.push(foreign_key(filter, member, other));
            }
            Fault::Foreign(other) => {
                drafts.push(foreign_filter(filter, member, other));
                break;
            }
            Fault::Hidden => drafts.push(hidden(filter, member)),
            Fault::Added => drafts.push(added(filter, member)),
        }
    }
    drafts
}

fn is_foreign(fault: Fault) -> bool {
    matches!(fault, Fault::Foreign(_))
}

/// Returns the one draft about a filter that is another source's as a whole.
fn foreign_filter(filter: &Filter<'_>, member: &Member, other: Source) -> Draft {
    let (own, others) = (record_name(filter.source()), record_name(other));
    let message = format!(
        "this is a filter for another source: `{}` is a key of {others}s, and no {own} has it",
        root_key(member)
    );
    Draft::new(member.key_span, message).help(format!("did you mean --source {other}?"))
}

fn misspelt(filter: &Filter<'_>, member: &Member, known: &str) -> Draft {
    let (key, record) = (root_key(member), record_name(filter.source()));
    let consequence = consequence(filter, member);
    let message = format!("no {record} has a key `{key}`{consequence}");
    let draft = Draft::new(member.key_span, message).help(format!("did you mean `{known}`?"));
    with_fixed(draft, renamed(filter, member, known))
}

fn wrapper(filter: &Filter<'_>, member: &Member) -> Draft {
    let (key, record) = (root_key(member), record_name(filter.source()));
    let fixed = unwrapped(filter, member);
    let inner = first_key(filter.source(), member);
    let consequence = consequence(filter, member);
    let message = format!("no {record} has `{key}` where its filters begin{consequence}");
    Draft::new(member.key_span, message)
        .help(format!("did you mean `{}`?", inner.unwrap_or_default()))
        .fixed(fixed)
}

/// Returns the first key below `wrapper` that records have at their root.
fn first_key(source: Source, wrapper: &Member) -> Option<String> {
    let mut inner = wrapper.value.members().first()?;
    while standing(source, &root_key(inner)).is_none() {
        inner = inner.value.members().first()?;
    }
    Some(root_key(inner))
}

fn foreign_key(filter: &Filter<'_>, member: &Member, other: Source) -> Draft {
    let (key, source) = (root_key(member), filter.source());
    let (own_record, consequence) = (record_name(source), consequence(filter, member));
    let message = format!(
        "`{key}` is a key of {}s, and no {own_record} has it{consequence}",
        record_name(other),
    );
    let own = payload_key(source);
    let draft = Draft::new(member.key_span, message)
        .help(format!("did you mean `{own}`, or --source {other}?"));
    with_fixed(draft, under_own_key(filter, member))
}

/// Returns the filter with its conditions on the other source's payload moved to this source's payload.
fn under_own_key(filter: &Filter<'_>, from: &Member) -> Option<Json> {
    let own = payload_key(filter.source());
    if root_key(from) == payload_key(Source::DynamoDb) {
        // A table's records that pass through a Kinesis stream, a topic or a queue are the payload, unchanged.
        return Some(with_members(filter.root(), &mut |members| {
            let wrapped = members
                .into_iter()
                .map(|it| match it.key_span == from.key_span {
                    true => member(own, object("dynamodb", it.value)),
                    false => it,
                });
            wrapped.collect()
        }));
    }
    if filter.source() != Source::DynamoDb {
        return renamed(filter, from, own);
    }
    let attributes = from.value.members();
    if attributes.is_empty() {
        return None;
    }
    let image = object("NewImage", typed_image(attributes)?);
    let root = filter.root();
    (root.members().len() == 1).then(|| Json {
        span: root.span,
        kind: JsonKind::Object(vec![member(own, image)]),
    })
}

fn hidden(filter: &Filter<'_>, member: &Member) -> Draft {
    let key = root_key(member);
    let consequence = consequence(filter, member);
    let message = format!("filters never see `{key}`, though the function does{consequence}");
    Draft::new(member.key_span, message).help(
        "filter on a field of the body, or look at the attribute in the function; a pipe does see it",
    )
}

fn added(filter: &Filter<'_>, member: &Member) -> Draft {
    let (key, record) = (root_key(member), record_name(filter.source()));
    let consequence = consequence(filter, member);
    let message = match filter.route() {
        Route::Service(_) => {
            format!(
                "filters never see `{key}`, which is beside the {record} in the event, not in it"
            )
        }
        Route::Pipe(_) => format!("a pipe's filters never see `{key}`, which its poller adds"),
    };
    let draft = Draft::new(member.key_span, message + consequence).help(format!(
        "remove `{key}`: it is the same for all records of a source"
    ));
    with_fixed(draft, removed(filter, member))
}

fn with_fixed(draft: Draft, fixed: Option<Json>) -> Draft {
    match fixed {
        Some(fixed) => draft.fixed(fixed),
        None => draft,
    }
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn keys_from_elsewhere_are_found_and_corrected() {
        for (source, pattern, fixed) in [
            ("sqs", r#"{"Body":{"a":[1]}}"#, r#"{"body":{"a":[1]}}"#),
            ("kinesis", r#"{"Data":{"a":[1]}}"#, r#"{"data":{"a":[1]}}"#),
            (
                "kinesis",
                r#"{"kinesis":{"data":{"a":[1]}}}"#,
                r#"{"data":{"a":[1]}}"#,
            ),
            (
                "kinesis",
                r#"{"Records":{"kinesis":{"data":{"a":[1]}}}}"#,
                r#"{"data":{"a":[1]}}"#,
            ),
            (
                "mq",
                r#"{"messages":{"data":{"a":[1]}}}"#,
                r#"{"data":{"a":[1]}}"#,
            ),
            (
                "mq",
                r#"{"rmqMessagesByQueue":{"data":{"a":[1]}}}"#,
                r#"{"data":{"a":[1]}}"#,
            ),
            (
                "mq",
                r#"{"rmqMessagesByQueue":{"q::/":{"data":{"a":[1]}}}}"#,
                r#"{"data":{"a":[1]}}"#,
            ),
            (
                "sqs",
                r#"{"pattern":{"body":{"a":[1]}}}"#,
                r#"{"body":{"a":[1]}}"#,
            ),
            (
                "kinesis",
                r#"{"eventName":["aws:kinesis:record"],"data":{"a":[1]}}"#,
                r#"{"data":{"a":[1]}}"#,
            ),
            (
                "sqs",
                r#"{"Records":{"body":{"a":[1]}}}"#,
                r#"{"body":{"a":[1]}}"#,
            ),
            (
                "dynamodb",
                r#"{"body":{"eventName":["INSERT"]}}"#,
                r#"{"eventName":["INSERT"]}"#,
            ),
            ("sqs", r#"{"data":{"a":[1]}}"#, r#"{"body":{"a":[1]}}"#),
            ("kinesis", r#"{"body.a":[1]}"#, r#"{"data.a":[1]}"#),
            (
                "kinesis",
                r#"{"dynamodb":{"NewImage":{"a":{"S":["x"]}}}}"#,
                r#"{"data":{"dynamodb":{"NewImage":{"a":{"S":["x"]}}}}}"#,
            ),
            (
                "dynamodb",
                r#"{"body":{"a":["x"]}}"#,
                r#"{"dynamodb":{"NewImage":{"a":{"S":["x"]}}}}"#,
            ),
        ] {
            let finding = found("L0202", source, pattern);
            assert_eq!(finding.fixed.as_deref(), Some(fixed), "{source} {pattern}");
        }
    }

    #[test]
    fn filter_of_another_source_names_it() {
        let finding = found("L0202", "sqs", r#"{"partitionKey":["a"],"data":{"k":[1]}}"#);
        assert_eq!(
            finding.help.as_deref(),
            Some("did you mean --source kinesis?")
        );
    }

    #[test]
    fn message_attributes_are_hidden_from_mappings_alone() {
        let pattern = r#"{"messageAttributes":{"kind":{"stringValue":["x"]}}}"#;
        let finding = found("L0202", "sqs", pattern);
        assert!(finding.message.contains("never see"), "{finding:?}");
        clean("L0202", "pipes/sqs", pattern);
    }

    #[test]
    fn keys_that_pollers_add_are_hidden_from_pipes() {
        found("L0202", "pipes/sqs", r#"{"eventSource":["aws:sqs"]}"#);
        clean("L0202", "pipes/dynamodb", r#"{"eventName":["INSERT"]}"#);
        clean("L0202", "sqs", r#"{"eventSource":["aws:sqs"]}"#);
        let finding = found("L0202", "kinesis", r#"{"eventName":["x"]}"#);
        assert_eq!(finding.fixed, None);
        clean("L0202", "kinesis", r#"{"eventName":["INSERT"]}"#);
        let misspelt = r#"{"MessageAttributes":{"k":{"stringValue":["x"]}}}"#;
        assert_eq!(found("L0202", "sqs", misspelt).fixed, None);
    }

    #[test]
    fn fields_with_the_names_of_keys_are_fields() {
        clean("L0202", "sqs", r#"{"body":{"data":{"a":[1]}}}"#);
        clean("L0202", "sqs", r#"{"user":{"attributes":["x"]}}"#);
        clean("L0202", "eventbridge", r#"{"d-count":["x"]}"#);
        clean("L0202", "sqs", r#"{"type":["x"]}"#);
        clean("L0202", "kinesis", r#"{"date":["2026-11-30"]}"#);
    }
}
