//! Verifies a branch: every clause must be satisfied, by leaves that agree on the array elements they lie in. This is a
//! depth-first search over the leaves of one clause after another.
//!
//! Clauses are tried in path order. Choosing a leaf pins the elements it lies in, and a later leaf must not lie in
//! another element of a pinned array. A field is absent if no leaf of its path agrees with the elements pinned so far
//! (event-ruler 2.0.1, `StructuredFinder.walk`, `NameState.getNameTransitions`).
//!
//! # Example
//!
//! The pattern `{"a":{"p":["x"],"q":["x"]}}` asks for one element of `a` that has both values:
//!
//! ```text
//!  {"a":[{"p":"x","q":"x"},{"p":"x","q":"y"}]}
//!
//!           clause 1: a.p is "x"     clause 2: a.q is "x"
//!  a[0]     "x"  satisfied           "x"  satisfied
//!  a[1]     "x"  satisfied           "y"
//! ```
//!
//! Each clause is satisfied by some leaf, so the search starts. Leaves of a path are tried from the last to the first.
//!
//! ```text
//!  step      clause   leaf       pins    result
//!  1         1        a[1].p     a[1]    satisfied: go on with clause 2
//!  2         2        a[1].q     a[1]    "y" fails; a[0].q disagrees with the pin: go back
//!  1 again   1        a[0].p     a[0]    satisfied: go on with clause 2
//!  3         2        a[0].q     a[0]    satisfied, and no clause is left: the branch matches
//! ```
//!
//! Absence depends on the pins, and so on the order of the clauses. In `{"a":[{"x":1},{"y":2}]}` the pattern
//! `{"a":{"x":[1],"y":[{"exists":false}]}}` matches: clause 1 pins `a[0]`, which has no `y`. The pattern
//! `{"a":{"x":[{"exists":false}],"y":[2]}}` does not: when its first clause is tried, nothing is pinned, and there is
//! an `x`.
//!
//! # Dead ends
//!
//! A search with independent arrays would try every combination of their elements. So a long search remembers dead
//! ends: the number of clauses left, and the pins that matter to these. A pin matters if some leaf of their paths lies
//! in the pinned array. Take the pattern `{"a":{"v":[1]},"b":{"v":[1]},"z":[3,{"exists":false}]}`, whose last clause
//! fails on this event:
//!
//! ```text
//!  {"a":[{"v":1},{"v":1}, ... 100 elements],"b":[... 100 elements],"z":2}
//!
//!  choose a[99], b[99]    clause z fails: dead end (1 clause left, no pin matters)
//!  choose a[99], b[98]    clause z is a known dead end
//!  ...
//!  no element of b left   dead end (2 clauses left, no pin matters)
//!  choose a[98]           the rest is a known dead end, without a look at b
//! ```
//!
//! Pins of `a` and `b` don't matter to `z`, and pins of `a` don't matter to `b` either. So the search takes about 100 +
//! 100 steps, not 100 × 100.

use crate::automata::TermId;
use crate::program::{BranchId, Check, Clause, Plan};
use tidegate_json::{Element, ElementId};

use super::leaves::{Leaf, Leaves, Visible};
use super::memory::{Memory, Pin};
use super::trail::trail;

/// The number of steps after which a search starts to remember. Remembering allocates memory; ordinary records take
/// fewer steps.
const STEPS_FREE: u32 = 256;

/// The array elements that the leaves chosen so far lie in, and what the search remembers.
#[derive(Clone, Debug)]
pub(super) struct Pins {
    chosen: Vec<Pin>,
    /// By array: its place in `chosen`, counted from 1; 0 if it is not pinned.
    by_array: Vec<u32>,
    steps: u32,
    /// [`STEPS_FREE`], or another number in tests.
    steps_free: u32,
    memory: Memory,
    /// A buffer for the pins that matter to some clauses.
    mattering: Vec<Pin>,
}

impl Default for Pins {
    fn default() -> Self {
        Self {
            chosen: Vec::new(),
            by_array: Vec::new(),
            steps: 0,
            steps_free: STEPS_FREE,
            memory: Memory::default(),
            mattering: Vec::new(),
        }
    }
}

impl Pins {
    /// Whether the search is long enough to remember.
    fn remembers(&self) -> bool {
        self.steps > self.steps_free
    }

    fn clear(&mut self) {
        self.truncate(0);
        self.steps = 0;
        self.memory.clear();
    }

    fn truncate(&mut self, count: usize) {
        for (array, _) in self.chosen.drain(count..) {
            self.by_array[array as usize] = 0;
        }
    }

    fn push(&mut self, array: u32, position: u32) {
        let array_index = array as usize;
        if self.by_array.len() <= array_index {
            self.by_array.resize(array_index + 1, 0);
        }
        self.chosen.push((array, position));
        let place = u32::try_from(self.chosen.len());
        self.by_array[array_index] = place.expect("a record has fewer than 2^32 arrays");
    }

    /// The place of an array among the pinned arrays, counted from 0.
    fn place(&self, array: u32) -> Option<usize> {
        let place = self.by_array.get(array as usize)?;
        place.checked_sub(1).map(|place| place as usize)
    }
}

pub(super) fn branch(
    plan: &Plan,
    id: BranchId,
    leaves: &Leaves,
    elements: &[Element],
    pins: &mut Pins,
) -> bool {
    let clauses = plan.clauses(id);
    let branch = plan.branches[id.0 as usize];
    let sees_all = branch.sees_empty_steps() || !leaves.any_below_empty_step;
    let mut search = Search {
        plan,
        leaves,
        elements,
        pins,
        sees_all,
    };
    if elements.is_empty() || clauses.len() == 1 {
        return clauses.iter().all(|clause| search.holds_alone(clause));
    }
    if !clauses
        .iter()
        .all(|clause| clause.absent() || search.holds_alone(clause))
    {
        return false;
    }
    search.pins.clear();
    search.holds_together(clauses)
}

struct Search<'s> {
    plan: &'s Plan,
    leaves: &'s Leaves,
    elements: &'s [Element],
    pins: &'s mut Pins,
    sees_all: bool,
}

impl<'s> Search<'s> {
    /// Whether the clause holds, without regard to the other clauses.
    fn holds_alone(&self, clause: &Clause) -> bool {
        let mut visible = self.visible(clause).peekable();
        if visible.peek().is_none() {
            return clause.absent();
        }
        visible.any(|leaf| self.satisfies(clause, leaf))
    }

    fn visible(&self, clause: &Clause) -> impl Iterator<Item = &'s Leaf> + use<'s> {
        let sees_all = self.sees_all;
        self.leaves
            .of(clause.path())
            .filter(move |leaf| sees_all || leaf.visible == Visible::ToAll)
    }

    fn satisfies(&self, clause: &Clause, leaf: &Leaf) -> bool {
        let terms = self.leaves.terms(leaf);
        let is_met = |term: TermId| self.leaves.met(term) && terms.contains(&term);
        self.plan.checks(clause).any(|check| match check {
            Check::Term(term) => is_met(term),
            Check::AnyLeaf => true,
            Check::NoneOf(terms) => !terms.iter().any(|term| is_met(TermId(*term))),
        })
    }

    fn holds_together(&mut self, clauses: &[Clause]) -> bool {
        let Some((clause, rest)) = clauses.split_first() else {
            return true;
        };
        self.pins.steps += 1;
        if self.pins.remembers() && self.is_known_dead_end(clauses) {
            return false;
        }
        if clause.absent() && !self.any_agrees(clause) && self.holds_together(rest) {
            return true;
        }
        let holds = match self.focus(clause) {
            Some(pin) if self.pins.remembers() => self.any_within(pin, clause, rest),
            Some(pin) => self
                .visible(clause)
                .any(|leaf| self.lies_in(leaf.element, pin) && self.holds_by(leaf, clause, rest)),
            None => self
                .visible(clause)
                .any(|leaf| self.holds_by(leaf, clause, rest)),
        };
        if !holds && self.pins.remembers() {
            self.remember_dead_end(clauses);
        }
        holds
    }

    /// Whether any leaf of the clause's path agrees with the pins.
    fn any_agrees(&mut self, clause: &Clause) -> bool {
        if !self.pins.remembers() {
            return self.visible(clause).any(|leaf| self.agrees(leaf.element));
        }
        self.learn(clause);
        let Pins { chosen, memory, .. } = &*self.pins;
        let mut leaves = memory.likely(clause.path(), chosen).iter();
        leaves.any(|leaf| self.agrees(leaf.element))
    }

    /// Whether this leaf satisfies the clause and the remaining clauses hold with it.
    fn holds_by(&mut self, leaf: &Leaf, clause: &Clause, rest: &[Clause]) -> bool {
        if !self.agrees(leaf.element) || !self.satisfies(clause, leaf) {
            return false;
        }
        let before = self.pins.chosen.len();
        self.pin(leaf.element);
        let holds = self.holds_together(rest);
        self.pins.truncate(before);
        holds
    }

    /// Whether any leaf in this element satisfies the clause, with the remaining clauses.
    fn any_within(&mut self, pin: Pin, clause: &Clause, rest: &[Clause]) -> bool {
        self.learn(clause);
        let path = clause.path();
        let count = self.pins.memory.within(path, pin).len();
        (0..count).any(|n| {
            let leaf = self.pins.memory.within(path, pin)[n];
            self.holds_by(&leaf, clause, rest)
        })
    }

    fn learn(&mut self, clause: &Clause) {
        let leaves = self.visible(clause);
        self.pins.memory.learn(clause.path(), leaves, self.elements);
    }

    fn is_known_dead_end(&mut self, clauses: &[Clause]) -> bool {
        self.find_mattering(clauses);
        let Pins {
            memory, mattering, ..
        } = &mut *self.pins;
        memory.is_dead_end(clauses.len(), mattering)
    }

    fn remember_dead_end(&mut self, clauses: &[Clause]) {
        self.find_mattering(clauses);
        let Pins {
            memory, mattering, ..
        } = &mut *self.pins;
        memory.add_dead_end(clauses.len(), mattering);
    }

    /// Finds the pins that matter to these clauses. Two searches for these clauses that agree on these pins have the
    /// same result.
    fn find_mattering(&mut self, clauses: &[Clause]) {
        clauses.iter().for_each(|clause| self.learn(clause));
        let Pins {
            chosen,
            memory,
            mattering,
            ..
        } = &mut *self.pins;
        let matters = |array| {
            let mut clauses = clauses.iter();
            clauses.any(|clause| memory.lies_in(clause.path(), array))
        };
        mattering.clear();
        mattering.extend(chosen.iter().filter(|&&(array, _)| matters(array)));
        mattering.sort_unstable();
    }

    /// The pinned element that the clause's leaf must lie in: once any leaf of the path lies in a pinned array,
    /// event-ruler looks only there (2.0.1, `StructuredFinder.FieldIndex.getConsistent`).
    fn focus(&mut self, clause: &Clause) -> Option<Pin> {
        if self.pins.remembers() {
            self.learn(clause);
            let Pins { chosen, memory, .. } = &*self.pins;
            let mut pins = chosen.iter().copied();
            return pins.find(|&(array, _)| memory.lies_in(clause.path(), array));
        }
        let mut first = usize::MAX;
        for leaf in self.visible(clause) {
            let pinned = self
                .trail(leaf.element)
                .filter_map(|e| self.pins.place(e.array));
            first = pinned.fold(first, usize::min);
            if first == 0 {
                break;
            }
        }
        self.pins.chosen.get(first).copied()
    }

    fn trail(&self, innermost: ElementId) -> impl Iterator<Item = Element> + use<'s> {
        trail(self.elements, innermost)
    }

    fn lies_in(&self, element: ElementId, (array, position): Pin) -> bool {
        self.trail(element)
            .any(|e| e.array == array && e.position == position)
    }

    fn pinned(&self, array: u32) -> Option<u32> {
        let place = self.pins.place(array)?;
        Some(self.pins.chosen[place].1)
    }

    fn agrees(&self, element: ElementId) -> bool {
        self.trail(element)
            .all(|e| self.pinned(e.array).is_none_or(|at| at == e.position))
    }

    fn pin(&mut self, element: ElementId) {
        for e in self.trail(element) {
            if self.pinned(e.array).is_none() {
                self.pins.push(e.array, e.position);
            }
        }
    }
}

#[cfg(test)]
mod tests;
