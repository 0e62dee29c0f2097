//! Draws events at random from the cells of fields, for comparisons that are not decided.

use fastrand::Rng;

use crate::bits::Bits;
use crate::event::{Chain, Leaf};
use crate::scope::{Scope, Values};

/// Which events are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// At most one value for each field, and no lists of objects.
    Flat,
    /// Lists of up to three elements.
    Lists,
}

/// The seed, so that the same comparison draws the same events.
const SEED: u64 = 1;
/// The chance that a field is absent.
const ABSENT: f64 = 0.3;
/// The most elements of a list, and the most values of one field.
const MOST: usize = 3;

pub(crate) struct Draw<'s> {
    scope: &'s Scope<'s>,
    kind: Kind,
    rng: Rng,
}

impl<'s> Draw<'s> {
    pub(crate) fn new(scope: &'s Scope<'s>, kind: Kind) -> Self {
        Self {
            scope,
            kind,
            rng: Rng::with_seed(SEED),
        }
    }

    /// Returns the leaves of the next event.
    pub(crate) fn leaves(&mut self) -> Vec<Leaf> {
        let mut leaves: Vec<Leaf> = Vec::new();
        for field in 0..self.scope.len() {
            for _ in 0..self.count(field) {
                let leaf = self.leaf(field);
                let fits = |leaf: &Leaf| self.kind == Kind::Lists || !is_nested_in(leaf, &leaves);
                leaves.extend(leaf.filter(fits));
            }
        }
        leaves
    }

    /// Draws how many values the field has.
    fn count(&mut self, field: usize) -> usize {
        let cells = self.scope.allowed(field, Values::Known);
        let is_required = !cells.has(0);
        let is_flat = self.kind == Kind::Flat;
        if is_flat && self.scope.is_in_root_list(field) {
            return 0;
        }
        if !is_required && self.rng.f64() < ABSENT {
            return 0;
        }
        if is_flat || !self.scope.may_have_several(field) {
            1
        } else {
            self.rng.usize(1..=MOST)
        }
    }

    /// Draws a value and its place; `None` if the field can't have a value.
    fn leaf(&mut self, field: usize) -> Option<Leaf> {
        let cells: Vec<usize> = Bits::iter(&self.scope.present(field, Values::Known)).collect();
        let cell = *self.rng.choice(&cells)?;
        Some(Leaf {
            value: self.scope.value(field, cell)?,
            steps: self.scope.field(field).steps.clone(),
            chain: self.chain(field),
        })
    }

    fn chain(&mut self, field: usize) -> Chain {
        let steps = self.scope.field(field).steps.len();
        let mut chain = Chain::new();
        for step in 1..steps {
            let may_be_list = self.scope.may_be_list(&self.scope.field(field).node(step));
            let elements = if self.kind == Kind::Lists && may_be_list {
                MOST
            } else {
                1
            };
            chain.push(vec![self.rng.usize(1..=elements)]);
        }
        chain.push(Vec::new());
        chain
    }
}

/// Returns whether another leaf lies at the beginning of the leaf's path, or the other way round.
fn is_nested_in(leaf: &Leaf, leaves: &[Leaf]) -> bool {
    let mut leaves = leaves.iter();
    leaves.any(|other| leaf.steps.starts_with(&other.steps) || other.steps.starts_with(&leaf.steps))
}
