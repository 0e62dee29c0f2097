//! The events of SAM functions and state machines.
//!
//! Source: AWS SAM developer guide, "EventSource", and the translator's schema (read 2026-11-29).

use tidegate::Source;
use tidegate_batch::Origin;

use super::resource::{Resource, origin_of, referred, say_unfiltered};
use super::settings::Settings;
use super::{Found, criteria, misplaced};
use crate::entry::{Entry, EntryKind};
use crate::note::NoteKind;
use crate::resolve::Resolver;
use crate::tree::Node;

/// Types of events that are event source mappings: their source, and the property that names it.
const MAPPINGS: [(&str, Origin, &str); 7] = [
    ("SQS", Origin::Filtered(Source::Sqs), "Queue"),
    ("Kinesis", Origin::Filtered(Source::Kinesis), "Stream"),
    ("DynamoDB", Origin::Filtered(Source::DynamoDb), "Stream"),
    ("MSK", Origin::Filtered(Source::Kafka), "Stream"),
    (
        "SelfManagedKafka",
        Origin::Filtered(Source::Kafka),
        "KafkaBootstrapServers",
    ),
    ("MQ", Origin::Filtered(Source::Mq), "Broker"),
    ("DocumentDB", Origin::DocumentDb, "Cluster"),
];

/// Reads the events of a function or a state machine.
pub(super) fn events<'t>(resolver: &Resolver<'t>, resource: Resource<'t>, found: &mut Found) {
    let Some(events) = resource.get(resolver, "Events") else {
        return;
    };
    for (key, event) in events.members() {
        let (Some(name), Some(kind)) = (key.text(), event.get("Type").and_then(Node::text)) else {
            continue;
        };
        let event = Event {
            resource,
            key,
            name,
            kind,
            all: event,
        };
        if let Some(row) = MAPPINGS.iter().find(|(row, ..)| *row == kind) {
            mapping(resolver, event, row, found);
        } else if matches!(kind, "EventBridgeRule" | "CloudWatchEvent") {
            rule(resolver, event, found);
        } else {
            other(resolver, event, found);
        }
    }
}

#[derive(Clone, Copy)]
struct Event<'t> {
    resource: Resource<'t>,
    key: Node<'t>,
    name: &'t str,
    kind: &'t str,
    all: Node<'t>,
}

impl<'t> Event<'t> {
    fn get(self, resolver: &Resolver<'t>, name: &str) -> Option<Node<'t>> {
        let node = self.all.at(&["Properties", name])?;
        (!resolver.is_left_out(node)).then_some(node)
    }

    /// The names of an event: `Function/Event`, and as SAM joins them for the resource that it makes.
    fn entry(self, kind: EntryKind) -> Entry {
        let (function, name) = (self.resource.name, self.name);
        Entry {
            name: format!("{function}/{name}"),
            aliases: vec![
                function.to_owned(),
                format!("{function}.{name}"),
                format!("{function}{name}"),
            ],
            kind,
            written_kind: self.kind.to_owned(),
            range: self.key.range(),
            whole: self.key.range().start..self.all.whole().end,
            function: Some(function.to_owned()),
            ..self.resource.entry(kind)
        }
    }
}

fn mapping<'t>(
    resolver: &Resolver<'t>,
    event: Event<'t>,
    (_, origin, source): &(&str, Origin, &str),
    found: &mut Found,
) {
    let mut entry = event.entry(EntryKind::Mapping);
    let named = event.get(resolver, source);
    entry.origin = Some(*origin);
    let from = named.and_then(|it| referred(resolver, it));
    entry.source = from.map(str::to_owned);
    entry.arn = named.and_then(|it| resolver.plain(it).known().map(str::to_owned));
    say_other_source(resolver, named, &mut entry);
    let mut settings = Settings::new(resolver);
    settings.mapping(event.all.get("Properties"));
    settings.around(from, Some(event.resource.name));
    settings.finish(&mut entry);
    if let Some(filters) = event.get(resolver, "FilterCriteria") {
        criteria::read(resolver, filters, &mut entry);
    }
    misplaced::say(Some(event.all), misplaced::SAM_EVENT, &mut entry);
    misplaced::say(event.all.get("Properties"), misplaced::MAPPING, &mut entry);
    say_unfiltered(&mut entry);
    found.push(resolver, entry);
}

/// Says that the type of an event and its source contradict each other.
fn say_other_source<'t>(resolver: &Resolver<'t>, named: Option<Node<'t>>, entry: &mut Entry) {
    let Some(node) = named else {
        return;
    };
    let other = origin_of(resolver, node).filter(|it| Some(*it) != entry.origin);
    if other.is_some() {
        let (name, kind) = (&entry.name, &entry.written_kind);
        let message = format!(
            "{name}: an event of type {kind} can't read from `{}`",
            resolver.excerpt(node)
        );
        entry.note(
            NoteKind::Remark,
            message,
            node.whole(),
            "name the source by its ARN",
        );
    }
}

fn rule<'t>(resolver: &Resolver<'t>, event: Event<'t>, found: &mut Found) {
    let mut entry = event.entry(EntryKind::Rule);
    let bus = event.get(resolver, "EventBusName");
    entry.source = bus.and_then(|it| referred(resolver, it)).map(str::to_owned);
    if let Some(node) = event.get(resolver, "Pattern") {
        entry.filters.push(criteria::pattern(resolver, node));
    }
    misplaced::say(event.all.get("Properties"), misplaced::SAM_RULE, &mut entry);
    found.push(resolver, entry);
}

/// Says that filters on an event of another type are refused by SAM.
fn other<'t>(resolver: &Resolver<'t>, event: Event<'t>, found: &mut Found) {
    if let Some(node) = event.get(resolver, "FilterCriteria") {
        let Event {
            name,
            kind,
            resource,
            ..
        } = event;
        let message = format!(
            "{}/{name}: SAM takes no FilterCriteria on an event of type {kind}",
            resource.name
        );
        let help = "SQS, Kinesis, DynamoDB, MSK, SelfManagedKafka and MQ events have filters";
        found.note(NoteKind::Misplaced, message, node.whole(), help);
    }
}
