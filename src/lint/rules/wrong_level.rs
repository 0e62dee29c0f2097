//! L0201: a key at the root that no record of the source has there; mostly a field of the payload, one level too high.

use tidegate::{Source, nearest};
use tidegate_json::{Json, JsonKind, Member};

use crate::edit::{object, replaced, value, with_value};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, Fields};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::{record_name, standing};
use crate::roots::{
    Fault, STREAM_RECORD_KEYS, consequence, faults, first_path, members, renamed, root_key, wrapped,
};
use crate::rule::{Check, Draft, Rule};
use crate::typed::typed_image;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0201",
        name: "wrong-level",
        severity: Severity::Error,
        also: None,
        meaning: "A filter is matched against the whole record of its source, and the key at the filter's root is not \
                  a key of that record. The fields of the payload are under `body` (SQS), `data` (Kinesis, MQ), \
                  `value` (Kafka) or `dynamodb` (DynamoDB). AWS accepts the filter, and filters out every record; a \
                  queue's messages are deleted.",
        example: Example::of("sqs", &[r#"{"state":["paid"]}"#]),
        fix: "Put the field under the payload's key: {\"body\":{\"state\":[\"paid\"]}}.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    if filter.source() == Source::EventBridge {
        return Vec::new();
    }
    let faults = faults(filter).into_iter();
    let unknown = faults.filter(|(_, fault)| *fault == Fault::Unknown);
    let mut drafts: Vec<_> = unknown
        .map(|(member, _)| at_the_root(filter, member))
        .collect();
    drafts.extend(below_dynamodb(filter));
    drafts.extend(below_objects(filter));
    drafts
}

fn at_the_root(filter: &Filter<'_>, member: &Member) -> Draft {
    let (key, record) = (root_key(member), record_name(filter.source()));
    let consequence = consequence(filter, member);
    let message = format!("no {record} has `{key}` at its root{consequence}");
    let draft = Draft::new(member.key_span, message);
    if is_printed_value(filter, member) {
        return printed_value(filter, member, draft);
    }
    let Some(fixed) = wrapped(filter) else {
        return draft.help(format!("did you mean `{}`?", first_path(filter, member)));
    };
    let path = path_in(&fixed, &key).unwrap_or_else(|| first_path(filter, member));
    draft.help(format!("did you mean `{path}`?")).fixed(fixed)
}

/// Returns whether the key is the one under which `kcat -J` prints the value of a Kafka record.
fn is_printed_value(filter: &Filter<'_>, member: &Member) -> bool {
    let is_object = matches!(member.value.kind, JsonKind::Object(_));
    filter.source() == Source::Kafka && root_key(member) == "payload" && is_object
}

fn printed_value(filter: &Filter<'_>, member: &Member, draft: Draft) -> Draft {
    let draft = draft.help(
        "did you mean `value`? kcat prints it as `payload`; if the value has a key `payload`, write `value.payload`",
    );
    match renamed(filter, member, "value") {
        Some(fixed) => draft.fixed(fixed),
        None => draft,
    }
}

/// Returns the path of the first field below `key` in the corrected filter: with its type, if it has one there.
fn path_in(fixed: &Json, key: &str) -> Option<String> {
    let fields = Fields::of(fixed);
    let mut all = fields.all.iter();
    all.find(|field| field.keys().contains(&key))
        .map(Field::path)
}

/// Returns the drafts about keys under `dynamodb` that no stream record has there; mostly attributes without their
/// image.
fn below_dynamodb(filter: &Filter<'_>) -> Vec<Draft> {
    if filter.source() != Source::DynamoDb {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    for payload in members(filter.root()) {
        if payload.key != b"dynamodb" {
            continue;
        }
        let inner = members(&payload.value).into_iter();
        let unknown = inner.filter(|it| !STREAM_RECORD_KEYS.contains(&root_key(it).as_str()));
        drafts.extend(unknown.map(|member| missing_image(filter, payload, member)));
    }
    drafts
}

/// The keys under `userIdentity`, which records of items deleted by Time to Live have (DynamoDB API Reference, "Record" of
/// DynamoDB Streams, read 2026-11-30: `type` is Service, `principalId` is dynamodb.amazonaws.com).
const IDENTITY_KEYS: &[&str] = &["type", "principalId"];

/// The keys under `attributes`: every `MessageSystemAttributeName` but `All` (AWS SDK for Python, enums of SQS, read
/// 2026-11-30:
/// <https://docs.aws.amazon.com/sdk-for-python/v1/reference/clients/sqs/enums/MessageSystemAttributeName/>).
const ATTRIBUTE_KEYS: &[&str] = &[
    "ApproximateReceiveCount",
    "SentTimestamp",
    "SenderId",
    "ApproximateFirstReceiveTimestamp",
    "SequenceNumber",
    "MessageGroupId",
    "MessageDeduplicationId",
    "AWSTraceHeader",
    "DeadLetterQueueSourceArn",
];

/// A root key that holds an object of keys that AWS writes, and these.
const fn object_of(source: Source) -> Option<(&'static str, &'static [&'static str])> {
    match source {
        Source::DynamoDb => Some(("userIdentity", IDENTITY_KEYS)),
        Source::Sqs => Some(("attributes", ATTRIBUTE_KEYS)),
        Source::Kinesis | Source::Kafka | Source::Mq | Source::EventBridge => None,
    }
}

/// Keys of other spellings in such an object.
fn below_objects(filter: &Filter<'_>) -> Vec<Draft> {
    let Some((holder, keys)) = object_of(filter.source()) else {
        return Vec::new();
    };
    let roots = members(filter.root()).into_iter();
    let holders = roots.filter(|it| it.key == holder.as_bytes());
    let inner = holders.flat_map(|it| members(&it.value));
    let misspelt = inner.filter_map(|member| {
        let key = root_key(member);
        let mut known = keys.iter();
        let known = known.find(|it| it.eq_ignore_ascii_case(&key) && **it != key)?;
        let record = record_name(filter.source());
        let message = format!("no {record} has `{key}` under `{holder}`");
        let draft = Draft::new(member.key_span, message).help(format!("did you mean `{known}`?"));
        Some(match renamed(filter, member, known) {
            Some(fixed) => draft.fixed(fixed),
            None => draft,
        })
    });
    misspelt.collect()
}

/// Returns the draft about a key of the root that is one level too deep.
fn too_deep(filter: &Filter<'_>, payload: &Member, member: &Member, draft: Draft) -> Draft {
    let key = root_key(member);
    let draft = draft.help(format!("did you mean `{key}`, at the filter's root?"));
    let root = filter.root().members();
    let is_there = root.iter().any(|it| root_key(it) == key);
    let is_at_root = root.iter().any(|it| it.key_span == payload.key_span);
    if is_there || !is_at_root {
        return draft;
    }
    let mut fixed = Vec::new();
    for it in root {
        if it.key_span == payload.key_span {
            let mut rest = it.value.members().to_vec();
            rest.retain(|inner| inner.key_span != member.key_span);
            if !rest.is_empty() {
                fixed.push(with_value(it, value(JsonKind::Object(rest))));
            }
            fixed.push(member.clone());
        } else {
            fixed.push(it.clone());
        }
    }
    draft.fixed(value(JsonKind::Object(fixed)))
}

fn missing_image(filter: &Filter<'_>, payload: &Member, member: &Member) -> Draft {
    let key = root_key(member);
    let message = format!("no DynamoDB stream record has `{key}` under `dynamodb`");
    let draft = Draft::new(member.key_span, message);
    if standing(Source::DynamoDb, &key).is_some() {
        return too_deep(filter, payload, member, draft);
    }
    if let Some(known) = nearest(&key, &STREAM_RECORD_KEYS) {
        let fixed = renamed(filter, member, known);
        let draft = draft.help(format!("did you mean `dynamodb.{known}`?"));
        return match fixed {
            Some(fixed) => draft.fixed(fixed),
            None => draft,
        };
    }
    let draft = draft.help(format!("did you mean `dynamodb.NewImage.{key}`?"));
    match payload.value.members() {
        [_] => match typed_image(std::slice::from_ref(member)) {
            Some(image) => {
                let inner = object("NewImage", image);
                draft.fixed(replaced(filter.root(), payload.value.span, &inner))
            }
            None => draft,
        },
        _ => draft,
    }
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
    fn keys_of_stream_records_and_attributes_without_their_image_are_found() {
        for (pattern, fixed) in [
            (
                r#"{"NewImage":{"a":{"S":["x"]}}}"#,
                r#"{"dynamodb":{"NewImage":{"a":{"S":["x"]}}}}"#,
            ),
            (
                r#"{"dynamodb":{"newImage":{"a":{"S":["x"]}}}}"#,
                r#"{"dynamodb":{"NewImage":{"a":{"S":["x"]}}}}"#,
            ),
            (
                r#"{"dynamodb":{"eventName":["INSERT"]}}"#,
                r#"{"eventName":["INSERT"]}"#,
            ),
            (
                r#"{"userIdentity":{"Type":["Service"]}}"#,
                r#"{"userIdentity":{"type":["Service"]}}"#,
            ),
            (
                r#"{"dynamodb":{"a":{"S":["x"]}}}"#,
                r#"{"dynamodb":{"NewImage":{"a":{"S":["x"]}}}}"#,
            ),
        ] {
            let finding = found("L0201", "dynamodb", pattern);
            assert_eq!(finding.fixed.as_deref(), Some(fixed), "{pattern}");
        }
        clean(
            "L0201",
            "dynamodb",
            r#"{"dynamodb":{"$or":[{"Keys":{"a":{"S":["x"]}}},{"SizeBytes":[1]}]}}"#,
        );
    }

    #[test]
    fn key_that_kcat_prints_is_the_value() {
        let finding = found("L0201", "kafka", r#"{"payload":{"state":["paid"]}}"#);
        let fixed = r#"{"value":{"state":["paid"]}}"#;
        assert_eq!(finding.fixed.as_deref(), Some(fixed));
        assert!(finding.help.unwrap().contains("`value.payload`"));
        let beside = r#"{"payload":{"state":["paid"]},"value":{"a":[1]}}"#;
        assert_eq!(found("L0201", "kafka", beside).fixed, None);
    }

    #[test]
    fn fields_beside_a_payload_are_put_into_it() {
        let pattern = r#"{"kind":["x"],"data":{"a":[1]}}"#;
        let finding = found("L0201", "kinesis", pattern);
        assert_eq!(
            finding.fixed.as_deref(),
            Some(r#"{"data":{"a":[1],"kind":["x"]}}"#)
        );
    }

    #[test]
    fn attributes_in_another_case_are_found() {
        for (key, known) in [
            ("messageGroupId", "MessageGroupId"),
            ("sentTimestamp", "SentTimestamp"),
        ] {
            let pattern = |key: &str| format!(r#"{{"attributes":{{"{key}":["a"]}}}}"#);
            let finding = found("L0201", "sqs", &pattern(key));
            assert_eq!(finding.fixed, Some(pattern(known)));
            clean("L0201", "sqs", &pattern(known));
        }
        clean("L0201", "sqs", r#"{"attributes":{"other":["a"]}}"#);
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
