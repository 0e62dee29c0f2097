//! A shard of Kinesis or DynamoDB. It is polled at a fixed interval, and its batches run one after the other. The batch
//! window starts when the previous invocation ends (Lambda Developer Guide, "Batching behavior", read 2026-11-23).
//!
//! # Example
//!
//! Polls each second, no window, and a function that takes 21 ms for one record. Records arrive at 0, 10, 1,500,000 and
//! 9,000,001; all times are in microseconds.
//!
//! | poll | finds | next poll |
//! |---|---|---|
//! | 0 | the first record; it runs until 21,000 | 21,000, immediately, because the second record waits |
//! | 21,000 | the second record; it runs until 42,000 | 1,021,000, one interval after this poll |
//! | 1,021,000 | nothing | 2,021,000 |
//! | 2,021,000 | the third record; it runs until 2,042,000 | 3,021,000, and each second until the last record arrives |
//! | 9,021,000 | the last record | |
//!
//! A record that is too old when it is polled is skipped: it is gone from the stream, or Lambda discards it.

use super::attempt::attempt;
use super::buffer::Buffer;
use super::run::Run;
use super::settings::{Order, StreamSettings};

pub(super) fn run(run: &mut Run<'_, '_>, lane: &[u32], settings: &StreamSettings) {
    let poll_us = settings.poll_us.max(1);
    let mut shard = Shard {
        lane,
        next: 0,
        poll_us,
        buffer: Buffer::default(),
    };
    let window_us = run.settings.window_us;
    let (mut now_us, mut free_us) = (0, 0);
    while shard.next < lane.len() {
        now_us = shard.fill(run, now_us);
        if shard.buffer.matching.is_empty() {
            now_us += if window_us == 0 { poll_us } else { 0 };
            continue;
        }
        let polled_us = now_us;
        free_us = attempt(run, &shard.buffer.matching, now_us, &settings.retry);
        now_us = free_us;
        // Waiting records are read immediately; otherwise the next poll is one interval after the last.
        let is_idle = shard.next_arrival(run).is_some_and(|next| next > now_us);
        if window_us == 0 && is_idle {
            now_us = now_us.max(polled_us + poll_us);
        }
    }
    run.overtime(free_us);
}

struct Shard<'l> {
    lane: &'l [u32],
    next: usize,
    poll_us: u64,
    buffer: Buffer,
}

impl Shard<'_> {
    fn next_arrival(&self, run: &Run<'_, '_>) -> Option<u64> {
        self.lane.get(self.next).map(|&index| run.arrival_us(index))
    }

    /// Fills a batch from `now_us` on. Returns when it closes. The batch may be empty.
    fn fill(&mut self, run: &mut Run<'_, '_>, now_us: u64) -> u64 {
        let window_us = run.settings.window_us;
        self.buffer.clear();
        let start_us = now_us + self.empty_windows_us(run, now_us);
        let end_us = start_us + window_us;
        let mut poll_us = start_us;
        loop {
            self.take_arrived(run, poll_us);
            let has_some = match run.settings.order {
                Order::FilterFirst => !self.buffer.matching.is_empty(),
                Order::BatchFirst => self.buffer.taken > 0,
            };
            let next = self.next_arrival(run);
            let is_over = if window_us == 0 {
                has_some || next.is_none()
            } else {
                poll_us >= end_us
            };
            if is_over || self.buffer.is_full(run.settings) {
                return poll_us;
            }
            let intervals = next.map(|next| (next - poll_us).div_ceil(self.poll_us));
            poll_us = match (intervals, window_us) {
                (Some(intervals), 0) => poll_us + intervals * self.poll_us,
                (Some(intervals), _) => (poll_us + intervals * self.poll_us).min(end_us),
                (None, _) => end_us,
            };
        }
    }

    /// Returns the total length of the windows that end before the next record arrives. They are skipped.
    fn empty_windows_us(&self, run: &Run<'_, '_>, now_us: u64) -> u64 {
        let window_us = run.settings.window_us;
        let wait_us = self
            .next_arrival(run)
            .map_or(0, |next| next.saturating_sub(now_us));
        if window_us == 0 || wait_us == 0 {
            return 0;
        }
        (wait_us - 1) / window_us * window_us
    }

    fn take_arrived(&mut self, run: &mut Run<'_, '_>, poll_us: u64) {
        while let Some(&index) = self.lane.get(self.next) {
            let record = &run.records[index as usize];
            if record.arrival_us > poll_us || self.buffer.is_full(run.settings) {
                return;
            }
            if run.is_expired(index, poll_us) {
                run.expire(index);
            } else if !self.buffer.take(index, record, run.settings) {
                return;
            }
            self.next += 1;
        }
    }
}
