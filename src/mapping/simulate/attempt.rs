//! Invokes a batch of a stream or of consumers until all its records succeeded or were given up: retries, bisection and
//! partial failures. A failed batch blocks its shard, and splitting it does not use up its retries (Lambda Developer
//! Guide, "Handling errors" of each stream source, read 2026-11-23).
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
//!           5      #6 fails: one retry is left
//!           5      #7 fails: given up
//!             6 7  #8 succeeds
//! ```
//!
//! The batches to invoke are on a stack. Splitting pushes the second half and then the first one, so that the first
//! half and everything that follows from it is done before the second half, as the order of a shard requires. Without a
//! limit of retries, #6 would be repeated until record 5 expires: the shard is stuck, and 5, 6 and 7 count as blocked.

use super::record::Failing;
use super::run::Run;
use super::settings::Retry;
use crate::failure::OnFailure;

/// The batch is retried forever: it has no limit of retries and holds a record that always fails.
pub(super) struct Stuck;

/// Records to invoke with, and the retries left for them; `None` retries until they succeed.
type Waiting<'b> = (&'b [u32], Option<u32>);

/// Invokes the function with `batch` from `now_us` on. Returns when the lane is free again.
pub(super) fn attempt(
    run: &mut Run<'_, '_>,
    batch: &[u32],
    now_us: u64,
    retry: &Retry,
) -> Result<u64, Stuck> {
    if run.failing.is_empty() {
        return Ok(run.invoke(batch.len(), now_us));
    }
    let mut now_us = now_us;
    let mut waiting = vec![(batch, retry.retries)];
    while let Some((batch, left)) = waiting.pop() {
        now_us = run.invoke(batch.len(), now_us);
        if let Some(first) = first_failing(run, batch) {
            again(run, &mut waiting, (batch, left), first, retry.on_failure)?;
        }
    }
    Ok(now_us)
}

/// Puts back the records to retry of a batch whose first failing record is at `first`.
fn again<'b>(
    run: &mut Run<'_, '_>,
    waiting: &mut Vec<Waiting<'b>>,
    (batch, left): Waiting<'b>,
    first: usize,
    on_failure: OnFailure,
) -> Result<(), Stuck> {
    let rest = match on_failure {
        OnFailure::Bisect if batch.len() > 1 => {
            let (front, back) = batch.split_at(batch.len() / 2);
            waiting.extend([(back, left), (front, left)]);
            return Ok(());
        }
        OnFailure::Bisect | OnFailure::RetryBatch => batch,
        OnFailure::RetryFromFirstFailure => &batch[first..],
    };
    match left {
        Some(0) => run.meter.counts.given_up += rest.len() as u64,
        None if rest
            .iter()
            .any(|&index| run.failing[index as usize] == Failing::Always) =>
        {
            let others: usize = waiting.iter().map(|(batch, _)| batch.len()).sum();
            run.meter.counts.blocked += (rest.len() + others) as u64;
            return Err(Stuck);
        }
        left => waiting.push((rest, left.map(|left| left - 1))),
    }
    Ok(())
}

/// Returns the index in `batch` of the first record that fails this attempt, and counts the attempt for every record.
fn first_failing(run: &mut Run<'_, '_>, batch: &[u32]) -> Option<usize> {
    let first = batch
        .iter()
        .position(|&index| run.failing[index as usize].is_due());
    for &index in batch {
        run.fails(index);
    }
    first
}
