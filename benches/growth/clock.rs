//! Measures the CPU time of alternating passes.

use std::hint::black_box;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use tidegate::Matcher;

/// Shortest time of a measurement; passes are repeated until then.
const PASS: Duration = Duration::from_millis(30);

/// Number of measurements of each runner.
const ROUNDS: usize = 9;

/// Runs `work`. Returns its result and the CPU time that this process spent.
pub(crate) fn cpu<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let now = || {
        let now = clock_gettime(ClockId::ProcessCPUTime);
        let part = |number: i64| u64::try_from(number).expect("CPU time is never negative");
        Duration::from_nanos(part(now.tv_sec) * 1_000_000_000 + part(now.tv_nsec))
    };
    let before = now();
    let done = work();
    (done, now() - before)
}

/// A matcher and its events.
#[derive(Debug)]
pub(crate) struct Runner {
    pub(crate) matcher: Matcher,
    pub(crate) events: Vec<Vec<u8>>,
}

/// The cost of an event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) ns: f64,
    /// Patterns that match an event, on average.
    pub(crate) hits: f64,
}

impl Runner {
    /// Runs one pass over the first `events` events. Returns the number of matches and of events.
    fn pass(&mut self, events: usize) -> usize {
        let judged = self.events.iter().take(events);
        judged
            .map(|event| {
                let verdict = self.matcher.event(event).expect("events must be JSON");
                black_box(verdict.len())
            })
            .sum()
    }
}

/// Returns the cost of an event for each runner, after a pass to warm up.
pub(crate) fn costs(runners: &mut [Runner]) -> Vec<Cost> {
    let mut plans = Vec::new();
    for runner in &mut *runners {
        let (_, first) = cpu(|| runner.pass(1));
        let fitting = PASS.as_nanos() / first.as_nanos().max(1) + 1;
        let events = runner.events.len().min(fitting as usize);
        let (hits, whole) = cpu(|| runner.pass(events));
        let repeats = (PASS.as_nanos() / whole.as_nanos().max(1) + 1) as usize;
        plans.push((events, repeats, hits, Vec::new()));
    }
    for _ in 0..ROUNDS {
        for (runner, (events, repeats, _, rounds)) in runners.iter_mut().zip(&mut plans) {
            let passes = || (0..*repeats).map(|_| runner.pass(*events)).sum::<usize>();
            rounds.push(cpu(passes).1);
        }
    }
    let cost = |(events, repeats, hits, rounds): (usize, usize, usize, Vec<Duration>)| Cost {
        ns: median(rounds).as_secs_f64() * 1e9 / (events * repeats) as f64,
        hits: hits as f64 / events as f64,
    };
    plans.into_iter().map(cost).collect()
}

pub(crate) fn median(mut of: Vec<Duration>) -> Duration {
    of.sort_unstable();
    of[of.len() / 2]
}
