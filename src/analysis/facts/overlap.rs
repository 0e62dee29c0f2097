//! Filters that others cover, and pairs that one filter can replace.

use tidegate::Rule;
use tidegate::inspect::{self, Condition};
use tidegate_batch::Filters;

use crate::question::Boxes;

use super::proven::Proven;
use super::set::Set;

/// That other filters deliver everything that a filter delivers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The filters that cover it: one, if one alone does.
    pub by: Vec<usize>,
    /// Whether the one filter and it deliver the same.
    pub is_equal: bool,
    /// The records for which it is proven.
    pub proven: Proven,
}

/// Two filters that differ in the list of one field only: one filter with both lists replaces them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mergeable {
    /// The first filter.
    pub one: usize,
    /// The second filter.
    pub other: usize,
    /// The field in which they differ.
    pub field: String,
}

impl Set<'_> {
    /// Returns which other filters deliver everything that the filter delivers.
    pub(super) fn covered(&self, index: usize, boxes: &[Boxes]) -> Option<Covered> {
        let own = &boxes[index..=index];
        let others: Vec<usize> = (0..boxes.len()).filter(|other| *other != index).collect();
        let alone = others.iter().find_map(|other| {
            let proven = self.holds(own, &boxes[*other..=*other])?;
            Some((*other, proven))
        });
        if let Some((other, proven)) = alone {
            let back = self.holds(&boxes[other..=other], own);
            return Some(Covered {
                by: vec![other],
                is_equal: back.is_some(),
                proven: back.map_or(proven, |back| proven.and(back)),
            });
        }
        let rest: Vec<Boxes> = others.iter().map(|other| boxes[*other].clone()).collect();
        let proven = self.holds(own, &rest)?;
        Some(Covered {
            by: others,
            is_equal: false,
            proven,
        })
    }
}

/// Returns the pairs of filters that differ in one list only.
pub(super) fn mergeable(filters: &Filters) -> Vec<Mergeable> {
    let rules = filters.rules();
    let pairs =
        (0..rules.len()).flat_map(|one| (one + 1..rules.len()).map(move |other| (one, other)));
    let mergeable = pairs.filter_map(|(one, other)| {
        let field = only_difference(&rules[one], &rules[other])?;
        Some(Mergeable { one, other, field })
    });
    mergeable.collect()
}

/// Returns the field in which two rules of one branch each differ, if it is one field only.
fn only_difference(one: &Rule, other: &Rule) -> Option<String> {
    let (one, other) = (only_branch(one)?, only_branch(other)?);
    let are_alike =
        one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| a.path == b.path);
    if !are_alike {
        return None;
    }
    let mut differing = one.iter().zip(&other).filter(|(a, b)| a.tests != b.tests);
    let (first, _) = differing.next()?;
    let field = String::from_utf8_lossy(first.path).into_owned();
    differing.next().is_none().then_some(field)
}

fn only_branch(rule: &Rule) -> Option<Vec<Condition<'_>>> {
    let mut branches = inspect::branches(rule);
    let branch = branches.next()?;
    branches.next().is_none().then_some(branch)
}
