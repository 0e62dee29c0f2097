//! What a computation costs: CPU time, and memory at its peak. Both are measured on Linux only.

use crate::hostile::{cpu, reset_peak, status};

/// Most CPU time, in nanoseconds, and most memory, in bytes.
const CPU_MAX: u64 = 10_000_000_000;
const MEMORY_MAX: u64 = 300_000_000;

/// A result and its cost.
pub(super) struct Measured<T> {
    pub(super) result: T,
    cpu: Option<u64>,
    memory: Option<u64>,
}

/// Runs a computation on this thread. The peak of memory is that of the whole process.
pub(super) fn measure<T>(run: impl FnOnce() -> T) -> Measured<T> {
    let (memory, start) = (reset_peak(), cpu().ok());
    let result = run();
    let end = cpu().ok();
    let peak = status("VmHWM:");
    Measured {
        result,
        cpu: start.zip(end).map(|(start, end)| end - start),
        memory: memory
            .zip(peak)
            .map(|(memory, peak)| peak.saturating_sub(memory)),
    }
}

impl<T> Measured<T> {
    /// Returns the cost in words if it is above a limit.
    pub(super) fn excess(&self) -> Option<String> {
        let Self { cpu, memory, .. } = *self;
        let is_slow = cpu.is_some_and(|cpu| cpu > CPU_MAX);
        let is_large = memory.is_some_and(|memory| memory > MEMORY_MAX);
        let [cpu, memory] = [cpu, memory].map(|it| it.unwrap_or(0) / 1_000_000);
        (is_slow || is_large).then(|| format!("{cpu} ms and {memory} MB"))
    }
}
