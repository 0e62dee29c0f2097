//! L0210: a queue's bodies are SNS notifications, whose payload is text.

use tidegate::Source;
use tidegate_json::Json;
use tidegate_template::{Dialect, Edge, Entry, Template, Via};

use crate::explanation::{Example, Explanation};
use crate::field::{Field, Fields};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::placed::{PlacedDraft, at_source, span};
use crate::rule::{Check, Draft, Rule, Sampled};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0210",
        name: "sns-envelope",
        severity: Severity::Error,
        also: Some(Severity::Warning),
        meaning: "The bodies of all records looked at are SNS notifications, or the template subscribes the queue to a \
                  topic without raw message delivery; if other messages reach the queue too, that is a warning. The publisher's payload is text in their \
                  `Message` field, and filters do not look into text, so a filter on the payload's fields never \
                  matches. SNS sends the payload itself only if raw message delivery is on for the subscription (SNS \
                  Developer Guide, \"Amazon SNS raw message delivery\", read 2026-11-30).",
        example: Example {
            source: "sqs",
            filters: &[r#"{"body":{"state":["paid"]}}"#],
            records: &[
                r#"{"body":"{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:eu-north-1:123456789012:orders\",\"Message\":\"{\\\"state\\\":\\\"paid\\\"}\"}"}"#,
            ],
        },
        fix: "Turn on raw message delivery for the queue's subscription, or filter in SNS by a filter policy of scope \
              MessageBody.",
    },
    check: Check::Sample(check),
};

/// Looks at the queue's subscriptions in a template.
pub(crate) const IN_TEMPLATE: Rule = Rule {
    check: Check::Template(in_template),
    ..RULE
};

fn in_template(template: &Template) -> Vec<PlacedDraft> {
    at_source(template, Source::Sqs, of_queue)
}

fn of_queue(edges: &[&Edge], index: usize, entry: &Entry) -> Vec<PlacedDraft> {
    let is_enveloped = |via: &Via| match via {
        Via::Subscription { is_raw, .. } => *is_raw == Some(false),
        Via::Policy { .. }
        | Via::Connector
        | Via::Environment
        | Via::Destination
        | Via::Notification { .. }
        | Via::Target { .. }
        | Via::Pipe
        | Via::Changes => false,
    };
    let Some(edge) = edges.iter().find(|edge| is_enveloped(&edge.via)) else {
        return Vec::new();
    };
    let severity = match edges.iter().all(|edge| is_enveloped(&edge.via)) {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let found = asked(entry).into_iter().map(|(place, path)| {
        let message = format!(
            "the queue gets SNS notifications: `{path}` is not in their bodies, and `body.Message` is text that filters \
             don't look into"
        );
        PlacedDraft::new(index, span(&place), message)
            .severity(severity)
            .help(match entry.dialect() {
                Dialect::CloudFormation | Dialect::Serverless => {
                    "turn on raw message delivery: RawMessageDelivery: true at the subscription"
                }
                Dialect::Terraform => {
                    "turn on raw message delivery: raw_message_delivery = true at the subscription"
                }
            })
            .by_edge(edge, "the subscription")
    });
    found.collect()
}

/// Returns the first field of each filter that is not a notification's own: its place in the file, and its path.
fn asked(entry: &Entry) -> Vec<(std::ops::Range<usize>, String)> {
    let found = entry.filters.iter().filter_map(|filter| {
        let root = Json::parse_first(filter.text.text()).ok()?;
        let fields = Fields::of(&root);
        let field = fields.all.iter().find(|it| is_of_message(it))?;
        let place = filter.text.source(field.key_span().range());
        Some((place, field.path()))
    });
    found.collect()
}

/// The keys of a notification (SNS Developer Guide, "HTTP/HTTPS notification JSON format" and, for `MessageAttributes`,
/// "Formatting Amazon SNS notifications for storage in Amazon S3 destinations", read 2026-11-30).
const KEYS: [&str; 11] = [
    "Type",
    "MessageId",
    "TopicArn",
    "Subject",
    "Message",
    "Timestamp",
    "SignatureVersion",
    "Signature",
    "SigningCertURL",
    "UnsubscribeURL",
    "MessageAttributes",
];

fn check(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Draft> {
    if filter.source() != Source::Sqs || sampled.shapes.notifications != sampled.records {
        return Vec::new();
    }
    let fields = filter.fields();
    let mut inside = fields.all.iter().filter(|field| is_of_message(field));
    let draft = inside.next().map(|field| {
        let message = match sampled.records {
            1 => "the record is an SNS notification".to_owned(),
            records => format!("all {records} records are SNS notifications"),
        };
        let message = format!(
            "{message}: `{}` is not in the body, and `body.Message` is text that filters don't look into",
            field.path()
        );
        Draft::new(field.key_span(), message)
            .help("turn on raw message delivery for the queue's subscription to the topic")
    });
    draft.into_iter().collect()
}

/// Returns whether the field is not one of a notification's own.
fn is_of_message(field: &Field<'_>) -> bool {
    match &field.keys()[..] {
        ["body", "Message", _, ..] => true,
        ["body", key, ..] => !KEYS.contains(key),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::of_sample;

    #[test]
    fn fields_of_the_message_are_found() {
        let record = r#"{"body":"{\"Type\":\"Notification\",\"TopicArn\":\"arn\",\"Message\":\"{\\\"k\\\":1}\"}"}"#;
        let raw = r#"{"body":"{\"k\":1}"}"#;
        let count =
            |pattern: &str, records: &[&str]| of_sample("L0210", "sqs", pattern, records).len();
        let (inner, message) = (r#"{"body":{"k":[1]}}"#, r#"{"body":{"Message":{"k":[1]}}}"#);
        assert_eq!(count(inner, &[record, record]), 1);
        assert_eq!(count(message, &[record]), 1);
        assert_eq!(count(inner, &[record, raw]), 0);
        assert_eq!(count(r#"{"body":{"TopicArn":["arn"]}}"#, &[record]), 0);
    }
}
