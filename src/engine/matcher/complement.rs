//! Rules with one clause that any leaf satisfies unless it has certain terms. Usually all of them match except for a
//! few.
//!
//! So this module finds the few excluded rules, from the terms that the leaves have. A record takes a little time for
//! each rule that matches and for each that is excluded.

use crate::program::{Complement, Plan};
use crate::verdict::{PatternId, Verdict};

use super::leaves::{Leaves, Visible};

/// Adds the rules of one path that match. `excluded` is a buffer.
pub(super) fn add(
    plan: &Plan,
    complement: &Complement,
    leaves: &Leaves,
    excluded: &mut Vec<u32>,
    verdict: &mut Verdict,
) {
    excluded.clear();
    let mut count = 0;
    // Rules whose paths have empty steps are never complements, so leaves below empty steps are not visible here.
    let visible = leaves.of(complement.path);
    for leaf in visible.filter(|leaf| leaf.visible == Visible::ToAll) {
        let before = excluded.len();
        let terms = leaves.terms(leaf).iter();
        excluded.extend(terms.flat_map(|term| plan.excluded_by(*term)));
        excluded[before..].sort_unstable();
        dedup_from(excluded, before);
        count += 1;
    }
    if count == 0 {
        return;
    }
    if count > 1 {
        excluded.sort_unstable();
    }
    // A rule is excluded if every leaf excludes it.
    let mut everywhere = excluded
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() == count)
        .map(|same| same[0])
        .peekable();
    for rule in plan.rules_of(complement) {
        if everywhere.next_if_eq(rule).is_none() {
            verdict.push(PatternId::new(*rule as usize));
        }
    }
}

/// Drops repeats among the numbers from `start` on, which must be sorted.
fn dedup_from(numbers: &mut Vec<u32>, start: usize) {
    let mut kept = start;
    for at in start..numbers.len() {
        if at == start || numbers[at] != numbers[kept - 1] {
            numbers[kept] = numbers[at];
            kept += 1;
        }
    }
    numbers.truncate(kept);
}
