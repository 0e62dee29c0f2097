//! The conditions of the filters, each with the values that are tried for it.

use std::sync::Arc;

use tidegate::Rule;
use tidegate::inspect::{self, Condition, Test};
use tidegate_json::Json;

use crate::cells::Probe;
use crate::fields::Fields;

use super::candidate::{Candidate, candidates, others};
use super::shape::Shape;

/// The most values of a list of which each is tried by itself.
const VALUES_MAX: usize = 256;

/// The place of a condition: its filter, its branch, and its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) filter: usize,
    pub(super) branch: usize,
    pub(super) condition: usize,
}

/// A condition of a branch.
pub(super) struct Part {
    pub(super) place: Place,
    pub(super) field: usize,
    /// The values of its list as JSON.
    pub(super) values: Vec<String>,
    pub(super) tries: Vec<Try>,
}

/// A value that is tried.
#[derive(Clone, Debug)]
pub(super) struct Try {
    pub(super) candidate: Candidate,
    /// Whether it satisfies the condition.
    pub(super) satisfies: bool,
    /// The value of the list that alone takes it.
    pub(super) alone: Option<usize>,
}

impl Part {
    /// Returns its list as it stands in the pattern.
    pub(super) fn wanted(&self) -> String {
        format!("[{}]", self.values.join(","))
    }
}

/// Returns the conditions of all filters; `None` if the engine refuses the values of one list apart from each other.
pub(super) fn parts(rules: &[Rule], fields: &Fields, shapes: &[Shape]) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for (filter, rule) in rules.iter().enumerate() {
        for (branch, conditions) in inspect::branches(rule).enumerate() {
            for (at, condition) in conditions.iter().enumerate() {
                let place = Place {
                    filter,
                    branch,
                    condition: at,
                };
                let mut named = fields.fields.iter();
                let field = named.position(|it| it.name.as_bytes() == condition.path);
                let field = field.expect("the filters' fields were collected");
                parts.push(part(place, condition, (field, shapes[field]))?);
            }
        }
    }
    Some(parts)
}

fn part(place: Place, condition: &Condition<'_>, (field, shape): (usize, Shape)) -> Option<Part> {
    let mut values = condition.values();
    values.truncate(VALUES_MAX);
    let mut judge = Judge::new(condition, values.len())?;
    let tries = ordered(&values, shape);
    Some(Part {
        place,
        field,
        values,
        tries: tries.into_iter().map(|it| judge.judged(it)).collect(),
    })
}

/// The first candidates of the first value that stand before absence and other types.
const FIRST: usize = 3;

/// Returns the values to try, each once: the first ones of the first value, then absence and other types, then the first
/// ones of all values, then the second ones.
fn ordered(values: &[String], shape: Shape) -> Vec<Candidate> {
    let trees = values
        .iter()
        .filter_map(|text| Json::parse_whole(text).ok());
    let of_values: Vec<Vec<Candidate>> = trees.map(|it| candidates(&it)).collect();
    let first = of_values.iter().flatten().take(FIRST).cloned();
    let most = of_values.iter().map(Vec::len).max().unwrap_or(0);
    let rest =
        (0..most).flat_map(|rank| of_values.iter().filter_map(move |it| it.get(rank).cloned()));
    let mut all: Vec<Candidate> = Vec::new();
    for candidate in first.chain(others(shape.samples())).chain(rest) {
        if is_readable(&candidate) && !all.iter().any(|it| it.json == candidate.json) {
            all.push(candidate);
        }
    }
    all
}

/// Returns whether AWS reads the value: a number of the pattern may have as many digits as a number can, and one digit more is
/// too many.
fn is_readable(candidate: &Candidate) -> bool {
    let json = candidate.json.as_deref();
    json.is_none_or(|json| Json::parse_whole(json).is_ok())
}

/// Judges values by a list, and by the list without each of its values.
struct Judge {
    probe: Probe,
    /// For each list after the first the value that it lacks.
    lacking: Vec<usize>,
    /// Whether the list has one value only.
    is_single: bool,
}

impl Judge {
    fn new(condition: &Condition<'_>, values: usize) -> Option<Self> {
        let shorter = (0..values).filter_map(|it| Some((it, condition.tests_without(it)?)));
        let (lacking, shorter): (Vec<usize>, Vec<Arc<[Test]>>) = shorter.unzip();
        let lists: Vec<_> = [Arc::clone(condition.tests)]
            .into_iter()
            .chain(shorter)
            .collect();
        Some(Self {
            probe: Probe::new(&lists)?,
            is_single: values == 1,
            lacking,
        })
    }

    fn judged(&mut self, candidate: Candidate) -> Try {
        let satisfied = match &candidate.json {
            Some(json) => self.probe.of_value(json),
            None => self.probe.of_absence(),
        };
        let satisfies = satisfied.has(0);
        let mut lacking = self.lacking.iter().enumerate();
        let missed = lacking.find(|(list, _)| !satisfied.has(list + 1));
        let alone = match self.is_single {
            true => Some(0),
            false => missed.map(|(_, value)| *value),
        };
        Try {
            candidate,
            satisfies,
            alone: alone.filter(|_| satisfies),
        }
    }
}
