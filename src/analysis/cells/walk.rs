//! Finds every combination of text conditions that some string satisfies, each with a shortest string: a breadth-first
//! walk through the subset construction of the automaton. It visits every set of states that a string can lead to, so no
//! combination is left out.

use std::collections::{HashMap, HashSet, VecDeque};

use tidegate::inspect::Test;

use super::shape::Shape;
use super::terms::{Surrogates, TextTerm};
use super::text::{Automaton, QUESTION_MARK, QUOTE, StateId};
use super::wtf8::{Point, is_surrogate, points};

/// A string, and the text terms that it satisfies.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) text: Vec<Point>,
    /// Indexes of terms, ascending.
    pub(super) terms: Vec<u32>,
    pub(super) shape: Shape,
}

/// The strings that the walk found.
#[derive(Debug)]
pub(super) struct Strings {
    pub(super) found: Vec<Found>,
    pub(super) walked: Walked,
}

/// Whether a walk found every combination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Walked {
    Whole,
    /// It ended at the bound on states.
    InPart,
}

/// How many strings are kept for each combination. Some may be unfit: a payload that is JSON is not plain text.
const KEPT: usize = 3;

/// How many states of the automaton a place holds on average, at most.
const HELD_MAX: usize = 64;

/// Characters for the value that no condition names, in the order in which they are tried.
const OTHERS: &str = "xzqwkvjyuhgnmtrspoliXZQWKVJY_~";

/// A lone surrogate that no condition names.
const SURROGATES: std::ops::Range<Point> = 0xdc80..0xe000;

/// Returns a character that is not in `used`.
fn other_than(used: &HashSet<Point>) -> Point {
    let wanted = OTHERS.chars().map(u32::from);
    let mut candidates = wanted.chain(0x3b1..0x3ff).chain(0x4e00..0x9fff);
    let other = candidates.find(|point| !used.contains(point));
    other.expect("a pattern has at most 4,096 characters")
}

/// Returns strings that no two of which satisfy the same whole texts: each of these, and another string. `shape`: the
/// shape of an empty string.
pub(super) fn whole_texts(terms: &[TextTerm], shape: Shape) -> Strings {
    let texts: Vec<(Vec<Point>, Surrogates)> = terms.iter().map(inside).collect();
    let mut found = Vec::new();
    for (text, _) in &texts {
        found.push(of_text(text.clone(), &texts));
        if text.contains(&QUESTION_MARK) {
            let replaced = text.iter().map(|point| match *point {
                QUESTION_MARK => SURROGATES.start,
                point => point,
            });
            found.push(of_text(replaced.collect(), &texts));
        }
    }
    let used = texts.iter().flat_map(|(text, _)| text.iter().copied());
    found.push(of_text(vec![other_than(&used.collect())], &texts));
    if shape != Shape::ODD {
        found.push(of_text(Vec::new(), &texts));
    }
    Strings {
        found,
        walked: Walked::Whole,
    }
}

/// Returns the text of a literal without its quotes.
fn inside(term: &TextTerm) -> (Vec<Point>, Surrogates) {
    let Test::Literal(text) = &term.test else {
        unreachable!("only whole texts are compared here");
    };
    (points(&text[1..text.len() - 1]), term.surrogates)
}

fn of_text(text: Vec<Point>, texts: &[(Vec<Point>, Surrogates)]) -> Found {
    let replaced: Vec<Point> = text
        .iter()
        .map(|point| {
            if is_surrogate(*point) {
                QUESTION_MARK
            } else {
                *point
            }
        })
        .collect();
    let holds = |(wanted, surrogates): &(Vec<Point>, Surrogates)| match surrogates {
        Surrogates::Kept => *wanted == text,
        Surrogates::Replaced => *wanted == replaced,
    };
    let ids = texts.iter().zip(0..).filter(|(term, _)| holds(term));
    Found {
        terms: ids.map(|(_, id)| id).collect(),
        shape: Shape::of(&text),
        text,
    }
}

/// A state of the subset construction: states of the automaton, and the shape of the text so far.
type Place = (Vec<StateId>, Shape);

struct Walk<'t> {
    automaton: &'t Automaton,
    other: Point,
    surrogate: Option<Point>,
    seen: HashSet<Place>,
    queue: VecDeque<(Place, Vec<Point>)>,
    kept: HashMap<(Vec<u32>, Shape), usize>,
    found: Vec<Found>,
    /// The states of all places seen, which are held in memory.
    held: usize,
}

/// Returns strings for all combinations of the terms. `shape`: the shape of an empty string. `states_max`: the walk
/// ends early after this many states.
pub(super) fn combinations(terms: &[TextTerm], shape: Shape, states_max: usize) -> Strings {
    let automaton = Automaton::of(terms);
    let mut walk = Walk::new(&automaton, shape);
    let walked = walk.run(states_max);
    Strings {
        found: walk.found,
        walked,
    }
}

impl<'t> Walk<'t> {
    fn new(automaton: &'t Automaton, shape: Shape) -> Self {
        let used: HashSet<Point> = automaton.all_labels().collect();
        let surrogate = SURROGATES.into_iter().find(|point| !used.contains(point));
        let sees_surrogates =
            automaton.has_replaced_question_mark() || used.iter().any(|point| is_surrogate(*point));
        let start = (automaton.step(automaton.starts(), QUOTE), shape);
        Self {
            automaton,
            other: other_than(&used),
            surrogate: surrogate.filter(|_| sees_surrogates),
            seen: HashSet::from([start.clone()]),
            queue: VecDeque::from([(start, Vec::new())]),
            kept: HashMap::new(),
            found: Vec::new(),
            held: 0,
        }
    }

    fn run(&mut self, states_max: usize) -> Walked {
        while let Some((place, text)) = self.queue.pop_front() {
            self.keep(&place, &text);
            for point in self.points_from(&place.0) {
                if self.seen.len() >= states_max || self.held >= states_max * HELD_MAX {
                    return Walked::InPart;
                }
                let next = (self.automaton.step(&place.0, point), place.1.with(point));
                if self.seen.insert(next.clone()) {
                    self.held += next.0.len();
                    let text = text.iter().copied().chain([point]).collect();
                    self.queue.push_back((next, text));
                }
            }
        }
        Walked::Whole
    }

    /// Keeps the string that ends here, unless enough strings with the same terms and shape are kept.
    fn keep(&mut self, (states, shape): &Place, text: &[Point]) {
        let ended = self.automaton.step(states, QUOTE);
        let terms = self.automaton.accepted(&ended);
        let kept = self.kept.entry((terms.clone(), *shape)).or_default();
        if *kept < KEPT {
            *kept += 1;
            self.found.push(Found {
                text: text.to_vec(),
                terms,
                shape: *shape,
            });
        }
    }

    /// Returns the characters that lead on from these states to different sets, the one that no condition names first.
    fn points_from(&self, states: &[StateId]) -> Vec<Point> {
        let mut points: Vec<Point> = self.automaton.labels(states).collect();
        points.extend(self.surrogate);
        points.sort_unstable();
        points.dedup();
        points.retain(|point| *point != self.other);
        points.insert(0, self.other);
        points
    }
}
