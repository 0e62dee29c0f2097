//! Finds one edit of a filter that would deliver a record. Candidates are made from the explanation of the record, and
//! each is compiled and tried on the record. A pattern that is returned therefore always delivers it.

mod candidate;
mod list;
mod path;
mod tree;
mod view;

use std::sync::Arc;

use tidegate::{BranchExplanation, Explanation, FieldExplanation, Outcome as FieldOutcome};
use tidegate_json::Json;

use crate::compiled::Compiled;
use crate::disposition::Disposition;
use crate::judge::Judge;
use crate::outcome::Outcome;

use candidate::Candidate;
pub(crate) use view::view;

/// The most patterns that are tried for one record.
const TRIES_MAX: usize = 32;

/// The most alternatives of one filter that are edited: those with the fewest failing fields.
const ALTERNATIVES_MAX: usize = 4;

/// A filter with one edit, with which it delivers a record that it filtered.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, Input, Options, evaluate};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"state":["paid"]}"#])?;
/// let mut explainer = filters.explainer()?;
/// let options = Options::default();
/// let input = Input::open(&br#"{"body":"{\"state\":\"paid\"}"}"#[..], sqs, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     let why = explainer.explain(&outcome);
///     let repair = explainer.repair(&outcome, &why).unwrap();
///     assert_eq!(repair.pattern, r#"{"body":{"state":["paid"]}}"#);
///     assert_eq!(repair.edit, "with `state` under `body`");
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The index of the filter.
    pub filter: usize,
    /// The edit, as a phrase that begins with `with` or `without`.
    pub edit: String,
    /// The whole pattern, as compact JSON.
    pub pattern: String,
}

/// Returns the first candidate that delivers the record. Filters with the fewest failing fields come first. `view` is
/// the record as filters see it, or `None` if it is not JSON throughout; `filters` are those that looked at the record,
/// with their explanations.
pub(crate) fn repair(
    compiled: &Compiled,
    view: Option<&Json>,
    outcome: &Outcome<'_>,
    mut filters: Vec<(usize, &Explanation)>,
) -> Option<Repair> {
    filters.sort_by_key(|(_, explanation)| failures(explanation));
    let mut tries = 0;
    for (filter, explanation) in filters {
        let pattern = Json::parse_first(&compiled.texts[filter]).ok()?;
        for candidate in candidates(&pattern, view, explanation) {
            tries += 1;
            if tries > TRIES_MAX {
                return None;
            }
            let pattern = candidate.pattern.to_string();
            if delivers(compiled, &pattern, outcome) {
                return Some(Repair {
                    filter,
                    edit: candidate.edit,
                    pattern,
                });
            }
        }
    }
    None
}

fn failures(explanation: &Explanation) -> usize {
    let branches = explanation.branches.iter();
    branches.map(BranchExplanation::failures).min().unwrap_or(0)
}

fn delivers(compiled: &Compiled, pattern: &str, outcome: &Outcome<'_>) -> bool {
    let edited = Compiled::new(compiled.source, compiled.profile, &[pattern]);
    edited.is_ok_and(|edited| {
        let mut judge = Judge::new(Arc::new(edited));
        let judged = judge.judge(outcome.record, outcome.form);
        judged.disposition == Disposition::Delivered
    })
}

/// Returns edits, the likeliest first: a field moved to another place, then another list of values, then a field that
/// may be absent, then one condition less.
fn candidates<'c>(
    pattern: &'c Json,
    view: Option<&'c Json>,
    explanation: &'c Explanation,
) -> impl Iterator<Item = Candidate> + 'c {
    let mut branches: Vec<_> = explanation.branches.iter().collect();
    branches.sort_by_key(|branch| branch.failures());
    branches.truncate(ALTERNATIVES_MAX);
    let paths = branches.clone().into_iter();
    let paths = paths.filter_map(move |branch| first_absent(branch).zip(view));
    let moved = paths.flat_map(move |(field, view)| path::candidates(pattern, view, &field.path));
    // An alternative without its only condition would match any record.
    branches.retain(|branch| branch.fields.len() > 1 || branch.fields.iter().any(has_value));
    let fields = branches.into_iter().flat_map(obstacles);
    let fields: Vec<&FieldExplanation> = fields.collect();
    let values = fields.clone().into_iter();
    let values = values.flat_map(move |field| list::of_value(pattern, field));
    let absences = fields.clone().into_iter();
    let is_optional = move |field: &&FieldExplanation| {
        view.is_some_and(|view| path::lacks_last_step(view, &field.path))
    };
    let absences = absences.filter(is_optional);
    let absences = absences.filter_map(move |field| list::of_absence(pattern, field));
    let without = fields.into_iter();
    let without = without.filter_map(move |field| list::without(pattern, field));
    moved.chain(values).chain(absences).chain(without)
}

fn has_value(field: &FieldExplanation) -> bool {
    field.value_count > 0
}

fn obstacles(branch: &BranchExplanation) -> impl Iterator<Item = &FieldExplanation> {
    branch.obstacles.iter().map(|field| &branch.fields[*field])
}

/// Returns the first field that fails, if all failing fields are absent from the record.
fn first_absent(branch: &BranchExplanation) -> Option<&FieldExplanation> {
    let mut failed = branch.fields.iter().filter(|field| field.outcome.failed());
    let first = failed.clone().next()?;
    failed
        .all(|field| field.outcome == FieldOutcome::Absent)
        .then_some(first)
}

#[cfg(test)]
mod tests;
