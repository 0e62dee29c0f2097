//! Boxes of cells, and whether some boxes cover another.
//!
//! A branch is a box: for each field the set of cells that it takes. Filters let every event of a branch through if their
//! boxes cover its box. The search takes the box of the cover that leaves the fewest sides open, and splits along them:
//!
//! ```text
//! box  a∈{1,2,3} b∈{1,2}     first box of the cover  a∈{1,2} b∈{1}
//! open after it: a∈{3} b∈{1,2}  and  a∈{1,2} b∈{2}, each against the rest of the cover
//! ```
//!
//! A part that no box of the cover meets is a counterexample.

use crate::bits::Bits;
use crate::caps::{Budget, RECURSION_MAX, TooLong};
use crate::fields::Branch;
use crate::scope::{Scope, Values};

/// Returns a point of `branch` outside `cover`, a cell for each field; `None` if there is none.
pub(crate) fn uncovered(
    scope: &Scope<'_>,
    branch: &Branch,
    cover: &[&Branch],
    values: Values,
) -> Result<Option<Vec<usize>>, TooLong> {
    let all = (0..scope.len()).map(|field| scope.allowed(field, values));
    let mut space: Vec<Bits> = all.collect();
    for clause in branch {
        space[clause.field] = space[clause.field].and(&clause.takes);
    }
    if space.iter().any(Bits::is_empty) {
        return Ok(None);
    }
    let mut search = Search {
        branch,
        cover,
        budget: scope.budget,
        depth: 0,
    };
    let live: Vec<usize> = (0..cover.len()).collect();
    search.split(&mut space, &live)
}

struct Search<'c> {
    branch: &'c Branch,
    cover: &'c [&'c Branch],
    budget: &'c Budget,
    depth: usize,
}

impl Search<'_> {
    /// Returns a point of `space` outside the boxes `live` of the cover.
    fn split(
        &mut self,
        space: &mut Vec<Bits>,
        live: &[usize],
    ) -> Result<Option<Vec<usize>>, TooLong> {
        self.budget.step()?;
        if self.depth == RECURSION_MAX {
            return Err(TooLong);
        }
        let live: Vec<usize> = live
            .iter()
            .copied()
            .filter(|id| self.meets(*id, space))
            .collect();
        let Some(&next) = live
            .iter()
            .min_by_key(|id| self.open_sides(**id, space).count())
        else {
            return Ok(Some(self.point(space)));
        };
        let open: Vec<usize> = self.open_sides(next, space).collect();
        let before: Vec<(usize, Bits)> = open
            .iter()
            .map(|side| self.cover[next][*side].field)
            .map(|field| (field, space[field].clone()))
            .collect();
        for side in open {
            let clause = &self.cover[next][side];
            let whole = space[clause.field].clone();
            space[clause.field] = whole.minus(&clause.takes);
            self.depth += 1;
            let found = self.split(space, &live)?;
            self.depth -= 1;
            if found.is_some() {
                return Ok(found);
            }
            space[clause.field] = whole.and(&clause.takes);
        }
        for (field, cells) in before {
            space[field] = cells;
        }
        Ok(None)
    }

    /// Returns a point of the space. All are outside the cover. This one has no value at a field that the branch does not
    /// ask for, if it may be absent. At others it has a cell that as many boxes as possible take, so that a reader sees
    /// only the conditions that matter.
    fn point(&self, space: &[Bits]) -> Vec<usize> {
        let mut takers: Vec<Vec<&Bits>> = vec![Vec::new(); space.len()];
        for clause in self.cover.iter().flat_map(|branch| branch.iter()) {
            takers[clause.field].push(&clause.takes);
        }
        let is_own = |field: usize| self.branch.iter().any(|clause| clause.field == field);
        let cells = space
            .iter()
            .zip(takers)
            .enumerate()
            .map(|(field, (cells, takers))| {
                if cells.has(0) && !is_own(field) {
                    return 0;
                }
                let refusals =
                    |cell: &usize| takers.iter().filter(|takes| !takes.has(*cell)).count();
                let best = cells.iter().min_by_key(refusals);
                best.expect("no side of the space is empty")
            });
        cells.collect()
    }

    fn meets(&self, id: usize, space: &[Bits]) -> bool {
        let mut clauses = self.cover[id].iter();
        clauses.all(|clause| space[clause.field].meets(&clause.takes))
    }

    /// Returns the clauses of a box that do not take the whole space.
    fn open_sides<'s>(&'s self, id: usize, space: &'s [Bits]) -> impl Iterator<Item = usize> + 's {
        let clauses = self.cover[id].iter().enumerate();
        let open = clauses.filter(|(_, clause)| !space[clause.field].is_in(&clause.takes));
        open.map(|(side, _)| side)
    }
}
