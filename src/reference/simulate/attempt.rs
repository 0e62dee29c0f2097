//! Tries a batch of a stream or of a consumer until no record of it is left to try. In: the batch, its lane and the
//! time. Out: when its reader is free again. Invariant: every record of the batch succeeds, is given up or expires.
//!
//! A batch that fails is tried again after a pause. If the function reports which records failed, it is tried from the
//! first failed record on (Lambda Developer Guide, using Kinesis,
//! <https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html>, read 2026-11-23). Halving a batch uses no retry,
//! and records are tried until they expire if retries are not limited (the same guide, retaining discarded batch
//! records, <https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html>, read 2026-11-30). The
//! guide gives no times for pauses: that they double, and that halves are tried without one, are assumptions. So is
//! that records of a batch expire one by one.

use super::Backoff;
use super::run::{Id, Run, count};

/// Records to be tried.
struct Pending {
    records: Vec<Id>,
    /// The retries left; `None` until success.
    left: Option<u32>,
    /// The length of the pause before the next retry, unless it is longer than the longest.
    pause: u64,
}

/// Tries the batch from `now` on. Returns the time when all is done.
pub(crate) fn attempt(run: &mut Run, batch: Vec<Id>, mut now: u64) -> u64 {
    let first_pause = match run.settings.backoff {
        Backoff::Doubles { first_us, .. } => first_us,
        Backoff::Visibility => 0,
    };
    let mut pending = vec![Pending {
        records: batch,
        left: run.settings.retries,
        pause: first_pause,
    }];
    // The invocations of this batch so far: when each ended.
    let mut ends = Vec::new();
    while let Some(Pending {
        mut records,
        left,
        pause,
    }) = pending.pop()
    {
        records.retain(|&id| !run.expires(id, now));
        if records.is_empty() {
            continue;
        }
        let start = now;
        let (end, failed) = run.invoke(&records, start);
        if !ends.is_empty() {
            run.retries += 1;
            run.records_retried += count(&records);
        }
        ends.push(end);
        now = end;
        let Some(first) = failed.iter().position(|has_failed| *has_failed) else {
            continue;
        };
        if run.settings.is_partial {
            records = records[first..].to_vec();
        }
        let is_halved = run.settings.is_bisecting && !run.settings.is_partial && records.len() > 1;
        if is_halved {
            let (first_half, second_half) = records.split_at(records.len() / 2);
            for half in [second_half, first_half] {
                pending.push(Pending {
                    records: half.to_vec(),
                    left,
                    pause,
                });
            }
        } else if left == Some(0) {
            run.given_up += count(&records);
            run.given_up_batches += 1;
        } else {
            now = match run.settings.backoff {
                Backoff::Doubles { most_us, .. } => end + pause.min(most_us),
                Backoff::Visibility => end.max(start + run.settings.visibility_us),
            };
            pending.push(Pending {
                records,
                left: left.map(|retries| retries - 1),
                pause: pause.saturating_mul(2),
            });
        }
    }
    if let Some(first_end) = ends.first() {
        run.retrying_us += now - first_end;
    }
    now
}
