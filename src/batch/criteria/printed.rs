//! What AWS's command line prints of event source mappings, rules and pipes: which of them a document holds, by what
//! names, for which source, and where their filters stand.
//!
//! Shapes: Lambda API Reference, "EventSourceMappingConfiguration"; EventBridge API Reference, "DescribeRule", "Rule";
//! EventBridge Pipes API Reference, "DescribePipe"; all read 2026-11-30. A pattern's values are lists and objects, so an
//! object with two texts or numbers of these names is no pattern.

use tidegate::{Source, Span};
use tidegate_json::{Json, JsonKind};

use super::error::{CriteriaError, unfiltered};
use crate::route::Route;
use crate::source::{Origin, origin_of_arn};

/// Members of a mapping that are text.
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

/// What an entry is.
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

/// The filters of an entry as they stand there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Held<'j> {
    /// A list of `{"Pattern": TEXT}`.
    Filters(&'j [Json]),
    /// The text of one pattern.
    Pattern(&'j Json),
    /// Filters that are not printed.
    Encrypted,
    Nothing,
    /// Something that AWS does not print there.
    Other(&'j Json),
}

impl<'j> Entry<'j> {
    /// The entries of a document; `None` if it is something else.
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

    /// Where its name stands.
    pub(super) fn name_span(&self) -> Span {
        let member = match self.kind {
            EntryKind::Mapping => "UUID",
            EntryKind::Rule | EntryKind::Pipe => "Name",
        };
        self.json.get(member).unwrap_or(self.json).span
    }

    /// What it can be called by, the name that is shown first.
    pub(super) fn names(&self) -> Vec<&'j str> {
        let names = match self.kind {
            EntryKind::Mapping => [text(self.json, "UUID"), self.function()],
            EntryKind::Rule | EntryKind::Pipe => [text(self.json, "Name"), None],
        };
        names.into_iter().flatten().collect()
    }

    /// The name of the function that a mapping invokes.
    fn function(&self) -> Option<&'j str> {
        let arn = text(self.json, "FunctionArn").or_else(|| text(self.json, "FunctionName"))?;
        let name = arn.split(":function:").last()?;
        name.split(':').next().filter(|name| !name.is_empty())
    }

    /// The first name, and what tells it from others of its kind.
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
        let told: Vec<_> = route.into_iter().chain(function).collect();
        match (self.kind, told.is_empty()) {
            (EntryKind::Rule, _) | (_, true) => name.to_owned(),
            (EntryKind::Mapping | EntryKind::Pipe, false) => {
                format!("{name} ({})", told.join(", "))
            }
        }
    }

    /// Where its records come from; `None` if it does not say, or they come from what is no source here.
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

    /// Whether it reads from Kafka brokers that have no ARN. A pipe names them as `smk://HOST:PORT`.
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

    /// The patterns as they are written: two entries with equal ones have the same filters.
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

    /// What AWS does without a filter.
    pub(super) const fn without(&self) -> &'static str {
        match self.kind {
            EntryKind::Mapping => "Lambda gets every record",
            EntryKind::Rule => "it runs on a schedule: no event triggers it",
            EntryKind::Pipe => "its target gets every record",
        }
    }
}

/// Whether it is an entry of `Filters`: `{"Pattern": ...}`, or the `{}` that tools write for a filter without a pattern
/// (aws-cdk issue 23214). As a value of a pattern, `{}` would be refused, too.
pub(super) fn is_filter(json: &Json) -> bool {
    json.get("Pattern").is_some() || json.kind == JsonKind::Object(Vec::new())
}

/// The filters of an object that has them under `FilterCriteria`.
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
