//! Resources, and references between them: which resource a value names, and which source of records it is.

use tidegate::Source;
use tidegate_batch::{Origin, origin_of_arn};

use crate::entry::{Entry, EntryKind};
use crate::note::NoteKind;
use crate::resolve::{Function, Resolver, function};
use crate::tree::Node;

/// A resource of a template.
#[derive(Clone, Copy)]
pub(super) struct Resource<'t> {
    pub(super) key: Node<'t>,
    pub(super) name: &'t str,
    pub(super) kind: &'t str,
    pub(super) all: Node<'t>,
    /// `None` if it has no properties.
    pub(super) properties: Option<Node<'t>>,
}

impl<'t> Resource<'t> {
    /// Returns a property that is not left out.
    pub(super) fn get(self, resolver: &Resolver<'t>, name: &str) -> Option<Node<'t>> {
        let node = self.properties?.get(name)?;
        (!resolver.is_left_out(node)).then_some(node)
    }

    pub(super) fn entry(self, kind: EntryKind) -> Entry {
        let range = self.key.range();
        let whole = range.start..self.all.whole().end;
        // CDK writes the path of the construct beside each resource.
        let construct = self
            .all
            .at(&["Metadata", "aws:cdk:path"])
            .and_then(Node::text);
        let construct = construct.map(|path| path.strip_suffix("/Resource").unwrap_or(path));
        Entry {
            silenced: silenced(self.all),
            written_kind: self.kind.to_owned(),
            aliases: construct.into_iter().map(str::to_owned).collect(),
            ..Entry::new(kind, self.name, range, whole)
        }
    }
}

/// Returns the codes that the `Metadata` beside a resource, or of a whole template, silences: `tidegate: {ignore: [L0206]}`.
/// A reason may follow the code.
pub(crate) fn silenced(node: Node<'_>) -> Vec<String> {
    let ignore = node.at(&["Metadata", "tidegate", "ignore"]);
    let items = ignore.map(|it| {
        let one = it.text().into_iter();
        one.chain(it.list().filter_map(Node::text)).collect()
    });
    let items: Vec<&str> = items.unwrap_or_default();
    let codes = items.iter().flat_map(|it| it.split_whitespace().next());
    codes.map(str::to_owned).collect()
}

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
pub(crate) fn referred<'t>(resolver: &Resolver<'t>, node: Node<'t>) -> Option<&'t str> {
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

/// Says that filters on a source without filtering have no effect.
pub(crate) fn say_unfiltered(entry: &mut Entry) {
    if let (Some(Origin::DocumentDb), Some(filter)) = (entry.origin, entry.filters.first()) {
        let message = format!(
            "{}: AWS does not filter the change streams of DocumentDB",
            entry.name
        );
        let range = filter.range.clone();
        entry.note(
            NoteKind::Unfiltered,
            message,
            range,
            "filter in the function",
        );
    }
}
