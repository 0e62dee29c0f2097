//! The ways in which the values of a branch can be laid out at the start of a search.

use crate::caps::{LAYOUTS_MAX, MIXED_MAX};
use crate::fields::Branch;
use crate::scope::Scope;

use super::nesting::nesting;

/// How one start lays out the values of a branch.
pub(super) struct Layout {
    /// The clauses that the event satisfies by absence.
    pub(super) absent: Vec<usize>,
    /// For each clause the lists directly in lists around its value.
    pub(super) depths: Vec<usize>,
}

/// Returns all layouts of a branch: a list that takes absence and values is taken either way, and a value at a field
/// that others go on from may lie in lists of its own. `None` if they are too many.
pub(super) fn layouts(scope: &Scope<'_>, branch: &Branch) -> Option<Vec<Layout>> {
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
        let most = nesting(scope, clause.field, steps);
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
