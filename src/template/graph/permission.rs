//! The resources that a function may write to, by policy templates of SAM, and statements of IAM.
//!
//! Source: the policy templates of aws-sam-translator 1.115.0, and the Service Authorization Reference, "Actions,
//! resources, and condition keys" of each service (both read 2026-11-30).

use super::edge::{Edge, Via};
use super::reached::{Names, reached};
use crate::place::lists;
use crate::resolve::Resolver;
use crate::tree::Node;

/// Policy templates that let a function write: the parameter that names the resource, and the actions.
const TEMPLATES: [(&str, &str, &[&str]); 10] = [
    ("SQSSendMessagePolicy", "QueueName", &["sqs:SendMessage"]),
    (
        "DynamoDBCrudPolicy",
        "TableName",
        &[
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
        ],
    ),
    (
        "DynamoDBWritePolicy",
        "TableName",
        &["dynamodb:PutItem", "dynamodb:UpdateItem"],
    ),
    ("KinesisCrudPolicy", "StreamName", &["kinesis:PutRecord"]),
    ("SNSPublishMessagePolicy", "TopicName", &["sns:Publish"]),
    ("SNSCrudPolicy", "TopicName", &["sns:Publish"]),
    ("S3WritePolicy", "BucketName", &["s3:PutObject"]),
    ("S3CrudPolicy", "BucketName", &["s3:PutObject"]),
    ("S3FullAccessPolicy", "BucketName", &["s3:PutObject"]),
    (
        "EventBridgePutEventsPolicy",
        "EventBusName",
        &["events:PutEvents"],
    ),
];

/// Actions that put records somewhere.
const WRITES: [&str; 12] = [
    "sqs:SendMessage",
    "sqs:SendMessageBatch",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:BatchWriteItem",
    "kinesis:PutRecord",
    "kinesis:PutRecords",
    "sns:Publish",
    "sns:PublishBatch",
    "s3:PutObject",
    "events:PutEvents",
];

/// Adds what the `Policies` of a SAM function let it write to.
pub(super) fn of_sam<'t>(
    (resolver, names): (&Resolver<'t>, &Names<'t>),
    function: &str,
    policies: Node<'t>,
    out: &mut Vec<Edge>,
) {
    for policy in lists(Some(policies)) {
        let Some(policy) = resolver.pick(policy) else {
            continue;
        };
        statements(resolver, function, policy, out);
        for (key, parameters) in policy.members() {
            let mut rows = TEMPLATES.iter();
            let row = rows.find(|(name, ..)| key.text() == Some(name));
            if let Some((_, parameter, actions)) = row
                && let Some(named) = parameters.get(parameter)
                && let Some(to) = reached(resolver, named)
                    .map(|(to, _)| to)
                    .or_else(|| names.get(named.text()?).copied())
            {
                let actions = actions.iter().map(|it| (*it).to_owned());
                out.push(edge(function, to, actions.collect(), "", key));
            }
        }
    }
}

/// Adds what the statements of a policy document let a function write to.
pub(super) fn statements<'t>(
    resolver: &Resolver<'t>,
    function: &str,
    document: Node<'t>,
    out: &mut Vec<Edge>,
) {
    for statement in lists(document.get("Statement")) {
        let is_allowed = statement.get("Effect").and_then(Node::text) == Some("Allow");
        let actions: Vec<_> = lists(statement.get("Action"))
            .into_iter()
            .filter_map(Node::text)
            .flat_map(writes)
            .collect();
        if !is_allowed || actions.is_empty() {
            continue;
        }
        for resource in lists(statement.get("Resource")) {
            if let Some((to, after)) = reached(resolver, resource) {
                let prefix = after.strip_prefix('/').and_then(|it| it.split('*').next());
                let prefix = prefix.unwrap_or_default();
                out.push(edge(function, to, actions.clone(), prefix, resource));
            }
        }
    }
}

/// Returns the actions that write which an action of a statement stands for.
pub(crate) fn writes(action: &str) -> Vec<String> {
    let matching = WRITES.iter().filter(|write| match action.split_once('*') {
        None => write.eq_ignore_ascii_case(action),
        // A star in the middle is rare: only its beginning is looked at.
        Some((start, _)) => {
            let length = start.len().min(write.len());
            write[..length].eq_ignore_ascii_case(start)
        }
    });
    matching.map(|it| (*it).to_owned()).collect()
}

fn edge(from: &str, to: &str, actions: Vec<String>, prefix: &str, place: Node<'_>) -> Edge {
    Edge {
        from: from.to_owned(),
        to: to.to_owned(),
        via: Via::Policy {
            actions,
            prefix: prefix.to_owned(),
        },
        range: place.whole(),
        elsewhere: None,
    }
}
