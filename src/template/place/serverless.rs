//! The functions of a Serverless Framework file, and the CloudFormation resources in it.
//!
//! Source: the schema and the packaging code of Serverless Framework 3.40.0 (read 2026-11-29).

use std::collections::HashMap;

use serde_json::json;
use tidegate::Source;
use tidegate_batch::Origin;

use super::resource::{origin_of, referred};
use super::settings::{SERVERLESS_FUNCTION, SERVERLESS_MAPPING, Settings};
use super::{Found, cloudformation, criteria, misplaced};
use crate::entry::{Entry, EntryKind, Written};
use crate::note::NoteKind;
use crate::resolve::Resolver;
use crate::setting::{Stated, Subject};
use crate::tree::Node;

/// Events that are event source mappings, with their source if the kind of event decides it.
const MAPPINGS: [(&str, Option<Origin>); 6] = [
    ("sqs", Some(Origin::Filtered(Source::Sqs))),
    ("stream", None),
    ("msk", Some(Origin::Filtered(Source::Kafka))),
    ("kafka", Some(Origin::Filtered(Source::Kafka))),
    ("activemq", Some(Origin::Filtered(Source::Mq))),
    ("rabbitmq", Some(Origin::Filtered(Source::Mq))),
];

/// The framework's own defaults where they are not AWS's: 10 records of a stream, and 1,024 MB of memory.
const STREAM_BATCH_SIZE: u32 = 10;
const MEMORY_MB: u32 = 1_024;

/// Returns whether a document is a Serverless file.
pub(crate) fn is_serverless(root: Node<'_>) -> bool {
    let has = |key: &str| root.get(key).is_some();
    has("service") && (has("functions") || has("resources") || has("provider"))
}

/// Reads the functions and resources.
pub(crate) fn read<'t>(resolver: &Resolver<'t>, found: &mut Found) {
    let root = resolver.root;
    for functions in lists(root.get("functions")) {
        say_other_file(functions, found);
        for (key, function) in functions.members() {
            if let Some(name) = key.text() {
                events(
                    resolver,
                    Function {
                        key,
                        name,
                        all: function,
                    },
                    found,
                );
            }
        }
    }
    for resources in lists(root.get("resources")) {
        say_other_file(resources, found);
        if let Some(section) = resources.get("Resources") {
            cloudformation::section(resolver, section, found);
        }
    }
    if let Some(pipes) = root.get("pipes") {
        let message = "the pipes of the plugin serverless-pipes are not read".to_owned();
        found.note(
            NoteKind::Unread,
            message,
            pipes.whole(),
            "name the packaged CloudFormation template",
        );
    }
}

/// Returns a node, or the elements of a list of such nodes.
pub(crate) fn lists(node: Option<Node<'_>>) -> Vec<Node<'_>> {
    match node {
        Some(list) if list.is_list() => list.list().collect(),
        other => other.into_iter().collect(),
    }
}

/// Says that functions or resources stand in another file.
fn say_other_file(node: Node<'_>, found: &mut Found) {
    if let Some(text) = node.text().filter(|it| it.starts_with("${")) {
        let message = format!("`{text}` is another file, which is not read");
        found.note(
            NoteKind::Unread,
            message,
            node.whole(),
            "name the packaged CloudFormation template",
        );
    }
}

#[derive(Clone, Copy)]
struct Function<'t> {
    key: Node<'t>,
    name: &'t str,
    all: Node<'t>,
}

fn events<'t>(resolver: &Resolver<'t>, function: Function<'t>, found: &mut Found) {
    let Some(events) = function.all.get("events") else {
        return;
    };
    let mut kinds = HashMap::new();
    for event in events.list() {
        for (key, value) in event.members() {
            let Some(kind) = key.text() else {
                continue;
            };
            let number = kinds.entry(kind).or_insert(0);
            *number += 1;
            let entry = entry(function, (key, kind), value, *number);
            match kind {
                "eventBridge" => rule(resolver, entry, value.get("pattern"), found),
                "cloudwatchEvent" => rule(resolver, entry, value.get("event"), found),
                _ => {
                    if let Some((_, origin)) = MAPPINGS.iter().find(|(row, _)| *row == kind) {
                        mapping(resolver, (function, value), entry, *origin, found);
                    }
                }
            }
        }
    }
}

/// Events have no names: they are called after their kind, with a number if a function has several of it.
fn entry<'t>(
    function: Function<'t>,
    (key, kind): (Node<'t>, &str),
    value: Node<'t>,
    number: u32,
) -> Entry {
    let first = format!("{}/{kind}", function.name);
    let name = match number {
        1 => first,
        number => format!("{first}-{number}"),
    };
    let whole = key.range().start..value.whole().end.max(key.range().end);
    Entry {
        aliases: vec![function.name.to_owned()],
        written_kind: kind.to_owned(),
        function: Some(function.name.to_owned()),
        ..Entry::new(kind_of(kind), &name, key.range(), whole)
    }
}

fn kind_of(kind: &str) -> EntryKind {
    match kind {
        "eventBridge" | "cloudwatchEvent" => EntryKind::Rule,
        _ => EntryKind::Mapping,
    }
}

fn rule<'t>(
    resolver: &Resolver<'t>,
    mut entry: Entry,
    pattern: Option<Node<'t>>,
    found: &mut Found,
) {
    if let Some(pattern) = pattern {
        entry.filters.push(criteria::pattern(resolver, pattern));
    }
    found.push(resolver, entry);
}

fn mapping<'t>(
    resolver: &Resolver<'t>,
    (function, event): (Function<'t>, Node<'t>),
    mut entry: Entry,
    origin: Option<Origin>,
    found: &mut Found,
) {
    let arn = event.get("arn").or_else(|| event.text().map(|_| event));
    entry.origin = origin
        .or_else(|| stream_type(event))
        .or_else(|| arn.and_then(|arn| origin_of(resolver, arn)));
    entry.arn = arn.and_then(|arn| resolver.plain(arn).known().map(str::to_owned));
    let source = arn.and_then(|arn| referred(resolver, arn));
    entry.source = source.map(str::to_owned);
    settings(resolver, function, event, &mut entry);
    for pattern in lists(event.get("filterPatterns")) {
        let mut filter = criteria::pattern(resolver, pattern);
        filter.written = Written::Converted;
        entry.filters.push(filter);
    }
    misplaced::say(Some(event), misplaced::SERVERLESS, &mut entry);
    found.push(resolver, entry);
}

fn stream_type(event: Node<'_>) -> Option<Origin> {
    match event.get("type")?.text()? {
        "dynamodb" => Some(Origin::Filtered(Source::DynamoDb)),
        "kinesis" => Some(Origin::Filtered(Source::Kinesis)),
        _ => None,
    }
}

fn settings<'t>(
    resolver: &Resolver<'t>,
    function: Function<'t>,
    event: Node<'t>,
    entry: &mut Entry,
) {
    let mut settings = Settings::new(resolver);
    settings.all(Subject::Mapping, event, &SERVERLESS_MAPPING, Stated::Here);
    if entry.written_kind == "stream" {
        settings.default(
            Subject::Mapping,
            "BatchSize",
            json!(STREAM_BATCH_SIZE),
            &entry.range,
        );
    }
    settings.all(
        Subject::Function,
        function.all,
        &SERVERLESS_FUNCTION,
        Stated::Here,
    );
    if let Some(provider) = resolver.root.get("provider") {
        settings.all(
            Subject::Function,
            provider,
            &SERVERLESS_FUNCTION,
            Stated::Globals,
        );
    }
    settings.default(
        Subject::Function,
        "MemorySize",
        json!(MEMORY_MB),
        &function.key.range(),
    );
    settings.around(entry.source.as_deref(), None);
    settings.finish(entry);
}
