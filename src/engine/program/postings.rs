//! Lists of branches by number, in two flat arrays.

use super::BranchId;

/// For each number (a term's, a path's) the branches filed under it.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    ends: Vec<u32>,
    branches: Vec<BranchId>,
}

impl Postings {
    /// Files each branch under its number; `count` numbers in all.
    pub(super) fn new(count: usize, mut filed: Vec<(u32, BranchId)>) -> Self {
        filed.sort_by_key(|(number, branch)| (*number, branch.0));
        let end = |number: usize| filed.partition_point(|(n, _)| *n as usize <= number);
        let ends = (0..count)
            .map(|number| u32::try_from(end(number)).unwrap_or(u32::MAX))
            .collect();
        Self {
            ends,
            branches: filed.into_iter().map(|(_, branch)| branch).collect(),
        }
    }

    #[inline]
    pub(super) fn of(&self, number: usize) -> &[BranchId] {
        let start = if number == 0 {
            0
        } else {
            self.ends[number - 1] as usize
        };
        &self.branches[start..self.ends[number] as usize]
    }

    pub(super) fn bytes(&self) -> usize {
        4 * (self.ends.len() + self.branches.len())
    }
}
