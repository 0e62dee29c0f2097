//! Reads what AWS's command line prints for event source mappings, rules and pipes. Finds out which of them a document
//! holds, their names and sources, and the places of their filters. The filters themselves are read by `reader`.
//!
//! Shapes: Lambda API Reference, "EventSourceMappingConfiguration"; EventBridge API Reference, "DescribeRule", "Rule";
//! EventBridge Pipes API Reference, "DescribePipe"; all read 2026-11-30. The values in a pattern are lists and objects,
//! so an object whose members of these names are strings is not a pattern.

use tidegate::{Source, Span};
use tidegate_json::{Json, JsonKind};

use super::error::{CriteriaError, unfiltered};
use super::mistaken::is_function;
use crate::route::Route;
use crate::source::{Origin, origin_of_arn};

/// The members of a mapping that are strings. An object with two of them, or one and a `FilterCriteria`, is a mapping.
const MAPPING_TEXTS: [&str; 8] = [
    "UUID",
    "EventSourceArn",
    "EventSourceMappingArn",
    "FunctionArn",
    "FunctionName",
    "State",
    "StartingPosition",
    "LastProcessingResult",
];

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    Mapping,
    Rule,
    Pipe,
}

impl EntryKind {
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Mapping => "mapping",
            Self::Rule => "rule",
            Self::Pipe => "pipe",
        }
    }

    fn of(json: &Json) -> Option<Self> {
        let is_text = |key: &&str| text(json, key).is_some();
        let is_arn_of = |service| text(json, "Arn").is_some_and(|arn| arn.contains(service));
        let has_criteria = matches!(kind_of(json, "FilterCriteria"), Some(JsonKind::Object(_)));
        let texts = MAPPING_TEXTS.iter().filter(|key| is_text(key)).count();
        if is_function(json) {
            return None;
        }
        if texts + usize::from(has_criteria) > 1 {
            return Some(Self::Mapping);
        }
        let is_rule = is_text(&"Name")
            && (is_arn_of(":events:")
                || is_text(&"EventPattern")
                || is_text(&"ScheduleExpression"));
        if is_rule {
            return Some(Self::Rule);
        }
        let has_parameters = matches!(kind_of(json, "SourceParameters"), Some(JsonKind::Object(_)));
        let is_pipe = is_text(&"Source") && (has_parameters || is_arn_of(":pipes:"));
        is_pipe.then_some(Self::Pipe)
    }
}

/// A mapping, rule or pipe.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'j> {
    pub(super) kind: EntryKind,
    json: &'j Json,
}

/// The filters of an entry, as AWS printed them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Held<'j> {
    /// A list of `{"Pattern": TEXT}`.
    Filters(&'j [Json]),
    /// The text of one pattern.
    Pattern(&'j Json),
    /// Encrypted filters, which are not printed.
    Encrypted,
    Nothing,
    /// A value that AWS does not print there.
    Other(&'j Json),
}

impl<'j> Entry<'j> {
    /// Returns the entries of a document, or `None` if AWS does not print such a document.
    pub(super) fn all(root: &'j Json) -> Option<Vec<Self>> {
        let listed = |key, kind| match kind_of(root, key) {
            Some(JsonKind::Array(list)) => {
                Self::list(list).filter(|entries| entries.iter().all(|entry| entry.kind == kind))
            }
            _ => None,
        };
        match &root.kind {
            JsonKind::Array(list) if !list.is_empty() => Self::list(list),
            JsonKind::Object(_) => listed("EventSourceMappings", EntryKind::Mapping)
                .or_else(|| listed("Rules", EntryKind::Rule))
                .or_else(|| Some(vec![Self::new(root)?])),
            _ => None,
        }
    }

    fn list(list: &'j [Json]) -> Option<Vec<Self>> {
        list.iter().map(Self::new).collect()
    }

    fn new(json: &'j Json) -> Option<Self> {
        let kind = EntryKind::of(json)?;
        Some(Self { kind, json })
    }

    pub(super) const fn span(&self) -> Span {
        self.json.span
    }

    /// Returns the span of the entry's name.
    pub(super) fn name_span(&self) -> Span {
        let member = match self.kind {
            EntryKind::Mapping => "UUID",
            EntryKind::Rule | EntryKind::Pipe => "Name",
        };
        self.json.get(member).unwrap_or(self.json).span
    }

    /// Returns the names by which the user can pick the entry. The first is the one that messages show.
    pub(super) fn names(&self) -> Vec<&'j str> {
        let names = match self.kind {
            EntryKind::Mapping => [text(self.json, "UUID"), self.function()],
            EntryKind::Rule | EntryKind::Pipe => [text(self.json, "Name"), None],
        };
        names.into_iter().flatten().collect()
    }

    /// Returns the name of the function that a mapping invokes.
    fn function(&self) -> Option<&'j str> {
        let arn = text(self.json, "FunctionArn").or_else(|| text(self.json, "FunctionName"))?;
        let name = arn.split(":function:").last()?;
        name.split(':').next().filter(|name| !name.is_empty())
    }

    /// Returns the first name with the source and the function, which help to distinguish entries.
    pub(super) fn label(&self) -> String {
        let name = self.names().first().copied().unwrap_or("(no name)");
        let route = self
            .route()
            .ok()
            .flatten()
            .map(|route| route.name().to_owned());
        let function = match self.kind {
            EntryKind::Mapping => self.function().map(|name| format!("function {name}")),
            EntryKind::Rule | EntryKind::Pipe => None,
        };
        let details: Vec<_> = route.into_iter().chain(function).collect();
        match (self.kind, details.is_empty()) {
            (EntryKind::Rule, _) | (_, true) => name.to_owned(),
            (EntryKind::Mapping | EntryKind::Pipe, false) => {
                format!("{name} ({})", details.join(", "))
            }
        }
    }

    /// Returns the source of its records, or `None` if the entry does not name one or the source is unknown.
    pub(super) fn route(&self) -> Result<Option<Route>, CriteriaError> {
        let member = match self.kind {
            EntryKind::Mapping => "EventSourceArn",
            EntryKind::Pipe => "Source",
            EntryKind::Rule => return Ok(Some(Route::Service(Source::EventBridge))),
        };
        let arn = text(self.json, member).unwrap_or_default();
        let source = match origin_of_arn(arn) {
            Some(Origin::Filtered(source)) => Some(source),
            Some(Origin::DocumentDb) => {
                return Err(unfiltered(self.json.get(member).unwrap_or(self.json).span));
            }
            None => self.is_self_managed(arn).then_some(Source::Kafka),
        };
        Ok(source.map(|source| match self.kind {
            EntryKind::Pipe => Route::Pipe(source),
            EntryKind::Mapping | EntryKind::Rule => Route::Service(source),
        }))
    }

    /// Returns whether it reads from Kafka brokers that have no ARN. A pipe names them as `smk://HOST:PORT`.
    fn is_self_managed(&self, source: &str) -> bool {
        let servers = kind_of(self.json, "SelfManagedEventSource");
        source.starts_with("smk://") || matches!(servers, Some(JsonKind::Object(_)))
    }

    pub(super) fn held(&self) -> Held<'j> {
        match self.kind {
            EntryKind::Mapping => held_in(self.json),
            EntryKind::Rule => self
                .json
                .get("EventPattern")
                .map_or(Held::Nothing, Held::Pattern),
            EntryKind::Pipe => self
                .json
                .get("SourceParameters")
                .map_or(Held::Nothing, held_in),
        }
    }

    /// Returns the patterns as they are written. Entries with equal patterns have the same filters.
    pub(super) fn patterns(&self) -> Vec<&'j JsonKind> {
        match self.held() {
            Held::Filters(filters) => {
                let patterns = filters.iter().map(|it| it.get("Pattern").unwrap_or(it));
                patterns.map(|pattern| &pattern.kind).collect()
            }
            Held::Pattern(pattern) => vec![&pattern.kind],
            Held::Encrypted | Held::Nothing | Held::Other(_) => Vec::new(),
        }
    }

    pub(super) fn lacks_filter(&self) -> String {
        let name = self
            .names()
            .first()
            .map_or(String::new(), |name| format!(" {name}"));
        let what = match self.kind {
            EntryKind::Mapping | EntryKind::Pipe => "filter",
            EntryKind::Rule => "event pattern",
        };
        format!("the {}{name} has no {what}", self.kind.noun())
    }

    /// Returns how AWS treats records if the entry has no filter.
    pub(super) const fn without(&self) -> &'static str {
        match self.kind {
            EntryKind::Mapping => "Lambda gets every record",
            EntryKind::Rule => "it runs on a schedule: no event triggers it",
            EntryKind::Pipe => "its target gets every record",
        }
    }
}

/// Returns whether the value is an entry of `Filters`: `{"Pattern": ...}`, or the `{}` that tools write for a filter
/// without a pattern (aws-cdk issue 23214). A pattern can't have `{}` as a value.
pub(super) fn is_filter(json: &Json) -> bool {
    json.get("Pattern").is_some() || json.kind == JsonKind::Object(Vec::new())
}

/// Returns the filters of an object that has them under `FilterCriteria`.
fn held_in(json: &Json) -> Held<'_> {
    let is_encrypted =
        text(json, "KMSKeyArn").is_some() || json.get("FilterCriteriaError").is_some();
    let Some(criteria) = json.get("FilterCriteria") else {
        return if is_encrypted {
            Held::Encrypted
        } else {
            Held::Nothing
        };
    };
    match (
        &criteria.kind,
        criteria.get("Filters").map(|it| (it, &it.kind)),
    ) {
        (JsonKind::Null, _) if is_encrypted => Held::Encrypted,
        (JsonKind::Null, _) | (JsonKind::Object(_), None) => Held::Nothing,
        (_, Some((_, JsonKind::Array(filters)))) if filters.is_empty() => Held::Nothing,
        (_, Some((json, JsonKind::Array(filters)))) => {
            if filters.iter().all(is_filter) {
                Held::Filters(filters)
            } else {
                Held::Other(json)
            }
        }
        (_, Some((json, _))) => Held::Other(json),
        (_, None) => Held::Other(criteria),
    }
}

fn kind_of<'j>(json: &'j Json, key: &str) -> Option<&'j JsonKind> {
    json.get(key).map(|value| &value.kind)
}

fn text<'j>(json: &'j Json, key: &str) -> Option<&'j str> {
    json.get(key).and_then(Json::as_str)
}
