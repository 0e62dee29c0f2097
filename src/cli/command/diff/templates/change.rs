//! What changes from one template to the other, entry by entry.

use tidegate_analysis::{Caps, Comparison};
use tidegate_batch::Route;
use tidegate_template::{Entry, EntryKind};

use crate::args::FindingArgs;
use crate::exit::Reported;
use crate::filters::{self, Documents, NamedFilters};
use crate::output::Console;

use super::super::difference::Difference;
use super::super::side::{Side, Sides};
use super::pair::{Pair, pairs};
use super::settings::changed;
use super::sides::Templates;

/// One entry of both templates together.
pub(super) struct Change {
    pub(super) name: String,
    pub(super) kind: EntryKind,
    pub(super) route: Option<Route>,
    pub(super) filters: FiltersChange,
    /// A line for each setting that differs.
    pub(super) settings: Vec<String>,
}

/// What happens to the filters of an entry.
pub(super) enum FiltersChange {
    /// The new template adds the entry, with this number of filters.
    Added(usize),
    /// The new template lacks the entry.
    Removed,
    /// The texts are the same.
    Same,
    /// The filters can't be compared; the reason.
    NotCompared(String),
    Compared(Box<Compared>),
}

/// The filters of both sides, and how they compare.
pub(super) struct Compared {
    pub(super) sides: Sides,
    pub(super) comparison: Comparison,
}

impl Compared {
    pub(super) const fn difference(&self) -> Difference<'_> {
        Difference {
            sides: &self.sides,
            compared: &self.comparison,
            changes: None,
        }
    }
}

impl Change {
    /// Returns whether the entry delivers the same records in both templates. Settings are not looked at.
    pub(super) fn is_none(&self) -> bool {
        match &self.filters {
            FiltersChange::Same => true,
            FiltersChange::Compared(compared) => compared.difference().is_none(),
            FiltersChange::Added(_) | FiltersChange::Removed | FiltersChange::NotCompared(_) => {
                false
            }
        }
    }
}

/// Returns what changes, for each entry of both templates.
pub(super) fn changes(
    templates: &Templates,
    findings: &FindingArgs,
    console: &Console,
) -> Result<Vec<Change>, Reported> {
    let [old, new] = &templates.templates;
    let changes = pairs([old, new]).into_iter().map(|pair| {
        let entry = pair.entry();
        let (filters, settings) = match pair {
            Pair::Added(entry) => (FiltersChange::Added(entry.filters.len()), Vec::new()),
            Pair::Removed(_) => (FiltersChange::Removed, Vec::new()),
            Pair::Both(old, new) => (
                of_filters(templates, [old, new], findings, console)?,
                changed(old, new),
            ),
        };
        Ok::<_, Reported>(Change {
            name: entry.name.clone(),
            kind: entry.kind,
            route: entry.route(),
            filters,
            settings,
        })
    });
    changes.collect()
}

fn of_filters(
    templates: &Templates,
    entries: [&Entry; 2],
    findings: &FindingArgs,
    console: &Console,
) -> Result<FiltersChange, Reported> {
    let texts = |entry: &Entry| -> Vec<String> {
        let filters = entry.filters.iter();
        filters.map(|it| it.text.text().to_owned()).collect()
    };
    let [old, new] = entries;
    let (Some(before), Some(after)) = (old.route(), new.route()) else {
        return not_compared("nothing in the template says where its records come from");
    };
    if before != after {
        return not_compared(format!(
            "its records come from {before} and then from {after}"
        ));
    }
    let open = entries.iter().flat_map(|entry| entry.unresolved());
    let open: Vec<String> = open.map(|error| error.message).collect();
    if texts(old) == texts(new) && holes(old) == holes(new) {
        return Ok(FiltersChange::Same);
    }
    if let Some(first) = open.first() {
        return not_compared(first.as_str());
    }
    let load = |at: usize| -> Result<NamedFilters, Reported> {
        let documents = Documents::of_entry(&templates.documents[at], entries[at]);
        Ok(filters::load(
            documents,
            before,
            before.profile(),
            findings,
            console,
        )?)
    };
    let (Ok(old), Ok(new)) = (load(0), load(1)) else {
        return not_compared("AWS refuses a filter of it");
    };
    let [old_label, new_label] = templates.labels.clone();
    let sides = Sides {
        old: Side::new(old_label, old),
        new: Side::new(new_label, new),
        route: before,
    };
    let compared = Comparison::of(sides.old.filters(), sides.new.filters(), &Caps::default());
    let comparison = compared.map_err(|error| {
        console.error(error);
        Reported
    })?;
    Ok(FiltersChange::Compared(Box::new(Compared {
        sides,
        comparison,
    })))
}

/// Returns the names of the values that only deployment knows.
fn holes(entry: &Entry) -> Vec<&str> {
    let open = entry.all_holes().filter(|hole| hole.is_open());
    open.map(|hole| hole.what.as_str()).collect()
}

fn not_compared(why: impl Into<String>) -> Result<FiltersChange, Reported> {
    Ok(FiltersChange::NotCompared(why.into()))
}
