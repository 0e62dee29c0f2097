//! The changes of a template as JSON, by the schema `tidegate.diff-templates/v1`.

use serde::Serialize;

use crate::exit::Reported;
use crate::output::Console;

use super::super::json::{DifferenceOut, of_difference};
use super::change::{Change, FiltersChange};
use super::settings::SettingChange;

#[derive(Serialize)]
struct TemplatesOut<'c> {
    schema: &'static str,
    /// Whether all entries deliver the same records.
    equivalent: bool,
    entries: Vec<EntryOut<'c>>,
}

/// A mapping, rule or pipe.
#[derive(Serialize)]
struct EntryOut<'c> {
    name: &'c str,
    kind: &'static str,
    source: Option<&'static str>,
    /// `added`, `removed`, `same`, `compared` or `not-compared`.
    change: &'static str,
    /// Why the filters were not compared.
    reason: Option<&'c str>,
    /// The filters that an added entry has.
    filters: Option<usize>,
    difference: Option<DifferenceOut>,
    settings: &'c [SettingChange],
}

pub(super) fn json(changes: &[Change], console: &Console) -> Result<String, Reported> {
    let entries = changes.iter().map(|change| entry(change, console));
    Ok(tidegate_report::json(&TemplatesOut {
        schema: "tidegate.diff-templates/v1",
        equivalent: changes.iter().all(Change::is_none),
        entries: entries.collect::<Result<_, Reported>>()?,
    }))
}

fn entry<'c>(change: &'c Change, console: &Console) -> Result<EntryOut<'c>, Reported> {
    let blank = EntryOut {
        name: &change.name,
        kind: change.kind.noun(),
        source: change.route.map(tidegate_batch::Route::name),
        change: "same",
        reason: None,
        filters: None,
        difference: None,
        settings: &change.settings,
    };
    Ok(match &change.filters {
        FiltersChange::Same => blank,
        FiltersChange::Removed => EntryOut {
            change: "removed",
            ..blank
        },
        FiltersChange::Added(filters) => EntryOut {
            change: "added",
            filters: Some(*filters),
            ..blank
        },
        FiltersChange::NotCompared(why) => EntryOut {
            change: "not-compared",
            reason: Some(why),
            ..blank
        },
        FiltersChange::Compared(compared) => EntryOut {
            change: "compared",
            difference: Some(of_difference(&compared.difference(), console)?),
            ..blank
        },
    })
}
