//! Searches for an event with lists of objects that one side takes and the other does not.
//!
//! The search starts from the values that one branch of the first side chooses. As long as a branch of the other side
//! matches, one of the things that make it match has to be removed: a value, or the absence of a field. Every counterexample
//! lacks one of them, so all are tried. A worked example, with F = `{"c":{"x":["v"]}}` and G = (`c.y` absent) or
//! (`c.x` is `v`, `c.y` present):
//!
//! ```text
//! {"c":{"x":"v"}}             G's first branch matches: c.y is absent. A value of c.y is added as a spoiler,
//! {"c":{"x":"v","y":1}}       in the same element: G's second branch matches; nothing can be removed.
//! {"c":[{"x":"v"},{"y":1}]}   or in another: neither branch of G matches. This is the witness.
//! ```

mod layout;
mod nesting;
mod place;
mod solve;
mod state;

use crate::fields::Branch;
use crate::inclusion::Reason;
use crate::scope::{Scope, Values};
use crate::searched::Searched;

use layout::{Layout, layouts};
use solve::Outcome;
use state::State;

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
