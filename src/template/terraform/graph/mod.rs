//! Which resources of a module send to which others, and its mappings, pipes and rules in other files than the one that
//! is read: rules about a queue need all of its readers.
//!
//! Source of the names: documentation of the AWS provider (read 2026-11-30).

mod policy;
mod send;
mod sender;

use std::ops::Range;
use std::rc::Rc;

use super::evaluator::Evaluator;
use super::instance::Presence;
use super::known::Graph;
use super::place::Place;
use super::resource::{KINDS, Thing};
use super::scope::{Module, Scope};
use super::view::View;
use crate::entry::Entry;
use crate::graph::{Edge, Elsewhere, Neighbour};
use crate::hcl::Block;

use sender::Sender;

/// The most resources of a module that are looked at.
const RESOURCES_MAX: usize = 5_000;

impl Evaluator<'_> {
    /// Returns what the directory's resources send to each other, and its mappings, pipes and rules. Files of one directory
    /// share what was found for the first of them.
    pub(super) fn graph(&self, module: &Rc<Module>) -> Rc<Graph> {
        let known = self.folder.graph.borrow().clone();
        let is_same = |it: &Rc<Graph>| it.bases == module.bases && it.values == *self.values;
        if let Some(known) = known.filter(is_same) {
            return known;
        }
        let graph = Rc::new(Graph {
            bases: module.bases.clone(),
            values: self.values.clone(),
            entries: self.readers(module),
            edges: self.edges(),
        });
        *self.folder.graph.borrow_mut() = Some(graph.clone());
        graph
    }

    /// Returns the mappings, pipes and rules of a module, each with the place of its block.
    fn readers(&self, module: &Rc<Module>) -> Vec<(Entry, Range<usize>)> {
        let scope = Scope::of(module.clone());
        let mut readers = Vec::new();
        for block in module
            .blocks
            .iter()
            .filter(|it| it.kind == "resource")
            .take(RESOURCES_MAX)
        {
            let [kind, label] = block.labels.as_slice() else {
                continue;
            };
            let Some(kind) = KINDS.iter().find(|it| **it == kind.name) else {
                continue;
            };
            let instances = self.instances(&scope, block);
            for instance in instances
                .all
                .iter()
                .filter(|_| instances.presence == Presence::Sure)
            {
                let thing = Thing {
                    address: format!("{kind}.{}{}", label.name, instance.suffix),
                    kind,
                    view: View::Block(block.clone(), instance.scope.clone()),
                    place: &Place {
                        name: 0..0,
                        whole: 0..0,
                    },
                    scope: &instance.scope,
                };
                readers.push((self.entry(&thing), block.range.clone()));
            }
        }
        readers
    }

    /// Returns the edges of all modules that were read.
    fn edges(&self) -> Vec<Edge> {
        let modules: Vec<_> = self.modules.borrow().values().cloned().collect();
        let mut out = Vec::new();
        for module in modules {
            let roles = self.roles(&module);
            let resources = module.blocks.iter().take(RESOURCES_MAX);
            for block in resources.filter(|it| it.kind == "resource" || it.kind == "module") {
                self.edges_of(&module, block, &roles, &mut out);
            }
        }
        out
    }

    fn edges_of(
        &self,
        module: &Rc<Module>,
        block: &Rc<Block>,
        roles: &policy::Roles,
        out: &mut Vec<Edge>,
    ) {
        let labels: Vec<_> = block.labels.iter().map(|it| it.name.as_str()).collect();
        let scope = Scope::of(module.clone());
        let (kind, name) = match labels.as_slice() {
            [kind, name] if send::SENDERS.contains(kind) => (*kind, format!("{kind}.{name}")),
            [name] if block.kind == "module" => ("module", format!("module.{name}")),
            _ => return,
        };
        for instance in self.instances(&scope, block).all {
            let mut sender = Sender {
                evaluator: self,
                module,
                address: format!("{}{name}{}", module.address, instance.suffix),
                view: View::Block(block.clone(), instance.scope),
                out: &mut *out,
            };
            sender.read(kind, roles);
        }
    }

    /// Returns the edges with their places in the file that is read.
    pub(super) fn located(&self, graph: &Graph) -> Vec<Edge> {
        let located = graph.edges.iter().map(|edge| Edge {
            range: self.here(&edge.range, &(0..0)),
            elsewhere: self.elsewhere_of(&edge.range),
            ..edge.clone()
        });
        located.collect()
    }

    /// Returns the mappings, pipes and rules of the other files.
    pub(super) fn neighbours(&self, graph: &Graph) -> Vec<Neighbour> {
        let neighbours = graph.entries.iter().filter_map(|(entry, place)| {
            Some(Neighbour {
                entry: entry.clone(),
                elsewhere: self.elsewhere_of(place)?,
            })
        });
        neighbours.collect()
    }

    /// Returns where a place is that is not in the file that is read.
    fn elsewhere_of(&self, place: &Range<usize>) -> Option<Elsewhere> {
        if self.is_here(place) {
            return None;
        }
        let (file, line) = self.folder.line(place.start)?;
        Some(Elsewhere {
            file: file.to_string(),
            line,
        })
    }
}
