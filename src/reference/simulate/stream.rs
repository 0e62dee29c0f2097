//! Shards of Kinesis or DynamoDB. In: a run and how shards are read. Out: the run with its events recorded. Invariant:
//! one batch of a lane is done before the next begins, and a batch holds only records that a read has returned.
//!
//! A read of a shard returns records of all its lanes. A lane without a batch to run asks for a read. If a record waits
//! when it asks, the shard is read once the limits of its reads allow, otherwise once the time between polls is over. A
//! batching window starts when the batch before it is done; a window without records is followed by another one. Records
//! that have expired are skipped when a batch is filled.
//!
//! Lambda Developer Guide, batching behaviour and polling of Kinesis streams,
//! <https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html>; Kinesis Developer Guide, quotas and limits,
//! <https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html>; both read 2026-11-30. Neither says how
//! often a shard is read while records wait: that it is read as often as allowed is an assumption.

use super::Reading;
use super::attempt::attempt;
use super::buffer::Buffer;
use super::run::{Id, Run};

/// A lane of a shard.
struct Lane {
    /// Records that a read returned and no batch has taken.
    fetched: Vec<Id>,
    batch: Buffer,
    /// When the batch before it is done.
    opened: u64,
    /// When the window of the batch is over, once a record has joined.
    closes: Option<u64>,
    /// When it asked for a read that has not been made yet.
    asked: Option<u64>,
    /// When its last invocation ended.
    done: u64,
}

/// The reads of a shard.
struct Reader {
    reading: Reading,
    /// Records that no read has returned.
    unread: Vec<Id>,
    /// When the shard was last read, and how many bytes were returned.
    last: Option<(u64, u64)>,
}

pub(crate) fn read(run: &mut Run, reading: Reading) {
    let (all, factor) = (run.lanes(), u64::from(reading.factor));
    let shards = u64::from(run.settings.lanes) / factor;
    for shard in 0..shards {
        let of_shard = |part| &all[usize::try_from(shard + part * shards).expect("few lanes")];
        let keys: Vec<&Vec<Id>> = (0..factor).map(of_shard).collect();
        read_shard(run, reading, &keys);
    }
}

/// Runs the lanes of a shard; `keys` holds the records of each.
fn read_shard(run: &mut Run, reading: Reading, keys: &[&Vec<Id>]) {
    let mut lanes: Vec<Lane> = keys.iter().map(|_| Lane::new()).collect();
    let mut unread: Vec<Id> = keys.iter().flat_map(|ids| ids.iter().copied()).collect();
    unread.sort_unstable();
    let mut reader = Reader {
        reading,
        unread,
        last: None,
    };
    let mut now = 0;
    loop {
        for lane in &mut lanes {
            lane.proceed(run, now);
        }
        if reader.due(run, &lanes).is_some_and(|due| due <= now) {
            for id in reader.read(run, now) {
                let lane = keys.iter().position(|ids| ids.contains(&id));
                lanes[lane.expect("a record has a lane")].fetched.push(id);
            }
            lanes.iter_mut().for_each(|lane| lane.asked = None);
            continue;
        }
        let over = lanes.iter_mut().filter(|lane| lane.closes == Some(now));
        let over: Vec<_> = over.map(|lane| lane.close(run, now)).collect();
        if !over.is_empty() {
            continue;
        }
        let times = lanes
            .iter()
            .flat_map(|lane| [Some(lane.opened), lane.closes]);
        let times = times.chain([reader.due(run, &lanes)]).flatten();
        let Some(next) = times.filter(|time| *time > now).min() else {
            break;
        };
        now = next;
    }
    for lane in lanes {
        run.reader_done(lane.done);
    }
}

impl Lane {
    fn new() -> Self {
        Self {
            fetched: Vec::new(),
            batch: Buffer::default(),
            opened: 0,
            closes: None,
            asked: None,
            done: 0,
        }
    }

    /// Fills and runs batches while the lane is free and has enough records; then it asks for a read.
    fn proceed(&mut self, run: &mut Run, now: u64) {
        while self.opened <= now {
            self.fill(run, now);
            let is_ready = run.settings.window_us == 0 && self.batch.has_any();
            if !is_ready && !self.batch.is_full(run) {
                self.asked = self.asked.or(Some(now));
                return;
            }
            self.close(run, now);
        }
    }

    fn fill(&mut self, run: &mut Run, now: u64) {
        while let Some(&id) = self.fetched.first() {
            if self.batch.is_full(run) {
                break;
            }
            if run.expires(id, now) || self.batch.offer(run, id) {
                self.fetched.remove(0);
            }
        }
        let window = run.settings.window_us;
        if window > 0 && self.batch.has_any() && self.closes.is_none() {
            // The first end of a window that is not before now.
            let passed = (now - self.opened) / window * window;
            let end = self.opened + passed;
            let is_end = passed > 0 && end == now;
            self.closes = Some(if is_end { end } else { end + window });
        }
    }

    fn close(&mut self, run: &mut Run, now: u64) {
        let batch = std::mem::take(&mut self.batch).batch(run);
        (self.closes, self.asked) = (None, None);
        self.opened = now;
        if !batch.is_empty() {
            self.done = attempt(run, batch, now);
            self.opened = self.done;
        }
    }
}

impl Reader {
    /// Returns the time of the next read, if a lane has asked for it and a record is left.
    fn due(&self, run: &Run, lanes: &[Lane]) -> Option<u64> {
        let arrival = run.records[*self.unread.first()?].arrival_us;
        let asked = lanes.iter().filter_map(|lane| lane.asked);
        let poll_us = self.reading.poll_us;
        let times = asked.map(|asked| {
            let polls = if arrival <= asked { 0 } else { poll_us };
            asked.max(self.allowed(polls))
        });
        times.min()
    }

    /// Returns the earliest time of the next read that is at least this long after the last one.
    fn allowed(&self, polls: u64) -> u64 {
        let Some((last, bytes)) = self.last else {
            return 0;
        };
        let reading = self.reading;
        let bytes_take = (bytes * 1_000_000).div_ceil(reading.bytes_per_second);
        last + polls.max(reading.pause_us).max(bytes_take)
    }

    /// Returns the records that a read returns.
    fn read(&mut self, run: &Run, now: u64) -> Vec<Id> {
        let mut returned: Vec<Id> = Vec::new();
        let mut bytes = 0;
        while let Some(&id) = self.unread.first() {
            let record = run.records[id];
            let size = u64::from(record.bytes);
            let is_first = returned.is_empty();
            if record.arrival_us > now
                || returned.len() == self.reading.records_max as usize
                || (!is_first && bytes + size > self.reading.bytes_max)
            {
                break;
            }
            bytes += size;
            returned.push(self.unread.remove(0));
        }
        self.last = Some((now, bytes));
        returned
    }
}
