//! Finds values for all fields so that a branch matches, or just fails, and nothing else interferes.

use tidegate::{Profile, Source};
use tidegate_batch::Filters;

use crate::bits::Bits;
use crate::caps::{Budget, TooLong};
use crate::cover::uncovered;
use crate::decide::impossible;
use crate::fields::{Branch, Clause};
use crate::question::{Boxes, Question};
use crate::scope::{Scope, Values};
use crate::source::Form;

use super::candidate::Candidate;
use super::column::Column;
use super::exclusive::{exclusive_boxes, lists_apart};
use super::part::{Part, parts};
use super::shape::{Kind, Shape, shape};

/// Whether branches other than the one that is asked for may match, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Others {
    Refuse,
    Ignore,
}

/// Why there is no record for a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Every record that this part alone decides is decided the same by other parts.
    NeverDecides,
    /// No record matches it at all.
    NeverMatches,
    /// A record with such values can't come from the source.
    NotOfSource,
    /// The search took too long.
    TooLong,
    /// The engine judges the record that was made otherwise. This is a mistake of the generator.
    Refused,
}

impl Why {
    /// The reason as a clause.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NeverDecides => {
                "it never decides alone: other conditions, alternatives or filters give the same result"
            }
            Self::NeverMatches => "no record matches it",
            Self::NotOfSource => "no record of the source can have such a value",
            Self::TooLong => "the search took too many steps",
            Self::Refused => "the engine judges the record otherwise; please report this",
        }
    }
}

/// A cell for each field.
pub(super) type Point = Vec<usize>;

/// The filters as boxes, and the values of their fields.
pub(super) struct Solver<'s> {
    pub(super) question: &'s Question<'s>,
    pub(super) boxes: Vec<Boxes>,
    pub(super) columns: Vec<Column>,
    pub(super) parts: Vec<Part>,
    source: Source,
    profile: Profile,
}

/// A question about one branch: records of a form that have only these cells at some fields.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'w> {
    pub(super) form: &'w Form,
    pub(super) branch: (usize, usize),
    pub(super) fixed: Option<(usize, &'w Bits)>,
    pub(super) others: Others,
}

impl<'s> Solver<'s> {
    /// Returns `None` if the engine refuses lists of the filters together.
    pub(super) fn new(question: &'s Question<'s>, filters: &Filters) -> Option<Self> {
        let (rules, fields) = (filters.rules(), question.fields());
        let (source, profile) = (filters.source(), filters.profile());
        let shapes = fields
            .fields
            .iter()
            .map(|field| shape(source, profile, &field.steps));
        let shapes: Vec<Shape> = shapes.collect();
        let apart = lists_apart(source, rules);
        let parts = parts(rules, fields, &shapes)?;
        let columns = (0..shapes.len()).map(|number| {
            let own = parts.iter().filter(|part| part.field == number);
            let tries: Vec<Candidate> = own
                .flat_map(|part| part.tries.iter().map(|it| it.candidate.clone()))
                .collect();
            Column::new(fields, number, rules, shapes[number], (&tries, &apart))
        });
        Some(Self {
            columns: columns.collect::<Option<_>>()?,
            boxes: question.boxes(filters),
            parts,
            question,
            source,
            profile,
        })
    }

    /// Returns whether a record can have a list at this node.
    pub(super) fn may_be_list(&self, steps: &[String]) -> bool {
        let budget = Budget::of(self.question.caps());
        let scope = self
            .question
            .scope(&self.question.forms()[0], [&[], &[]], &budget);
        let shape = shape(self.source, self.profile, steps);
        scope.may_be_list(&steps.join(".")) && shape.kind == Kind::Any
    }

    /// Returns a branch as a box.
    pub(super) fn branch(&self, (filter, branch): (usize, usize)) -> &Branch {
        &self.boxes[filter].branches[branch]
    }

    /// Returns the forms of records that a filter may look at.
    pub(super) fn forms(&self, filter: usize) -> impl Iterator<Item = usize> + '_ {
        let forms = 0..self.question.forms().len();
        forms.filter(move |form| self.boxes[filter].may_look(&self.question.forms()[*form]))
    }

    /// Returns a point of the branch.
    pub(super) fn point(&self, wanted: Wanted<'_>) -> Result<Point, Why> {
        let budget = Budget::of(self.question.caps());
        let scope = self.question.scope(wanted.form, [&[], &[]], &budget);
        let own = self.own(&scope, wanted);
        let cover = self.cover(&scope, wanted);
        let cover: Vec<&Branch> = cover.iter().collect();
        let restricted = self.restricted(&own, wanted.form);
        match uncovered(&scope, &restricted, &cover, Values::Any) {
            Err(TooLong) => Err(Why::TooLong),
            Ok(Some(point)) => Ok(self.smaller(point, &own, &cover, &scope)),
            Ok(None) => match uncovered(&scope, &own, &cover, Values::Any) {
                Err(TooLong) => Err(Why::TooLong),
                Ok(Some(_)) => Err(Why::NotOfSource),
                Ok(None) => Err(Why::NeverDecides),
            },
        }
    }

    /// Returns the branch with the fixed cells.
    fn own(&self, scope: &Scope<'_>, wanted: Wanted<'_>) -> Branch {
        let mut own = self.branch(wanted.branch).clone();
        if let Some((field, cells)) = wanted.fixed {
            own.retain(|clause| clause.field != field);
            own.push(Clause {
                field,
                takes: cells.clone(),
            });
        }
        scope.with_required(&own)
    }

    /// Returns boxes of the points that are not wanted: those of other branches, and those that are not records.
    fn cover(&self, scope: &Scope<'_>, wanted: Wanted<'_>) -> Vec<Branch> {
        let mut cover = impossible(scope);
        cover.extend(exclusive_boxes(&self.columns));
        if wanted.others == Others::Ignore {
            return cover;
        }
        for (filter, boxes) in self.boxes.iter().enumerate() {
            if boxes.may_look(wanted.form) {
                let branches = boxes.branches.iter().enumerate();
                let others = branches.filter(|(branch, _)| (filter, *branch) != wanted.branch);
                cover.extend(others.map(|(_, branch)| branch.clone()));
            }
        }
        cover
    }

    /// Returns the branch with the cells only that records of the source can have.
    fn restricted(&self, own: &Branch, form: &Form) -> Branch {
        let mut branch = own.clone();
        for (field, column) in self.columns.iter().enumerate() {
            let allowed = column.allowed(form);
            match branch.iter_mut().find(|clause| clause.field == field) {
                Some(clause) => clause.takes = clause.takes.and(&allowed),
                None => branch.push(Clause {
                    field,
                    takes: allowed,
                }),
            }
        }
        branch.sort_by_key(|clause| clause.field);
        branch
    }

    /// Returns the point without the fields that nothing asks for.
    fn smaller(
        &self,
        mut point: Point,
        own: &Branch,
        cover: &[&Branch],
        scope: &Scope<'_>,
    ) -> Point {
        for field in 0..point.len() {
            let is_own = own.iter().any(|clause| clause.field == field);
            let may_be_absent = self.columns[field].shape.may_be_absent()
                && scope.allowed(field, Values::Any).has(0);
            if point[field] == 0 || is_own || !may_be_absent {
                continue;
            }
            let old = std::mem::replace(&mut point[field], 0);
            if cover.iter().any(|branch| contains(branch, &point)) {
                point[field] = old;
            }
        }
        point
    }
}

fn contains(branch: &Branch, point: &[usize]) -> bool {
    branch
        .iter()
        .all(|clause| clause.takes.has(point[clause.field]))
}
