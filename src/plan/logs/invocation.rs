//! An invocation as its REPORT line describes it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Smallest memory of a function, in MB (Lambda quotas, read 2026-11-23).
pub const MEMORY_MB_MIN: u32 = 128;
/// Largest memory of a function, in MB (same source).
pub const MEMORY_MB_MAX: u32 = 10_240;

/// Longest time that is accepted, in milliseconds: a day, far above the 15 minutes that Lambda allows.
const TIME_MS_MAX: u64 = 86_400_000;

/// One invocation, from its REPORT line or `platform.report` record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// Memory that the function had, in MB.
    pub memory_mb: u32,
    /// Run time of the handler, in microseconds; initialisation is not part of it.
    pub duration_us: u64,
    /// Billed duration, in milliseconds, without the restore of a snapshot.
    pub billed_ms: u64,
    /// Initialisation of a cold start, in microseconds; `None` on a warm one.
    pub init_us: Option<u64>,
    /// Restore of a SnapStart snapshot, in microseconds; `None` if there was none.
    pub restore_us: Option<u64>,
    /// Billed duration of the restore, in milliseconds.
    pub billed_restore_ms: Option<u64>,
    /// Most memory that the environment had used by then, in MB; `None` if the log does not say.
    pub max_memory_mb: Option<u32>,
    /// How it ended.
    pub ending: Ending,
}

/// How an invocation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It succeeded; text lines have no status then.
    Success,
    /// The runtime or the function failed.
    Error,
    /// It was stopped at its timeout.
    Timeout,
}

impl Invocation {
    /// Returns whether the environment was initialised or restored for it.
    #[must_use]
    pub const fn is_cold(&self) -> bool {
        self.init_us.is_some() || self.restore_us.is_some()
    }

    /// Returns the time of handler, initialisation and restore together, in microseconds.
    #[must_use]
    pub fn total_us(&self) -> u64 {
        self.duration_us + self.init_us.unwrap_or(0) + self.restore_us.unwrap_or(0)
    }

    /// Returns the duration billed by the rules since 2025-08-01, in milliseconds: handler and initialisation rounded
    /// up together, plus the billed restore.
    #[must_use]
    pub fn billed_ms_today(&self) -> u64 {
        let run_us = self.duration_us + self.init_us.unwrap_or(0);
        let run_ms = if is_rounded(run_us, 1, self.billed_ms) {
            self.billed_ms
        } else {
            run_us.div_ceil(1000)
        };
        run_ms + self.billed_restore_ms.unwrap_or(0)
    }
}

/// The figures of a report while they are collected, each as written.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) duration_ms: Option<Decimal>,
    pub(super) billed_ms: Option<Decimal>,
    pub(super) memory_mb: Option<Decimal>,
    pub(super) max_memory_mb: Option<Decimal>,
    pub(super) init_ms: Option<Decimal>,
    pub(super) restore_ms: Option<Decimal>,
    pub(super) billed_restore_ms: Option<Decimal>,
    pub(super) ending: Option<Ending>,
}

impl Figures {
    /// Returns the invocation, or in words why the report can't be read.
    pub(super) fn finish(&self) -> Result<Invocation, String> {
        let (duration, billed, memory) = (self.duration_ms, self.billed_ms, self.memory_mb);
        let duration = duration.ok_or("the report has no duration")?;
        let billed = billed.ok_or("the report has no billed duration")?;
        let memory = memory.ok_or("the report has no memory size")?;
        let optional = |ms: Option<Decimal>, name| ms.map(|ms| microseconds(ms, name)).transpose();
        let max_memory = self.max_memory_mb.map(|mb| whole(mb, "memory used"));
        let billed_restore = self.billed_restore_ms.map(|ms| whole(ms, "billed restore"));
        Ok(Invocation {
            memory_mb: memory_mb(memory)?,
            duration_us: microseconds(duration, "duration")?,
            billed_ms: whole(billed, "billed duration")?,
            init_us: optional(self.init_ms, "init duration")?,
            restore_us: optional(self.restore_ms, "restore duration")?,
            billed_restore_ms: billed_restore.transpose()?,
            max_memory_mb: max_memory
                .transpose()?
                .and_then(|mb| u32::try_from(mb).ok()),
            ending: self.ending.unwrap_or(Ending::Success),
        })
    }
}

fn memory_mb(memory: Decimal) -> Result<u32, String> {
    let mb = memory.to_u32().filter(|mb| Decimal::from(*mb) == memory);
    mb.filter(|mb| (MEMORY_MB_MIN..=MEMORY_MB_MAX).contains(mb))
        .ok_or_else(|| {
            let memory = memory.normalize();
            format!("a memory size of {memory} MB: expected {MEMORY_MB_MIN} to {MEMORY_MB_MAX}")
        })
}

fn microseconds(ms: Decimal, name: &str) -> Result<u64, String> {
    let is_sane = !ms.is_sign_negative() && ms <= Decimal::from(TIME_MS_MAX);
    let us = (ms.min(Decimal::from(TIME_MS_MAX)) * Decimal::ONE_THOUSAND).round();
    us.to_u64()
        .filter(|_| is_sane)
        .ok_or_else(|| format!("a {name} of {ms} ms: expected 0 to {TIME_MS_MAX}"))
}

fn whole(number: Decimal, name: &str) -> Result<u64, String> {
    let whole = number.to_u64().filter(|it| Decimal::from(*it) == number);
    whole
        .filter(|it| *it <= TIME_MS_MAX)
        .ok_or_else(|| format!("a {name} of {number}: expected a whole number up to {TIME_MS_MAX}"))
}

/// Reads a number as logs write it: digits, a point, perhaps an exponent.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let exact = text.parse::<Decimal>().ok();
    exact.or_else(|| Decimal::from_scientific(text).ok())
}

/// Rounding error of a time, or of the sum of two, in microseconds: reports show two decimals of a millisecond.
const SHOWN_US: u64 = 10;

/// Returns whether `billed_ms` may be `us` rounded up to a multiple of `step_ms`, given the decimals shown.
pub(super) const fn is_rounded(us: u64, step_ms: u64, billed_ms: u64) -> bool {
    let step_us = step_ms * 1000;
    let least = us.saturating_sub(SHOWN_US).div_ceil(step_us) * step_ms;
    let most = (us + SHOWN_US).div_ceil(step_us) * step_ms;
    least <= billed_ms && billed_ms <= most
}
