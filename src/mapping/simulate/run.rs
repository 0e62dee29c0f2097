//! The state that all kinds of sources share during a simulation: the records, and the counts so far.

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
}

impl<'r, 's> Run<'r, 's> {
    pub(super) fn new(records: &'r [Record], settings: &'r Settings, meter: Meter<'s>) -> Self {
        Self {
            records,
            settings,
            failing: failing(records),
            meter,
        }
    }

    /// Returns when the record can be read, in microseconds.
    pub(super) fn arrival_us(&self, index: u32) -> u64 {
        self.records[index as usize].arrival_us
    }

    /// Invokes the function once at `start_us` and returns when it ends.
    pub(super) fn invoke(&mut self, records: usize, start_us: u64) -> u64 {
        let end_us = start_us + self.settings.handler_us(records);
        self.meter.invocation(start_us, end_us, records);
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

    /// Counts the matching records of a lane that is not read any further.
    pub(super) fn block(&mut self, unread: &[u32]) {
        let matching = unread
            .iter()
            .filter(|&&index| self.records[index as usize].matches);
        self.meter.counts.blocked += matching.count() as u64;
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
