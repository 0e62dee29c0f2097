//! Consumers of Kafka, MQ or an SQS FIFO queue. In: a run. Out: the run with its events recorded. Invariant: a consumer
//! processes one batch after another, and records of a lane are taken in order. Records that have expired when a
//! consumer is free are skipped.
//!
//! The batching window starts with the first record of a batch, whichever free consumer of the lane takes it. Lambda
//! Developer Guide, event source mappings, batching behaviour,
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html>, read 2026-11-23.

use super::Order;
use super::attempt::attempt;
use super::buffer::Buffer;
use super::run::{Id, Run};

pub(crate) fn read(run: &mut Run) {
    for lane in run.lanes() {
        read_lane(run, &lane);
    }
}

fn read_lane(run: &mut Run, lane: &[Id]) {
    // The time when each consumer is free.
    let mut consumers: Vec<u64> = (0..run.settings.consumers).map(|_| 0).collect();
    let mut done = vec![0; consumers.len()];
    let mut i = 0;
    while i < lane.len() {
        let (index, free) = first_free(&consumers);
        let is_filtered = run.settings.order == Order::FilterFirst && !run.records[lane[i]].matches;
        if is_filtered || run.expires(lane[i], free) {
            i += 1;
            continue;
        }
        let (buffer, read, end) = fill(run, lane, i, free);
        i = read;
        let batch = buffer.batch(run);
        if batch.is_empty() {
            consumers[index] = end;
        } else {
            consumers[index] = attempt(run, batch, end);
            done[index] = consumers[index];
        }
    }
    for time in done {
        run.reader_done(time);
    }
}

/// Returns the consumer that is free first, and when. If several are, the first of them.
fn first_free(consumers: &[u64]) -> (usize, u64) {
    let all = consumers.iter().copied().enumerate();
    let first = all.min_by_key(|&(index, free)| (free, index));
    first.expect("a lane has at least one consumer")
}

/// Fills a batch from record `i` on by a consumer that is free at `free`. Returns the batch, the next record and the
/// time when the batch is ready.
fn fill(run: &Run, lane: &[Id], i: usize, free: u64) -> (Buffer, usize, u64) {
    let records = run.records;
    let arrival = |i: usize| records[lane[i]].arrival_us;
    let start = free.max(arrival(i));
    let close = start + run.settings.window_us;
    let mut buffer = Buffer::default();
    let read = buffer.take(run, lane, i, close);
    let end = if buffer.has_refused() {
        start.max(arrival(read))
    } else if buffer.is_full(run) {
        start.max(arrival(read - 1))
    } else {
        close
    };
    (buffer, read, end)
}
