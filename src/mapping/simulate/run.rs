//! The state that all kinds of sources share during a simulation: the records, and the counts so far.

use serde::{Deserialize, Serialize};

use super::counts::{Counts, Unfinished};
use super::meter::Meter;
use super::record::{Failing, Record};
use super::settings::Settings;

/// A running simulation. Records are named by their index.
pub(super) struct Run<'r, 's> {
    pub(super) records: &'r [Record],
    pub(super) settings: &'r Settings,
    /// Failing attempts left for each record; empty if no record fails.
    pub(super) failing: Vec<Failing>,
    pub(super) meter: Meter<'s>,
    whole: Whole,
    /// The cost of the run so far, which [`EFFORT_MAX`] limits.
    effort: u64,
}

/// The records of all lanes, where a run has those of some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// The number of all records.
    pub records: u64,
    /// When the last of them arrives, in microseconds; 0 if there is none.
    pub last_us: u64,
}

impl Whole {
    /// Returns the whole that these records are, which are sorted by arrival.
    #[must_use]
    pub fn of(records: &[Record]) -> Self {
        Self {
            records: records.len() as u64,
            last_us: records.last().map_or(0, |record| record.arrival_us),
        }
    }

    /// Returns the cost that a run of all lanes may have.
    pub(super) const fn effort_max(self) -> u64 {
        EFFORT_MAX + EFFORT_PER_RECORD * self.records
    }
}

/// Cost of an invocation, to which that of its records is added.
const INVOCATION_EFFORT: u64 = 20;
/// Cost of a record that is handed over.
const RECORD_EFFORT: u64 = 1;
/// Cost of a turn of a queue's poller.
const TURN_EFFORT: u64 = 8;
/// A run that costs more is stopped: almost 2 million invocations or 5 million polls, which take a few seconds and
/// 32 MB, and more for each record.
const EFFORT_MAX: u64 = 40_000_000;
/// The cost that a run may have for each of its records on top: enough for an invocation and some polls of its own.
const EFFORT_PER_RECORD: u64 = 40;

impl<'r, 's> Run<'r, 's> {
    pub(super) fn new(records: &'r [Record], settings: &'r Settings, meter: Meter<'s>) -> Self {
        Self::part(records, settings, meter, Whole::of(records))
    }

    /// Returns a run of some lanes of `whole`.
    pub(super) fn part(
        records: &'r [Record],
        settings: &'r Settings,
        meter: Meter<'s>,
        whole: Whole,
    ) -> Self {
        Self {
            records,
            settings,
            failing: failing(records),
            meter,
            whole,
            effort: 0,
        }
    }

    /// Returns whether the run has cost too much, so that it has to end.
    pub(super) const fn is_stopped(&self) -> bool {
        self.effort > self.whole.effort_max()
    }

    /// Counts a turn of a queue's poller.
    pub(super) const fn turn(&mut self) {
        self.effort += TURN_EFFORT;
    }

    /// Returns the counts.
    pub(super) fn finish(self) -> Result<Counts, Unfinished> {
        if self.is_stopped() {
            return Err(Unfinished {
                invocations: self.meter.counts.invocations,
                records: self.records.len() as u64,
            });
        }
        Ok(self.meter.finish())
    }

    /// Returns the counts of a run of some lanes, and what it cost.
    pub(super) fn finish_part(self) -> (Counts, u64) {
        let effort = self.effort;
        (self.meter.finish(), effort)
    }

    /// Returns when the record can be read, in microseconds.
    pub(super) fn arrival_us(&self, index: u32) -> u64 {
        self.records[index as usize].arrival_us
    }

    /// Invokes the function once at `start_us` and returns when it ends.
    pub(super) fn invoke(&mut self, records: usize, start_us: u64) -> u64 {
        let end_us = start_us + self.settings.handler_us(records);
        self.meter.invocation(start_us, end_us, records);
        self.effort += INVOCATION_EFFORT + RECORD_EFFORT * records as u64;
        end_us
    }

    /// Returns whether the record fails this attempt, and counts the attempt.
    pub(super) fn fails(&mut self, index: u32) -> bool {
        let Some(failing) = self.failing.get_mut(index as usize) else {
            return false;
        };
        let fails = failing.is_due();
        *failing = failing.after_attempt();
        fails
    }

    /// Counts the time for which a lane or a consumer was busy until `free_us` after the last record arrived.
    pub(super) fn overtime(&mut self, free_us: u64) {
        self.meter.counts.overtime_us += free_us.saturating_sub(self.whole.last_us);
    }

    /// Returns whether the record is too old at `now_us` to be handed over.
    pub(super) fn is_expired(&self, index: u32, now_us: u64) -> bool {
        now_us.saturating_sub(self.arrival_us(index)) > self.settings.age_us_max
    }

    /// Counts a record that expired, if it matches.
    pub(super) fn expire(&mut self, index: u32) {
        let matches = self.records[index as usize].matches;
        self.meter.counts.expired += u64::from(matches);
    }

    /// Returns the records of a batch that have not expired at `now_us`, and counts the others. The batch holds
    /// matching records in order of arrival, so that those that expired come first.
    pub(super) fn without_expired<'b>(&mut self, batch: &'b [u32], now_us: u64) -> &'b [u32] {
        let expired = batch.partition_point(|&index| self.is_expired(index, now_us));
        self.meter.counts.expired += expired as u64;
        &batch[expired..]
    }
}

fn failing(records: &[Record]) -> Vec<Failing> {
    if records
        .iter()
        .all(|record| record.failing == Failing::NEVER)
    {
        return Vec::new();
    }
    records.iter().map(|record| record.failing).collect()
}
