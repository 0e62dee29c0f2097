//! Runs many seeded cases of one law on several threads. The invariant: the cases, and which difference is the first,
//! do not depend on the threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::case::{Case, Difference, Seen};
use crate::law::Law;
use crate::mix::Mix;

/// A run of a law.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The law.
    pub law: Law,
    /// Number of cases.
    pub count: u64,
    /// Seed of the cases.
    pub seed: u64,
    /// Number of the first case.
    pub first: u64,
    /// Number of differences after which the run stops, at least 1.
    pub differences_max: usize,
    /// Number of threads, at least 1.
    pub threads: usize,
}

/// The result of a run.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Counts of the cases that were run.
    pub mix: Mix,
    /// The differences with the numbers of their cases, ascending.
    pub differences: Vec<(u64, Difference)>,
}

/// Cases that a thread takes at a time.
const CHUNK: u64 = 256;

/// Runs the cases. Stops early if there are enough differences.
#[must_use]
pub fn random(run: &Run) -> Found {
    let next = AtomicU64::new(0);
    let mut all = Found::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..run.threads)
            .map(|_| scope.spawn(|| work(run, &next)))
            .collect();
        for worker in workers {
            let found = worker.join().expect("a worker catches the panics of a law");
            all.mix.merge(&found.mix);
            all.differences.extend(found.differences);
        }
    });
    all.differences.sort_by_key(|(index, _)| *index);
    all.differences.truncate(run.differences_max);
    all
}

/// Runs chunks of cases. Chunks are taken in order and finished, so every case before the last chunk taken has been
/// run.
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

/// Runs one case. A panic counts as a broken law.
fn attempt(law: Law, bytes: &[u8]) -> Result<Option<Seen>, Difference> {
    let Some(case) = law.case(bytes) else {
        return Ok(None);
    };
    check_caught(law, &case).map(Some)
}

/// Checks a case; a panic counts as a difference.
pub(crate) fn check_caught(law: Law, case: &Case) -> Result<Seen, Difference> {
    let result = catch_unwind(AssertUnwindSafe(|| law.check(case)));
    result.unwrap_or_else(|_| Err(case.difference(law.name, "panic", "no panic")))
}
