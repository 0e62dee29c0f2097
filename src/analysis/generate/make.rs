//! Makes the values of a record for a goal.

use fastrand::Rng;

use crate::bits::Bits;
use crate::event::{Leaf, ROOT, Scalar};

use super::goal::{Goal, branch_of};
use super::part::Try;
use super::solve::{Others, Point, Solver, Wanted, Why};

/// The values of a record, and what is expected of it.
pub(super) struct Made {
    pub(super) leaves: Vec<Leaf>,
    pub(super) form: usize,
    pub(super) expected: Expected,
    /// The try that the record has, if it is about one.
    pub(super) tried: Option<Try>,
}

/// The result that a record must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Delivered,
    NotDelivered,
    /// Any result, which the goal makes known only by trying.
    Any,
}

impl Solver<'_> {
    /// Returns the values of a record for a goal.
    pub(super) fn make(&mut self, goal: Goal, rng: &mut Rng) -> Result<Made, Why> {
        match goal {
            Goal::Branch { filter, branch } => self.matching((filter, branch)),
            Goal::Turned { part } => self.first_of(part, |it| !it.satisfies),
            Goal::Value { part, value } => self.first_of(part, |it| it.alone == Some(value)),
            Goal::Variant { part, at } => self.tried(part, at),
            Goal::Form { form } => Ok(Made {
                leaves: Vec::new(),
                form,
                expected: Expected::Any,
                tried: None,
            }),
            Goal::List { part, order } => self.list(part, order),
            Goal::Apart { one, other } => self.apart(one, other),
            Goal::Miss { filter, branch } => Ok(self.miss((filter, branch))),
            Goal::Random { .. } => Ok(self.random(rng)),
        }
    }

    pub(super) fn matching(&self, branch: (usize, usize)) -> Result<Made, Why> {
        let found = self.anywhere(branch, None).map_err(|why| match why {
            Why::NeverDecides => Why::NeverMatches,
            Why::NeverMatches | Why::NotOfSource | Why::TooLong | Why::Refused => why,
        });
        let (form, point) = found?;
        Ok(self.made((form, &point), Expected::Delivered, None))
    }

    /// Returns a point of a branch in the first form that has one, preferably one that no other branch takes.
    fn anywhere(
        &self,
        branch: (usize, usize),
        fixed: Option<(usize, &Bits)>,
    ) -> Result<(usize, Point), Why> {
        let mut last = Why::NotOfSource;
        for others in [Others::Refuse, Others::Ignore] {
            for form in self.forms(branch.0) {
                let wanted = Wanted {
                    form: &self.question.forms()[form],
                    branch,
                    fixed,
                    others,
                };
                match self.point(wanted) {
                    Ok(point) => return Ok((form, point)),
                    Err(why) => last = why,
                }
            }
        }
        Err(last)
    }

    /// Makes a record with the first of some tries that a record can have.
    fn first_of(&mut self, part: usize, is_wanted: impl Fn(&Try) -> bool) -> Result<Made, Why> {
        let mut last = Why::NeverDecides;
        for at in 0..self.parts[part].tries.len() {
            if !is_wanted(&self.parts[part].tries[at]) {
                continue;
            }
            match self.tried(part, at) {
                Ok(made) => return Ok(made),
                Err(why) => last = later(last, why),
            }
        }
        Err(last)
    }

    /// Makes a record that has a try at the field of its condition, and is right otherwise.
    fn tried(&mut self, part: usize, at: usize) -> Result<Made, Why> {
        let (field, branch) = (self.parts[part].field, branch_of(self.parts[part].place));
        let tried = self.parts[part].tries[at].clone();
        let cell = self.columns[field].cell_of(tried.candidate.json.as_deref());
        let cell = cell.ok_or(Why::NotOfSource)?;
        let cells = Bits::of(self.columns[field].count(), [cell]);
        let forms: Vec<usize> = self.forms(branch.0).collect();
        let mut last = Why::NotOfSource;
        for others in others(&tried) {
            for form in &forms {
                if !self.can_have(field, &tried, *form) {
                    continue;
                }
                let wanted = Wanted {
                    form: &self.question.forms()[*form],
                    branch,
                    fixed: Some((field, &cells)),
                    others: *others,
                };
                match self.point(wanted) {
                    Ok(point) => return Ok(self.with(*form, &point, (field, tried))),
                    Err(why) => last = why,
                }
            }
        }
        Err(last)
    }

    fn can_have(&self, field: usize, tried: &Try, form: usize) -> bool {
        let (column, form) = (&self.columns[field], &self.question.forms()[form]);
        match &tried.candidate.json {
            Some(json) => column.scalar(json, form).is_some(),
            None => column.shape.may_be_absent() && !column.is_plain(form),
        }
    }

    fn with(&self, form: usize, point: &Point, (field, tried): (usize, Try)) -> Made {
        let expected = match tried.satisfies {
            true => Expected::Delivered,
            false => Expected::NotDelivered,
        };
        let mut made = self.made((form, point), expected, None);
        if let Some(json) = &tried.candidate.json {
            let value = self.columns[field].scalar(json, &self.question.forms()[form]);
            let steps = &self.columns[field].steps;
            let own = made.leaves.iter_mut().find(|leaf| leaf.steps == *steps);
            if let (Some(leaf), Some(value)) = (own, value) {
                leaf.value = value;
            }
        }
        made.tried = Some(tried);
        made
    }

    fn made(&self, (form, point): (usize, &Point), expected: Expected, tried: Option<Try>) -> Made {
        let present = point.iter().enumerate().filter(|(_, cell)| **cell != 0);
        let leaves = present.filter_map(|(field, cell)| {
            let value = self.columns[field].value(*cell, &self.question.forms()[form])?;
            Some(leaf(&self.columns[field].steps, value))
        });
        Made {
            leaves: leaves.collect(),
            form,
            expected,
            tried,
        }
    }
}

/// Returns the more telling of two reasons: a search that failed says more than a proof about another try.
const fn later(one: Why, other: Why) -> Why {
    match (one, other) {
        (Why::TooLong, _) | (_, Why::TooLong) => Why::TooLong,
        (Why::NotOfSource, _) | (_, Why::NotOfSource) => Why::NotOfSource,
        (one, _) => one,
    }
}

/// A record that must not be delivered must fail all other branches. One that must be may match others, too.
const fn others(tried: &Try) -> &'static [Others] {
    match tried.satisfies {
        true => &[Others::Refuse, Others::Ignore],
        false => &[Others::Refuse],
    }
}

/// Returns a leaf whose elements are those of the root, as in a record without lists.
pub(super) fn leaf(steps: &[String], value: Scalar) -> Leaf {
    let mut chain = vec![vec![ROOT]; steps.len() - 1];
    chain.push(Vec::new());
    Leaf {
        steps: steps.to_vec(),
        chain,
        value,
    }
}
