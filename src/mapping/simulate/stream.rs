//! A shard of Kinesis or DynamoDB, whose records are spread over one lane or several (the parallelization factor). A
//! read fetches records for all lanes of the shard, and batches are made of fetched records only. The batches of a lane
//! run one after the other. The batch window starts when the previous invocation ends (Lambda Developer Guide, "Batching
//! behavior", read 2026-11-23).
//!
//! A lane that is free and lacks records asks for a read:
//!
//! * If records wait at that time, the shard is read as soon as its limits allow (Lambda Developer Guide, "Using Lambda to
//!   process records from Amazon Kinesis Data Streams", read 2026-11-30: "When more records are available, Lambda keeps
//!   processing batches until the function catches up with the stream").
//! * Otherwise it is read at its base rate: once a second for Kinesis.
//!
//! # Example
//!
//! A base rate of one read a second and at least 200,000 between reads, no window, and a function that takes 21 ms for one
//! record. Records arrive at 0, 10, 1,500,000 and 9,000,001; all times are in microseconds.
//!
//! | read | fetches | next read |
//! |---|---|---|
//! | 0 | the first record; it runs until 21,000 | 200,000, because the second record waits |
//! | 200,000 | the second record; it runs until 221,000 | 1,200,000, at the base rate |
//! | 1,200,000 | nothing | 2,200,000 |
//! | 2,200,000 | the third record; it runs until 2,221,000 | 3,200,000, and each second until the last record arrives |
//! | 9,200,000 | the last record | |
//!
//! A record that is too old when its batch is filled is skipped: it is gone from the stream, or Lambda discards it.

use std::collections::VecDeque;

use super::attempt::attempt;
use super::buffer::Buffer;
use super::reads::Reads;
use super::run::Run;
use super::settings::{Order, StreamSettings};

/// Runs the shard with this number, whose records are given by index.
pub(super) fn run(run: &mut Run<'_, '_>, number: u32, records: &[u32], settings: &StreamSettings) {
    let mut shard = Shard::new(number, settings);
    let mut reads = Reads::new(records, settings);
    let mut now_us = 0;
    while !run.is_stopped() {
        shard.fill(run, now_us);
        let due_us = shard.due_us(run, &reads);
        if due_us.is_some_and(|due_us| due_us <= now_us) {
            shard.fetch(run, &mut reads, now_us);
        } else if !shard.close_windows(run, now_us) {
            let found_us = due_us.and_then(|due_us| reads.finding_us(run, due_us));
            let Some(next_us) = shard.next_us(now_us).into_iter().chain(found_us).min() else {
                break;
            };
            if let Some(read_us) = due_us.and_then(|due_us| reads.skip(due_us, next_us)) {
                shard.ask_again(read_us);
            }
            now_us = next_us;
        }
    }
    for lane in &shard.lanes {
        run.overtime(lane.done_us);
    }
}

struct Shard<'s> {
    number: u32,
    settings: &'s StreamSettings,
    lanes: Vec<Lane>,
}

/// One of the lanes of a shard.
#[derive(Clone, Default)]
struct Lane {
    /// Its number among the lanes of all shards.
    number: u32,
    /// Fetched records that are in no batch yet.
    fetched: VecDeque<u32>,
    buffer: Buffer,
    /// When its last batch was or will be done, and the next one opens.
    free_us: u64,
    /// When the window of its batch ends; `None` without a window, or while the batch is empty.
    closes_us: Option<u64>,
    /// When it asked for a read that has not been made yet.
    asked_us: Option<u64>,
    /// When its last invocation ended; 0 if there was none.
    done_us: u64,
}

impl<'s> Shard<'s> {
    fn new(number: u32, settings: &'s StreamSettings) -> Self {
        let lane = |part| Lane {
            number: number + part * settings.shards,
            ..Lane::default()
        };
        Self {
            number,
            settings,
            lanes: (0..settings.factor.max(1)).map(lane).collect(),
        }
    }

    /// Fills the batches of free lanes from what is fetched, and invokes those that are ready. The other lanes ask for a
    /// read.
    fn fill(&mut self, run: &mut Run<'_, '_>, now_us: u64) {
        for lane in &mut self.lanes {
            while lane.free_us <= now_us {
                lane.take(run, now_us);
                if !lane.is_ready(run) {
                    lane.asked_us.get_or_insert(now_us);
                    break;
                }
                lane.invoke(run, now_us, self.settings);
            }
        }
    }

    /// Returns when the next read is due; `None` if no lane asks for one, or if all is fetched.
    fn due_us(&self, run: &Run<'_, '_>, reads: &Reads<'_>) -> Option<u64> {
        let asked = self.lanes.iter().filter_map(|lane| lane.asked_us);
        asked
            .filter_map(|asked_us| reads.due_us(run, asked_us))
            .min()
    }

    /// The lanes that ask for a read got nothing from the one at `read_us`, and ask again.
    fn ask_again(&mut self, read_us: u64) {
        let asking = self
            .lanes
            .iter_mut()
            .filter_map(|lane| lane.asked_us.as_mut());
        asking.for_each(|asked_us| *asked_us = read_us);
    }

    /// Reads the shard.
    fn fetch(&mut self, run: &Run<'_, '_>, reads: &mut Reads<'_>, now_us: u64) {
        let lanes = u64::from(self.settings.lanes().max(1));
        let shards = u64::from(self.settings.shards.max(1));
        for &index in reads.read(run, now_us) {
            let lane = run.records[index as usize].lane_key % lanes;
            let part = usize::try_from((lane - u64::from(self.number)) / shards).unwrap_or(0);
            self.lanes[part].fetched.push_back(index);
        }
        for lane in &mut self.lanes {
            lane.asked_us = None;
        }
    }

    /// Invokes the batches whose windows end at `now_us`. Returns whether there were any.
    fn close_windows(&mut self, run: &mut Run<'_, '_>, now_us: u64) -> bool {
        let mut is_any = false;
        for lane in &mut self.lanes {
            if lane.closes_us.is_some_and(|closes_us| closes_us <= now_us) {
                lane.invoke(run, now_us, self.settings);
                is_any = true;
            }
        }
        is_any
    }

    /// Returns the next time after `now_us` at which a lane is free or its window ends.
    fn next_us(&self, now_us: u64) -> Option<u64> {
        let of_lane = |lane: &Lane| {
            let freed_us = (lane.free_us > now_us).then_some(lane.free_us);
            freed_us.or(lane.closes_us)
        };
        self.lanes.iter().filter_map(of_lane).min()
    }
}

impl Lane {
    /// Takes fetched records into the batch until it is full.
    fn take(&mut self, run: &mut Run<'_, '_>, now_us: u64) {
        while let Some(&index) = self.fetched.front() {
            if self.buffer.is_full(run.settings) {
                break;
            }
            let record = &run.records[index as usize];
            if run.is_expired(index, now_us) {
                run.expire(index);
            } else if !self.buffer.take(index, record, run.settings) {
                break;
            }
            self.fetched.pop_front();
        }
        let window_us = run.settings.window_us;
        if window_us > 0 && self.buffer.taken > 0 && self.closes_us.is_none() {
            // Windows that ended empty are skipped.
            let windows = (now_us - self.free_us).div_ceil(window_us).max(1);
            self.closes_us = Some(self.free_us + windows * window_us);
        }
    }

    fn is_ready(&self, run: &Run<'_, '_>) -> bool {
        let has_some = match run.settings.order {
            Order::FilterFirst => !self.buffer.matching.is_empty(),
            Order::BatchFirst => self.buffer.taken > 0,
        };
        self.buffer.is_full(run.settings) || (run.settings.window_us == 0 && has_some)
    }

    /// Closes the batch, and invokes the function if any record of it matches.
    fn invoke(&mut self, run: &mut Run<'_, '_>, now_us: u64, settings: &StreamSettings) {
        self.free_us = now_us;
        if !self.buffer.matching.is_empty() {
            run.meter.lane = self.number;
            self.free_us = attempt(run, &self.buffer.matching, now_us, &settings.retry);
            self.done_us = self.free_us;
        }
        self.buffer.clear();
        self.closes_us = None;
        self.asked_us = None;
    }
}
