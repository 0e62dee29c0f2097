//! The search itself: as long as a branch of the other side matches, something that makes it match is taken away.

use crate::bits::Bits;
use crate::caps::RECURSION_MAX;
use crate::event::{self, Chain};
use crate::fields::{Branch, Clause};

use super::state::{Leaf, Pin, State};

/// The result for one start.
#[derive(Debug)]
pub(super) enum Outcome {
    /// No event.
    Nothing,
    Event(Vec<event::Leaf>),
    /// There may be an event, but a value of it is not known.
    NoValue,
    /// The search took too long.
    TooLong,
}

/// How a clause of a matching branch is satisfied.
#[derive(Clone, Debug)]
enum Choice {
    /// By this leaf, if its value is one of the cells that both take.
    Leaf(usize),
    /// By absence, with these elements chosen.
    Absent(Vec<Pin>),
}

/// A branch that may match, and how.
struct Match<'b> {
    branch: &'b Branch,
    choices: Vec<Choice>,
}

/// Ways to break a choice of absence, roughly: it is tried after all choices of leaves.
const WAYS_OF_ABSENCE: usize = 3;

struct Search<'s, 'b> {
    state: State<'s>,
    right: &'b [Branch],
    depth: usize,
    spoilers_left: usize,
}

/// Looks for an event with the leaves of the state that no branch of `right` matches.
pub(super) fn solve(state: State<'_>, right: &[Branch]) -> Outcome {
    let mut search = Search {
        depth: 0,
        spoilers_left: state.scope.caps.spoilers,
        state,
        right,
    };
    search.step()
}

impl<'b> Search<'_, 'b> {
    fn step(&mut self) -> Outcome {
        if self.depth == RECURSION_MAX || self.state.scope.budget.list_step().is_err() {
            return Outcome::TooLong;
        }
        let Some(found) = self.easiest_match() else {
            return self.state.event().map_or(Outcome::NoValue, Outcome::Event);
        };
        let before: Vec<Bits> = self
            .state
            .leaves
            .iter()
            .map(|leaf| leaf.cells.clone())
            .collect();
        let mut outcome = self.without_values(&found);
        if matches!(outcome, Outcome::Nothing) {
            outcome = self.without_absences(&found);
        }
        for (leaf, cells) in self.state.leaves.iter_mut().zip(before) {
            leaf.cells = cells;
        }
        outcome
    }

    fn deeper(&mut self) -> Outcome {
        self.depth += 1;
        let outcome = self.step();
        self.depth -= 1;
        outcome
    }

    /// Returns the match that can be broken in the fewest ways.
    fn easiest_match(&self) -> Option<Match<'b>> {
        let mut best: Option<(usize, Match<'b>)> = None;
        for branch in self.right {
            let mut choices = Vec::new();
            if !self.find(branch, &[], &mut choices) {
                continue;
            }
            let ways = branch
                .iter()
                .zip(&choices)
                .map(|(clause, choice)| match choice {
                    Choice::Leaf(leaf) => {
                        usize::from(!self.state.leaves[*leaf].cells.is_in(&clause.takes))
                    }
                    Choice::Absent(_) => WAYS_OF_ABSENCE,
                });
            let ways = ways.sum();
            if best.as_ref().is_none_or(|(least, _)| ways < *least) {
                best = Some((ways, Match { branch, choices }));
            }
        }
        best.map(|(_, found)| found)
    }

    /// Finds a way in which the clauses may all be satisfied, with these elements chosen already.
    fn find(&self, clauses: &[Clause], pins: &[Pin], choices: &mut Vec<Choice>) -> bool {
        let Some((clause, rest)) = clauses.split_first() else {
            return true;
        };
        let leaves = self.state.leaves.iter().enumerate();
        let own: Vec<(usize, &Leaf)> = leaves
            .filter(|(_, leaf)| leaf.field == clause.field && self.state.agrees(&leaf.chain, pins))
            .collect();
        if clause.takes_absence() && own.is_empty() {
            choices.push(Choice::Absent(pins.to_vec()));
            if self.find(rest, pins, choices) {
                return true;
            }
            choices.pop();
        }
        for (index, leaf) in own {
            if !leaf.cells.meets(&clause.takes) {
                continue;
            }
            let mut pins = pins.to_vec();
            self.state.pin(&leaf.chain, &mut pins);
            choices.push(Choice::Leaf(index));
            if self.find(rest, &pins, choices) {
                return true;
            }
            choices.pop();
        }
        false
    }

    /// Takes from one leaf after another the cells that its clause takes. Leaves each leaf with only those for the rest of
    /// the search, because the other cases have been searched by then.
    fn without_values(&mut self, found: &Match<'_>) -> Outcome {
        for (clause, choice) in found.branch.iter().zip(&found.choices) {
            let Choice::Leaf(leaf) = *choice else {
                continue;
            };
            let cells = self.state.leaves[leaf].cells.clone();
            let without = cells.minus(&clause.takes);
            if !without.is_empty() {
                self.state.leaves[leaf].cells = without;
                let outcome = self.deeper();
                if !matches!(outcome, Outcome::Nothing) {
                    return outcome;
                }
            }
            self.state.leaves[leaf].cells = cells.and(&clause.takes);
        }
        Outcome::Nothing
    }

    /// Adds a value at each field that the match wants absent, in every place where it breaks the match.
    fn without_absences(&mut self, found: &Match<'_>) -> Outcome {
        for (clause, choice) in found.branch.iter().zip(&found.choices) {
            let Choice::Absent(pins) = choice else {
                continue;
            };
            let cells = self.state.scope.present(clause.field, self.state.values);
            if cells.is_empty() || !self.state.scope.is_free(clause.field) {
                continue;
            }
            if self.spoilers_left == 0 {
                return Outcome::TooLong;
            }
            let outcome = self.spoilt(clause.field, pins, &cells);
            if !matches!(outcome, Outcome::Nothing) {
                return outcome;
            }
        }
        Outcome::Nothing
    }

    /// Adds a value of this field in one place after another that agrees with the chosen elements.
    fn spoilt(&mut self, field: usize, pins: &[Pin], cells: &Bits) -> Outcome {
        for (elements, chain) in self.state.placements(field, pins) {
            let count = self.state.elements.len();
            self.state.elements.extend(elements);
            if !self.hurts_left(field, &chain) {
                self.state.leaves.push(Leaf {
                    field,
                    chain,
                    cells: cells.clone(),
                });
                self.spoilers_left -= 1;
                let outcome = self.deeper();
                self.spoilers_left += 1;
                if !matches!(outcome, Outcome::Nothing) {
                    return outcome;
                }
                self.state.leaves.pop();
            }
            self.state.elements.truncate(count);
        }
        Outcome::Nothing
    }

    /// Returns whether a value at this place breaks an absence that the first side's branch wants.
    fn hurts_left(&self, field: usize, chain: &Chain) -> bool {
        let mut wanted = self.state.wanted_absent.iter();
        wanted.any(|(absent, pins)| *absent == field && self.state.agrees(chain, pins))
    }
}
