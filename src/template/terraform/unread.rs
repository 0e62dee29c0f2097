//! Modules that are not read: their arguments are, for those whose names say that they are filters.

use std::rc::Rc;

use super::evaluator::Evaluator;
use super::instance::Instance;
use super::modules::META;
use super::place::Place;
use super::resource::Thing;
use super::scope::Scope;
use super::value::{Kind, Member, Members, Value};
use super::view::View;
use crate::entry::Entry;
use crate::hcl::Block;
use crate::note::NoteKind;
use crate::resolve::{Filler, Text};

/// Names of arguments that are filters in every module that has them, and what they are filters of.
const KEYS: [(&str, &str); 3] = [
    ("event_pattern", "aws_cloudwatch_event_rule"),
    ("filter_criteria", "aws_lambda_event_source_mapping"),
    ("source_parameters.filter_criteria", "aws_pipes_pipe"),
];

/// How deeply arguments are searched.
const DEPTH_MAX: usize = 8;

/// Where the search is.
#[derive(Clone)]
struct At<'s> {
    address: String,
    place: Place,
    depth: usize,
    scope: &'s Scope,
}

impl Evaluator<'_> {
    /// Returns the filters among the arguments of a module.
    pub(super) fn by_name(
        &self,
        block: &Rc<Block>,
        instance: &Instance,
        place: &Place,
    ) -> Vec<Entry> {
        let label = block.labels.first().map_or("", |it| it.name.as_str());
        let mut arguments = Members::default();
        for attribute in &block.body.attributes {
            if META.contains(&attribute.name.as_str()) {
                continue;
            }
            let mut key = Text::new(Filler::Plain);
            key.made(&attribute.name, block.range.clone());
            let value = self.value(&instance.scope, &attribute.value);
            arguments.insert(Member {
                key,
                key_range: 0..0,
                value,
            });
        }
        let at = At {
            address: format!(
                "{}module.{label}{}",
                instance.scope.module.address, instance.suffix
            ),
            place: place.clone(),
            depth: 0,
            scope: &instance.scope,
        };
        let value = Value::new(arguments.object(), block.range.clone());
        let mut entries = Vec::new();
        self.search(&value, &at, &mut entries);
        entries
    }

    fn search(&self, value: &Value, at: &At<'_>, entries: &mut Vec<Entry>) {
        if at.depth > DEPTH_MAX {
            return;
        }
        match &value.kind {
            Kind::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let inner = At {
                        address: format!("{}[{index}]", at.address),
                        depth: at.depth + 1,
                        ..at.clone()
                    };
                    self.search(item, &inner, entries);
                }
            }
            Kind::Object(members) => {
                for (path, kind) in KEYS {
                    if has(value, path) {
                        entries.push(self.named_filter(value, path, kind, at));
                    }
                }
                for member in members {
                    let name = member.key.as_str();
                    let is_read = KEYS
                        .iter()
                        .any(|(path, _)| path.split('.').next() == Some(name));
                    if !is_read {
                        self.search(&member.value, &self.inner(member, at), entries);
                    }
                }
            }
            Kind::Null | Kind::Scalar(..) | Kind::Hole(_) | Kind::Missing(_) => {}
        }
    }

    fn inner<'s>(&self, member: &Member, at: &At<'s>) -> At<'s> {
        let name = member.key.as_str();
        let address = match at.depth {
            0 => format!("{}.{name}", at.address),
            _ => format!("{}[{name:?}]", at.address),
        };
        let start = self.here(&member.key_range, &at.place.name);
        let end = self.here(&member.value.range, &start).end;
        At {
            address,
            place: Place {
                whole: start.start..end.max(start.end),
                name: start,
            },
            depth: at.depth + 1,
            scope: at.scope,
        }
    }

    fn named_filter(&self, value: &Value, key: &str, kind: &'static str, at: &At<'_>) -> Entry {
        let thing = Thing {
            address: at.address.clone(),
            kind,
            view: View::Value(value.clone()),
            place: &at.place,
            scope: at.scope,
        };
        let mut entry = self.entry(&thing);
        let message = format!(
            "{}: the module is not read; its argument `{key}` is read by its name",
            at.address
        );
        entry.note(NoteKind::Remark, message, at.place.name.clone(), "");
        entry
    }
}

/// Returns whether an object has a member at a dotted path that is not null.
fn has(value: &Value, path: &str) -> bool {
    let found = path
        .split('.')
        .try_fold(value, |value, name| value.member(name));
    found.is_some_and(|it| !it.is_null())
}
