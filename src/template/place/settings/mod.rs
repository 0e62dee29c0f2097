//! Reads the settings of a mapping or pipe, of its function and of its source.
//!
//! Source of the names: CloudFormation resource schemas and the SAM schema (read 2026-11-29).

mod tables;

use std::ops::Range;

use serde_json::Value;

use crate::entry::Entry;
use crate::note::NoteKind;
use crate::resolve::{Resolver, Text};
use crate::setting::{Setting, Stated, Subject};
use crate::tree::{Node, plain};
use tables::{FUNCTION, Kind, MAPPING, SOURCE};

pub(crate) use tables::{
    Kind as SettingKind, Row, SERVERLESS_FUNCTION, SERVERLESS_MAPPING, TERRAFORM_FUNCTION,
    TERRAFORM_MAPPING, TERRAFORM_SOURCE,
};

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
            let help = "write a value of that kind; this one is left out";
            entry.note(NoteKind::WrongValue, message, range, help);
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
        let rows = FUNCTION.iter().filter(|row| !is_ignored(row.name));
        let rows: Vec<_> = rows.copied().collect();
        if let Some(globals) = self.resolver.root.at(&["Globals", "Function"]) {
            self.all(Subject::Function, globals, &rows, Stated::Globals);
        }
    }

    /// Reads settings that are not read yet.
    pub(super) fn all(
        &mut self,
        subject: Subject,
        properties: Node<'t>,
        rows: &[Row],
        stated: Stated,
    ) {
        for row in rows {
            if self.settings.iter().any(|it| it.name == row.name) {
                continue;
            }
            if let Some(node) = self.at(properties, row.path) {
                self.one(subject, *row, node, stated);
            }
        }
    }

    /// Adds the default of a framework that is not AWS's, for a setting that the file does not have. `range`: the
    /// place of what has the default.
    pub(super) fn default(
        &mut self,
        subject: Subject,
        name: &'static str,
        value: Value,
        range: &Range<usize>,
    ) {
        if !self.settings.iter().any(|it| it.name == name) {
            self.settings.push(Setting {
                subject,
                name,
                value: Some(value),
                range: range.clone(),
                stated: Stated::Framework,
                holes: Vec::new(),
            });
        }
    }

    /// Returns the node at a dotted path, through conditions and through lists of one block.
    fn at(&self, properties: Node<'t>, path: &str) -> Option<Node<'t>> {
        let node = path.split('.').try_fold(properties, |node, key| {
            let node = self.resolver.pick(node)?;
            let node = if node.is_list() {
                node.list().next()?
            } else {
                node
            };
            node.get(key)
        })?;
        let is_null = node.text() == Some("null");
        (!is_null && !self.resolver.is_left_out(node)).then_some(node)
    }

    fn one(
        &mut self,
        subject: Subject,
        Row { name, kind, .. }: Row,
        node: Node<'t>,
        stated: Stated,
    ) {
        let texts = match kind {
            Kind::Texts => self.texts(node),
            Kind::Number | Kind::Flag | Kind::Text => vec![self.resolver.plain(node)],
        };
        let holes: Vec<_> = texts.iter().flat_map(|text| text.holes.clone()).collect();
        let is_open = holes.iter().any(crate::resolve::Hole::is_open);
        let value = match kind {
            Kind::Text | Kind::Texts => Ok(valued(kind, &texts)),
            Kind::Number | Kind::Flag if is_open => Ok(None),
            Kind::Number | Kind::Flag => valued(kind, &texts).map(Some).ok_or(()),
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

/// Returns the value as JSON, or `None` if it is of another kind. CloudFormation takes numbers and booleans as texts too.
fn valued(kind: Kind, texts: &[Text]) -> Option<Value> {
    let all = || texts.iter().map(|text| Value::from(text.as_str()));
    match kind {
        Kind::Texts => Some(Value::Array(all().collect())),
        Kind::Text => all().next(),
        Kind::Number => {
            let text = texts.first()?.as_str();
            let number = plain(text)?;
            number.parse::<i64>().ok().map(Value::from)
        }
        Kind::Flag => match plain(texts.first()?.as_str())?.as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
    }
}
