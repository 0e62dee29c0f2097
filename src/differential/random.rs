//! Many seeded cases of one law on several threads. The invariant: which cases are run, and which difference is the
//! first, do not depend on the threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::case::{Case, Difference, Seen};
use crate::law::Law;
use crate::mix::Mix;

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The law.
    pub law: Law,
    /// How many cases.
    pub count: u64,
    /// Where their bytes come from.
    pub seed: u64,
    /// The number of the first.
    pub first: u64,
    /// How many differences are enough, at least 1.
    pub differences_max: usize,
    /// At least 1.
    pub threads: usize,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What was run.
    pub mix: Mix,
    /// The differences with the numbers of their cases, ascending.
    pub differences: Vec<(u64, Difference)>,
}

/// Cases that a thread takes at once.
const CHUNK: u64 = 256;

/// Runs the cases. Stops early once there are enough differences.
#[must_use]
pub fn random(run: &Run) -> Found {
    let next = AtomicU64::new(0);
    let mut all = Found::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..run.threads)
            .map(|_| scope.spawn(|| work(run, &next)))
            .collect();
        for worker in workers {
            let found = worker
                .join()
                .expect("a worker catches what a law panics with");
            all.mix.merge(&found.mix);
            all.differences.extend(found.differences);
        }
    });
    all.differences.sort_by_key(|(index, _)| *index);
    all.differences.truncate(run.differences_max);
    all
}

/// Chunks are taken in order and finished, so what comes before the last chunk taken has been run by someone.
fn work(run: &Run, next: &AtomicU64) -> Found {
    let mut found = Found::default();
    loop {
        let start = next.fetch_add(CHUNK, Ordering::Relaxed);
        if start >= run.count {
            return found;
        }
        for index in start..(start + CHUNK).min(run.count) {
            match attempt(run.law, &run.law.seeded(run.seed, run.first + index)) {
                Ok(Some(seen)) => found.mix.add(&seen),
                Ok(None) => {}
                Err(difference) => found.differences.push((run.first + index, difference)),
            }
        }
        if found.differences.len() >= run.differences_max {
            next.store(run.count, Ordering::Relaxed);
            return found;
        }
    }
}

/// A law that panics is broken like one that does not hold.
fn attempt(law: Law, bytes: &[u8]) -> Result<Option<Seen>, Difference> {
    let Some(case) = law.case(bytes) else {
        return Ok(None);
    };
    check_caught(law, &case).map(Some)
}

/// Checks, with a panic as a difference.
pub(crate) fn check_caught(law: Law, case: &Case) -> Result<Seen, Difference> {
    let result = catch_unwind(AssertUnwindSafe(|| law.check(case)));
    result.unwrap_or_else(|_| Err(case.difference(law.name, "panic", "no panic")))
}
