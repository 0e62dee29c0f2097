//! A model of event-ruler's machine, as far as the alternatives of one pattern affect each other in it. It takes
//! alternatives, and returns which of them the machine keeps, and the lists of tests that it holds together, whose
//! wildcards add up.
//!
//! A state is what the machine knows after some fields. Fields are added in the order of their paths. A test that is
//! known at a state leads to the same state as before, and the new tests of a list lead to one state. An alternative is
//! lost if, in every state that it leads to, an earlier alternative has arrived that shares a test with it at every
//! field (event-ruler 2.0.1, `GenericMachine.addStep`; observed 2026-11-23: `{"$or":[{"a":[1,2]},{"a":[2,3]}]}` does
//! not match `{"a":3}`). If that depends on the order of a hash set, the machine's own result changes from run to run;
//! such an alternative is kept.
//!
//! # Example
//!
//! ```text
//!  {"$or":[{"a":[1,2]},{"a":[2,3]}]}
//!
//!  alternative 1   a: 1 is new        ──> state 1
//!                     2 is new        ──> state 1, as 1
//!  alternative 2   a: 2 is known      ──> state 1
//!                     3 is new        ──> state 1, as 2
//! ```
//!
//! Alternative 2 leads to state 1 only. Alternative 1 has arrived there by the test 2, which both have. So the machine
//! mistakes alternative 2 for alternative 1 and drops it, and its test 3 with it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::complexity::{is_fully_recognised, is_recognised};
use super::leaf_test::Test;
use super::rule::{Branch, Clause};

/// Most steps that are taken. A pattern with more counts as too entangled. Patterns with a thousand alternatives take a
/// few thousand.
const STEPS_MAX: usize = 500_000;

type StateId = usize;

/// The tests known at a field, and the state that each leads to.
type Exits<'t> = Vec<(&'t Test, StateId)>;

/// Which alternatives the machine keeps, and its lists.
#[derive(Debug)]
pub(super) struct Outcome<'t> {
    /// By alternative: whether it can match.
    pub(super) kept: Vec<bool>,
    /// Every list that some event can reach. Lists without wildcards may be missing.
    pub(super) lists: Vec<Vec<&'t Test>>,
}

/// Adds these alternatives to a machine. `None` if they are too entangled.
pub(super) fn outcome(branches: &[Branch]) -> Option<Outcome<'_>> {
    if let [branch] = branches
        && !has_wildcards(branch)
    {
        // An alternative can only be lost to an earlier one, and only wildcards are measured. Most patterns end here.
        return Some(Outcome {
            kept: vec![true],
            lists: Vec::new(),
        });
    }
    let mut machine = Machine {
        states: vec![State::default()],
        ..Machine::default()
    };
    let mut kept = Vec::with_capacity(branches.len());
    for (number, branch) in branches.iter().enumerate() {
        kept.push(machine.add(number, &branch.clauses));
        if machine.steps > STEPS_MAX {
            return None;
        }
    }
    Some(Outcome {
        kept,
        lists: machine.lists(),
    })
}

/// Every list of the machine, including the lists that only absent fields lead to. `None` if the alternatives are too
/// entangled.
pub(super) fn every_list(branches: &[Branch]) -> Option<Vec<Vec<&Test>>> {
    let mut machine = Machine {
        states: vec![State::default()],
        ..Machine::default()
    };
    for (number, branch) in branches.iter().enumerate() {
        machine.add(number, &branch.clauses);
        if machine.steps > STEPS_MAX {
            return None;
        }
    }
    let fields = machine.states.iter().flat_map(|state| &state.fields);
    Some(
        fields
            .map(|(_, tests)| tests.iter().map(|(test, _)| *test).collect())
            .collect(),
    )
}

fn has_wildcards(branch: &Branch) -> bool {
    let mut clauses = branch.clauses.iter();
    clauses.any(|clause| {
        let mut tests = clause.wanted.tests.iter();
        tests.any(|test| !test.wildcards().is_empty())
    })
}

#[derive(Default)]
struct Machine<'t> {
    states: Vec<State<'t>>,
    /// The state that a test leads to, if the machine recognises the test.
    known: HashMap<(StateId, &'t [u8], &'t Test), StateId>,
    steps: usize,
}

#[derive(Default)]
struct State<'t> {
    /// For each path its tests, and the state that each leads to.
    fields: Vec<(&'t [u8], Exits<'t>)>,
    arrivals: Vec<Arrival<'t>>,
}

/// An alternative that leads to a state by these tests.
struct Arrival<'t> {
    branch: usize,
    tests: &'t [Test],
    place: Place,
}

/// The position of a field among the fields of its alternative.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Last,
    Earlier,
}

impl Place {
    /// The position of a field that has this many fields after it.
    fn before(fields: usize) -> Self {
        match fields {
            0 => Self::Last,
            _ => Self::Earlier,
        }
    }
}

/// The states that each field of an alternative leads to.
type Reached = Vec<BTreeSet<StateId>>;

impl<'t> Machine<'t> {
    /// Adds an alternative. Returns whether it is kept.
    fn add(&mut self, branch: usize, clauses: &'t [Clause]) -> bool {
        let mut reached = vec![BTreeSet::new(); clauses.len()];
        let is_kept = self.walk(0, clauses, None, &mut reached);
        if is_kept {
            for (index, (clause, states)) in clauses.iter().zip(&reached).enumerate() {
                for state in states {
                    self.states[*state].arrivals.push(Arrival {
                        branch,
                        tests: &clause.wanted.tests,
                        place: Place::before(clauses.len() - index - 1),
                    });
                }
            }
        }
        is_kept
    }

    /// Adds the fields from a state on. `before`: the alternatives that arrived here with a shared test at every field
    /// so far. Returns whether there is a way to the end on which none of them is left.
    fn walk(
        &mut self,
        state: StateId,
        clauses: &'t [Clause],
        before: Option<&[usize]>,
        reached: &mut Reached,
    ) -> bool {
        let done = reached.len() - clauses.len();
        let Some((clause, rest)) = clauses.split_first() else {
            return before.is_none_or(<[usize]>::is_empty);
        };
        let mut is_kept = false;
        for target in self.targets(state, clause) {
            self.steps += 1;
            if self.steps > STEPS_MAX {
                return true;
            }
            reached[done].insert(target);
            let here = self.arrived(
                target,
                &clause.wanted.tests,
                Place::before(rest.len()),
                before,
            );
            is_kept |= self.walk(target, rest, Some(&here), reached);
        }
        is_kept
    }

    /// The states that the tests of a list lead to. New tests are added.
    fn targets(&mut self, state: StateId, clause: &'t Clause) -> BTreeSet<StateId> {
        let mut targets = BTreeSet::new();
        let mut latest = None;
        let path = &*clause.path;
        for test in clause.wanted.tests.iter() {
            let known = self.known.get(&(state, path, test)).copied();
            let target = known.or(latest).unwrap_or_else(|| self.new_state());
            if known.is_none() && is_recognised(test) {
                self.known.insert((state, path, test), target);
            }
            if known.is_none() || !is_fully_recognised(test) {
                self.states[state].list(path).push((test, target));
            }
            latest = Some(target);
            targets.insert(target);
        }
        targets
    }

    fn new_state(&mut self) -> StateId {
        self.states.push(State::default());
        self.states.len() - 1
    }

    /// The alternatives among `before` (`None`: among all) that lead to `state` by one of these tests.
    fn arrived(
        &mut self,
        state: StateId,
        tests: &[Test],
        place: Place,
        before: Option<&[usize]>,
    ) -> Vec<usize> {
        let arrivals = &self.states[state].arrivals;
        self.steps += arrivals.len();
        let shares = |arrival: &&Arrival<'_>| {
            arrival.place == place
                && before.is_none_or(|before| before.binary_search(&arrival.branch).is_ok())
                && tests.iter().any(|test| arrival.tests.contains(test))
        };
        let mut arrived: Vec<usize> = arrivals
            .iter()
            .filter(shares)
            .map(|arrival| arrival.branch)
            .collect();
        arrived.sort_unstable();
        arrived.dedup();
        arrived
    }

    /// The lists of all states that a leaf leads to. event-ruler never measures lists that only absent fields lead to
    /// (2.0.1, `MachineComplexityEvaluator`).
    fn lists(&self) -> Vec<Vec<&'t Test>> {
        let mut lists = Vec::new();
        let mut seen = HashSet::from([0]);
        let mut waiting = vec![0];
        while let Some(state) = waiting.pop() {
            for (_, tests) in &self.states[state].fields {
                lists.push(tests.iter().map(|(test, _)| *test).collect());
                let by_a_leaf = tests.iter().filter(|(test, _)| test.takes_a_leaf());
                waiting.extend(
                    by_a_leaf
                        .map(|(_, next)| *next)
                        .filter(|next| seen.insert(*next)),
                );
            }
        }
        lists
    }
}

impl<'t> State<'t> {
    fn list(&mut self, path: &'t [u8]) -> &mut Vec<(&'t Test, StateId)> {
        let known = self.fields.iter().position(|(field, _)| *field == path);
        let index = known.unwrap_or_else(|| {
            self.fields.push((path, Vec::new()));
            self.fields.len() - 1
        });
        &mut self.fields[index].1
    }
}

#[cfg(test)]
mod tests {
    use crate::{Pattern, Profile, Rule, Source};

    /// The number of alternatives that event-ruler keeps, observed with 2.0.1 on 2026-11-23.
    fn kept(pattern: &str) -> usize {
        let pattern = Pattern::parse(pattern).unwrap();
        Rule::lower(&pattern, Profile::Ruler)
            .unwrap()
            .branch_count()
    }

    #[test]
    fn alternatives_that_share_the_first_test_of_every_field_are_lost() {
        assert_eq!(kept(r#"{"$or":[{"a":[1,2]},{"a":[2,3]}]}"#), 1);
        let two_fields = r#"{"$or":[{"a":["x"],"b":[1]},{"a":["x","z"],"b":[1]}]}"#;
        assert_eq!(kept(two_fields), 1);
        assert_eq!(kept(r#"{"$or":[{"a":[1]},{"a":[2]},{"a":[1,2,3]}]}"#), 2);
    }

    #[test]
    fn other_alternatives_are_kept() {
        assert_eq!(kept(r#"{"a":[1,1],"b":[{"exists":false}]}"#), 1);
        assert_eq!(kept(r#"{"$or":[{"a":[1]},{"a":[2,3]}]}"#), 2);
        assert_eq!(kept(r#"{"$or":[{"a":["x"]},{"a":["x"],"b":[2]}]}"#), 2);
        let by_chance = r#"{"$or":[{"a":[1,2]},{"a":[3,2]}]}"#;
        assert_eq!(kept(by_chance), 2);
    }

    #[test]
    fn wildcards_with_a_letter_after_the_star_are_not_recognised() {
        let twice = |test: &str| format!(r#"{{"$or":[{{"a":[{test}]}},{{"a":[{test}]}}]}}"#);
        assert_eq!(kept(&twice(r#"{"wildcard":"*x"}"#)), 2);
        assert_eq!(kept(&twice(r#"{"wildcard":"x*"}"#)), 1);
        assert_eq!(kept(&twice(r#"{"anything-but":{"wildcard":"*x"}}"#)), 2);
    }

    fn is_accepted(pattern: &str) -> bool {
        Rule::lower(
            &Pattern::parse(pattern).unwrap(),
            Profile::Service(Source::EventBridge),
        )
        .is_ok()
    }

    #[test]
    fn wildcards_of_alternatives_add_up_if_they_share_a_state() {
        let both = |first: &str, second: &str| {
            let branch = |value: &str, star: &str| {
                format!(r#"{{"a":[{value}],"b":[{{"wildcard":"{star}"}}]}}"#)
            };
            let (first, second) = (branch(first, "*aaaaaa"), branch(second, "*aaaaaab"));
            format!(r#"{{"$or":[{first},{second}]}}"#)
        };
        assert!(is_accepted(&both("1", "2")));
        assert!(!is_accepted(&both("1", "1")));
        assert!(is_accepted(
            r#"{"a":[{"exists":false}],"b":[{"wildcard":"*aaaaaaaaaaaaa"}]}"#
        ));
    }
}
