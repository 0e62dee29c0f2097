//! The resources of a CloudFormation template that have filters or patterns.
//!
//! Source: CloudFormation resource schemas as cfn-lint 1.58.0 has them (read 2026-11-29).

use tidegate::Source;
use tidegate_batch::Origin;

use super::resource::{Resource, origin_of, referred, say_unfiltered};
use super::settings::{self, Settings};
use super::{Found, criteria, misplaced, sam};
use crate::entry::EntryKind;
use crate::note::NoteKind;
use crate::resolve::Resolver;
use crate::tree::Node;

/// Reads all resources.
pub(crate) fn resources(resolver: &Resolver<'_>, found: &mut Found) {
    let Some(resources) = resolver.root.get("Resources") else {
        return;
    };
    section(resolver, resources, found);
}

/// Reads the members of `Resources`.
pub(super) fn section<'t>(resolver: &Resolver<'t>, resources: Node<'t>, found: &mut Found) {
    for (key, all) in resources.members() {
        let Some(name) = key.text() else {
            continue;
        };
        if name.starts_with("Fn::ForEach::") {
            let message = format!("the resources that `{name}` repeats are not read");
            found.note(
                NoteKind::Unread,
                message,
                key.range(),
                "read the template after its transform",
            );
        }
        let Some(kind) = all.get("Type").and_then(Node::text) else {
            continue;
        };
        let properties = all.get("Properties");
        let resource = Resource {
            key,
            name,
            kind,
            all,
            properties,
        };
        read(resolver, resource, found);
    }
}

fn read<'t>(resolver: &Resolver<'t>, resource: Resource<'t>, found: &mut Found) {
    match resource.kind {
        "AWS::Lambda::EventSourceMapping" => mapping(resolver, resource, found),
        "AWS::Pipes::Pipe" => pipe(resolver, resource, found),
        "AWS::Events::Rule" | "AWS::Events::Archive" | "AWS::Notifications::EventRule" => {
            rule(resolver, resource, found);
        }
        "AWS::Serverless::Function" | "AWS::Serverless::StateMachine" => {
            sam::events(resolver, resource, found);
        }
        other => say_other_language(other, resource, resolver, found),
    }
}

/// Properties that look like filters of events but are in another language.
const OTHER_LANGUAGES: [(&str, &str, &str); 8] = [
    (
        "AWS::SNS::Subscription",
        "FilterPolicy",
        "a filter policy of SNS",
    ),
    (
        "AWS::Logs::SubscriptionFilter",
        "FilterPattern",
        "a filter pattern of CloudWatch Logs",
    ),
    (
        "AWS::Logs::MetricFilter",
        "FilterPattern",
        "a filter pattern of CloudWatch Logs",
    ),
    (
        "AWS::EventsV2::Subscriber",
        "FilterConfiguration",
        "a filter of a custom event bus",
    ),
    (
        "AWS::EventsV2::EventSource",
        "Configuration",
        "a filter of a custom event bus",
    ),
    (
        "AWS::Scheduler::Schedule",
        "ScheduleExpression",
        "a schedule, which has no pattern",
    ),
    (
        "AWS::Events::ApiDestination",
        "InvocationEndpoint",
        "the address of an API destination, which has no pattern: the rule that sends to it has",
    ),
    (
        "AWS::InspectorV2::Filter",
        "FilterCriteria",
        "a filter of findings of Inspector",
    ),
];

fn say_other_language<'t>(
    kind: &str,
    resource: Resource<'t>,
    resolver: &Resolver<'t>,
    found: &mut Found,
) {
    let mut rows = OTHER_LANGUAGES.iter();
    let Some((_, property, what)) = rows.find(|(row, ..)| *row == kind) else {
        return;
    };
    if let Some(node) = resource.get(resolver, property) {
        let message = format!("{}: `{property}` is {what}; it is not read", resource.name);
        found.note(NoteKind::OtherLanguage, message, node.whole(), "");
    }
}

fn mapping<'t>(resolver: &Resolver<'t>, resource: Resource<'t>, found: &mut Found) {
    let mut entry = resource.entry(EntryKind::Mapping);
    let get = |name: &str| resource.get(resolver, name);
    let arn = get("EventSourceArn");
    let from_arn = arn.and_then(|arn| origin_of(resolver, arn));
    entry.origin = from_arn.or_else(|| origin_of_members(resource, resolver));
    let source = arn.and_then(|arn| referred(resolver, arn));
    if let Some(arn) = arn.filter(|_| source.is_some_and(|it| is_consumer(resolver, it))) {
        let message = "the mapping reads through a consumer of its own".to_owned();
        let help = "estimate it with --enhanced-fan-out";
        entry.note(NoteKind::Remark, message, arn.whole(), help);
    }
    let function = get("FunctionName").and_then(|it| referred(resolver, it));
    entry.aliases.extend(function.map(str::to_owned));
    let mut settings = Settings::new(resolver);
    settings.mapping(resource.properties);
    settings.around(source, function);
    settings.finish(&mut entry);
    entry.arn = arn.and_then(|it| resolver.plain(it).known().map(str::to_owned));
    entry.source = source.map(str::to_owned);
    entry.function = function.map(str::to_owned);
    if let Some(filters) = get("FilterCriteria") {
        criteria::read(resolver, filters, &mut entry);
    }
    misplaced::say(Some(resource.all), misplaced::RESOURCE, &mut entry);
    misplaced::say(resource.properties, misplaced::MAPPING, &mut entry);
    say_unfiltered(&mut entry);
    found.push(resolver, entry);
}

/// Returns whether a resource is a consumer of a stream, to which its shards push their records.
fn is_consumer(resolver: &Resolver<'_>, name: &str) -> bool {
    resolver.resource_type(name) == Some("AWS::Kinesis::StreamConsumer")
}

/// Returns the source that only such a mapping's properties belong to.
fn origin_of_members<'t>(resource: Resource<'t>, resolver: &Resolver<'t>) -> Option<Origin> {
    const MEMBERS: [(&str, Origin); 6] = [
        ("SelfManagedEventSource", Origin::Filtered(Source::Kafka)),
        (
            "SelfManagedKafkaEventSourceConfig",
            Origin::Filtered(Source::Kafka),
        ),
        (
            "AmazonManagedKafkaEventSourceConfig",
            Origin::Filtered(Source::Kafka),
        ),
        ("Topics", Origin::Filtered(Source::Kafka)),
        ("Queues", Origin::Filtered(Source::Mq)),
        ("DocumentDBEventSourceConfig", Origin::DocumentDb),
    ];
    let mut members = MEMBERS.into_iter();
    let found = members.find(|(name, _)| resource.get(resolver, name).is_some());
    found.map(|(_, origin)| origin)
}

fn rule<'t>(resolver: &Resolver<'t>, resource: Resource<'t>, found: &mut Found) {
    let mut entry = resource.entry(EntryKind::Rule);
    let bus = resource.get(resolver, "EventBusName");
    entry.source = bus.and_then(|it| referred(resolver, it)).map(str::to_owned);
    if let Some(node) = resource.get(resolver, "EventPattern") {
        entry.filters.push(criteria::pattern(resolver, node));
    }
    misplaced::say(Some(resource.all), misplaced::RESOURCE, &mut entry);
    misplaced::say(resource.properties, misplaced::RULE, &mut entry);
    found.push(resolver, entry);
}

/// The parameters of a pipe's source, with their source.
///
/// Source: EventBridge Pipes API Reference, "PipeSourceParameters" (read 2026-11-29).
const PIPE_PARAMETERS: [(&str, Source); 7] = [
    ("SqsQueueParameters", Source::Sqs),
    ("KinesisStreamParameters", Source::Kinesis),
    ("DynamoDBStreamParameters", Source::DynamoDb),
    ("ManagedStreamingKafkaParameters", Source::Kafka),
    ("SelfManagedKafkaParameters", Source::Kafka),
    ("ActiveMQBrokerParameters", Source::Mq),
    ("RabbitMQBrokerParameters", Source::Mq),
];

fn pipe<'t>(resolver: &Resolver<'t>, resource: Resource<'t>, found: &mut Found) {
    let mut entry = resource.entry(EntryKind::Pipe);
    let source = resource.get(resolver, "Source");
    let parameters = resource
        .get(resolver, "SourceParameters")
        .and_then(|it| resolver.pick(it));
    let named = |name: &str| parameters.and_then(|it| it.get(name));
    let mut rows = PIPE_PARAMETERS.into_iter();
    let own = rows.find_map(|(name, source)| named(name).map(|node| (node, source)));
    entry.origin = match own {
        Some((_, source)) => Some(Origin::Filtered(source)),
        None => source.and_then(|it| origin_of(resolver, it)),
    };
    let from = source.and_then(|it| referred(resolver, it));
    let target = resource.get(resolver, "Target");
    let function = target.and_then(|it| referred(resolver, it));
    let function = function.filter(|id| settings::is_function(resolver, id));
    let mut settings = Settings::new(resolver);
    settings.mapping(own.map(|(node, _)| node));
    settings.around(from, function);
    settings.finish(&mut entry);
    entry.arn = source.and_then(|it| resolver.plain(it).known().map(str::to_owned));
    entry.source = from.map(str::to_owned);
    entry.function = function.map(str::to_owned);
    if let Some(filters) = named("FilterCriteria") {
        criteria::read(resolver, filters, &mut entry);
    }
    misplaced::say(Some(resource.all), misplaced::RESOURCE, &mut entry);
    misplaced::say(resource.properties, misplaced::PIPE, &mut entry);
    misplaced::say(parameters, misplaced::PIPE_SOURCE, &mut entry);
    misplaced::say(own.map(|(node, _)| node), misplaced::PIPE, &mut entry);
    found.push(resolver, entry);
}
