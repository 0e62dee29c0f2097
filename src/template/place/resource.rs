//! References between resources: which resource a value names, and which source of records it is.

use tidegate::Source;
use tidegate_batch::{Origin, origin_of_arn};

use crate::resolve::{Function, Resolver, function};
use crate::tree::Node;

/// Types of resources that records come from.
const SOURCES: [(&str, Origin); 10] = [
    ("AWS::SQS::Queue", Origin::Filtered(Source::Sqs)),
    ("AWS::Kinesis::Stream", Origin::Filtered(Source::Kinesis)),
    (
        "AWS::Kinesis::StreamConsumer",
        Origin::Filtered(Source::Kinesis),
    ),
    ("AWS::DynamoDB::Table", Origin::Filtered(Source::DynamoDb)),
    (
        "AWS::DynamoDB::GlobalTable",
        Origin::Filtered(Source::DynamoDb),
    ),
    ("AWS::MSK::Cluster", Origin::Filtered(Source::Kafka)),
    (
        "AWS::MSK::ServerlessCluster",
        Origin::Filtered(Source::Kafka),
    ),
    ("AWS::AmazonMQ::Broker", Origin::Filtered(Source::Mq)),
    ("AWS::DocDB::DBCluster", Origin::DocumentDb),
    ("AWS::DocDBElastic::Cluster", Origin::DocumentDb),
];

/// Returns the name of the resource that a value refers to: `!Ref Q`, `!GetAtt Q.Arn`, `!Sub ${Q.Arn}`.
pub(super) fn referred<'t>(resolver: &Resolver<'t>, node: Node<'t>) -> Option<&'t str> {
    let node = resolver.pick(node)?;
    let (function, operand) = function(node)?;
    let first = |text: &'t str| text.split('.').next();
    let name = match function {
        Function::Ref => operand.text(),
        Function::GetAtt => match operand.text() {
            Some(text) => first(text),
            None => operand.list().next().and_then(Node::text),
        },
        Function::Sub => {
            let text = operand.text().or_else(|| operand.list().next()?.text())?;
            let inner = text.strip_prefix("${")?.split('}').next()?;
            first(inner)
        }
        Function::Join
        | Function::Select
        | Function::Split
        | Function::FindInMap
        | Function::If
        | Function::ToJsonString
        | Function::Other => None,
    };
    name.filter(|name| resolver.resource(name).is_some())
}

/// Returns the source of records that a value names: an ARN, or a reference to a resource of the template.
pub(super) fn origin_of<'t>(resolver: &Resolver<'t>, node: Node<'t>) -> Option<Origin> {
    let Some(name) = referred(resolver, node) else {
        let text = resolver.plain(node);
        let text = text.as_str();
        let is_own_kafka = text.starts_with("smk://");
        return origin_of_arn(text)
            .or_else(|| is_own_kafka.then_some(Origin::Filtered(Source::Kafka)));
    };
    let kind = resolver.resource_type(name)?;
    if kind == "AWS::Serverless::SimpleTable" {
        return Some(Origin::Filtered(Source::DynamoDb));
    }
    let mut rows = SOURCES.into_iter();
    rows.find(|(row, _)| *row == kind).map(|(_, origin)| origin)
}
