//! The order of the goals. Those that tell most about the filters come first, so that a small suite has them.

use super::goal::{Goal, ListOrder, branch_of};
use super::part::Part;
use super::solve::Solver;

/// The most pairs of conditions that are put into different elements of a list.
const PAIRS_MAX: usize = 32;

/// Returns all goals but the random ones: a match of each alternative, a near miss of each condition, each value alone, the
/// forms of the payload, then bounds, types, lists and misses.
pub(super) fn goals(solver: &Solver<'_>) -> Vec<Goal> {
    let parts = &solver.parts;
    let branches = branches(solver);
    let matches = branches.iter().map(|(filter, branch)| Goal::Branch {
        filter: *filter,
        branch: *branch,
    });
    let misses = branches.iter().map(|(filter, branch)| Goal::Miss {
        filter: *filter,
        branch: *branch,
    });
    let forms = (0..solver.question.forms().len()).filter(|_| solver.question.forms().len() > 1);
    let mut goals: Vec<Goal> = matches.collect();
    goals.extend((0..parts.len()).map(|part| Goal::Turned { part }));
    goals.extend(values(parts));
    goals.extend(forms.map(|form| Goal::Form { form }));
    goals.extend(variants(parts));
    goals.extend(lists(parts));
    goals.extend(apart(solver));
    goals.extend(misses);
    goals
}

fn branches(solver: &Solver<'_>) -> Vec<(usize, usize)> {
    let filters = solver.boxes.iter().enumerate();
    let branches =
        filters.flat_map(|(filter, boxes)| (0..boxes.branches.len()).map(move |it| (filter, it)));
    branches.collect()
}

/// Returns each value of each list with several, the first values of all lists first.
fn values(parts: &[Part]) -> impl Iterator<Item = Goal> + '_ {
    let most = parts
        .iter()
        .map(|part| part.values.len())
        .max()
        .unwrap_or(0);
    (0..most).flat_map(move |value| {
        let with = parts
            .iter()
            .enumerate()
            .filter(move |(_, part)| part.values.len() > 1.max(value));
        with.map(move |(part, _)| Goal::Value { part, value })
    })
}

fn variants(parts: &[Part]) -> impl Iterator<Item = Goal> + '_ {
    let most = parts.iter().map(|part| part.tries.len()).max().unwrap_or(0);
    (0..most).flat_map(move |at| {
        let with = parts
            .iter()
            .enumerate()
            .filter(move |(_, part)| part.tries.len() > at);
        with.map(move |(part, _)| Goal::Variant { part, at })
    })
}

fn lists(parts: &[Part]) -> impl Iterator<Item = Goal> + '_ {
    let orders = [ListOrder::Second, ListOrder::Neither, ListOrder::One];
    orders
        .into_iter()
        .flat_map(|order| (0..parts.len()).map(move |part| Goal::List { part, order }))
}

fn apart<'p>(solver: &'p Solver<'_>) -> impl Iterator<Item = Goal> + 'p {
    let pairs = solver.parts.iter().enumerate().flat_map(|(one, part)| {
        let after = solver.parts.iter().enumerate().skip(one + 1);
        let same = after.filter(|(_, other)| branch_of(other.place) == branch_of(part.place));
        same.map(move |(other, _)| (one, other))
    });
    let pairs = pairs.filter(|(one, other)| {
        let fields = [solver.parts[*one].field, solver.parts[*other].field];
        solver.common_node(fields).is_some()
    });
    pairs
        .take(PAIRS_MAX)
        .map(|(one, other)| Goal::Apart { one, other })
}
