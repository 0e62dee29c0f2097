//! Tries a batch of a stream or of a consumer until no record of it is left to try. In: the batch, its lane and the
//! time. Out: when its reader is free again, if ever. Invariant: every record of the batch succeeds, is given up or is
//! blocked.
//!
//! A batch that fails is tried again at once. If the function reports which records failed, it is tried from the first
//! failed record on (Lambda Developer Guide, using Kinesis,
//! <https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html>, read 2026-11-23). Halving a batch uses no retry
//! (the same page as of 2022-11-14: awsdocs/aws-lambda-developer-guide, commit 03f7fcb).

use super::run::{Id, Run, count};

/// Records to be tried, and how many retries are left (`None`: until success).
type Pending = (Vec<Id>, Option<u32>);

/// Tries the batch from `now` on. Returns the time when all is done; `None` if a record that always fails is retried
/// forever.
pub(crate) fn attempt(run: &mut Run, batch: Vec<Id>, mut now: u64) -> Option<u64> {
    let mut pending: Vec<Pending> = vec![(batch, run.settings.retries)];
    while let Some((mut batch, left)) = pending.pop() {
        let (end, failed) = run.invoke(&batch, now);
        now = end;
        let Some(first) = failed.iter().position(|has_failed| *has_failed) else {
            continue;
        };
        if run.settings.is_partial {
            batch = batch[first..].to_vec();
        }
        let is_halved = run.settings.is_bisecting && !run.settings.is_partial && batch.len() > 1;
        match left {
            _ if is_halved => {
                let (first_half, second_half) = batch.split_at(batch.len() / 2);
                pending.push((second_half.to_vec(), left));
                pending.push((first_half.to_vec(), left));
            }
            Some(0) => run.given_up += count(&batch),
            Some(retries) => pending.push((batch, Some(retries - 1))),
            None if batch.iter().any(|&id| run.always_fails(id)) => {
                run.blocked += count(&batch);
                run.blocked += pending.iter().map(|(batch, _)| count(batch)).sum::<u64>();
                return None;
            }
            None => pending.push((batch, None)),
        }
    }
    Some(now)
}
