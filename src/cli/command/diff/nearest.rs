//! The record of the inputs that is nearest to a record of a proof: it differs from it at the fewest conditions.

use std::collections::BTreeSet;

use tidegate::Outcome as Fate;
use tidegate_batch::{Outcome, RecordExplainer, RecordExplanation};

use crate::exit::Reported;
use crate::output::Console;

use super::side::Sides;
use super::witness::{Only, Shown, explained};

/// The most records that are looked at: each is explained by both sides.
const LOOKED_AT_MAX: usize = 1_000;

/// A condition that a record satisfies or not: the side and the filter, the field, and its wanted values.
type Condition = (Only, usize, String, String);

/// The nearest record so far.
#[derive(Clone, Debug)]
pub(super) struct Near {
    /// Its place in the inputs, from 0.
    pub(super) index: u64,
    /// The fields whose conditions it satisfies otherwise than the record of the proof does.
    pub(super) fields: Vec<String>,
}

/// The search for the records nearest to those of the proofs.
pub(super) struct Nearest {
    explainers: Vec<(Only, RecordExplainer)>,
    wanted: Vec<(Only, BTreeSet<Condition>)>,
    found: Vec<Option<Near>>,
    looked_at: usize,
}

impl Nearest {
    /// Prepares the search for records near these, each with the side that delivers it.
    pub(super) fn to(
        sides: &Sides,
        witnesses: &[Shown<'_>],
        console: &Console,
    ) -> Result<Self, Reported> {
        let both = [(Only::Old, &sides.old), (Only::New, &sides.new)];
        let wanted = witnesses.iter().map(|shown| {
            let mut held = BTreeSet::new();
            for (only, side) in both {
                held.extend(satisfied(only, &explained(side, *shown, console)?));
            }
            Ok::<_, Reported>((shown.only, held))
        });
        let wanted: Vec<_> = wanted.collect::<Result<_, Reported>>()?;
        let explainers =
            both.map(|(only, side)| Ok::<_, Reported>((only, side.explainer(console)?)));
        Ok(Self {
            explainers: explainers.into_iter().collect::<Result<_, Reported>>()?,
            found: vec![None; wanted.len()],
            wanted,
            looked_at: 0,
        })
    }

    /// Looks at a record of the inputs.
    pub(super) fn look_at(&mut self, index: u64, outcome: &Outcome<'_>) {
        if self.looked_at == LOOKED_AT_MAX || self.wanted.is_empty() {
            return;
        }
        self.looked_at += 1;
        let explainers = self.explainers.iter_mut();
        let held = explainers.flat_map(|(only, it)| satisfied(*only, &it.explain(outcome)));
        let held: BTreeSet<Condition> = held.collect();
        for ((_, wanted), found) in self.wanted.iter().zip(&mut self.found) {
            let differing = wanted.symmetric_difference(&held);
            let fields: BTreeSet<&String> = differing.map(|(_, _, field, _)| field).collect();
            let is_nearer = found
                .as_ref()
                .is_none_or(|it| fields.len() < it.fields.len());
            if is_nearer && !held.is_empty() {
                *found = Some(Near {
                    index,
                    fields: fields.into_iter().cloned().collect(),
                });
            }
        }
    }

    /// Returns the record nearest to the one that only this side delivers.
    pub(super) fn of(&self, only: Only) -> Option<&Near> {
        let mut all = self.wanted.iter().zip(&self.found);
        let found = all.find(|((side, _), _)| *side == only);
        found.and_then(|(_, near)| near.as_ref())
    }
}

/// Returns the conditions that a record satisfies.
fn satisfied(only: Only, why: &RecordExplanation) -> Vec<Condition> {
    let mut held = Vec::new();
    for (index, filter) in why.by_filter.iter().enumerate() {
        let branches = filter.explanation.iter().flat_map(|it| &it.branches);
        for field in branches.flat_map(|branch| &branch.fields) {
            if field.outcome == Fate::Satisfied {
                held.push((only, index, field.path.clone(), field.wanted.clone()));
            }
        }
    }
    held
}
