//! What the branches of an `$or` share in event-ruler's machine, and which of them it loses.
//!
//! In: the branches of a pattern, in order. Out: the branches that can match, and the lists of
//! matchers as the machine holds them, for measuring complexity. Invariant: fields are added in the
//! order of their paths; a matcher already known at a state leads where it led before, and all new
//! ones of a list lead to one state. The first branch is always kept.
//!
//! Follows event-ruler 2.0.1, GenericMachine.java:590-700 and MachineComplexityEvaluator.java:98-118.
//! A branch is lost with all its values when the machine takes it for one it has: on every path some
//! matcher is shared with one and the same earlier branch. Seen when run: `{"$or": [{"a": [1, 2]},
//! {"a": [2, 3]}]}` does not match `{"a": 3}`. Where a list leads to several states, the machine's own
//! answer changes from run to run with the order of a hash set; such a branch is kept here.

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
    /// Per path the matchers, and the state each leads to.
    transitions: BTreeMap<Units, Vec<(Matcher, usize)>>,
    arrivals: Vec<Arrival>,
}

/// A kept branch gets here by this matcher.
struct Arrival {
    matcher: Matcher,
    place: Place,
    branch: usize,
}

/// Where a field stands among the fields of its branch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Last,
    Earlier,
}

impl Place {
    /// The place of a field with this many fields after it.
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
            let taken_for = machine.add(0, &fields, &mut reached);
            if taken_for.iter().any(BTreeSet::is_empty) {
                machine.keep(branch, &reached);
            }
        }
        machine
    }

    /// The lists whose wildcards count: those reached without passing a field that is only satisfied
    /// by absence.
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

    /// Adds fields from a state on, notes the states reached by each, and answers which branches they
    /// may be taken for: one set for every order in which the machine may look at those states.
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
        let mut answers = Vec::new();
        for target in targets {
            let own = self.arrived(target, list, Place::before(rest.len()));
            if rest.is_empty() {
                answers.push(own);
                continue;
            }
            let behind = self.add(target, rest, deeper);
            answers.extend(behind.iter().map(|branches| branches & &own));
        }
        answers
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
            if known.is_none() || !is_recognised_whole(matcher) {
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

/// The machine does not find a wildcard again when a letter with two cases follows a star.
fn is_recognised(matcher: &Matcher) -> bool {
    // One of the values is enough to get to where they lead.
    let wildcards = matcher.wildcards().unwrap_or_default();
    wildcards.is_empty() || wildcards.iter().any(|value| is_all_shared(value))
}

/// Values that it does not find again are added once more.
fn is_recognised_whole(matcher: &Matcher) -> bool {
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
    fn sharing_a_value_on_every_path_loses_the_branch() {
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
    fn what_the_machine_itself_decides_by_chance_is_kept() {
        assert_eq!(kept(r#"{"$or":[{"a":[1,2]},{"a":[3,2]}]}"#), 2);
    }

    #[test]
    fn branches_share_a_path_reached_by_equal_matchers() {
        assert_eq!(list_lengths(r#"{"$or":[{"a":["x"]},{"a":["y"]}]}"#), [2]);
        let same = r#"{"$or":[{"a":["x"],"b":["p"]},{"a":["x"],"b":["q"]}]}"#;
        assert_eq!(list_lengths(same), [1, 2]);
        let other = r#"{"$or":[{"a":["x"],"b":["p"]},{"a":["y"],"b":["q"]}]}"#;
        assert_eq!(list_lengths(other), [1, 1, 2]);
    }

    #[test]
    fn nothing_behind_mere_absence_is_measured() {
        assert_eq!(list_lengths(r#"{"a":[{"exists":false}],"b":["x"]}"#), [1]);
        assert_eq!(
            list_lengths(r#"{"a":[{"exists":false},"y"],"b":["x"]}"#),
            [1, 2]
        );
    }
}
