//! Makes records with lists, records that miss everything, and random records.

use fastrand::Rng;

use crate::bits::Bits;
use crate::event::{Leaf, Scalar};
use crate::source::Form;

use super::goal::{ListOrder, branch_of};
use super::make::{Expected, Made, leaf};
use super::shape::{Kind, are_exclusive};
use super::solve::{Solver, Why};

/// The chance that a field of a random record is absent.
const ABSENT: f64 = 0.2;

impl Solver<'_> {
    /// Makes a record that has a list at the field of a condition, and matches otherwise.
    pub(super) fn list(&self, part: usize, order: ListOrder) -> Result<Made, Why> {
        let own = &self.parts[part];
        let (column, branch) = (&self.columns[own.field], branch_of(own.place));
        let may_be_list = matches!(column.shape.kind, Kind::Any | Kind::Texts);
        let value = |satisfies: Satisfies| {
            let mut tries = own
                .tries
                .iter()
                .filter(|it| it.satisfies == (satisfies == Satisfies::Yes));
            tries.find_map(|it| {
                it.candidate
                    .json
                    .clone()
                    .filter(|json| column.shape.admits(json))
            })
        };
        let (hit, miss) = (value(Satisfies::Yes), value(Satisfies::No));
        let list = match (order, hit, miss) {
            (ListOrder::One, Some(hit), _) => format!("[{hit}]"),
            (ListOrder::Second, Some(hit), Some(miss)) => format!("[{miss},{hit}]"),
            (ListOrder::Neither, _, Some(miss)) => format!("[{miss},{miss}]"),
            (ListOrder::One | ListOrder::Second | ListOrder::Neither, _, _) => {
                return Err(Why::NotOfSource);
            }
        };
        let mut made = self.matching(branch)?;
        let is_plain = column.is_plain(&self.question.forms()[made.form]);
        let mut leaves = made.leaves.iter_mut();
        match leaves.find(|it| it.steps == column.steps) {
            Some(own) if may_be_list && !is_plain => own.value = Scalar::Json(list),
            Some(_) | None => return Err(Why::NotOfSource),
        }
        made.expected = Expected::Any;
        Ok(made)
    }

    /// Makes a record in which two fields of a match lie in different elements of a list.
    pub(super) fn apart(&self, one: usize, other: usize) -> Result<Made, Why> {
        let place = self.parts[one].place;
        let fields = [self.parts[one].field, self.parts[other].field];
        let node = self.common_node(fields).ok_or(Why::NotOfSource)?;
        let mut made = self.matching(branch_of(place))?;
        let steps = fields.map(|field| self.columns[field].steps.clone());
        let is_whole = steps
            .iter()
            .all(|steps| made.leaves.iter().any(|leaf| leaf.steps == *steps));
        if !is_whole {
            return Err(Why::NotOfSource);
        }
        for leaf in &mut made.leaves {
            let is_below = leaf.steps.len() > node && leaf.steps[..node] == steps[0][..node];
            if is_below {
                leaf.chain[node - 1] = vec![if leaf.steps == steps[1] { 2 } else { 1 }];
            }
        }
        made.expected = Expected::Any;
        Ok(made)
    }

    /// Returns the number of steps to the last node above both fields that can be a list.
    pub(super) fn common_node(&self, [one, other]: [usize; 2]) -> Option<usize> {
        let (one, other) = (&self.columns[one].steps, &self.columns[other].steps);
        let same = one
            .iter()
            .zip(other)
            .take_while(|(one, other)| one == other)
            .count();
        let count = same.min(one.len() - 1).min(other.len() - 1);
        let is_free = |count: &usize| self.may_be_list(&one[..*count]);
        (1..=count).rev().find(is_free)
    }

    /// Makes a record that has none of the values that a branch wants, as far as records can lack them.
    pub(super) fn miss(&self, branch: (usize, usize)) -> Made {
        let form = self.forms(branch.0).next().unwrap_or(0);
        let clauses = self.branch(branch).iter();
        let leaves = clauses.filter_map(|clause| {
            let column = &self.columns[clause.field];
            let allowed = column.allowed(&self.question.forms()[form]);
            let missed = allowed.minus(&clause.takes);
            let present = missed.iter().find(|cell| *cell != 0)?;
            let value = column.value(present, &self.question.forms()[form])?;
            Some(leaf(&column.steps, value))
        });
        Made {
            leaves: compatible(leaves.collect()),
            form,
            expected: Expected::Any,
            tried: None,
        }
    }

    /// Makes a record of values drawn at random.
    pub(super) fn random(&self, rng: &mut Rng) -> Made {
        let form = rng.usize(0..self.question.forms().len());
        let drawn = &self.question.forms()[form];
        let fields = self.columns.iter().enumerate();
        let leaves = fields.filter_map(|(field, column)| {
            let allowed = column.allowed(drawn).and(&self.seen(field, drawn));
            let absent = Bits::of(column.count(), [0]);
            if allowed.has(0) && rng.f64() < ABSENT {
                return None;
            }
            let cells: Vec<usize> = allowed.minus(&absent).iter().collect();
            let value = column.value(*rng.choice(&cells)?, drawn)?;
            Some(leaf(&column.steps, value))
        });
        Made {
            leaves: compatible(leaves.collect()),
            form,
            expected: Expected::Any,
            tried: None,
        }
    }

    /// Returns the cells that records of a form can have at a field.
    fn seen(&self, field: usize, form: &Form) -> Bits {
        let budget = crate::caps::Budget::of(self.question.caps());
        let scope = self.question.scope(form, [&[], &[]], &budget);
        match scope.is_in_root_list(field) {
            true => Bits::of(self.columns[field].count(), [0]),
            false => scope.allowed(field, crate::scope::Values::Any),
        }
    }
}

/// Whether a value satisfies a condition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Satisfies {
    Yes,
    No,
}

/// Returns the leaves without those that can't stand beside another: one lies inside the other's value, or both are types of
/// one attribute.
fn compatible(leaves: Vec<Leaf>) -> Vec<Leaf> {
    let mut kept: Vec<Leaf> = Vec::new();
    for leaf in leaves {
        let clashes = |other: &Leaf| {
            let (one, other) = (&leaf.steps, &other.steps);
            one.starts_with(other) || other.starts_with(one) || are_exclusive(one, other)
        };
        if !kept.iter().any(clashes) {
            kept.push(leaf);
        }
    }
    kept
}
