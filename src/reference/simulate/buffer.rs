//! A batch that is being filled. In: records one after another. Out: whether there is room, and the batch. Invariant:
//! the records that have joined are counted against `batch_size` and the payload limit. With [`Order::BatchFirst`]
//! every record taken joins.

use super::Order;
use super::run::{Id, Run, count};

/// The records that have joined so far.
#[derive(Clone, Default)]
pub(crate) struct Buffer {
    joined: Vec<Id>,
    /// Whether a record was refused because of its size.
    has_refused: bool,
}

impl Buffer {
    /// Takes a record, or refuses it and returns false. A refused record stays where it was.
    pub(crate) fn offer(&mut self, run: &Run, id: Id) -> bool {
        let record = run.records[id];
        if run.settings.order == Order::FilterFirst && !record.matches {
            return true; // filtered, so it does not join
        }
        let bytes = |id: &Id| u64::from(run.records[*id].bytes);
        let joined: u64 = self.joined.iter().map(bytes).sum();
        let is_too_much = joined + bytes(&id) > run.settings.payload_bytes_max;
        if !self.joined.is_empty() && is_too_much {
            self.has_refused = true;
            return false;
        }
        self.joined.push(id);
        true
    }

    /// Takes records from `i` on that have arrived by `time`, as long as there is room. Returns the next `i`.
    pub(crate) fn take(&mut self, run: &Run, lane: &[Id], mut i: usize, time: u64) -> usize {
        while i < lane.len() && run.records[lane[i]].arrival_us <= time && !self.is_full(run) {
            if self.offer(run, lane[i]) {
                i += 1;
            }
        }
        i
    }

    pub(crate) fn is_full(&self, run: &Run) -> bool {
        self.room(run) == 0 || self.has_refused
    }

    pub(crate) fn has_refused(&self) -> bool {
        self.has_refused
    }

    /// Returns the number of records that may still join, whatever their size.
    pub(crate) fn room(&self, run: &Run) -> u64 {
        u64::from(run.settings.batch_size) - count(&self.joined)
    }

    /// Returns whether any record has joined, matching or not.
    pub(crate) fn has_any(&self) -> bool {
        !self.joined.is_empty()
    }

    /// Returns the records that an invocation would receive.
    pub(crate) fn batch(&self, run: &Run) -> Vec<Id> {
        run.matching(&self.joined)
    }
}
