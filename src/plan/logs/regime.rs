//! Finds the rules by which a log was billed: counts which rules the billed durations agree with.
//!
//! Until 2020-12-01 Lambda rounded up to 100 ms (AWS news blog of that day); until 2025-08-01 the initialisation of
//! on-demand functions from ZIP archives on managed runtimes was not billed (AWS Compute Blog, 2025-04).

use super::invocation::{Ending, Invocation, is_rounded};

/// The step before 2020-12-01, in milliseconds.
const HUNDRED_MS: u64 = 100;

/// Counts of the rules that the billed durations of a log agree with.
///
/// ```
/// use tidegate_plan::logs::{InitBilling, Logs, Regime, Rounding};
/// let mut logs = Logs::default();
/// logs.read("-", "REPORT RequestId: 1 Duration: 1233.96 ms Billed Duration: 1698 ms Memory Size: 256 MB \
///     Init Duration: 463.51 ms")?;
/// let regime = Regime::of(&logs.invocations);
/// assert_eq!((regime.rounding(), regime.init()), (Rounding::Millisecond, InitBilling::Billed));
/// # Ok::<(), tidegate_plan::logs::LogError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Regime {
    /// Reports that only rounding to 1 ms explains.
    pub millisecond: u64,
    /// Reports that only rounding to 100 ms explains.
    pub hundred: u64,
    /// Cold starts whose initialisation is in the billed duration.
    pub init_billed: u64,
    /// Cold starts whose initialisation is not in it.
    pub init_free: u64,
    /// Reports of invocations that succeeded and that no known rule explains.
    pub unexplained: u64,
}

/// The step to which durations were rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// 1 ms, since 2020-12-01.
    Millisecond,
    /// 100 ms, until then.
    Hundred,
    /// Some reports by one rule, some by the other.
    Mixed,
    /// Every report agrees with both.
    Unknown,
}

/// Whether cold starts pay for their initialisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitBilling {
    /// Yes: the rule since 2025-08-01, and earlier for container images, custom runtimes and provisioned concurrency.
    Billed,
    /// No: the earlier rule for ZIP archives on managed runtimes.
    Free,
    /// Some cold starts do, some don't.
    Mixed,
    /// There is no cold start in the log.
    Unknown,
}

impl Regime {
    /// Returns the counts over all invocations.
    #[must_use]
    pub fn of(invocations: &[Invocation]) -> Self {
        let mut regime = Self::default();
        for invocation in invocations {
            regime.take(invocation);
        }
        regime
    }

    fn take(&mut self, invocation: &Invocation) {
        if invocation.ending != Ending::Success {
            return;
        }
        let by = |step_ms| Fit::of(invocation, step_ms);
        let (one, hundred) = (by(1), by(HUNDRED_MS));
        match (one.is_any(), hundred.is_any()) {
            (true, false) => self.millisecond += 1,
            (false, true) => self.hundred += 1,
            (true, true) => {}
            (false, false) => self.unexplained += 1,
        }
        match if one.is_any() { one } else { hundred } {
            Fit {
                run: false,
                with_init: true,
            } => self.init_billed += 1,
            Fit {
                run: true,
                with_init: false,
            } => self.init_free += 1,
            _ => {}
        }
    }

    /// Returns the rounding that the log shows.
    #[must_use]
    pub const fn rounding(&self) -> Rounding {
        match (self.millisecond, self.hundred) {
            (0, 0) => Rounding::Unknown,
            (_, 0) => Rounding::Millisecond,
            (0, _) => Rounding::Hundred,
            _ => Rounding::Mixed,
        }
    }

    /// Returns whether initialisation was billed.
    #[must_use]
    pub const fn init(&self) -> InitBilling {
        match (self.init_billed, self.init_free) {
            (0, 0) => InitBilling::Unknown,
            (_, 0) => InitBilling::Billed,
            (0, _) => InitBilling::Free,
            _ => InitBilling::Mixed,
        }
    }

    /// Returns whether the log was billed by today's rules.
    #[must_use]
    pub const fn is_todays(&self) -> bool {
        self.hundred == 0 && self.init_free == 0 && self.unexplained == 0
    }
}

/// Whether a billed duration is the handler's time rounded up, or the time of handler and initialisation together.
#[derive(Clone, Copy)]
struct Fit {
    run: bool,
    with_init: bool,
}

impl Fit {
    fn of(invocation: &Invocation, step_ms: u64) -> Self {
        let run = invocation.duration_us;
        let with_init = run + invocation.init_us.unwrap_or(0);
        Self {
            run: is_rounded(run, step_ms, invocation.billed_ms),
            with_init: is_rounded(with_init, step_ms, invocation.billed_ms),
        }
    }

    const fn is_any(self) -> bool {
        self.run || self.with_init
    }
}
