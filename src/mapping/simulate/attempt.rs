//! Invokes a batch of a stream or of consumers until each of its records succeeded, was given up or expired: retries
//! with their pauses, bisection and partial failures. A failed batch blocks its shard, and splitting it does not use up
//! its retries (Lambda Developer Guide, "Retain discarded batch records for a Kinesis Data Streams event source", read
//! 2026-11-30). The halves of a split batch are invoked without a pause: splitting is not a retry.
//!
//! # Example
//!
//! A batch of the records 0 to 7 of which 5 always fails, with bisection and one retry. The number after `#` is the
//! order of the invocations.
//!
//! ```text
//! 0 1 2 3 4 5 6 7  #1 fails: split
//! 0 1 2 3          #2 succeeds
//!         4 5 6 7  #3 fails: split
//!         4 5      #4 fails: split
//!         4        #5 succeeds
//!           5      #6 fails: one retry is left, which waits for its pause
//!           5      #7 fails: given up
//!             6 7  #8 succeeds
//! ```
//!
//! The batches to invoke are on a stack. Splitting pushes the second half and then the first one, so that the first
//! half and everything that follows from it is done before the second half, as the order of a shard requires. Without a
//! limit of retries, #6 is repeated until record 5 is too old. By then 6 and 7 may be too old as well: records expire
//! one by one, before each invocation.

use super::run::Run;
use super::settings::Retry;
use crate::failure::OnFailure;

/// Records to invoke with.
struct Waiting<'b> {
    batch: &'b [u32],
    /// The retries left for them; `None` retries until they succeed or expire.
    left: Option<u32>,
    /// How often they were retried.
    retried: u32,
}

/// Invokes the function with `batch`, which is in order of arrival, from `now_us` on. Returns when the lane is free
/// again.
pub(super) fn attempt(run: &mut Run<'_, '_>, batch: &[u32], now_us: u64, retry: &Retry) -> u64 {
    let first = Waiting {
        batch,
        left: retry.retries,
        retried: 0,
    };
    let (mut now_us, mut waiting) = (now_us, vec![first]);
    let mut failed_us = None;
    while let Some(next) = waiting.pop() {
        let batch = run.without_expired(next.batch, now_us);
        if batch.is_empty() || run.is_stopped() {
            continue;
        }
        let start_us = now_us;
        run.meter.is_retry = failed_us.is_some();
        let end_us = run.invoke(batch.len(), start_us);
        failed_us.get_or_insert(end_us);
        now_us = match first_failing(run, batch) {
            Some(first) => {
                let failed = Waiting { batch, ..next };
                again(run, &mut waiting, failed, first, (start_us, end_us), retry)
            }
            None => end_us,
        };
    }
    run.meter.is_retry = false;
    run.meter.counts.retrying_us += now_us - failed_us.unwrap_or(now_us);
    now_us
}

/// Puts back the records to retry of a batch that failed, whose first failing record is at `first`. Returns when the
/// next invocation may start.
fn again<'b>(
    run: &mut Run<'_, '_>,
    waiting: &mut Vec<Waiting<'b>>,
    failed: Waiting<'b>,
    first: usize,
    (start_us, end_us): (u64, u64),
    retry: &Retry,
) -> u64 {
    let Waiting {
        batch,
        left,
        retried,
    } = failed;
    let rest = match retry.on_failure {
        OnFailure::Bisect if batch.len() > 1 => {
            let (front, back) = batch.split_at(batch.len() / 2);
            let half = |batch| Waiting { batch, ..failed };
            waiting.extend([half(back), half(front)]);
            return end_us;
        }
        OnFailure::Bisect | OnFailure::RetryBatch => batch,
        OnFailure::RetryFromFirstFailure => &batch[first..],
    };
    if left == Some(0) {
        run.meter.counts.given_up += rest.len() as u64;
        run.meter.counts.given_up_batches += 1;
        return end_us;
    }
    waiting.push(Waiting {
        batch: rest,
        left: left.map(|left| left - 1),
        retried: retried.saturating_add(1),
    });
    retry.pause.over_us(start_us, end_us, retried)
}

/// Returns the index in `batch` of the first record that fails this attempt, and counts the attempt for every record.
fn first_failing(run: &mut Run<'_, '_>, batch: &[u32]) -> Option<usize> {
    if run.failing.is_empty() {
        return None;
    }
    let first = batch
        .iter()
        .position(|&index| run.failing[index as usize].is_due());
    for &index in batch {
        run.fails(index);
    }
    first
}
