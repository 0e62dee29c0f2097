//! The places where a value can be added to an event: in elements that it has, and in new ones.

use crate::event::{Chain, ElementId, ROOT};

use super::nesting::nesting;
use super::state::{Element, Kind, Pin, State};

/// New elements, and the place of a value in old and new ones.
pub(super) type Placement = (Vec<Element>, Chain);

impl State<'_> {
    /// Returns every place of a value at this field that agrees with the chosen elements.
    pub(super) fn placements(&self, field: usize, pins: &[Pin]) -> Vec<Placement> {
        let mut all: Vec<Placement> = vec![(Vec::new(), Chain::new())];
        let count = self.scope.field(field).steps.len();
        for step in 1..=count {
            let node = self.scope.field(field).node(step);
            let object = (step < count).then_some(Kind::Object);
            let mut longer = Vec::new();
            for placement in &all {
                for lists in 0..=nesting(self.scope, field, step) {
                    let kinds = std::iter::repeat_n(Kind::List, lists).chain(object);
                    longer.extend(self.rows(placement, &node, kinds, pins));
                }
            }
            all = longer;
        }
        all
    }

    /// Returns a placement with one more row: an element for each of these kinds, one inside the other.
    fn rows(
        &self,
        placement: &Placement,
        node: &str,
        kinds: impl Iterator<Item = Kind>,
        pins: &[Pin],
    ) -> Vec<Placement> {
        let (elements, chain) = placement;
        let outer = chain.iter().flatten().last().copied().unwrap_or(ROOT);
        let mut all = vec![(elements.clone(), Vec::<ElementId>::new())];
        for kind in kinds {
            let longer = all.into_iter().flat_map(|(elements, row)| {
                let parent = row.last().copied().unwrap_or(outer);
                let wanted = Element {
                    node: node.to_owned(),
                    parent,
                    kind,
                };
                self.choices(wanted, pins, &elements, &row)
            });
            all = longer.collect();
        }
        let with_row = all.into_iter().map(|(elements, row)| {
            let mut chain = chain.clone();
            chain.push(row);
            (elements, chain)
        });
        with_row.collect()
    }

    /// Returns the elements like `wanted` that agree with the chosen ones, and a new one if none is chosen. A node that
    /// is always an object has one element only.
    fn choices(
        &self,
        wanted: Element,
        pins: &[Pin],
        elements: &[Element],
        row: &[ElementId],
    ) -> Vec<(Vec<Element>, Vec<ElementId>)> {
        let mut pins = pins.iter();
        let pin = pins.find(|(list, around, _)| *list == wanted.node && *around == wanted.parent);
        let chosen = pin.map(|(_, _, chosen)| *chosen);
        let known = self.elements.iter().enumerate().skip(1);
        let known = known.filter(|(id, element)| {
            **element == wanted && chosen.is_none_or(|chosen| chosen == *id)
        });
        let mut all: Vec<(Vec<Element>, Vec<ElementId>)> = known
            .map(|(id, _)| (elements.to_vec(), [row, &[id]].concat()))
            .collect();
        let is_whole = !self.scope.may_be_list(&wanted.node) && !all.is_empty();
        if chosen.is_none() && !is_whole {
            let id = self.elements.len() + elements.len();
            let elements = [elements, &[wanted]].concat();
            all.push((elements, [row, &[id]].concat()));
        }
        all
    }
}
