//! Checks generated suites: every record by the reference, and the suites by mistakes planted in the
//! filters. A suite that misses a mistake would let it through in a user's repository too.

mod filters;
mod judge;
mod mutant;
mod score;
mod tally;

use std::sync::atomic::{AtomicU64, Ordering};

use tidegate_analysis::{Caps, Order, generate};
use tidegate_fixtures::generate::{FilterPair, event_pair, source_pair};

use crate::compare::Pairs;

use judge::Judged;

pub use filters::repository_filters;
pub use score::{Score, Scored, score};
pub use tally::SuiteTally;

/// A run over many filters drawn at random.
#[derive(Clone, Copy, Debug)]
pub struct SuiteRun {
    /// Which filters are drawn: those of buses, or of event source mappings.
    pub pairs: Pairs,
    /// How many.
    pub count: u64,
    /// The seed of the filters.
    pub seed: u64,
    /// The records of each suite.
    pub records: usize,
    /// Number of threads, at least 1.
    pub threads: usize,
}

/// Makes a suite for each of the filters and judges its records.
#[must_use]
pub fn suites(run: &SuiteRun) -> SuiteTally {
    let next = AtomicU64::new(0);
    let mut all = SuiteTally::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..run.threads)
            .map(|_| scope.spawn(|| work(run, &next)))
            .collect();
        for worker in workers {
            all.merge(worker.join().expect("a suite does not panic"));
        }
    });
    all
}

fn work(run: &SuiteRun, next: &AtomicU64) -> SuiteTally {
    let mut tally = SuiteTally::default();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= run.count {
            return tally;
        }
        let pair = match run.pairs {
            Pairs::Events => event_pair(run.seed, number, 0),
            Pairs::Sources => source_pair(run.seed, number, 0),
        };
        check(number, &pair, run, &mut tally);
    }
}

/// Makes the suite of one filter, and counts what is wrong with it. Filters that AWS refuses are only counted.
fn check(number: u64, pair: &FilterPair, run: &SuiteRun, tally: &mut SuiteTally) {
    let Some(judged) = Judged::of(pair.source, &pair.old) else {
        tally.refused += 1;
        return;
    };
    let order = Order {
        count: run.records,
        seed: number,
        kind: None,
        like: None,
    };
    match generate(&judged.filters, order, &Caps::default()) {
        Err(_) => tally.not_analysed += 1,
        Ok(suite) => {
            tally.add(&suite);
            let faults = judged.faults(&suite).into_iter();
            tally.faults.extend(faults.map(|fault| (number, fault)));
        }
    }
}
