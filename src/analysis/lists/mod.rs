//! Searches for an event with lists of objects that one side takes and the other does not.
//!
//! The search starts from the values that one branch of the first side chooses. As long as a branch of the other side
//! matches, one of the things that make it match has to go: a value, or the absence of a field. Every counterexample
//! lacks one of them, so all are tried. A worked example, with F = `{"c":{"x":["v"]}}` and G = (`c.y` absent) or
//! (`c.x` is `v`, `c.y` present):
//!
//! ```text
//! {"c":{"x":"v"}}             G's first branch matches: c.y is absent. A value of c.y is added as a spoiler,
//! {"c":{"x":"v","y":1}}       in the same element: G's second branch matches; nothing can be removed.
//! {"c":[{"x":"v"},{"y":1}]}   or in another: neither branch of G matches. This is the witness.
//! ```

mod place;
mod solve;
mod state;

use crate::caps::{LAYOUTS_MAX, MIXED_MAX};
use crate::fields::Branch;
use crate::inclusion::Reason;
use crate::scope::{Scope, Values};
use crate::searched::Searched;

use state::State;

/// The result for one start.
#[derive(Debug)]
enum Outcome {
    /// No event.
    Nothing,
    Event(Vec<crate::event::Leaf>),
    /// There may be an event, but a value of it is not known.
    NoValue,
    /// The search took too long.
    TooLong,
}

/// How one start lays out the values of a branch.
struct Layout {
    /// The clauses that the event satisfies by absence.
    absent: Vec<usize>,
    /// For each clause the lists directly in lists around its value.
    depths: Vec<usize>,
}

pub(crate) fn search(scope: &Scope<'_>) -> Searched {
    let mut doubt = None;
    for branch in &scope.from {
        let branch = scope.with_required(branch);
        let Some(layouts) = layouts(scope, &branch) else {
            doubt = Some(Reason::TooManyLists);
            continue;
        };
        for layout in &layouts {
            match from_layout(scope, &branch, layout) {
                Searched::Holds => {}
                Searched::Fails(leaves) => return Searched::Fails(leaves),
                Searched::Unknown(reason) => doubt = Some(reason),
            }
        }
    }
    if doubt.is_none() && !scope.fields.are_complete() {
        doubt = Some(Reason::EntangledTexts);
    }
    doubt.map_or(Searched::Holds, Searched::Unknown)
}

/// Searches with any cells, and then only with those of known values.
fn from_layout(scope: &Scope<'_>, branch: &Branch, layout: &Layout) -> Searched {
    let right = &scope.into;
    let start = |values| State::start(scope, branch, layout, values);
    match start(Values::Any).map_or(Outcome::Nothing, |state| solve::solve(state, right)) {
        Outcome::Nothing => return Searched::Holds,
        Outcome::Event(leaves) => return Searched::Fails(leaves),
        Outcome::TooLong => return Searched::Unknown(Reason::TooManyLists),
        Outcome::NoValue => {}
    }
    match start(Values::Known).map_or(Outcome::Nothing, |state| solve::solve(state, right)) {
        Outcome::Event(leaves) => Searched::Fails(leaves),
        Outcome::TooLong => Searched::Unknown(Reason::TooManyLists),
        Outcome::Nothing | Outcome::NoValue => Searched::Unknown(Reason::NoValue),
    }
}

/// Returns all layouts of a branch: a list that takes absence and values is taken either way, and a value at a field
/// that others go on from may lie in lists of its own. `None` if they are too many.
fn layouts(scope: &Scope<'_>, branch: &Branch) -> Option<Vec<Layout>> {
    let clauses = 0..branch.len();
    let is_absent_only = |clause: usize| branch[clause].takes.iter().all(|cell| cell == 0);
    let (absent, mixed): (Vec<usize>, Vec<usize>) = clauses
        .filter(|clause| branch[*clause].takes_absence())
        .partition(|clause| is_absent_only(*clause));
    if mixed.len() > MIXED_MAX {
        return None;
    }
    let depths = all_depths(scope, branch)?;
    let mut layouts = Vec::new();
    for depths in &depths {
        for choice in 0..1usize << mixed.len() {
            let chosen = mixed
                .iter()
                .enumerate()
                .filter(|(at, _)| choice >> at & 1 == 1);
            let chosen = chosen.map(|(_, clause)| *clause);
            layouts.push(Layout {
                absent: absent.iter().copied().chain(chosen).collect(),
                depths: depths.clone(),
            });
        }
    }
    Some(layouts)
}

/// Returns all combinations of depths, one depth for each clause; `None` if they are too many.
fn all_depths(scope: &Scope<'_>, branch: &Branch) -> Option<Vec<Vec<usize>>> {
    let mut all = vec![Vec::new()];
    for clause in branch {
        let steps = scope.field(clause.field).steps.len();
        let most = place::nesting(scope, clause.field, steps);
        if all.len() * (most + 1) > LAYOUTS_MAX {
            return None;
        }
        let longer = all.iter().flat_map(|depths: &Vec<usize>| {
            (0..=most).map(|depth| [&depths[..], &[depth]].concat())
        });
        all = longer.collect();
    }
    Some(all)
}
