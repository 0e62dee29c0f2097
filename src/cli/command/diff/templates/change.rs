//! What changes from one template to the other, entry by entry.

use tidegate_analysis::{Caps, Comparison};
use tidegate_batch::Route;
use tidegate_estimate::Today;
use tidegate_template::{Entry, EntryKind};

use crate::args::DiffArgs;
use crate::command::estimate::today_of;
use crate::exit::{Exit, Reported};
use crate::filters::{self, Documents};
use crate::inputs::Settled;
use crate::output::Console;

use super::super::difference::Difference;
use super::super::document::shown;
use super::super::month::{self, MonthCount};
use super::super::records::Changes;
use super::super::side::{Side, Sides};
use super::inputs::Inputs;
use super::pair::Pair;
use super::settings::{SettingChange, changed};
use super::sides::Templates;

/// One entry of both templates together.
pub(super) struct Change {
    pub(super) name: String,
    pub(super) kind: EntryKind,
    pub(super) route: Option<Route>,
    pub(super) filters: FiltersChange,
    pub(super) settings: Vec<SettingChange>,
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
    /// The records that are given for the entry.
    pub(super) changes: Option<Changes>,
}

impl Compared {
    pub(super) fn difference(&self) -> Difference<'_> {
        Difference {
            sides: &self.sides,
            compared: &self.comparison,
            changes: self.changes.as_ref(),
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

    /// Returns the exit code after its records were read; `otherwise` applies if they were read to their end.
    pub(super) fn exit(&self, otherwise: Exit) -> Exit {
        match &self.filters {
            FiltersChange::Compared(compared) => {
                let changes = compared.changes.as_ref();
                changes.map_or(otherwise, |changes| changes.exit(otherwise))
            }
            FiltersChange::Added(_)
            | FiltersChange::Removed
            | FiltersChange::Same
            | FiltersChange::NotCompared(_) => otherwise,
        }
    }
}

/// Returns what changes, for each entry of both templates.
pub(super) fn changes(
    templates: &Templates,
    pairs: &[Pair<'_>],
    inputs: &Inputs<'_>,
    args: &DiffArgs,
    console: &Console,
) -> Result<Vec<Change>, Reported> {
    let changes = pairs.iter().enumerate().map(|(index, pair)| {
        let entry = pair.entry();
        let (filters, settings) = match *pair {
            Pair::Added(entry) => (FiltersChange::Added(entry.filters.len()), Vec::new()),
            Pair::Removed(_) => (FiltersChange::Removed, Vec::new()),
            Pair::Both(old, new) => {
                let both = Both {
                    templates,
                    entries: [old, new],
                    args,
                    console,
                };
                let settled = inputs.settled(index, *pair, console)?;
                (both.filters(settled)?, changed(old, new))
            }
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

/// An entry of both templates.
struct Both<'b> {
    templates: &'b Templates,
    entries: [&'b Entry; 2],
    args: &'b DiffArgs,
    console: &'b Console,
}

impl Both<'_> {
    /// Compares the filters. If there are records for them, they judge these.
    fn filters(&self, settled: Option<Settled>) -> Result<FiltersChange, Reported> {
        let [old, new] = self.entries;
        let (Some(before), Some(after)) = (old.route(), new.route()) else {
            return not_compared("nothing in the template says where its records come from");
        };
        if before != after {
            return not_compared(format!(
                "its records come from {before} and then from {after}"
            ));
        }
        let open = self.entries.iter().flat_map(|entry| entry.unresolved());
        let open: Vec<String> = open.map(|error| error.message).collect();
        let are_same = texts(old) == texts(new) && holes(old) == holes(new);
        if are_same && settled.is_none() {
            return Ok(FiltersChange::Same);
        }
        if let Some(first) = open.first() {
            return not_compared(format!("{first}; give it a value with --set"));
        }
        let Some(sides) = self.sides(before)? else {
            return not_compared("AWS refuses a filter of it");
        };
        Ok(FiltersChange::Compared(Box::new(
            self.compared(sides, settled)?,
        )))
    }

    /// Returns the compiled filters of both sides; `None` if AWS refuses one of them.
    fn sides(&self, route: Route) -> Result<Option<Sides>, Reported> {
        let load = |at: usize| {
            let documents = Documents::of_entry(&self.templates.documents[at], self.entries[at]);
            filters::load(
                documents,
                route,
                route.profile(),
                &self.args.findings,
                self.console,
            )
        };
        let (Ok(old), Ok(new)) = (load(0), load(1)) else {
            return Ok(None);
        };
        let [old_label, new_label] = self.templates.labels.clone();
        Ok(Some(Sides {
            old: Side::new(old_label, old),
            new: Side::new(new_label, new),
            route,
        }))
    }

    fn compared(&self, sides: Sides, settled: Option<Settled>) -> Result<Compared, Reported> {
        let compared = Comparison::of(sides.old.filters(), sides.new.filters(), &Caps::default());
        let comparison = compared.map_err(|error| {
            self.console.error(error);
            Reported
        })?;
        let changes = settled.map(|settled| {
            let month = MonthCount::of(self.args, &sides, self.today()?, self.console)?;
            let witnesses = shown(&comparison);
            Changes::read(&sides, settled, &witnesses, month, self.console)
        });
        let changes = changes.transpose()?;
        Ok(Compared {
            sides,
            comparison,
            changes,
        })
    }

    /// Returns the settings of both sides, if a month is computed.
    fn today(&self) -> Result<[Today; 2], Reported> {
        if self.args.load.rate.is_none() {
            return Ok([Today::default(), Today::default()]);
        }
        let options = month::options(self.args);
        let of = |at: usize| {
            let named = (&self.templates.documents[at], self.entries[at]);
            today_of(named, &options, self.console)
        };
        Ok([of(0)?, of(1)?])
    }
}

fn texts(entry: &Entry) -> Vec<String> {
    let filters = entry.filters.iter();
    filters.map(|it| it.text.text().to_owned()).collect()
}

/// Returns the names of the values that only deployment knows.
fn holes(entry: &Entry) -> Vec<&str> {
    let open = entry.all_holes().filter(|hole| hole.is_open());
    open.map(|hole| hole.what.as_str()).collect()
}

fn not_compared(why: impl Into<String>) -> Result<FiltersChange, Reported> {
    Ok(FiltersChange::NotCompared(why.into()))
}
