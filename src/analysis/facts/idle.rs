//! Parts of filters that do nothing: without them the filter delivers the same.

use std::ops::Range;

use tidegate::inspect::{self, Condition};
use tidegate_json::Span;

use crate::fields::Branch;
use crate::question::Boxes;

use super::proven::Proven;
use super::set::Set;

/// The most values of a list that are examined one by one.
const VALUES_MAX: usize = 32;

/// The most questions about the parts of one filter, each taken as often as the filter has branches: their boxes are
/// copied and searched for each.
const WORK_MAX: usize = 20_000;

/// A part of a filter that does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// Which part.
    pub part: IdlePart,
    /// The place of the condition's list in the pattern; of a branch, that of its first condition.
    pub span: Span,
    /// The records for which it is proven.
    pub proven: Proven,
}

/// A part of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdlePart {
    /// An alternative that the others cover.
    Branch(usize),
    /// The condition on a field, in this branch.
    Condition {
        /// The branch.
        branch: usize,
        /// The field.
        field: String,
    },
    /// A value of a list, in this branch.
    Value {
        /// The branch.
        branch: usize,
        /// The field.
        field: String,
        /// The value as JSON.
        value: String,
    },
}

/// Returns the values of a list that are examined.
pub(super) fn values_examined(condition: &Condition<'_>) -> Range<usize> {
    match condition.values().len() {
        count @ 2..=VALUES_MAX => 0..count,
        _ => 0..0,
    }
}

impl Set<'_> {
    /// Returns the parts of a filter that do nothing; none if there are too many to ask about each.
    pub(super) fn idle(&self, index: usize, boxes: &Boxes) -> Vec<Idle> {
        let mut idle = Vec::new();
        let parts = boxes.branches.iter().map(|branch| 1 + 2 * branch.len());
        if parts.sum::<usize>() * boxes.branches.len() > WORK_MAX {
            return idle;
        }
        let branches = inspect::branches(&self.filters.rules()[index]);
        for (branch, conditions) in branches.enumerate() {
            idle.extend(self.idle_branch(branch, &conditions, boxes));
            for (at, condition) in conditions.iter().enumerate() {
                idle.extend(self.idle_condition((branch, at), condition, boxes));
                idle.extend(self.idle_values((branch, at), condition, boxes));
            }
        }
        idle
    }

    fn idle_branch(
        &self,
        branch: usize,
        conditions: &[Condition<'_>],
        boxes: &Boxes,
    ) -> Option<Idle> {
        if boxes.branches.len() == 1 {
            return None;
        }
        let mut rest = boxes.clone();
        let own = Boxes {
            asks: boxes.asks,
            branches: vec![rest.branches.remove(branch)],
        };
        Some(Idle {
            part: IdlePart::Branch(branch),
            span: conditions.first()?.span,
            proven: self.holds(&[own], &[rest])?,
        })
    }

    fn idle_condition(
        &self,
        (branch, at): (usize, usize),
        condition: &Condition<'_>,
        boxes: &Boxes,
    ) -> Option<Idle> {
        let without = with(boxes, branch, |clauses| drop(clauses.remove(at)));
        Some(Idle {
            part: IdlePart::Condition {
                branch,
                field: field(condition),
            },
            span: condition.span,
            proven: self.same(boxes, &without)?,
        })
    }

    fn idle_values(
        &self,
        (branch, at): (usize, usize),
        condition: &Condition<'_>,
        boxes: &Boxes,
    ) -> Vec<Idle> {
        let values = condition.values();
        let idle = values_examined(condition).filter_map(|value| {
            let tests = condition.tests_without(value)?;
            let clause = self.question.fields().clause_of(condition.path, &tests);
            let without = with(boxes, branch, |clauses| clauses[at] = clause);
            Some(Idle {
                part: IdlePart::Value {
                    branch,
                    field: field(condition),
                    value: values[value].clone(),
                },
                span: condition.span,
                proven: self.same(boxes, &without)?,
            })
        });
        idle.collect()
    }
}

fn field(condition: &Condition<'_>) -> String {
    String::from_utf8_lossy(condition.path).into_owned()
}

/// Returns the boxes with one branch changed.
fn with(boxes: &Boxes, branch: usize, change: impl FnOnce(&mut Branch)) -> Boxes {
    let mut boxes = boxes.clone();
    change(&mut boxes.branches[branch]);
    boxes
}
