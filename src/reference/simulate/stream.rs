//! Shards of Kinesis or DynamoDB. In: a run and the time between polls. Out: the run with its events recorded.
//! Invariant: one batch of a lane is done before the next begins.
//!
//! A batching window starts when the batch before it is done. Without a window, the shard is polled until a poll
//! returns a record; while records wait, it is polled again at once. A poll passes over records that have expired.
//! Lambda Developer Guide, batching behaviour and polling of Kinesis streams,
//! <https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html>, read 2026-11-23.

use super::attempt::attempt;
use super::buffer::Buffer;
use super::run::{Id, Run};

pub(crate) fn read(run: &mut Run, poll_us: u64) {
    for lane in run.lanes() {
        read_lane(run, poll_us, &lane);
    }
}

fn read_lane(run: &mut Run, poll_us: u64, lane: &[Id]) {
    let window_us = run.settings.window_us;
    let (mut now, mut i, mut done) = (0, 0, 0);
    while i < lane.len() {
        let (buffer, read, polled) = fill(run, poll_us, lane, i, now);
        (i, now) = (read, polled);
        let batch = buffer.batch(run);
        if !batch.is_empty() {
            done = attempt(run, batch, polled);
            now = done;
            if window_us == 0 && i < lane.len() && run.records[lane[i]].arrival_us > now {
                now = now.max(polled + poll_us);
            }
        } else if window_us == 0 {
            now += poll_us;
        }
    }
    run.reader_done(done);
}

/// Polls from `start` on until there is a batch. Returns the batch, the next record and the time of the last poll.
fn fill(
    run: &mut Run,
    poll_us: u64,
    lane: &[Id],
    mut i: usize,
    start: u64,
) -> (Buffer, usize, u64) {
    let window_us = run.settings.window_us;
    let end = start + window_us;
    let mut buffer = Buffer::default();
    let mut time = start;
    loop {
        // Records are in order of arrival: if any of those that wait have expired, it is the first ones.
        let waits = |run: &Run, i: usize| i < lane.len() && run.records[lane[i]].arrival_us <= time;
        while waits(run, i) && !buffer.is_full(run) && run.expires(lane[i], time) {
            i += 1;
        }
        i = buffer.take(run, lane, i, time);
        let is_over = if window_us == 0 {
            buffer.has_any() || i == lane.len()
        } else {
            time >= end
        };
        if buffer.is_full(run) || is_over {
            return (buffer, i, time);
        }
        time += poll_us;
        if window_us > 0 {
            time = time.min(end);
        }
    }
}
