//! What `terraform show -json` prints of a plan or a state: resources with resolved values, without places in the
//! Terraform files.
//!
//! Source: Terraform documentation, "JSON output format" (read 2026-11-29), and the AWS provider's documentation of each
//! resource.

use std::collections::HashMap;

use tidegate::Source;
use tidegate_batch::{Origin, origin_of_arn};

use super::settings::{Settings, TERRAFORM_FUNCTION, TERRAFORM_MAPPING};
use super::{Found, criteria};
use crate::entry::{Entry, EntryKind};
use crate::resolve::{Hole, Resolver};
use crate::setting::{Stated, Subject};
use crate::tree::Node;

/// The deepest nesting of modules that is read.
const MODULES_DEEP_MAX: usize = 32;

/// Returns whether a document is a plan or a state of Terraform.
pub(crate) fn is_plan(root: Node<'_>) -> bool {
    root.get("format_version").is_some() && module(root).is_some()
}

fn module(root: Node<'_>) -> Option<Node<'_>> {
    let planned = root.at(&["planned_values", "root_module"]);
    planned.or_else(|| root.at(&["values", "root_module"]))
}

/// A resource of a plan.
#[derive(Clone, Copy)]
struct Resource<'t> {
    address: &'t str,
    kind: &'t str,
    all: Node<'t>,
    values: Node<'t>,
}

/// Reads the resources of all modules.
pub(crate) fn read<'t>(resolver: &Resolver<'t>, found: &mut Found) {
    let mut resources = Vec::new();
    let mut modules: Vec<_> = module(resolver.root).into_iter().collect();
    for _ in 0..MODULES_DEEP_MAX {
        let below = |it: &Node<'t>| {
            it.get("child_modules")
                .map(|it| it.list().collect::<Vec<_>>())
        };
        let next: Vec<_> = modules.iter().filter_map(below).flatten().collect();
        let own = modules.iter().filter_map(|it| it.get("resources"));
        resources.extend(own.flat_map(Node::list).filter_map(resource));
        modules = next;
    }
    let functions = resources
        .iter()
        .filter(|it| it.kind == "aws_lambda_function");
    let functions: HashMap<_, _> = functions
        .filter_map(|it| Some((it.text("function_name")?, it)))
        .collect();
    for resource in &resources {
        match resource.kind {
            "aws_lambda_event_source_mapping" => mapping(resolver, *resource, &functions, found),
            "aws_pipes_pipe" => pipe(resolver, *resource, found),
            "aws_cloudwatch_event_rule" | "aws_cloudwatch_event_archive" => {
                rule(resolver, *resource, found);
            }
            _ => {}
        }
    }
}

fn resource(all: Node<'_>) -> Option<Resource<'_>> {
    let text = |key: &str| all.get(key).and_then(Node::text);
    Some(Resource {
        address: text("address")?,
        kind: text("type")?,
        all,
        values: all.get("values")?,
    })
}

impl<'t> Resource<'t> {
    fn entry(self, kind: EntryKind) -> Entry {
        let range = self.all.get("address").map_or(0..0, Node::range);
        Entry {
            written_kind: self.kind.to_owned(),
            ..Entry::new(kind, self.address, range, self.all.range())
        }
    }

    /// Returns a value that is not null.
    fn get(self, name: &str) -> Option<Node<'t>> {
        self.values.get(name).filter(|it| it.text() != Some("null"))
    }

    fn text(self, name: &str) -> Option<&'t str> {
        self.get(name)?.text()
    }
}

fn mapping<'t>(
    resolver: &Resolver<'t>,
    resource: Resource<'t>,
    functions: &HashMap<&'t str, &Resource<'t>>,
    found: &mut Found,
) {
    let mut entry = resource.entry(EntryKind::Mapping);
    let arn = resource.text("event_source_arn");
    let has_blocks = |name: &str| {
        resource
            .get(name)
            .is_some_and(|it| it.list().next().is_some())
    };
    entry.origin = arn
        .and_then(origin_of_arn)
        .or_else(|| {
            has_blocks("self_managed_event_source").then_some(Origin::Filtered(Source::Kafka))
        })
        .or_else(|| has_blocks("topics").then_some(Origin::Filtered(Source::Kafka)))
        .or_else(|| has_blocks("queues").then_some(Origin::Filtered(Source::Mq)));
    entry.arn = arn.map(str::to_owned);
    let function = function(resource, functions);
    entry.function = function.map(|it| it.address.to_owned());
    entry.aliases.extend(entry.function.clone());
    let mut settings = Settings::new(resolver);
    settings.all(
        Subject::Mapping,
        resource.values,
        &TERRAFORM_MAPPING,
        Stated::Here,
    );
    if let Some(function) = function {
        settings.all(
            Subject::Function,
            function.values,
            &TERRAFORM_FUNCTION,
            Stated::Here,
        );
    }
    settings.finish(&mut entry);
    filters(resolver, resource.get("filter_criteria"), &mut entry);
    found.push(resolver, entry);
}

/// Returns the function that a mapping names, by its name or its ARN, perhaps with an alias.
fn function<'r, 't>(
    resource: Resource<'t>,
    functions: &HashMap<&'t str, &'r Resource<'t>>,
) -> Option<&'r Resource<'t>> {
    let named = resource.text("function_name")?;
    let name = named
        .split_once(":function:")
        .map_or(named, |(_, name)| name);
    let name = name.split(':').next()?;
    functions.get(name).copied()
}

/// The blocks of a pipe's source parameters.
const PIPE_BLOCKS: [(&str, Source); 7] = [
    ("sqs_queue_parameters", Source::Sqs),
    ("kinesis_stream_parameters", Source::Kinesis),
    ("dynamodb_stream_parameters", Source::DynamoDb),
    ("managed_streaming_kafka_parameters", Source::Kafka),
    ("self_managed_kafka_parameters", Source::Kafka),
    ("activemq_broker_parameters", Source::Mq),
    ("rabbitmq_broker_parameters", Source::Mq),
];

fn pipe<'t>(resolver: &Resolver<'t>, resource: Resource<'t>, found: &mut Found) {
    let mut entry = resource.entry(EntryKind::Pipe);
    let parameters = resource
        .get("source_parameters")
        .and_then(|it| it.list().next());
    let blocks = |name: &str| parameters.and_then(|it| it.get(name)?.list().next());
    let arn = resource.text("source");
    let mut rows = PIPE_BLOCKS.into_iter();
    let own = rows.find_map(|(name, source)| blocks(name).map(|block| (block, source)));
    entry.origin = match own {
        Some((_, source)) => Some(Origin::Filtered(source)),
        None => arn.and_then(origin_of_arn),
    };
    entry.arn = arn.map(str::to_owned);
    let mut settings = Settings::new(resolver);
    if let Some((block, _)) = own {
        settings.all(Subject::Mapping, block, &TERRAFORM_MAPPING, Stated::Here);
    }
    settings.finish(&mut entry);
    filters(
        resolver,
        parameters.and_then(|it| it.get("filter_criteria")),
        &mut entry,
    );
    found.push(resolver, entry);
}

/// Reads `filter_criteria[].filter[].pattern`.
fn filters<'t>(resolver: &Resolver<'t>, criteria: Option<Node<'t>>, entry: &mut Entry) {
    let blocks = criteria.into_iter().flat_map(Node::list);
    for filter in blocks
        .filter_map(|it| it.get("filter"))
        .flat_map(Node::list)
    {
        match filter.get("pattern").filter(|it| it.text() != Some("null")) {
            Some(pattern) => entry.filters.push(criteria::pattern(resolver, pattern)),
            None => entry
                .holes
                .push(Hole::unknown("pattern", None, filter.range())),
        }
    }
}

fn rule<'t>(resolver: &Resolver<'t>, resource: Resource<'t>, found: &mut Found) {
    let mut entry = resource.entry(EntryKind::Rule);
    if let Some(pattern) = resource.get("event_pattern") {
        entry.filters.push(criteria::pattern(resolver, pattern));
    }
    found.push(resolver, entry);
}
