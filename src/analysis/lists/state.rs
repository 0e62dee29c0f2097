//! An event while it is searched for: its leaves, each with a set of cells, and the elements of lists that they lie in.

use crate::bits::Bits;
use crate::event::{self, Chain, ElementId, ROOT};
use crate::fields::Branch;
use crate::scope::{Scope, Values};

use super::layout::Layout;
use super::nesting::nesting;

/// An element of a list: of the list that a node has in an element of the node above, or of a list that is itself an
/// element (`parent` is then an element of the same node).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// The beginning of paths that leads to it.
    pub(super) node: String,
    pub(super) parent: ElementId,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    List,
}

#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) field: usize,
    pub(super) chain: Chain,
    /// The cells that its value may have.
    pub(super) cells: Bits,
}

/// The list (node and element around it) for which an element is chosen, and the element.
pub(super) type Pin = (String, ElementId, ElementId);

pub(super) struct State<'s> {
    pub(super) scope: &'s Scope<'s>,
    pub(super) elements: Vec<Element>,
    pub(super) leaves: Vec<Leaf>,
    /// The fields that the first side's branch wants absent, each with the elements chosen before it.
    pub(super) wanted_absent: Vec<(usize, Vec<Pin>)>,
    pub(super) values: Values,
}

impl<'s> State<'s> {
    /// Returns the values that a branch chooses, in one element everywhere; `None` if it can't choose any.
    pub(super) fn start(
        scope: &'s Scope<'s>,
        branch: &Branch,
        layout: &Layout,
        values: Values,
    ) -> Option<Self> {
        let mut state = Self {
            scope,
            elements: vec![Element {
                node: String::new(),
                parent: ROOT,
                kind: Kind::List,
            }],
            leaves: Vec::new(),
            wanted_absent: Vec::new(),
            values,
        };
        let mut pins = Vec::new();
        for (index, clause) in branch.iter().enumerate() {
            if layout.absent.contains(&index) {
                state.wanted_absent.push((clause.field, pins.clone()));
                continue;
            }
            let cells = clause.takes.and(&scope.present(clause.field, values));
            if cells.is_empty() {
                return None;
            }
            let chain = state.own_chain(clause.field, layout.depths[index]);
            state.pin(&chain, &mut pins);
            state.leaves.push(Leaf {
                field: clause.field,
                chain,
                cells,
            });
        }
        Some(state)
    }

    /// Returns the place of a value of the branch: in the first element of its kind everywhere. `depth`: the lists
    /// directly in lists around the value itself.
    fn own_chain(&mut self, field: usize, depth: usize) -> Chain {
        let mut parent = ROOT;
        let count = self.scope.field(field).steps.len();
        let mut chain = Chain::with_capacity(count);
        for step in 1..=count {
            let node = self.scope.field(field).node(step);
            let lists = if step == count {
                depth
            } else {
                nesting(self.scope, field, step)
            };
            let object = (step < count).then_some(Kind::Object);
            let mut row = Vec::new();
            for kind in std::iter::repeat_n(Kind::List, lists).chain(object) {
                parent = self.first_element(&node, parent, kind);
                row.push(parent);
            }
            chain.push(row);
        }
        chain
    }

    fn first_element(&mut self, node: &str, parent: ElementId, kind: Kind) -> ElementId {
        let wanted = Element {
            node: node.to_owned(),
            parent,
            kind,
        };
        let known = self
            .elements
            .iter()
            .skip(1)
            .position(|element| *element == wanted);
        known.map_or_else(
            || {
                self.elements.push(wanted);
                self.elements.len() - 1
            },
            |at| at + 1,
        )
    }

    /// Adds the elements of a chain to those chosen, except for lists that have a chosen element.
    pub(super) fn pin(&self, chain: &Chain, pins: &mut Vec<Pin>) {
        for &id in chain.iter().flatten() {
            let Element { node, parent, .. } = &self.elements[id];
            if !pins
                .iter()
                .any(|(list, around, _)| list == node && around == parent)
            {
                pins.push((node.clone(), *parent, id));
            }
        }
    }

    /// Returns whether a chain lies in the chosen elements.
    pub(super) fn agrees(&self, chain: &Chain, pins: &[Pin]) -> bool {
        chain.iter().flatten().all(|id| {
            let Element { node, parent, .. } = &self.elements[*id];
            let mut pins = pins.iter();
            pins.all(|(list, around, chosen)| list != node || around != parent || chosen == id)
        })
    }

    /// Returns the leaves of the event; `None` if a value is not known.
    pub(super) fn event(&self) -> Option<Vec<event::Leaf>> {
        let leaf = |leaf: &Leaf| {
            let mut cells = leaf.cells.iter();
            Some(event::Leaf {
                steps: self.scope.field(leaf.field).steps.clone(),
                chain: leaf.chain.clone(),
                value: cells.find_map(|cell| self.scope.value(leaf.field, cell))?,
            })
        };
        self.leaves.iter().map(leaf).collect()
    }
}
