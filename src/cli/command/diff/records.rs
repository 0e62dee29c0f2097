//! The records of the inputs, judged by both sides.

use std::ops::ControlFlow;

use tidegate_batch::{Disposition, Outcome, RecordForm};

use crate::exit::{Exit, Reported};
use crate::inputs::{self, Reading, Settled};
use crate::output::Console;

use super::month::{Month, MonthCount};
use super::nearest::{Near, Nearest};
use super::side::Sides;
use super::witness::{Only, Shown};

/// Most records that are shown for each side.
const SHOWN_MAX: usize = 3;

/// A record whose fate changes.
pub(super) struct Changed {
    /// Over all inputs, from 0.
    pub(super) index: u64,
    pub(super) record: Vec<u8>,
    pub(super) form: RecordForm,
}

/// The records that only one side delivers.
#[derive(Default)]
pub(super) struct Group {
    pub(super) count: u64,
    /// The first of them.
    pub(super) shown: Vec<Changed>,
}

/// The records of all inputs by the sides that deliver them.
pub(super) struct Changes {
    pub(super) only_old: Group,
    pub(super) only_new: Group,
    pub(super) both: u64,
    pub(super) neither: u64,
    /// The month of both sides, if a rate is given.
    pub(super) month: Option<Month>,
    nearest: Nearest,
    reading: Reading,
}

impl Group {
    fn add(&mut self, index: u64, outcome: &Outcome<'_>) {
        self.count += 1;
        if self.shown.len() < SHOWN_MAX {
            self.shown.push(Changed {
                index,
                record: outcome.record.to_vec(),
                form: outcome.form,
            });
        }
    }
}

impl Changes {
    /// Reads all inputs, and looks for records near those of the proofs. `month` counts them, too.
    pub(super) fn read(
        sides: &Sides,
        settled: Settled,
        witnesses: &[Shown<'_>],
        mut month: Option<MonthCount>,
        console: &Console,
    ) -> Result<Self, Reported> {
        let mut nearest = Nearest::to(sides, witnesses, console)?;
        let mut new = sides.new.filters().judge();
        let (mut only_old, mut only_new) = (Group::default(), Group::default());
        let (mut both, mut neither) = (0, 0);
        let mut sink = |index, outcome: &Outcome<'_>| {
            nearest.look_at(index, outcome);
            let by_old = outcome.judged.disposition == Disposition::Delivered;
            let judged = new.judge(outcome.record, outcome.form);
            if let Some(month) = &mut month {
                month.take(outcome, judged);
            }
            match (by_old, judged.disposition == Disposition::Delivered) {
                (true, true) => both += 1,
                (true, false) => only_old.add(index, outcome),
                (false, true) => only_new.add(index, outcome),
                (false, false) => neither += 1,
            }
            ControlFlow::Continue(())
        };
        let reading = inputs::read_all(&sides.old.named, settled, console, &mut sink)?;
        Ok(Self {
            only_old,
            only_new,
            both,
            neither,
            month: match month {
                Some(month) => month.finish(sides, &reading, console)?,
                None => None,
            },
            nearest,
            reading,
        })
    }

    /// Returns the record nearest to the one of a proof that only this side delivers; `None` if a record of the inputs
    /// shows the same difference.
    pub(super) fn near(&self, only: Only) -> Option<&Near> {
        let group = match only {
            Only::Old => &self.only_old,
            Only::New => &self.only_new,
        };
        let near = self.nearest.of(only);
        near.filter(|_| group.count == 0)
    }

    pub(super) fn read_count(&self) -> u64 {
        self.reading.tally.read
    }

    pub(super) fn unreadable(&self) -> u64 {
        self.reading.tally.unreadable_total()
    }

    /// Returns the exit code after reading; `otherwise` applies if all inputs were read to their end.
    pub(super) fn exit(&self, otherwise: Exit) -> Exit {
        self.reading.exit(otherwise)
    }
}
