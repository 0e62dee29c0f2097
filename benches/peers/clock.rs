//! Measures how long something took: CPU time, which other processes on the machine hardly affect, and wall time.

use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// The cost of one pass over some records.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// CPU time of all threads of the process, including those of its compiler and garbage collector.
    pub(crate) cpu: Duration,
    pub(crate) wall: Duration,
}

/// Runs `work` in this process. Returns its result and its cost.
pub(crate) fn measure<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    measure_by(own_cpu, work)
}

/// Runs `work`. Its CPU time is the difference of `cpu` after and before.
pub(crate) fn measure_by<T>(cpu: impl Fn() -> Duration, work: impl FnOnce() -> T) -> (T, Cost) {
    let (start, before) = (Instant::now(), cpu());
    let done = work();
    let cost = Cost {
        cpu: cpu().saturating_sub(before),
        wall: start.elapsed(),
    };
    (done, cost)
}

fn own_cpu() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    let part = |number: i64| u64::try_from(number).expect("CPU time is never negative");
    let nanos = part(now.tv_sec) * 1_000_000_000 + part(now.tv_nsec);
    Duration::from_nanos(nanos)
}

/// Returns the CPU time of another process, from `/proc`. It is exact while the process sleeps.
pub(crate) fn cpu_of(process: u32) -> Duration {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task"));
    let tasks = tasks.into_iter().flatten().filter_map(Result::ok);
    let nanos = tasks.filter_map(|task| task_nanos(&task.path())).sum();
    Duration::from_nanos(nanos)
}

fn task_nanos(task: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(task.join("schedstat")).ok()?;
    text.split(' ').next()?.parse().ok()
}

/// Returns the resident bytes of a process, from `/proc`; 0 if it does not exist.
pub(crate) fn resident_bytes(process: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok());
    kib.map_or(0, |kib: u64| kib * 1024)
}

/// Returns the median of some durations.
pub(crate) fn median(mut of: Vec<Duration>) -> Duration {
    of.sort_unstable();
    of.get(of.len() / 2).copied().unwrap_or_default()
}

/// Returns the nanoseconds for each of `records`.
pub(crate) fn nanos_each(cost: Duration, records: &Range<usize>) -> f64 {
    cost.as_secs_f64() * 1e9 / records.len().max(1) as f64
}
