//! Compares filters on pairs drawn at random, and tries to refute each result. No record that the pair was drawn with may
//! refute a proof, and the reference must confirm every witness.

mod judge;
mod planted;
mod tally;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use tidegate_analysis::{Caps, Comparison};
use tidegate_fixtures::generate::{EventSource, FilterPair, event_pair, source_pair};

use judge::Sides;

pub use planted::{Planted, planted_is_found};
pub use tally::CompareTally;

/// Which pairs are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairs {
    /// Rules of a bus, compared for events.
    Events,
    /// Filters of event source mappings, compared for records.
    Sources,
}

/// A run over many pairs.
#[derive(Clone, Copy, Debug)]
pub struct CompareRun {
    /// Which pairs are drawn.
    pub pairs: Pairs,
    /// How many.
    pub count: u64,
    /// The seed of the pairs.
    pub seed: u64,
    /// The number of the first pair.
    pub first: u64,
    /// The records that each pair is tried on.
    pub records: usize,
    /// Number of threads, at least 1.
    pub threads: usize,
}

/// Compares the pairs. The counts do not depend on the threads, except for the times.
#[must_use]
pub fn compare(run: &CompareRun) -> CompareTally {
    let next = AtomicU64::new(0);
    let mut all = CompareTally::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..run.threads)
            .map(|_| scope.spawn(|| work(run, &next)))
            .collect();
        for worker in workers {
            all.merge(worker.join().expect("a comparison does not panic"));
        }
    });
    all
}

fn work(run: &CompareRun, next: &AtomicU64) -> CompareTally {
    let mut tally = CompareTally::default();
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        if index >= run.count {
            return tally;
        }
        let number = run.first + index;
        let pair = match run.pairs {
            Pairs::Events => event_pair(run.seed, number, run.records),
            Pairs::Sources => source_pair(run.seed, number, run.records),
        };
        compare_pair(number, &pair, &mut tally);
    }
}

/// Compares one pair, and counts what is wrong with the result. A pair with a pattern that AWS refuses is only counted.
fn compare_pair(number: u64, pair: &FilterPair, tally: &mut CompareTally) {
    let Some(mut sides) = Sides::of(pair) else {
        tally.refused += 1;
        return;
    };
    let start = Instant::now();
    let compared = Comparison::of(&sides.old, &sides.new, &Caps::default());
    let compared = compared.expect("both sides have one source");
    tally.add(number, &compared, start.elapsed());
    for fault in sides.faults(&compared, &pair.records) {
        tally.faults.push((number, fault));
    }
}

/// Compares two patterns, separated by a NUL, as the body of a fuzz target.
///
/// # Panics
/// A result is refuted.
pub fn compare_texts(bytes: &[u8]) {
    let Some((first, texts)) = bytes.split_first() else {
        return;
    };
    let Some((old, new)) = std::str::from_utf8(texts)
        .ok()
        .and_then(|it| it.split_once('\0'))
    else {
        return;
    };
    let source = EventSource::ALL.get(usize::from(*first) % (EventSource::ALL.len() + 1));
    let pair = FilterPair {
        source: source.copied(),
        old: vec![old.to_owned()],
        new: vec![new.to_owned()],
        records: Vec::new(),
    };
    let Some(mut sides) = Sides::of(&pair) else {
        return;
    };
    let caps = Caps {
        text_states: 5_000,
        steps: 20_000,
        list_steps: 2_000,
        samples: 100,
        ..Caps::default()
    };
    let compared = Comparison::of(&sides.old, &sides.new, &caps).expect("one source");
    let faults = sides.faults(&compared, &[]);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
