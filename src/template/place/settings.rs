//! Reads the settings of a mapping or pipe, of its function and of its source.
//!
//! Source of the names: CloudFormation resource schemas and the SAM schema (read 2026-11-29).

use serde_json::Value;

use crate::entry::Entry;
use crate::resolve::{Resolver, Text};
use crate::setting::{Setting, Stated, Subject};
use crate::tree::{Node, plain};

/// The kind of a setting's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Flag,
    Text,
    Texts,
}

use Kind::{Flag, Number, Text as Words, Texts};

const MAPPING: [(&str, Kind); 17] = [
    ("BatchSize", Number),
    ("MaximumBatchingWindowInSeconds", Number),
    ("ParallelizationFactor", Number),
    ("ScalingConfig.MaximumConcurrency", Number),
    ("ProvisionedPollerConfig.MinimumPollers", Number),
    ("ProvisionedPollerConfig.MaximumPollers", Number),
    ("MaximumRetryAttempts", Number),
    ("MaximumRecordAgeInSeconds", Number),
    ("BisectBatchOnFunctionError", Flag),
    ("FunctionResponseTypes", Texts),
    ("TumblingWindowInSeconds", Number),
    ("DestinationConfig.OnFailure.Destination", Words),
    ("DeadLetterConfig.Arn", Words),
    ("OnPartialBatchItemFailure", Words),
    ("MetricsConfig.Metrics", Texts),
    ("Enabled", Flag),
    ("StartingPosition", Words),
];

const FUNCTION: [(&str, Kind); 7] = [
    ("MemorySize", Number),
    ("Timeout", Number),
    ("Architectures", Texts),
    ("ReservedConcurrentExecutions", Number),
    ("EphemeralStorage.Size", Number),
    (
        "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions",
        Number,
    ),
    ("RecursiveLoop", Words),
];

/// Settings of the source, by the type of its resource.
const SOURCE: [(&str, &[(&str, Kind)]); 5] = [
    (
        "AWS::SQS::Queue",
        &[
            ("VisibilityTimeout", Number),
            ("RedrivePolicy.maxReceiveCount", Number),
            ("FifoQueue", Flag),
            ("MessageRetentionPeriod", Number),
        ],
    ),
    (
        "AWS::Kinesis::Stream",
        &[
            ("ShardCount", Number),
            ("RetentionPeriodHours", Number),
            ("StreamModeDetails.StreamMode", Words),
        ],
    ),
    ("AWS::AmazonMQ::Broker", &[("EngineType", Words)]),
    (
        "AWS::DynamoDB::Table",
        &[("StreamSpecification.StreamViewType", Words)],
    ),
    (
        "AWS::DynamoDB::GlobalTable",
        &[("StreamSpecification.StreamViewType", Words)],
    ),
];

/// Types of resources that are functions.
const FUNCTIONS: [&str; 2] = ["AWS::Lambda::Function", "AWS::Serverless::Function"];

/// Types of resources that stand for a function, which they name as `FunctionName`.
const STAND_INS: [&str; 2] = ["AWS::Lambda::Alias", "AWS::Lambda::Version"];

/// Returns whether a resource is a function or stands for one.
pub(super) fn is_function(resolver: &Resolver<'_>, name: &str) -> bool {
    let kind = resolver.resource_type(name);
    kind.is_some_and(|kind| FUNCTIONS.contains(&kind) || STAND_INS.contains(&kind))
}

/// Settings read so far.
pub(super) struct Settings<'r, 't> {
    resolver: &'r Resolver<'t>,
    settings: Vec<Setting>,
    /// Values of the wrong kind.
    wrong: Vec<(String, std::ops::Range<usize>)>,
}

impl<'r, 't> Settings<'r, 't> {
    pub(super) const fn new(resolver: &'r Resolver<'t>) -> Self {
        Self {
            resolver,
            settings: Vec::new(),
            wrong: Vec::new(),
        }
    }

    /// Reads the settings of the mapping or pipe itself.
    pub(super) fn mapping(&mut self, properties: Option<Node<'t>>) {
        if let Some(properties) = properties {
            self.all(Subject::Mapping, properties, &MAPPING, Stated::Here);
        }
    }

    /// Reads the settings of the source and of the function, by their names in the template.
    pub(super) fn around(&mut self, source: Option<&str>, function: Option<&str>) {
        if let Some(name) = source {
            self.source(name);
        }
        if let Some(name) = function {
            self.function(name);
        }
    }

    /// Hands the settings to the entry, and says which could not be read.
    pub(super) fn finish(self, entry: &mut Entry) {
        for (message, range) in self.wrong {
            entry.note(message, range, "it is left out");
        }
        entry.settings = self.settings;
    }

    fn source(&mut self, name: &str) {
        let Some(resource) = self.resolver.resource(name) else {
            return;
        };
        let kind = resource.get("Type").and_then(Node::text);
        let row = SOURCE.iter().find(|(row, _)| Some(*row) == kind);
        if let (Some((_, rows)), Some(properties)) = (row, resource.get("Properties")) {
            self.all(Subject::Source, properties, rows, Stated::Here);
        }
    }

    fn function(&mut self, name: &str) {
        let Some(resource) = self.resolver.resource(name) else {
            return;
        };
        let kind = resource
            .get("Type")
            .and_then(Node::text)
            .unwrap_or_default();
        if STAND_INS.contains(&kind) {
            let target = resource.at(&["Properties", "FunctionName"]);
            let target = target.and_then(|it| super::resource::referred(self.resolver, it));
            if let Some(target) = target.filter(|it| !is_stand_in(self.resolver, it)) {
                self.function(target);
            }
            return;
        }
        if let Some(properties) = resource.get("Properties") {
            self.all(Subject::Function, properties, &FUNCTION, Stated::Here);
        }
        if kind == "AWS::Serverless::Function" {
            self.globals(resource);
        }
    }

    /// Reads the settings that a SAM function does not have itself from `Globals`, unless it ignores them.
    ///
    /// Source: AWS SAM developer guide, "Globals section" and "IgnoreGlobals" (read 2026-11-29).
    fn globals(&mut self, function: Node<'t>) {
        let ignored = function.get("IgnoreGlobals");
        if ignored.and_then(Node::text) == Some("*") {
            return;
        }
        let is_ignored = |name: &str| {
            let first = name.split('.').next();
            ignored.is_some_and(|it| it.list().any(|it| it.text() == first))
        };
        let rows = FUNCTION.iter().filter(|(name, _)| {
            !is_ignored(name) && !self.settings.iter().any(|it| it.name == *name)
        });
        let rows: Vec<_> = rows.copied().collect();
        if let Some(globals) = self.resolver.root.at(&["Globals", "Function"]) {
            self.all(Subject::Function, globals, &rows, Stated::Globals);
        }
    }

    fn all(
        &mut self,
        subject: Subject,
        properties: Node<'t>,
        rows: &[(&'static str, Kind)],
        stated: Stated,
    ) {
        for (name, kind) in rows {
            if let Some(node) = self.at(properties, name) {
                self.one(subject, name, *kind, (node, stated));
            }
        }
    }

    /// Returns the node at a dotted path, through conditions.
    fn at(&self, properties: Node<'t>, path: &str) -> Option<Node<'t>> {
        let node = path
            .split('.')
            .try_fold(properties, |node, key| self.resolver.pick(node)?.get(key))?;
        (!self.resolver.is_left_out(node)).then_some(node)
    }

    fn one(
        &mut self,
        subject: Subject,
        name: &'static str,
        kind: Kind,
        (node, stated): (Node<'t>, Stated),
    ) {
        let texts = match kind {
            Texts => self.texts(node),
            Number | Flag | Words => vec![self.resolver.plain(node)],
        };
        let holes: Vec<_> = texts.iter().flat_map(|text| text.holes.clone()).collect();
        let is_open = holes.iter().any(crate::resolve::Hole::is_open);
        let value = match kind {
            Words | Texts => Ok(valued(kind, &texts)),
            Number | Flag if is_open => Ok(None),
            Number | Flag => valued(kind, &texts).map(Some).ok_or(()),
        };
        match value {
            Ok(value) => self.settings.push(Setting {
                subject,
                name,
                value,
                range: node.whole(),
                stated,
                holes,
            }),
            Err(()) => {
                let written = self.resolver.excerpt(node);
                let message = format!("`{name}` is `{written}`, which is not {}", kind.noun());
                self.wrong.push((message, node.whole()));
            }
        }
    }

    fn texts(&self, node: Node<'t>) -> Vec<Text> {
        match self.resolver.pick(node) {
            Some(list) if list.is_list() => {
                let kept = list.list().filter(|it| !self.resolver.is_left_out(*it));
                kept.map(|it| self.resolver.plain(it)).collect()
            }
            Some(other) => vec![self.resolver.plain(other)],
            None => vec![self.resolver.plain(node)],
        }
    }
}

fn is_stand_in(resolver: &Resolver<'_>, name: &str) -> bool {
    let kind = resolver.resource_type(name);
    kind.is_some_and(|kind| STAND_INS.contains(&kind))
}

impl Kind {
    const fn noun(self) -> &'static str {
        match self {
            Number => "a number",
            Flag => "true or false",
            Words => "a text",
            Texts => "a list of texts",
        }
    }
}

/// Returns the value as JSON, or `None` if it is of another kind. CloudFormation takes numbers and booleans as texts too.
fn valued(kind: Kind, texts: &[Text]) -> Option<Value> {
    let all = || texts.iter().map(|text| Value::from(text.as_str()));
    match kind {
        Texts => Some(Value::Array(all().collect())),
        Words => all().next(),
        Number => {
            let text = texts.first()?.as_str();
            let number = plain(text)?;
            number.parse::<i64>().ok().map(Value::from)
        }
        Flag => match plain(texts.first()?.as_str())?.as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
    }
}
