//! Models what the branches of an `$or` share in event-ruler's machine, and which branches it loses.
//!
//! In: the branches of a pattern, in order. Out: the branches that can match, and the lists of matchers as the machine
//! holds them, for measuring complexity. Invariant: fields are added in the order of their paths. A matcher that is
//! known at a state leads to the same state as before, and all new matchers of a list lead to one state. The first
//! branch is always kept.
//!
//! Follows event-ruler 2.0.1, GenericMachine.java:590-700 and MachineComplexityEvaluator.java:98-118. The machine loses
//! a branch with all its values if it mistakes the branch for an earlier one: on every path both share some matcher.
//! Seen in a run: `{"$or": [{"a": [1, 2]}, {"a": [2, 3]}]}` does not match `{"a": 3}`. If a list leads to several
//! states, the machine's own result changes from run to run with the order of a hash set; such a branch is kept here.

use std::collections::{BTreeMap, BTreeSet};

use crate::complexity::is_all_shared;
use crate::matcher::Matcher;
use crate::pattern::Branch;
use crate::text::Units;

/// The machine after all branches were added.
pub(crate) struct Machine {
    pub(crate) kept: Vec<Branch>,
    states: Vec<State>,
}

#[derive(Default)]
struct State {
    /// For each path its matchers, and the state that each leads to.
    transitions: BTreeMap<Units, Vec<(Matcher, usize)>>,
    arrivals: Vec<Arrival>,
}

/// A kept branch that leads to a state by this matcher.
struct Arrival {
    matcher: Matcher,
    place: Place,
    branch: usize,
}

/// The position of a field among the fields of its branch.
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

type Fields<'a> = [(&'a Units, &'a Vec<Matcher>)];

impl Machine {
    pub(crate) fn of(branches: &[Branch]) -> Self {
        let mut machine = Machine {
            kept: Vec::new(),
            states: vec![State::default()],
        };
        for branch in branches {
            let fields: Vec<_> = branch.iter().collect();
            let mut reached = vec![BTreeSet::new(); fields.len()];
            let confused_with = machine.add(0, &fields, &mut reached);
            if confused_with.iter().any(BTreeSet::is_empty) {
                machine.keep(branch, &reached);
            }
        }
        machine
    }

    /// The lists whose wildcards count: those reached without passing a field that only absence satisfies.
    pub(crate) fn measured_lists(&self) -> Vec<Vec<Matcher>> {
        let mut lists = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![0];
        while let Some(state) = waiting.pop() {
            if !seen.insert(state) {
                continue;
            }
            for transitions in self.states[state].transitions.values() {
                let present = transitions
                    .iter()
                    .filter(|(matcher, _)| matcher.needs_a_leaf());
                waiting.extend(present.map(|(_, next)| next));
                lists.push(
                    transitions
                        .iter()
                        .map(|(matcher, _)| matcher.clone())
                        .collect(),
                );
            }
        }
        lists
    }

    /// Adds fields from a state on, and notes the states that each field leads to. Returns the branches that the
    /// machine may confuse with this one: one set for every order in which the machine may visit those states.
    fn add(
        &mut self,
        state: usize,
        fields: &Fields<'_>,
        reached: &mut [BTreeSet<usize>],
    ) -> Vec<BTreeSet<usize>> {
        let (Some(((path, list), rest)), Some((here, deeper))) =
            (fields.split_first(), reached.split_first_mut())
        else {
            return Vec::new();
        };
        let targets = self.targets(state, path, list);
        here.extend(&targets);
        let mut sets = Vec::new();
        for target in targets {
            let own = self.arrived(target, list, Place::before(rest.len()));
            if rest.is_empty() {
                sets.push(own);
                continue;
            }
            let further = self.add(target, rest, deeper);
            sets.extend(further.iter().map(|branches| branches & &own));
        }
        sets
    }

    fn targets(&mut self, state: usize, path: &Units, list: &[Matcher]) -> BTreeSet<usize> {
        let mut targets = BTreeSet::new();
        let mut latest = None;
        for matcher in list {
            let known = self.known(state, path, matcher);
            let target = known.or(latest).unwrap_or_else(|| {
                self.states.push(State::default());
                self.states.len() - 1
            });
            if known.is_none() || !is_fully_recognised(matcher) {
                let transitions = &mut self.states[state].transitions;
                let own = transitions.entry(path.clone()).or_default();
                own.push((matcher.clone(), target));
            }
            latest = Some(target);
            targets.insert(target);
        }
        targets
    }

    fn known(&self, state: usize, path: &Units, matcher: &Matcher) -> Option<usize> {
        let transitions = self.states[state].transitions.get(path)?;
        let known = transitions.iter().find(|(other, _)| other == matcher);
        known
            .filter(|_| is_recognised(matcher))
            .map(|(_, next)| *next)
    }

    /// The kept branches that reach `state` by some matcher of `list`.
    fn arrived(&self, state: usize, list: &[Matcher], place: Place) -> BTreeSet<usize> {
        let arrivals = self.states[state].arrivals.iter();
        arrivals
            .filter(|arrival| arrival.place == place)
            .filter(|arrival| list.contains(&arrival.matcher))
            .map(|arrival| arrival.branch)
            .collect()
    }

    fn keep(&mut self, branch: &Branch, reached: &[BTreeSet<usize>]) {
        for (index, (list, states)) in branch.values().zip(reached).enumerate() {
            for state in states {
                self.states[*state]
                    .arrivals
                    .extend(list.iter().map(|matcher| Arrival {
                        matcher: matcher.clone(),
                        place: Place::before(branch.len() - index - 1),
                        branch: self.kept.len(),
                    }));
            }
        }
        self.kept.push(branch.clone());
    }
}

/// Whether the machine recognises a matcher that it has already. It does not recognise a wildcard that has a letter
/// with two cases after a star.
fn is_recognised(matcher: &Matcher) -> bool {
    // If the machine recognises one of the values, it follows that one.
    let wildcards = matcher.wildcards().unwrap_or_default();
    wildcards.is_empty() || wildcards.iter().any(|value| is_all_shared(value))
}

/// Whether the machine recognises all values of a matcher. Values that it does not recognise are added again.
fn is_fully_recognised(matcher: &Matcher) -> bool {
    let wildcards = matcher.wildcards().unwrap_or_default();
    wildcards.iter().all(|value| is_all_shared(value))
}

#[cfg(test)]
mod tests {
    use super::Machine;
    use crate::pattern::{Compiler, compile};

    fn machine(pattern: &str) -> Machine {
        Machine::of(&compile(pattern, Compiler::Current).unwrap().branches)
    }

    fn kept(pattern: &str) -> usize {
        machine(pattern).kept.len()
    }

    fn list_lengths(pattern: &str) -> Vec<usize> {
        let lists = machine(pattern).measured_lists();
        let mut lengths: Vec<usize> = lists.iter().map(Vec::len).collect();
        lengths.sort_unstable();
        lengths
    }

    #[test]
    fn branches_that_share_a_value_on_every_path_are_lost() {
        assert_eq!(kept(r#"{"$or":[{"a":[1,2]},{"a":[2,3]}]}"#), 1);
        assert_eq!(
            kept(r#"{"$or":[{"a":["x"],"b":[1]},{"a":["x","z"],"b":[1]}]}"#),
            1
        );
        assert_eq!(kept(r#"{"$or":[{"a":[1]},{"a":[2]},{"a":[1,2,3]}]}"#), 2);
    }

    #[test]
    fn other_branches_are_kept() {
        assert_eq!(kept(r#"{"$or":[{"a":[1]},{"a":[2,3]}]}"#), 2);
        assert_eq!(
            kept(r#"{"$or":[{"a":["x"],"b":[1]},{"a":["x"],"b":[2]}]}"#),
            2
        );
        assert_eq!(kept(r#"{"$or":[{"a":["x"]},{"a":["x"],"b":[2]}]}"#), 2);
        assert_eq!(
            kept(r#"{"$or":[{"a":[{"wildcard":"*x"}]},{"a":[{"wildcard":"*x"}]}]}"#),
            2
        );
    }

    #[test]
    fn branches_that_the_machine_loses_by_chance_are_kept() {
        assert_eq!(kept(r#"{"$or":[{"a":[1,2]},{"a":[3,2]}]}"#), 2);
    }

    #[test]
    fn branches_share_the_lists_reached_by_equal_matchers() {
        assert_eq!(list_lengths(r#"{"$or":[{"a":["x"]},{"a":["y"]}]}"#), [2]);
        let same = r#"{"$or":[{"a":["x"],"b":["p"]},{"a":["x"],"b":["q"]}]}"#;
        assert_eq!(list_lengths(same), [1, 2]);
        let other = r#"{"$or":[{"a":["x"],"b":["p"]},{"a":["y"],"b":["q"]}]}"#;
        assert_eq!(list_lengths(other), [1, 1, 2]);
    }

    #[test]
    fn lists_reached_only_by_absence_are_not_measured() {
        assert_eq!(list_lengths(r#"{"a":[{"exists":false}],"b":["x"]}"#), [1]);
        assert_eq!(
            list_lengths(r#"{"a":[{"exists":false},"y"],"b":["x"]}"#),
            [1, 2]
        );
    }
}
