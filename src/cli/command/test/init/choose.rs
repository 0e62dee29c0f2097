//! Chooses the records that become rows: the smallest of each fate, and of equal ones those read first.

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter, Result as FmtResult};
use std::ops::ControlFlow;

use tidegate_batch::{Disposition, Outcome};
use tidegate_estimate::filter_number;

use super::written::Draft;

/// Rows for each fate, and for each filter that delivers.
pub(super) const ROWS_EACH: usize = 3;

/// Records kept for each: some can't become rows, and redacted ones may be equal.
const KEPT_EACH: usize = 24;

/// The smallest records so far, by fate and by the first filter that delivers them.
#[derive(Default)]
pub(super) struct Choice(BTreeMap<Fate, Vec<Draft>>);

/// The outcome of records. Ordered as the rows will be.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fate {
    rank: u8,
    /// As `expect` has it.
    pub(super) text: String,
    /// The first filter that delivers them.
    filter: Option<usize>,
}

impl Display for Fate {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        f.write_str(&self.text)?;
        match self.filter {
            Some(filter) => write!(f, " by filter {}", filter_number(filter)),
            None => Ok(()),
        }
    }
}

impl Fate {
    fn of(outcome: &Outcome<'_>) -> Self {
        let disposition = outcome.judged.disposition;
        let rank = match disposition {
            Disposition::Delivered => 0,
            Disposition::Filtered => 1,
            Disposition::Dropped(_) => 2,
            Disposition::Unreadable(_) => 3,
        };
        let reason = disposition.reason().map(|reason| format!(":{reason}"));
        Self {
            rank,
            text: format!("{}{}", disposition.name(), reason.unwrap_or_default()),
            filter: outcome.judged.filters.first().copied(),
        }
    }
}

impl Choice {
    /// Keeps a record if it is among the smallest of its fate.
    pub(super) fn take(&mut self, outcome: &Outcome<'_>) -> ControlFlow<()> {
        // The text of a row is UTF-8, and a record that was too large to be held is not here.
        let event = std::str::from_utf8(outcome.record).unwrap_or_default();
        let kept = self.0.entry(Fate::of(outcome)).or_default();
        let at = kept.partition_point(|it| it.event.len() <= event.len());
        let is_new = !kept.iter().any(|it| it.event == event);
        if !event.is_empty() && at < KEPT_EACH && is_new {
            let (event, form) = (event.to_owned(), outcome.form);
            kept.insert(at, Draft { event, form });
            kept.truncate(KEPT_EACH);
        }
        ControlFlow::Continue(())
    }

    /// Returns the records kept, smallest first, by fate.
    pub(super) fn into_drafts(self) -> impl Iterator<Item = (Fate, Vec<Draft>)> {
        self.0.into_iter()
    }
}
