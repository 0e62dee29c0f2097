//! SQS standard: pollers that receive ten messages at a time, each with its own batch and window. Lambda documents five
//! concurrent batches at the start and up to 300 more a minute while messages are waiting, at most 1,250 (SQS scaling,
//! read 2026-11-23). It does not document that every poller has a window of its own: that is an assumption, supported
//! by the small batches seen at low rates.
//!
//! A message that failed is visible again after the visibility timeout. It is given up after its last receive, and
//! deleted by SQS when it is older than the queue keeps messages (SQS API, `MessageRetentionPeriod`, read 2026-11-30):
//! at the next receive, or immediately if it would be visible again only after that.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::buffer::Buffer;
use super::messages::Messages;
use super::run::Run;
use super::settings::{Order, QueueSettings};
use crate::failure::FailureReport;

/// Longest wait of a receive for its first message, in microseconds: 20 s, the most that SQS accepts.
const LONG_POLL_US: u64 = 20_000_000;
/// Pause between two receives of one poller, in microseconds.
pub const RECEIVE_PAUSE_US: u64 = 20_000;
/// Most messages of one receive (SQS API, `MaxNumberOfMessages`).
pub const RECEIVE_MAX: u32 = 10;
const SECOND_US: u64 = 1_000_000;

pub(super) fn run(run: &mut Run<'_, '_>, settings: &QueueSettings) {
    let horizon_us = run.records.last().map_or(0, |record| record.arrival_us);
    let mut queue = Queue {
        settings,
        messages: Messages::new(run),
        pollers: Vec::new(),
        free: BinaryHeap::new(),
        ticks: 0,
        open_windows: 0,
        horizon_us,
    };
    queue.add_pollers(settings.pollers.start.max(1), 0);
    while let Some(Reverse((now_us, number))) = queue.free.pop() {
        run.turn();
        if run.is_stopped() {
            return;
        }
        if queue.scale(run, now_us) {
            queue.free.push(Reverse((now_us, number)));
            continue;
        }
        let mut poller = std::mem::take(&mut queue.pollers[number as usize]);
        if let Some(free_us) = queue.step(run, &mut poller, now_us) {
            queue.free.push(Reverse((free_us, number)));
        }
        queue.pollers[number as usize] = poller;
    }
}

#[derive(Debug, Default)]
struct Poller {
    buffer: Buffer,
    window_end_us: Option<u64>,
}

struct Queue<'q> {
    settings: &'q QueueSettings,
    messages: Messages,
    pollers: Vec<Poller>,
    /// The pollers by the time when they are free. A poller that is missing here has retired.
    free: BinaryHeap<Reverse<(u64, u32)>>,
    /// The time, in seconds, when pollers were last added.
    ticks: u64,
    /// Pollers with an open window.
    open_windows: usize,
    /// Arrival of the last record. Empty polls after it are not counted.
    horizon_us: u64,
}

impl Queue<'_> {
    fn add_pollers(&mut self, count: u32, free_us: u64) {
        for _ in 0..count {
            let number = u32::try_from(self.pollers.len()).unwrap_or(u32::MAX);
            self.pollers.push(Poller::default());
            self.free.push(Reverse((free_us, number)));
        }
    }

    /// Adds pollers at the first whole second in which a message waits, unless that is after `now_us`, when the next
    /// poller is free. The heap does not hold that poller at this moment. Returns whether pollers were added.
    fn scale(&mut self, run: &Run<'_, '_>, now_us: u64) -> bool {
        let limits = self.settings.pollers;
        let pollers = u32::try_from(self.free.len() + 1).unwrap_or(u32::MAX);
        let room = limits.max.saturating_sub(pollers);
        let added = limits.added_per_second.min(room);
        let waiting_us = self.messages.next(run).map(|message| message.visible_us);
        let Some(waiting_us) = waiting_us.filter(|us| *us <= now_us && added > 0) else {
            return false;
        };
        let tick = waiting_us.div_ceil(SECOND_US).max(self.ticks + 1);
        if tick * SECOND_US > now_us {
            return false;
        }
        self.ticks = tick;
        self.add_pollers(added, tick * SECOND_US);
        true
    }

    /// Runs a poller that is free at `now_us`. Returns when it is free again, or `None` if it retires.
    fn step(&mut self, run: &mut Run<'_, '_>, poller: &mut Poller, now_us: u64) -> Option<u64> {
        let next = self.messages.next_unexpired(run, now_us);
        let Some(message_us) = next.map(|message| message.visible_us) else {
            let window_end_us = poller.window_end_us?;
            if poller.buffer.matching.is_empty() {
                return None;
            }
            return Some(self.flush(run, poller, now_us.max(window_end_us)));
        };
        let poll_end_us = now_us + LONG_POLL_US;
        let limit_us = poller
            .window_end_us
            .map_or(poll_end_us, |end_us| end_us.min(poll_end_us));
        if message_us > limit_us {
            return self.wait(run, poller, now_us, (limit_us, message_us));
        }
        let at_us = now_us.max(message_us);
        let window_us = run.settings.window_us;
        if window_us > 0 && poller.window_end_us.is_none() {
            poller.window_end_us = Some(at_us + window_us);
            self.open_windows += 1;
        }
        self.receive(run, poller, at_us);
        run.meter.counts.receives += 1;
        let is_over = match poller.window_end_us {
            Some(end_us) => at_us >= end_us,
            None => run.settings.order == Order::BatchFirst || poller.buffer.taken > 0,
        };
        if !is_over && !poller.buffer.is_full(run.settings) {
            return Some(at_us + RECEIVE_PAUSE_US);
        }
        Some(self.flush(run, poller, at_us))
    }

    /// Runs a poll that ends at `limit_us` without a message. The next message is visible at `message_us`.
    fn wait(
        &mut self,
        run: &mut Run<'_, '_>,
        poller: &mut Poller,
        now_us: u64,
        (limit_us, message_us): (u64, u64),
    ) -> Option<u64> {
        let is_surplus = self.free.len() + 1 > self.settings.pollers.start.max(1) as usize;
        if self.open_windows == 0 && !is_surplus {
            return Some(self.idle(run, now_us, message_us));
        }
        run.meter.counts.receives += u64::from(now_us <= self.horizon_us);
        let after_us = now_us.max(limit_us);
        if poller
            .window_end_us
            .is_some_and(|end_us| limit_us >= end_us)
        {
            if !poller.buffer.matching.is_empty() {
                return Some(self.flush(run, poller, after_us));
            }
            self.close(poller);
        }
        let is_idle = poller.window_end_us.is_none() && poller.buffer.taken == 0;
        (!is_idle || !is_surplus).then_some(after_us)
    }

    /// Runs all polls of a poller until the next message is visible. No poller holds a message, so that none can be
    /// visible before.
    fn idle(&self, run: &mut Run<'_, '_>, now_us: u64, message_us: u64) -> u64 {
        let polls = (message_us - now_us).div_ceil(LONG_POLL_US) - 1;
        let until_horizon = match self.horizon_us.checked_sub(now_us) {
            Some(left_us) => left_us / LONG_POLL_US + 1,
            None => 0,
        };
        run.meter.counts.receives += polls.min(until_horizon);
        now_us + polls * LONG_POLL_US
    }

    /// Empties the batch of a poller and closes its window.
    fn close(&mut self, poller: &mut Poller) -> Vec<u32> {
        let batch = std::mem::take(&mut poller.buffer.matching);
        poller.buffer.clear();
        self.open_windows -= usize::from(poller.window_end_us.take().is_some());
        batch
    }

    /// Runs one receive: up to ten messages that are visible at `at_us`, as long as the batch has room.
    fn receive(&mut self, run: &mut Run<'_, '_>, poller: &mut Poller, at_us: u64) {
        let settings = run.settings;
        let room = settings.batch_size - poller.buffer.taken.min(settings.batch_size);
        for _ in 0..room.min(RECEIVE_MAX) {
            let next = self.messages.next_unexpired(run, at_us);
            let Some(message) = next.filter(|message| message.visible_us <= at_us) else {
                return;
            };
            let (index, buffer) = (message.index, &mut poller.buffer);
            let record = &run.records[index as usize];
            if buffer.is_full(settings) || !buffer.take(index, record, settings) {
                return;
            }
            self.messages.remove(message);
        }
    }

    /// Closes the batch and invokes the function, unless the filter removed everything. Returns when the poller is
    /// free.
    fn flush(&mut self, run: &mut Run<'_, '_>, poller: &mut Poller, at_us: u64) -> u64 {
        let batch = self.close(poller);
        if batch.is_empty() {
            return at_us + RECEIVE_PAUSE_US;
        }
        let end_us = run.invoke(batch.len(), at_us);
        if !run.failing.is_empty() {
            self.give_back(run, &batch, end_us.max(at_us + self.settings.visibility_us));
        }
        end_us
    }

    /// Gives the failed messages of a batch back to the queue, or all of its messages if one failed and the function
    /// does not report which.
    fn give_back(&mut self, run: &mut Run<'_, '_>, batch: &[u32], visible_us: u64) {
        let failed: Vec<_> = batch.iter().map(|&index| run.fails(index)).collect();
        if !failed.contains(&true) {
            return;
        }
        for (&index, failed) in batch.iter().zip(failed) {
            if self.settings.report == FailureReport::Items && !failed {
                continue;
            }
            self.messages
                .give_back(run, index, visible_us, self.settings.receives_max);
        }
    }
}
