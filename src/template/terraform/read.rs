//! Reads the mappings, pipes and rules of one file of a module, and those of the modules that it calls.

use std::ops::Range;
use std::rc::Rc;

use super::evaluator::Evaluator;
use super::folder::Folder;
use super::instance::{Instance, Presence};
use super::modules::{is_local, written_source};
use super::place::Place;
use super::published;
use super::resource::{KINDS, Thing};
use super::scope::{Module, Scope};
use super::view::View;
use crate::entry::{Entry, Filter};
use crate::error::TemplateError;
use crate::hcl::{Block, Body};
use crate::lines::Lines;
use crate::note::{Note, NoteKind};
use crate::template::{Format, Template};
use crate::values::Values;

/// Properties that look like filters of events but are in another language.
const OTHER_LANGUAGES: [(&str, &str, &str); 4] = [
    (
        "aws_sns_topic_subscription",
        "filter_policy",
        "a filter policy of SNS",
    ),
    (
        "aws_cloudwatch_log_subscription_filter",
        "filter_pattern",
        "a filter pattern of CloudWatch Logs",
    ),
    (
        "aws_cloudwatch_log_metric_filter",
        "pattern",
        "a filter pattern of CloudWatch Logs",
    ),
    (
        "aws_scheduler_schedule",
        "schedule_expression",
        "a schedule, which has no pattern",
    ),
];

/// Returns whether a file is one of Terraform's, by its name.
#[must_use]
pub fn is_terraform(name: &str) -> bool {
    name.ends_with(".tf") || name.ends_with(".tf.json")
}

/// Reads a file. Only its own resources and modules are read; the rest of the directory gives values.
pub(crate) fn read(
    name: &str,
    text: &str,
    values: &Values,
    folder: &Folder,
) -> Result<Template, TemplateError> {
    let own_name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if text.len() > super::folder::FILE_BYTES_MAX {
        let message = "this Terraform file is too long to be read".to_owned();
        return Err(TemplateError::syntax(message, 0..0));
    }
    let parsed = folder.parse(own_name, text);
    let body = parsed.body.clone()?;
    let evaluator = Evaluator::new(folder, values, parsed.source.clone());
    let mut reading = Reading {
        evaluator,
        entries: Vec::new(),
        notes: Vec::new(),
        presence: Presence::Sure,
    };
    let (mut edges, mut neighbours) = (Vec::new(), Vec::new());
    if holds_any(&body) {
        let module = Rc::new(Module::read(folder, "", Some(&parsed)));
        reading.say_broken(&module);
        let evaluator = &reading.evaluator;
        evaluator
            .modules
            .borrow_mut()
            .insert(String::new(), module.clone());
        let own: Vec<_> = module
            .blocks
            .iter()
            .filter(|it| reading.evaluator.is_here(&it.range))
            .cloned()
            .collect();
        reading.blocks(&Scope::of(module.clone()), &own, None);
        if !reading.entries.is_empty() || body.blocks.iter().any(|it| is_sender(it)) {
            let graph = reading.evaluator.graph(&module);
            edges = reading.evaluator.located(&graph);
            neighbours = reading.evaluator.neighbours(&graph);
        }
    }
    Ok(Template {
        format: Format::Terraform,
        entries: reading.entries,
        notes: reading.notes,
        edges,
        neighbours,
        lines: Lines::new(text),
        silenced: Vec::new(),
    })
}

/// Returns whether a file may hold filters. For any other file the directory need not be read.
fn holds_any(body: &Body) -> bool {
    body.blocks
        .iter()
        .any(|it| it.kind == "module" || of_interest(it))
}

fn of_interest(block: &Block) -> bool {
    let kind = block.labels.first().map(|it| it.name.as_str());
    let is_known = |kind: &str| {
        KINDS.contains(&kind) || OTHER_LANGUAGES.iter().any(|(other, ..)| *other == kind)
    };
    block.kind == "resource" && (kind.is_some_and(is_known) || is_sender(block))
}

/// Returns whether a resource may invoke a function by itself.
fn is_sender(block: &Block) -> bool {
    let kind = block.labels.first().map(|it| it.name.as_str());
    let senders = ["aws_s3_bucket_notification", "aws_sns_topic_subscription"];
    block.kind == "resource" && kind.is_some_and(|it| senders.contains(&it))
}

struct Reading<'e> {
    evaluator: Evaluator<'e>,
    entries: Vec<Entry>,
    notes: Vec<Note>,
    /// Whether the module that is being read is deployed.
    presence: Presence,
}

impl Reading<'_> {
    /// Says which files of the directory are not Terraform's language, so that their values are not known.
    fn say_broken(&mut self, module: &Module) {
        for name in &module.broken {
            self.notes.push(Note {
                kind: NoteKind::Unread,
                message: format!(
                    "`{name}` of the same directory can't be read; its values are not known"
                ),
                range: 0..0,
                help: format!("correct `{name}`"),
            });
        }
    }

    /// Reads blocks of a module. `around`: the place of the block that calls the module; `None` for the file's own.
    fn blocks(&mut self, scope: &Scope, blocks: &[Rc<Block>], around: Option<&Place>) {
        for block in blocks {
            let place = match around {
                Some(place) => place.clone(),
                None => self.evaluator.place(block),
            };
            match block.kind.as_str() {
                "resource" => self.resource(scope, block, &place),
                "module" => self.module(scope, block, &place),
                _ => {}
            }
        }
    }

    fn resource(&mut self, scope: &Scope, block: &Rc<Block>, place: &Place) {
        let [kind, label] = block.labels.as_slice() else {
            return;
        };
        let Some(known) = KINDS.iter().find(|it| **it == kind.name) else {
            return self.say_other_language(block);
        };
        let instances = self.evaluator.instances(scope, block);
        let mut entries = Vec::new();
        for Instance { suffix, scope } in &instances.all {
            let thing = Thing {
                address: format!("{}{known}.{}{suffix}", scope.module.address, label.name),
                kind: known,
                view: View::Block(block.clone(), scope.clone()),
                place,
                scope,
            };
            let mut entry = self.evaluator.entry(&thing);
            if instances.presence == Presence::Unsure {
                // It may stand in place of another reader of the same source.
                entry.source = None;
            }
            entries.push(entry);
        }
        let plain = format!("{}{known}.{}", scope.module.address, label.name);
        self.take(entries, &plain, instances.note);
    }

    fn module(&mut self, scope: &Scope, block: &Rc<Block>, place: &Place) {
        let source = written_source(block).unwrap_or_default().to_owned();
        let published = published::known(&source);
        let instances = self.evaluator.instances(scope, block);
        let around = self.presence;
        if instances.presence == Presence::Unsure {
            self.presence = Presence::Unsure;
        }
        for instance in &instances.all {
            let called = || {
                let inner = &instance.scope;
                self.evaluator.called(inner, block, &instance.suffix)
            };
            let entries = match published {
                Some(module) => self.evaluator.published(module, block, instance, place),
                None => match called() {
                    Some(module) => {
                        let blocks = module.blocks.clone();
                        self.blocks(&Scope::of(module), &blocks, Some(place));
                        continue;
                    }
                    None => self.evaluator.by_name(block, instance, place),
                },
            };
            if published.is_none() && (is_local(&source) || entries.is_empty()) {
                self.note_module(block, &source, place);
            }
            for entry in entries {
                let name = entry.name.clone();
                self.take(vec![entry], &name, instances.note.clone());
            }
        }
        self.presence = around;
    }

    fn note_module(&mut self, block: &Block, source: &str, place: &Place) {
        let label = block.labels.first().map_or("", |it| it.name.as_str());
        let range = place.name.clone();
        self.notes.push(match is_local(source) {
            true => Note {
                kind: NoteKind::Unread,
                message: format!(
                    "module.{label}: `{source}` is not on disk, or calls itself, so it is not read"
                ),
                range,
                help: "read the module's own files".to_owned(),
            },
            false => Note {
                kind: NoteKind::Remote,
                message: format!("`{source}` (module.{label})"),
                range,
                help: String::new(),
            },
        });
    }

    /// Takes up the instances of one block: as one entry if nothing differs between them.
    fn take(&mut self, mut entries: Vec<Entry>, plain: &str, note: Option<String>) {
        if self.evaluator.budget.is_spent() {
            for entry in &mut entries {
                let what = "this file, whose values take too much to work out";
                let range = entry.range.clone();
                entry
                    .holes
                    .push(crate::resolve::Hole::unknown(what, None, range));
            }
        }
        let is_same = |one: &Entry, other: &Entry| {
            one.filters == other.filters
                && one.settings == other.settings
                && one.source == other.source
        };
        let are_same = entries.iter().all(|it| is_same(it, &entries[0]));
        if are_same && !entries.is_empty() {
            let names: Vec<_> = entries.iter().map(|it| it.name.clone()).collect();
            entries.truncate(1);
            let only = &mut entries[0];
            plain.clone_into(&mut only.name);
            only.aliases
                .extend(names.into_iter().filter(|it| it != plain));
        }
        let elsewhere = self.evaluator.elsewhere.take();
        let decided = self.evaluator.decided.take();
        let of_files = self.evaluator.of_files.take();
        self.evaluator.defaults.borrow_mut().clear();
        for mut entry in entries {
            if entry.name != plain {
                entry.aliases.push(plain.to_owned());
            }
            if self.presence == Presence::Unsure {
                entry.source = None;
            }
            let range = entry.range.clone();
            if let Some(note) = &note {
                entry.note(
                    NoteKind::Remark,
                    format!("{plain}: {note}"),
                    range.clone(),
                    "",
                );
            }
            for (what, value) in &decided {
                let name = what.strip_prefix("var.").unwrap_or(what);
                entry.note(
                    NoteKind::Remark,
                    format!(
                        "`{what}` is read as `{value}`, its default, which decides what is here"
                    ),
                    range.clone(),
                    &format!("--set {name}=VALUE gives another"),
                );
            }
            for (reference, at) in elsewhere.values() {
                self.say_elsewhere(&mut entry, reference, *at);
            }
            for (name, sentence) in &of_files {
                let help = format!("--set {name}=VALUE gives another");
                entry.note(NoteKind::Remark, sentence.clone(), range.clone(), &help);
            }
            self.entries.push(entry);
        }
    }

    /// Says where a part of a pattern is written that another file holds.
    fn say_elsewhere(&self, entry: &mut Entry, reference: &Range<usize>, at: usize) {
        let here = self.evaluator.here(reference, &(0..0));
        let is_inside = |it: &Filter| it.range.start <= here.start && here.end <= it.range.end;
        let place = self.evaluator.folder.line(at);
        let place = place.filter(|(file, _)| !file.ends_with(".tfvars"));
        if let Some((file, line)) = place.filter(|_| entry.filters.iter().any(is_inside)) {
            let what = self.evaluator.excerpt(reference);
            entry.note(
                NoteKind::Elsewhere,
                format!("`{what}` is written in {file}, line {line}"),
                here,
                "",
            );
        }
    }

    fn say_other_language(&mut self, block: &Block) {
        let labels: Vec<_> = block.labels.iter().map(|it| it.name.as_str()).collect();
        let [kind, name] = labels.as_slice() else {
            return;
        };
        let mut rows = OTHER_LANGUAGES.iter();
        let Some((_, property, what)) = rows.find(|(row, ..)| row == kind) else {
            return;
        };
        if let Some(value) = block.body.attribute(property) {
            self.notes.push(Note {
                kind: NoteKind::OtherLanguage,
                message: format!("{kind}.{name}: `{property}` is {what}; it is not read"),
                range: self.evaluator.here(&value.range, &(0..0)),
                help: String::new(),
            });
        }
    }
}
