//! The mappings, pipes and rules among resources, and in the arguments of published modules.
//!
//! Source: documentation of the AWS provider: "aws_lambda_event_source_mapping", "aws_pipes_pipe",
//! "aws_cloudwatch_event_rule", "aws_cloudwatch_event_archive" (read 2026-11-30).

use tidegate::Source;
use tidegate_batch::Origin;

use super::evaluator::Evaluator;
use super::place::Place;
use super::reference::Referred;
use super::scope::Scope;
use super::setting::Settings;
use super::value::{Kind, Value};
use super::view::View;
use crate::entry::{Entry, EntryKind, Filter, Written};
use crate::note::NoteKind;
use crate::place::say_unfiltered;
use crate::place::settings::{TERRAFORM_FUNCTION, TERRAFORM_MAPPING, TERRAFORM_SOURCE};
use crate::resolve::Hole;
use crate::setting::Subject;

/// A resource, or what a published module makes one of: its address, its place and its content.
pub(super) struct Thing<'t> {
    pub(super) address: String,
    /// The type of the resource.
    pub(super) kind: &'static str,
    pub(super) view: View,
    pub(super) place: &'t Place,
    pub(super) scope: &'t Scope,
}

/// The types of resources that are read.
pub(super) const KINDS: [&str; 5] = [
    "aws_lambda_event_source_mapping",
    "aws_pipes_pipe",
    "aws_cloudwatch_event_rule",
    "aws_cloudwatch_event_archive",
    "aws_notifications_event_rule",
];

/// Returns what a type of resource is.
pub(super) fn kind_of(kind: &str) -> EntryKind {
    match kind {
        "aws_lambda_event_source_mapping" => EntryKind::Mapping,
        "aws_pipes_pipe" => EntryKind::Pipe,
        _ => EntryKind::Rule,
    }
}

impl Evaluator<'_> {
    /// Reads one mapping, pipe or rule.
    pub(super) fn entry(&self, thing: &Thing<'_>) -> Entry {
        match kind_of(thing.kind) {
            EntryKind::Mapping => self.mapping(thing),
            EntryKind::Pipe => self.pipe(thing),
            EntryKind::Rule => self.rule(thing),
        }
    }

    fn blank(&self, thing: &Thing<'_>, kind: EntryKind) -> Entry {
        let place = thing.place.clone();
        Entry {
            written_kind: thing.kind.to_owned(),
            ..Entry::new(kind, &thing.address, place.name, place.whole)
        }
    }

    fn rule(&self, thing: &Thing<'_>) -> Entry {
        let mut entry = self.blank(thing, EntryKind::Rule);
        let bus = thing.view.get(self, "event_bus_name");
        entry.source = self.address_of(bus.as_ref());
        if let Some(pattern) = thing.view.get(self, "event_pattern") {
            entry.filters.push(self.filter(&pattern, &thing.place.name));
        }
        entry
    }

    fn mapping(&self, thing: &Thing<'_>) -> Entry {
        let mut entry = self.blank(thing, EntryKind::Mapping);
        let arn = thing.view.get(self, "event_source_arn");
        let from_arn = arn.as_ref().and_then(|it| self.origin(thing.scope, it));
        entry.origin = from_arn.or_else(|| self.origin_of_members(&thing.view));
        let function = thing.view.get(self, "function_name");
        let function = function.and_then(|it| Some((self.function(thing.scope, &it)?, it)));
        self.settle(
            thing,
            &mut entry,
            &thing.view,
            arn.as_ref(),
            function.as_ref(),
        );
        self.criteria(&thing.view, thing.place, &mut entry);
        say_unfiltered(&mut entry);
        entry
    }

    /// Returns the source that only such a mapping's members belong to.
    fn origin_of_members(&self, view: &View) -> Option<Origin> {
        const BLOCKS: [(&str, Origin); 4] = [
            ("self_managed_event_source", Origin::Filtered(Source::Kafka)),
            (
                "self_managed_kafka_event_source_config",
                Origin::Filtered(Source::Kafka),
            ),
            (
                "amazon_managed_kafka_event_source_config",
                Origin::Filtered(Source::Kafka),
            ),
            ("document_db_event_source_config", Origin::DocumentDb),
        ];
        const ATTRIBUTES: [(&str, Origin); 2] = [
            ("topics", Origin::Filtered(Source::Kafka)),
            ("queues", Origin::Filtered(Source::Mq)),
        ];
        let block = BLOCKS
            .iter()
            .find(|(name, _)| !view.blocks(self, name).views.is_empty());
        let attribute = || {
            let is_there = |name: &str| {
                view.get(self, name)
                    .is_some_and(|it| it.items().is_none_or(|it| !it.is_empty()))
            };
            ATTRIBUTES.iter().find(|(name, _)| is_there(name))
        };
        block.or_else(attribute).map(|(_, origin)| *origin)
    }

    /// Takes up settings, source and function. `own`: what holds the settings of the mapping or pipe.
    fn settle(
        &self,
        thing: &Thing<'_>,
        entry: &mut Entry,
        own: &View,
        arn: Option<&Value>,
        function: Option<&(Referred, Value)>,
    ) {
        let around = &thing.place.name;
        let mut settings = Settings::new(self);
        settings.all(Subject::Mapping, own, &TERRAFORM_MAPPING, around);
        let source = arn.and_then(|it| self.referred(it));
        if let (Some(referred), Some(arn)) = (&source, arn) {
            let rows = TERRAFORM_SOURCE
                .iter()
                .find(|(kind, _)| *kind == referred.kind);
            if let (Some((_, rows)), Some((block, scope))) = (rows, &referred.block) {
                let place = self.here(&arn.range, around);
                let view = View::Block(block.clone(), scope.clone());
                settings.all(Subject::Source, &view, rows, &place);
            }
        }
        if let Some((referred, value)) = function {
            let place = self.here(&value.range, around);
            if let Some((block, scope)) = &referred.block {
                let view = View::Block(block.clone(), scope.clone());
                settings.all(Subject::Function, &view, &TERRAFORM_FUNCTION, &place);
            }
            entry.aliases.push(referred.address.clone());
            entry.function = Some(referred.address.clone());
        }
        let Settings {
            settings, wrong, ..
        } = settings;
        entry.settings = settings;
        for (message, range) in wrong {
            entry.note(
                NoteKind::WrongValue,
                message,
                range,
                "write a value of that kind; this one is left out",
            );
        }
        entry.arn = arn.and_then(|it| it.known()).map(str::to_owned);
        // An index that is not known may be that of any other resource.
        let is_one = |it: &Referred| !it.address.contains('?');
        entry.source = source.filter(is_one).map(|it| it.address);
    }

    fn pipe(&self, thing: &Thing<'_>) -> Entry {
        const OWN: [(&str, Source); 7] = [
            ("sqs_queue_parameters", Source::Sqs),
            ("kinesis_stream_parameters", Source::Kinesis),
            ("dynamodb_stream_parameters", Source::DynamoDb),
            ("managed_streaming_kafka_parameters", Source::Kafka),
            ("self_managed_kafka_parameters", Source::Kafka),
            ("activemq_broker_parameters", Source::Mq),
            ("rabbitmq_broker_parameters", Source::Mq),
        ];
        let mut entry = self.blank(thing, EntryKind::Pipe);
        let arn = thing.view.get(self, "source");
        let parameters = thing.view.blocks(self, "source_parameters");
        entry.holes.extend(
            parameters
                .holes
                .iter()
                .map(|it| self.local_hole(it, &thing.place.name)),
        );
        let parameters = parameters.views.into_iter().next();
        let own = OWN.iter().find_map(|(name, source)| {
            let block = parameters
                .as_ref()?
                .blocks(self, name)
                .views
                .into_iter()
                .next()?;
            Some((block, *source))
        });
        entry.origin = match &own {
            Some((_, source)) => Some(Origin::Filtered(*source)),
            None => arn.as_ref().and_then(|it| self.origin(thing.scope, it)),
        };
        let function = thing.view.get(self, "target");
        let function = function.and_then(|it| Some((self.function(thing.scope, &it)?, it)));
        let nothing = View::Value(Value::new(Kind::Null, 0..0));
        let own = own.map_or(nothing, |(block, _)| block);
        self.settle(thing, &mut entry, &own, arn.as_ref(), function.as_ref());
        if let Some(parameters) = parameters {
            self.criteria(&parameters, thing.place, &mut entry);
        }
        entry
    }

    /// Reads `filter_criteria { filter { pattern } }`. Published modules take the filters without a block around them.
    fn criteria(&self, view: &View, place: &Place, entry: &mut Entry) {
        let criteria = view.blocks(self, "filter_criteria");
        let mut holes: Vec<Hole> = criteria.holes;
        for criteria in &criteria.views {
            let filters = criteria.blocks(self, "filter");
            holes.extend(filters.holes);
            for filter in &filters.views {
                self.one_filter(filter, place, entry);
            }
            for filter in without_blocks(criteria) {
                self.one_filter(&filter, place, entry);
            }
        }
        entry
            .holes
            .extend(holes.iter().map(|it| self.local_hole(it, &place.name)));
    }

    /// Reads one filter. A filter without a pattern is `{}`.
    fn one_filter(&self, filter: &View, place: &Place, entry: &mut Entry) {
        let range = filter.range();
        let read = match filter.get(self, "pattern") {
            Some(pattern) => self.filter(&pattern, &place.name),
            None => {
                let empty = Value::new(Kind::Object(Vec::new()), range);
                Filter {
                    written: Written::Converted,
                    ..self.filter(&empty, &place.name)
                }
            }
        };
        entry.filters.push(read);
    }
}

/// Returns the filters that an argument of a module has without a block around them: one, or several by their names.
fn without_blocks(criteria: &View) -> Vec<View> {
    let has_pattern = |value: &Value| value.member("pattern").is_some();
    match criteria {
        View::Block(..) => Vec::new(),
        View::Value(value) if has_pattern(value) => vec![criteria.clone()],
        View::Value(value) => {
            let members = value.members().unwrap_or_default().iter();
            let filters =
                members.filter(|it| it.key.as_str() != "filter" && has_pattern(&it.value));
            let mut filters: Vec<_> = filters.collect();
            filters.sort_by(|one, other| one.key.as_str().cmp(other.key.as_str()));
            let filters = filters.into_iter();
            filters.map(|it| View::Value(it.value.clone())).collect()
        }
    }
}
