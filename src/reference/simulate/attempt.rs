//! A batch of a stream or of a consumer, tried until nothing of it fails. In: the batch, its lane and the time. Out:
//! when its reader is free again, if ever. Invariant: every record of it succeeds, is given up or is blocked.
//!
//! A batch that fails is tried again at once, from the first failed record on if the function reports which (Lambda
//! Developer Guide, using Kinesis, <https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html>, read 2026-11-23).
//! Halving it uses up no retry (the same page as of 2022-11-14: awsdocs/aws-lambda-developer-guide, commit 03f7fcb).

use super::run::{Id, Run, count};

/// What is left to try: records, and how often they may yet be retried (`None`: until success).
type Pending = (Vec<Id>, Option<u32>);

/// Tries the batch from `now` on. Answers when all is done; `None` if a record that always fails is tried for ever.
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
