//! A batch of a stream or of consumers, tried until nothing of it is left: retries, bisection and partial failures
//! (Lambda Developer Guide, "Handling errors" of each stream source, read 2026-11-23: a failed batch holds up its shard;
//! splitting it does not use up its retries).

use super::record::Failing;
use super::run::Run;
use super::settings::Retry;
use crate::failure::OnFailure;

/// A batch that is tried for ever holds a record that never passes.
pub(super) struct Stuck;

/// Records that are tried again, and the retries that are left for them; `None` until they succeed.
type Waiting<'b> = (&'b [u32], Option<u32>);

/// Invokes the function with `batch` from `now_us` on and returns when it is free again.
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

/// Puts back what is tried again of a batch whose record at `first` failed.
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

/// Returns the place of the first record that fails this attempt; the attempt is counted for every record.
fn first_failing(run: &mut Run<'_, '_>, batch: &[u32]) -> Option<usize> {
    let first = batch
        .iter()
        .position(|&index| run.failing[index as usize].is_due());
    for &index in batch {
        run.fails(index);
    }
    first
}
