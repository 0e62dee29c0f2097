//! A lane of Kafka, MQ or SQS FIFO. A batch opens when its first record has arrived and a consumer is free. It closes
//! when it is full or its window ends (Lambda Developer Guide, Kafka "Batching behavior", read 2026-11-23).
//!
//! # Example
//!
//! One consumer, batches of at most two records, a window of 500,000 (all times are in microseconds), filter first.
//! Records arrive at 100 (filtered), 200, 300,000 and 900,000.
//!
//! ```text
//! 100        filtered: does not open a batch
//! 200        opens a batch, whose window would end at 500,200
//! 300,000    fills the batch: the function runs with two records
//! 900,000    opens a batch, whose window ends at 1,400,000
//! 1,400,000  the window ends: the function runs with one record
//! ```

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::attempt::attempt;
use super::buffer::Buffer;
use super::run::Run;
use super::settings::{ConsumerSettings, Order};

pub(super) fn run(run: &mut Run<'_, '_>, lane: &[u32], settings: &ConsumerSettings) {
    let consumers = 0..settings.consumers.max(1);
    // When each consumer is done with its last batch.
    let mut done_us = vec![0; consumers.len()];
    let mut free: BinaryHeap<_> = consumers.map(|number| Reverse((0_u64, number))).collect();
    let mut topic = Topic {
        lane,
        next: 0,
        buffer: Buffer::default(),
    };
    while let Some(&Reverse((free_us, number))) = free.peek() {
        let Some(closed_us) = topic.fill(run, free_us) else {
            break;
        };
        free.pop();
        let batch = &topic.buffer.matching;
        if batch.is_empty() {
            free.push(Reverse((closed_us, number)));
        } else {
            let free_us = attempt(run, batch, closed_us, &settings.retry);
            free.push(Reverse((free_us, number)));
            done_us[number as usize] = free_us;
        }
    }
    for done_us in done_us {
        run.overtime(done_us);
    }
}

struct Topic<'l> {
    lane: &'l [u32],
    next: usize,
    buffer: Buffer,
}

impl Topic<'_> {
    /// Fills a batch for a consumer that is free at `free_us`. Returns when the batch closes, or `None` if no record is
    /// left.
    fn fill(&mut self, run: &mut Run<'_, '_>, free_us: u64) -> Option<u64> {
        self.buffer.clear();
        self.skip(run, free_us);
        let first_us = run.arrival_us(*self.lane.get(self.next)?);
        let opened_us = free_us.max(first_us);
        let window_end_us = opened_us + run.settings.window_us;
        while let Some(&index) = self.lane.get(self.next) {
            let record = &run.records[index as usize];
            if record.arrival_us > window_end_us {
                break;
            }
            let is_taken = self.buffer.take(index, record, run.settings);
            self.next += usize::from(is_taken);
            if self.buffer.is_full(run.settings) {
                return Some(opened_us.max(record.arrival_us));
            }
        }
        Some(window_end_us)
    }

    /// Skips the next records as long as they do not open a batch for a consumer that is free at `free_us`: those that
    /// are filtered first, and those that have expired. Records are in order of arrival, so that none after them has
    /// expired when the batch opens.
    fn skip(&mut self, run: &mut Run<'_, '_>, free_us: u64) {
        while let Some(&index) = self.lane.get(self.next) {
            let is_filtered =
                run.settings.order == Order::FilterFirst && !run.records[index as usize].matches;
            if run.is_expired(index, free_us) {
                run.expire(index);
            } else if !is_filtered {
                return;
            }
            self.next += 1;
        }
    }
}
