//! Published modules whose arguments hold filters: what is called how there.
//!
//! Source: terraform-aws-modules/lambda/aws 8.1 and terraform-aws-modules/eventbridge/aws 4.1, "Inputs" (read
//! 2026-11-30).

use super::evaluator::Evaluator;
use super::instance::Instance;
use super::place::Place;
use super::resource::{Thing, kind_of};
use super::setting::Settings;
use super::value::Kind;
use super::view::View;
use crate::entry::Entry;
use crate::hcl::Block;
use crate::place::settings::TERRAFORM_FUNCTION;
use crate::resolve::Hole;
use crate::setting::Subject;

/// An argument of a published module whose members are resources: the module, the argument, the resources' type.
const ARGUMENTS: [(&str, &str, &str); 4] = [
    (
        "terraform-aws-modules/lambda/aws",
        "event_source_mapping",
        "aws_lambda_event_source_mapping",
    ),
    (
        "terraform-aws-modules/eventbridge/aws",
        "rules",
        "aws_cloudwatch_event_rule",
    ),
    (
        "terraform-aws-modules/eventbridge/aws",
        "archives",
        "aws_cloudwatch_event_archive",
    ),
    (
        "terraform-aws-modules/eventbridge/aws",
        "pipes",
        "aws_pipes_pipe",
    ),
];

/// Where the same modules stand in Git.
const IN_GIT: [(&str, &str); 2] = [
    (
        "terraform-aws-modules/terraform-aws-lambda",
        "terraform-aws-modules/lambda/aws",
    ),
    (
        "terraform-aws-modules/terraform-aws-eventbridge",
        "terraform-aws-modules/eventbridge/aws",
    ),
];

/// Returns the name in the registry of a published module that is read.
pub(super) fn known(source: &str) -> Option<&'static str> {
    let mut of_registry = ARGUMENTS.iter().map(|(module, ..)| *module);
    let of_registry = of_registry.find(|module| source.ends_with(module));
    let in_git = || {
        IN_GIT
            .iter()
            .find(|(git, _)| source.contains(git))
            .map(|(_, module)| *module)
    };
    of_registry.or_else(in_git)
}

impl Evaluator<'_> {
    /// Reads the resources that a published module makes.
    pub(super) fn published(
        &self,
        module: &str,
        block: &std::rc::Rc<Block>,
        instance: &Instance,
        place: &Place,
    ) -> Vec<Entry> {
        let label = block.labels.first().map_or("", |it| it.name.as_str());
        let address = format!(
            "{}module.{label}{}",
            instance.scope.module.address, instance.suffix
        );
        let view = View::Block(block.clone(), instance.scope.clone());
        let mut entries = Vec::new();
        for (_, argument, kind) in ARGUMENTS.iter().filter(|(name, ..)| *name == module) {
            let Some(value) = view.get(self, argument) else {
                continue;
            };
            let Kind::Object(members) = value.kind else {
                if let Kind::Hole(hole) = value.kind {
                    entries.push(self.unread(&address, kind, &hole, place));
                }
                continue;
            };
            for member in members {
                let own = Place {
                    name: self.here(&member.key_range, &place.name),
                    whole: self.here(&member.value.range, &place.whole),
                };
                let own = Place {
                    whole: own.name.start..own.whole.end.max(own.name.end),
                    ..own
                };
                let key = member.key.as_str();
                let thing = Thing {
                    address: format!("{address}.{kind}.this[{key:?}]"),
                    kind,
                    view: View::Value(member.value.clone()),
                    place: &own,
                    scope: &instance.scope,
                };
                let mut entry = self.entry(&thing);
                entry.aliases.push(address.clone());
                entry.aliases.push(format!("{address}/{key}"));
                if *argument == "event_source_mapping" {
                    self.add_function(&view, &address, &mut entry);
                }
                entries.push(entry);
            }
        }
        entries
    }

    /// Takes up the settings of the function that the module makes.
    fn add_function(&self, view: &View, address: &str, entry: &mut Entry) {
        let around = entry.range.clone();
        let mut settings = Settings::new(self);
        settings.all(Subject::Function, view, &TERRAFORM_FUNCTION, &around);
        let Settings { settings, .. } = settings;
        entry.settings.extend(settings);
        entry.function = Some(address.to_owned());
    }

    /// Returns an entry for resources whose number is not known.
    fn unread(&self, address: &str, kind: &'static str, hole: &Hole, place: &Place) -> Entry {
        let entry_kind = kind_of(kind);
        let mut entry = Entry::new(
            entry_kind,
            &format!("{address}.{kind}.this"),
            place.name.clone(),
            place.whole.clone(),
        );
        kind.clone_into(&mut entry.written_kind);
        entry.holes.push(self.local_hole(hole, &place.name));
        entry
    }
}
