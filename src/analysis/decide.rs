//! Decides whether every record that the first side of a scope takes, the second takes, too.
//!
//! Records without lists of objects come first: they are points of boxes, and `cover` decides them. All records are next.
//! Lists tell filters apart only where a condition asks for absence and its field can stand in the same list as another
//! field; only then `lists` searches. Otherwise the flat result holds for lists as well.
//!
//! Why lists do not matter without absence: take a record that the first side delivers, and keep only the values that one
//! of its branches chose. The branch still matches, because absence got easier. A branch of the other side that matches
//! these few values matches the whole record as well, because it has no condition that more values could break.

use crate::bits::Bits;
use crate::caps::TooLong;
use crate::cover::uncovered;
use crate::event::{Leaf, ROOT};
use crate::fields::{Branch, Clause};
use crate::inclusion::{Inclusion, Inclusions, Reason};
use crate::lists;
use crate::scope::{Scope, Values};
use crate::searched::Searched;

/// Which records a search looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Records {
    /// Those without lists of objects.
    Flat,
    /// Those whose leaves agree in the elements of all lists. They may have a value and an object at one field.
    Single,
}

/// Decides it for flat records and for all. `confirmed` makes an event a witness that both sides have judged.
pub(crate) fn inclusions(
    scope: &Scope<'_>,
    mut confirmed: impl FnMut(&[Leaf]) -> Inclusion,
) -> Inclusions {
    let mut made = |searched| match searched {
        Searched::Holds => Inclusion::Holds,
        Searched::Fails(leaves) => confirmed(&leaves),
        Searched::Unknown(reason) => Inclusion::unknown(reason),
    };
    let flat = made(boxes(scope, Records::Flat));
    if flat != Inclusion::Holds {
        return Inclusions {
            all: flat.clone(),
            flat,
        };
    }
    let all = if lists_matter(scope, &scope.into) {
        made(lists::search(scope))
    } else if has_single_records(scope) {
        made(boxes(scope, Records::Single))
    } else {
        Inclusion::Holds
    };
    Inclusions { flat, all }
}

/// The most pairs of branches of which is asked whether they have a record in common.
const BRANCH_PAIRS_MAX: usize = 10_000;

/// Returns whether it is proven that no flat record is taken by both sides.
pub(crate) fn are_apart(scope: &Scope<'_>) -> bool {
    if scope.from.len() * scope.into.len() > BRANCH_PAIRS_MAX || !scope.fields.are_complete() {
        return false;
    }
    let impossible = impossible(scope);
    let cover: Vec<&Branch> = impossible.iter().collect();
    scope.from.iter().all(|one| {
        let mut others = scope.into.iter();
        others.all(|other| {
            let both = scope.with_required(&together(one, other));
            matches!(outside(scope, &both, &cover), Searched::Holds)
        })
    })
}

/// Returns a branch with the conditions of both.
fn together(one: &Branch, other: &Branch) -> Branch {
    let mut both = one.clone();
    for clause in other {
        match both.iter_mut().find(|known| known.field == clause.field) {
            Some(known) => known.takes = known.takes.and(&clause.takes),
            None => both.push(clause.clone()),
        }
    }
    both
}

/// Returns whether some records are not flat although all their leaves agree.
fn has_single_records(scope: &Scope<'_>) -> bool {
    let has_root_list = (0..scope.len()).any(|field| scope.is_in_root_list(field));
    has_root_list || scope.nested().next().is_some()
}

/// Returns whether the absence of a field can be judged differently in different elements of a list: a condition asks for
/// it, and the field shares a node that can be a list with another field.
fn lists_matter(scope: &Scope<'_>, branches: &[Branch]) -> bool {
    let clauses = branches.iter().flatten();
    let mut absent = clauses.filter(|clause| clause.takes_absence() && scope.is_free(clause.field));
    absent.any(|clause| {
        let others = (0..scope.len()).filter(|field| *field != clause.field);
        let mut others = others.filter(|field| scope.is_free(*field));
        others.any(|field| share_a_list(scope, clause.field, field))
    })
}

/// Returns whether both fields lie at or below a node that can be a list.
fn share_a_list(scope: &Scope<'_>, one: usize, other: usize) -> bool {
    let (one, other) = (scope.field(one), scope.field(other));
    let common = one.steps.iter().zip(&other.steps);
    let count = common.take_while(|(one, other)| one == other).count();
    (1..=count).any(|steps| scope.may_be_list(&one.node(steps)))
}

/// Decides the records that are points of boxes.
fn boxes(scope: &Scope<'_>, records: Records) -> Searched {
    let impossible = match records {
        Records::Flat => impossible(scope),
        Records::Single => two_types(scope),
    };
    let cover: Vec<&Branch> = scope.into.iter().chain(&impossible).collect();
    let mut doubt = None;
    for branch in &scope.from {
        match outside(scope, &scope.with_required(branch), &cover) {
            Searched::Holds => {}
            Searched::Fails(leaves) => return Searched::Fails(leaves),
            Searched::Unknown(reason) => doubt = Some(reason),
        }
    }
    if doubt.is_none() && !scope.fields.are_complete() {
        doubt = Some(Reason::EntangledTexts);
    }
    doubt.map_or(Searched::Holds, Searched::Unknown)
}

/// Looks for an event of the branch outside the cover, first with any cells, then only with those of known values.
fn outside(scope: &Scope<'_>, branch: &Branch, cover: &[&Branch]) -> Searched {
    match uncovered(scope, branch, cover, Values::Any) {
        Err(TooLong) => return Searched::Unknown(Reason::TooManySteps),
        Ok(None) => return Searched::Holds,
        Ok(Some(point)) => {
            if let Some(leaves) = leaves(scope, &point) {
                return Searched::Fails(leaves);
            }
        }
    }
    match uncovered(scope, branch, cover, Values::Known) {
        Err(TooLong) => Searched::Unknown(Reason::TooManySteps),
        Ok(None) => Searched::Unknown(Reason::NoValue),
        Ok(Some(point)) => match leaves(scope, &point) {
            Some(leaves) => Searched::Fails(leaves),
            None => Searched::Unknown(Reason::NoValue),
        },
    }
}

/// Returns boxes of points that are not flat records: a value and an object at one field, and a value at the root of a
/// payload.
pub(crate) fn impossible(scope: &Scope<'_>) -> Vec<Branch> {
    let nested = scope.nested();
    let nested = nested.map(|(one, other)| vec![present(scope, one), present(scope, other)]);
    let in_lists = (0..scope.len()).filter(|field| scope.is_in_root_list(*field));
    nested
        .chain(in_lists.map(|field| vec![present(scope, field)]))
        .chain(two_types(scope))
        .collect()
}

/// Returns boxes of points at which an attribute of DynamoDB has two types.
fn two_types(scope: &Scope<'_>) -> Vec<Branch> {
    let pairs = scope.of_two_types();
    pairs
        .map(|(one, other)| vec![present(scope, one), present(scope, other)])
        .collect()
}

/// Returns the clause that takes every value of a field.
fn present(scope: &Scope<'_>, field: usize) -> Clause {
    let count = scope.field(field).count();
    Clause {
        field,
        takes: Bits::all(count).minus(&Bits::of(count, [0])),
    }
}

/// Returns the leaves of a point, all in one element everywhere; `None` if a cell has no known value.
pub(crate) fn leaves(scope: &Scope<'_>, point: &[usize]) -> Option<Vec<Leaf>> {
    let present = point.iter().enumerate().filter(|(_, cell)| **cell != 0);
    let leaf = |(field, cell): (usize, &usize)| {
        let steps = scope.field(field).steps.clone();
        let mut chain = vec![vec![ROOT]; steps.len() - 1];
        chain.push(Vec::new());
        Some(Leaf {
            value: scope.value(field, *cell)?,
            steps,
            chain,
        })
    };
    present.map(leaf).collect()
}
