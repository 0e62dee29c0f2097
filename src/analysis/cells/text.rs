//! The text conditions of one field as one automaton over characters.
//!
//! The conditions `prefix "ab"` and `suffix "b"` become the two rows of states below. A value is read with its quotes,
//! as the engine compares it, so the quirks of event-ruler with quotes need no code here. A `*` is a loop on a state.
//!
//! ```text
//! start0 ─"─▶ 1 ─a─▶ 2 ─b─▶ (3)*      accepts term 0
//! start4* ─b─▶ 5 ─"─▶ (6)             accepts term 1
//! ```
//!
//! The set of states after a text is the state of the subset construction (`walk`). After `"ab` it is {3, 4, 5}; with
//! the closing quote it becomes {3, 4, 6}, in which both terms are accepted.

use tidegate::inspect::{Part, Test};

use super::terms::{Surrogates, TextTerm};
use super::wtf8::{Point, is_surrogate, points};

pub(super) const QUOTE: Point = 0x22;
pub(super) const QUESTION_MARK: Point = 0x3f;

pub(super) type StateId = u32;

/// A state of one term.
#[derive(Debug)]
struct State {
    edges: Vec<(Point, StateId)>,
    /// Whether any character leads back to this state.
    loops: bool,
    surrogates: Surrogates,
    /// The term that is satisfied if the text ends here.
    accepts: Option<u32>,
}

/// An automaton over characters that reads all terms at the same time.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    states: Vec<State>,
    starts: Vec<StateId>,
}

/// A part of a text condition.
enum Unit {
    /// Any characters.
    Star,
    /// One of these texts.
    OneOf(Vec<Vec<Point>>),
}

impl Automaton {
    pub(super) fn of(terms: &[TextTerm]) -> Self {
        let mut automaton = Self::default();
        for (term, id) in terms.iter().zip(0..) {
            automaton.add(term, id);
        }
        automaton
    }

    fn add(&mut self, term: &TextTerm, id: u32) {
        let mut at = self.state(term.surrogates);
        self.starts.push(at);
        for unit in units(&term.test) {
            match unit {
                Unit::Star => self.states[at as usize].loops = true,
                Unit::OneOf(texts) => at = self.add_texts(at, &texts, term.surrogates),
            }
        }
        self.states[at as usize].accepts = Some(id);
    }

    /// Adds a row of states from `start` for each text. Returns the state in which all of them end.
    fn add_texts(
        &mut self,
        start: StateId,
        texts: &[Vec<Point>],
        surrogates: Surrogates,
    ) -> StateId {
        let end = self.state(surrogates);
        for text in texts {
            let mut from = start;
            for (index, point) in text.iter().enumerate() {
                let is_last = index + 1 == text.len();
                let to = if is_last { end } else { self.state(surrogates) };
                self.states[from as usize].edges.push((*point, to));
                from = to;
            }
        }
        end
    }

    fn state(&mut self, surrogates: Surrogates) -> StateId {
        let id = self.states.len();
        self.states.push(State {
            edges: Vec::new(),
            loops: false,
            surrogates,
            accepts: None,
        });
        StateId::try_from(id).expect("a pattern has at most 4,096 characters")
    }

    /// Returns the states before the first character.
    pub(super) fn starts(&self) -> &[StateId] {
        &self.starts
    }

    /// Returns the states after one more character, ascending.
    pub(super) fn step(&self, states: &[StateId], point: Point) -> Vec<StateId> {
        let mut after = Vec::with_capacity(states.len());
        for &id in states {
            let state = &self.states[id as usize];
            if state.loops {
                after.push(id);
            }
            let seen = match state.surrogates {
                Surrogates::Replaced if is_surrogate(point) => QUESTION_MARK,
                Surrogates::Replaced | Surrogates::Kept => point,
            };
            let edges = state.edges.iter().filter(|(label, _)| *label == seen);
            after.extend(edges.map(|(_, to)| *to));
        }
        after.sort_unstable();
        after.dedup();
        after
    }

    /// Returns the terms that a text satisfies if it ends in these states, ascending.
    pub(super) fn accepted(&self, states: &[StateId]) -> Vec<u32> {
        let accepts = states.iter().map(|id| self.states[*id as usize].accepts);
        let mut terms: Vec<u32> = accepts.flatten().collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// Returns the characters on edges that leave these states.
    pub(super) fn labels<'a>(&'a self, states: &'a [StateId]) -> impl Iterator<Item = Point> + 'a {
        let edges = states
            .iter()
            .flat_map(|id| &self.states[*id as usize].edges);
        edges.map(|(label, _)| *label)
    }

    /// Returns the characters on all edges.
    pub(super) fn all_labels(&self) -> impl Iterator<Item = Point> + '_ {
        let edges = self.states.iter().flat_map(|state| &state.edges);
        edges.map(|(label, _)| *label)
    }

    /// Returns whether a lone surrogate can satisfy a condition that has a question mark.
    pub(super) fn has_replaced_question_mark(&self) -> bool {
        let replaced = |state: &&State| state.surrogates == Surrogates::Replaced;
        let states = self.states.iter().filter(replaced);
        let mut edges = states.flat_map(|state| &state.edges);
        edges.any(|(label, _)| *label == QUESTION_MARK)
    }
}

fn units(test: &Test) -> Vec<Unit> {
    match test {
        Test::Literal(text) => plain_units(text),
        Test::Affix(part, text) => between_stars(*part, plain_units(text)),
        Test::IgnoreCase(part, forms) => {
            let forms = forms.iter().map(|(lower, upper)| {
                let mut texts = vec![points(lower.as_bytes()), points(upper.as_bytes())];
                texts.dedup();
                Unit::OneOf(texts)
            });
            between_stars(*part, forms.collect())
        }
        Test::Wildcard(parts) => {
            let mut units = Vec::new();
            for (index, part) in parts.iter().enumerate() {
                units.extend((index > 0).then_some(Unit::Star));
                units.extend(plain_units(part));
            }
            units
        }
        Test::Number { .. }
        | Test::Address(_)
        | Test::Exists
        | Test::Absent
        | Test::AnythingBut(_)
        | Test::Never(_) => unreachable!("only texts are terms of the automaton"),
    }
}

fn plain_units(text: &[u8]) -> Vec<Unit> {
    let points = points(text).into_iter();
    points.map(|point| Unit::OneOf(vec![vec![point]])).collect()
}

/// Returns the units, with a star on the side on which this part of a value may go on.
fn between_stars(part: Part, units: Vec<Unit>) -> Vec<Unit> {
    let mut all = Vec::with_capacity(units.len() + 1);
    all.extend((part == Part::End).then_some(Unit::Star));
    all.extend(units);
    all.extend((part == Part::Start).then_some(Unit::Star));
    all
}
