//! Filters that never match, and why.

use crate::caps::Budget;
use crate::fields::Branch;
use crate::question::Boxes;
use crate::scope::{Scope, Values};

use super::proven::Proven;
use super::set::Set;

/// That no record matches a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Never {
    /// The records for which it is proven.
    pub proven: Proven,
    /// One cause for each branch, as far as a cause was found.
    pub causes: Vec<Cause>,
}

/// Why a branch never matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No value that a record can have at this field satisfies the condition.
    Field(String),
    /// A field can't have a value and hold another field at the same time, except in a list.
    ValueAndObject {
        /// The field with the value.
        value: String,
        /// The field inside it.
        inside: String,
    },
    /// An attribute of DynamoDB has one type, so a record has a value at one of these fields at most.
    TwoTypes {
        /// The first field.
        one: String,
        /// The second field.
        other: String,
    },
    /// A payload has a value here only if it is a list itself.
    PayloadIsList(String),
}

impl Set<'_> {
    /// Returns whether no record matches the filter.
    pub(super) fn never(&self, boxes: &Boxes) -> Option<Never> {
        let proven = self.holds(std::slice::from_ref(boxes), &[])?;
        let fitting = self
            .question
            .forms()
            .iter()
            .filter(|form| boxes.may_look(form));
        let mut causes = Vec::new();
        let budget = Budget::of(self.question.caps());
        for form in fitting {
            let sides = [std::slice::from_ref(boxes), &[]];
            let scope = self.question.scope(form, sides, &budget);
            let found = boxes
                .branches
                .iter()
                .filter_map(|branch| cause(&scope, branch));
            for cause in found {
                if !causes.contains(&cause) {
                    causes.push(cause);
                }
            }
        }
        Some(Never { proven, causes })
    }
}

/// Returns why a branch never matches records of one form.
fn cause(scope: &Scope<'_>, branch: &Branch) -> Option<Cause> {
    let name = |field: usize| scope.field(field).name.clone();
    let empty = branch.iter().find(|clause| {
        !clause
            .takes
            .meets(&scope.allowed(clause.field, Values::Any))
    });
    if let Some(clause) = empty {
        return Some(Cause::Field(name(clause.field)));
    }
    let wants_value = |field: usize| {
        let mut clauses = branch.iter();
        clauses.any(|clause| clause.field == field && !clause.takes_absence())
    };
    let mut types = scope.of_two_types();
    if let Some((one, other)) = types.find(|(one, other)| wants_value(*one) && wants_value(*other))
    {
        return Some(Cause::TwoTypes {
            one: name(one),
            other: name(other),
        });
    }
    let mut nested = scope
        .nested()
        .filter(|(one, other)| wants_value(*one) && wants_value(*other));
    if let Some((value, inside)) = nested.next() {
        return Some(Cause::ValueAndObject {
            value: name(value),
            inside: name(inside),
        });
    }
    let mut lists = (0..scope.len()).filter(|field| scope.is_in_root_list(*field));
    lists
        .find(|field| wants_value(*field))
        .map(|field| Cause::PayloadIsList(name(field)))
}
