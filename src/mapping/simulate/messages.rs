//! The messages of a standard queue: those that were never received, and those that failed and are, or will be, visible
//! again. A message expires when it is older than the queue keeps it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::run::Run;

/// A message in the queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    /// The time from which it can be received.
    pub(super) visible_us: u64,
    /// The index of its record.
    pub(super) index: u32,
    is_fresh: bool,
}

/// The messages that are in the queue.
pub(super) struct Messages {
    /// Index of the first record that was never received.
    next: usize,
    /// Messages that failed: the time when they are visible again, the order in which they failed, the record.
    returned: BinaryHeap<Reverse<(u64, u64, u32)>>,
    returns: u64,
    /// How often each record was received; empty if no record fails.
    receives: Vec<u32>,
}

impl Messages {
    pub(super) fn new(run: &Run<'_, '_>) -> Self {
        Self {
            next: 0,
            returned: BinaryHeap::new(),
            returns: 0,
            receives: vec![0; run.failing.len()],
        }
    }

    /// Returns the next message that can be received. Of two that are visible at the same time, a new one comes first.
    pub(super) fn next(&self, run: &Run<'_, '_>) -> Option<Message> {
        let fresh = run.records.get(self.next).map(|record| Message {
            visible_us: record.arrival_us,
            index: u32::try_from(self.next).unwrap_or(u32::MAX),
            is_fresh: true,
        });
        let returned = self.returned.peek();
        let returned = returned.map(|&Reverse((visible_us, _, index))| Message {
            visible_us,
            index,
            is_fresh: false,
        });
        let both = fresh.into_iter().chain(returned);
        both.min_by_key(|message| message.visible_us)
    }

    /// Returns the next message that can be received. Removes messages that have expired by the time when a poller that
    /// is free at `now_us` could receive them.
    pub(super) fn next_unexpired(&mut self, run: &mut Run<'_, '_>, now_us: u64) -> Option<Message> {
        loop {
            let message = self.next(run)?;
            if !run.is_expired(message.index, now_us.max(message.visible_us)) {
                return Some(message);
            }
            run.expire(message.index);
            self.remove(message);
        }
    }

    /// Removes the next message.
    pub(super) fn remove(&mut self, next: Message) {
        if next.is_fresh {
            self.next += 1;
        } else {
            self.returned.pop();
        }
    }

    /// Makes a message that failed visible again at `visible_us`, unless this was its last receive or it expires
    /// before.
    pub(super) fn give_back(
        &mut self,
        run: &mut Run<'_, '_>,
        index: u32,
        visible_us: u64,
        receives_max: Option<u32>,
    ) {
        let receives = &mut self.receives[index as usize];
        *receives = receives.saturating_add(1);
        if receives_max.is_some_and(|most| *receives >= most) {
            run.meter.counts.given_up += 1;
        } else if run.is_expired(index, visible_us) {
            run.expire(index);
        } else {
            self.returns += 1;
            self.returned
                .push(Reverse((visible_us, self.returns, index)));
        }
    }
}
