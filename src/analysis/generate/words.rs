//! Says in a sentence what a record is for.

use tidegate_batch::PayloadShape;

use super::goal::{Goal, ListOrder};
use super::part::{Part, Place, Try};
use super::solve::Solver;

/// The most characters of a value or list in a sentence.
const SHOWN_MAX: usize = 80;

/// Returns what the goal is, as it stands before a reason why there is no record.
pub(super) fn goal(goal: Goal, solver: &Solver<'_>) -> String {
    let part = |part: usize| &solver.parts[part];
    match goal {
        Goal::Branch { filter, branch } => {
            format!("a match of {}", branch_words(solver, filter, branch))
        }
        Goal::Turned { part: at } => format!(
            "a record that {} refuses by {} alone",
            filter_words(part(at).place, solver),
            field(part(at), solver)
        ),
        Goal::Value { part: at, value } => format!(
            "a match of {} by {} {} alone",
            filter_words(part(at).place, solver),
            field(part(at), solver),
            cut(&part(at).values[value])
        ),
        Goal::Variant {
            part: at,
            at: number,
        } => about(&part(at).tries[number], part(at), solver),
        Goal::Form { form } => form_words(form, solver),
        Goal::List { part: at, .. } => format!("a list at {}", field(part(at), solver)),
        Goal::Apart { one, other } => apart(part(one), part(other), solver),
        Goal::Miss { filter, branch } => {
            format!("a miss of {}", branch_words(solver, filter, branch))
        }
        Goal::Random { .. } => "a record drawn at random".to_owned(),
    }
}

/// Returns why a record is in the suite.
pub(super) fn reason(purpose: Goal, tried: Option<&Try>, solver: &Solver<'_>) -> String {
    let part = |part: usize| &solver.parts[part];
    match (purpose, tried) {
        (Goal::Branch { filter, branch }, _) => {
            format!("matches {}", branch_words(solver, filter, branch))
        }
        (Goal::Turned { part: at } | Goal::Variant { part: at, .. }, Some(tried)) => {
            about(tried, part(at), solver)
        }
        (Goal::Value { part: at, value }, _) => format!(
            "matches {} by the value {} of {} alone",
            filter_words(part(at).place, solver),
            cut(&part(at).values[value]),
            field(part(at), solver)
        ),
        (Goal::List { part: at, order }, _) => {
            format!("{} is {}", field(part(at), solver), list_words(order))
        }
        (Goal::Miss { filter, branch }, _) => format!(
            "has no value that {} wants",
            branch_words(solver, filter, branch)
        ),
        (Goal::Random { .. }, _) => "values drawn at random".to_owned(),
        (other, _) => goal(other, solver),
    }
}

/// Returns `body.amount is 99 (just beside the bound), which [{"numeric":[">=",100]}] does not match; ...`.
fn about(tried: &Try, part: &Part, solver: &Solver<'_>) -> String {
    let (field, wanted) = (field(part, solver), cut(&part.wanted()));
    let is = match &tried.candidate.json {
        Some(json) => format!(
            "{field} is {} ({})",
            cut(json),
            tried.candidate.note.words()
        ),
        None => format!("{field} is absent"),
    };
    match tried.satisfies {
        true => format!("{is}, which {wanted} matches"),
        false => format!(
            "{is}, which {wanted} does not match; the rest matches {}",
            filter_words(part.place, solver)
        ),
    }
}

fn apart(one: &Part, other: &Part, solver: &Solver<'_>) -> String {
    format!(
        "{} and {} are right, but lie in different elements of a list",
        field(one, solver),
        field(other, solver)
    )
}

const fn list_words(order: ListOrder) -> &'static str {
    match order {
        ListOrder::One => "a list of one value, which matches",
        ListOrder::Second => "a list in which one of two values matches",
        ListOrder::Neither => "a list in which no value matches",
    }
}

fn form_words(form: usize, solver: &Solver<'_>) -> String {
    let parts = solver.question.forms()[form].encoded();
    let parts = parts.map(|part| {
        let form = match part.shape {
            PayloadShape::Absent if part.missing().is_none() => "is left out",
            PayloadShape::Absent => "is null",
            PayloadShape::Json => "is JSON, and has no field that the filters read",
            PayloadShape::Text => "is plain text",
            PayloadShape::Binary => "is not UTF-8",
        };
        format!("{} {form}", part.key)
    });
    let parts: Vec<String> = parts.collect();
    parts.join(", ")
}

fn field<'p>(part: &Part, solver: &'p Solver<'_>) -> &'p str {
    &solver.columns[part.field].name
}

fn filter_words(place: Place, solver: &Solver<'_>) -> String {
    branch_words(solver, place.filter, place.branch)
}

/// Returns `filter 2`, or `alternative 1 of filter 2` if the filter has several.
fn branch_words(solver: &Solver<'_>, filter: usize, branch: usize) -> String {
    let number = filter + 1;
    match solver.boxes[filter].branches.len() {
        1 => format!("filter {number}"),
        _ => format!("alternative {} of filter {number}", branch + 1),
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= SHOWN_MAX {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(SHOWN_MAX).collect();
    format!("{beginning}…")
}
