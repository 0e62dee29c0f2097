//! The events of a run so far: every invocation, and the failures of records. In: batches with the time at which they
//! are invoked. Out: when the invocation ends and which records failed. Invariant: a record fails on its first
//! `failures` attempts and on no other.

use super::{Record, Settings};

/// The index of a record in the run.
pub(crate) type Id = usize;

/// A function that runs from `start` up to, not including, `end`.
pub(crate) struct Invocation {
    pub(crate) start: u64,
    pub(crate) end: u64,
    /// The number of records that it was handed.
    pub(crate) records: u64,
}

/// A run in progress.
pub(crate) struct Run<'a> {
    pub(crate) records: &'a [Record],
    pub(crate) settings: &'a Settings,
    /// The number of attempts on which each record will still fail; `u32::MAX` means all.
    failing: Vec<u32>,
    pub(crate) invocations: Vec<Invocation>,
    pub(crate) receives: u64,
    pub(crate) given_up: u64,
    pub(crate) given_up_batches: u64,
    pub(crate) expired: u64,
    pub(crate) retries: u64,
    pub(crate) records_retried: u64,
    pub(crate) retrying_us: u64,
    pub(crate) overtime_us: u64,
}

impl<'a> Run<'a> {
    pub(crate) fn new(records: &'a [Record], settings: &'a Settings) -> Self {
        Self {
            records,
            settings,
            failing: records.iter().map(|record| record.failures).collect(),
            invocations: Vec::new(),
            receives: 0,
            given_up: 0,
            given_up_batches: 0,
            expired: 0,
            retries: 0,
            records_retried: 0,
            retrying_us: 0,
            overtime_us: 0,
        }
    }

    /// Returns the records of each lane, in order.
    pub(crate) fn lanes(&self) -> Vec<Vec<Id>> {
        let lanes = u64::from(self.settings.lanes);
        let is_of = |id: Id, lane| self.records[id].lane_key % lanes == lane;
        (0..lanes)
            .map(|lane| {
                (0..self.records.len())
                    .filter(|&id| is_of(id, lane))
                    .collect()
            })
            .collect()
    }

    /// Returns the records among `ids` that match.
    pub(crate) fn matching(&self, ids: &[Id]) -> Vec<Id> {
        let matches = |id: &Id| self.records[*id].matches;
        ids.iter().copied().filter(matches).collect()
    }

    /// Invokes the function with a batch. Returns when the invocation ends, and for each record whether it failed.
    pub(crate) fn invoke(&mut self, batch: &[Id], start: u64) -> (u64, Vec<bool>) {
        let records = count(batch);
        let end = start + self.settings.per_invocation_us + self.settings.per_record_us * records;
        self.invocations.push(Invocation {
            start,
            end,
            records,
        });
        let failed = batch.iter().map(|&id| self.failing[id] > 0).collect();
        for &id in batch {
            if self.failing[id] > 0 && self.failing[id] != u32::MAX {
                self.failing[id] -= 1;
            }
        }
        (end, failed)
    }

    /// Notes when a reader is done with all its batches; 0 if it had none.
    pub(crate) fn reader_done(&mut self, time: u64) {
        let last = self.records.iter().map(|record| record.arrival_us).max();
        let last = last.unwrap_or(0);
        if time > last {
            self.overtime_us += time - last;
        }
    }

    /// Returns whether a record is too old at a time. If so, and if it matches, it is counted as expired: it must then
    /// be left out.
    pub(crate) fn expires(&mut self, id: Id, time: u64) -> bool {
        let record = self.records[id];
        let expires = match self.settings.expires_us {
            Some(expires_us) => time > record.arrival_us + expires_us,
            None => false,
        };
        if expires && record.matches {
            self.expired += 1;
        }
        expires
    }
}

/// Returns the length of a slice, as a `u64`.
pub(crate) fn count<T>(of: &[T]) -> u64 {
    u64::try_from(of.len()).expect("u64 holds a usize")
}
