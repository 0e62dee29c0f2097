//! What a question comes down to in numbers: load, environments, what chance asks for.

use tidegate_figures::{float, servers_for};

use super::question::Question;
use crate::Value;

/// What Erlang's formula takes for granted.
pub(super) const ERLANG: &str = "Erlang B: invocations come at random (Poisson), independent of each other; exact for any \
                      distribution of durations; bursts throttle more";

/// The numbers that everything else is compared with.
pub(super) struct Demand {
    /// Invocations a second.
    pub(super) rate: f64,
    /// Mean duration.
    pub(super) seconds: f64,
    /// Environments busy on average.
    pub(super) load: f64,
    /// What may be throttled.
    pub(super) target: f64,
    /// Environments that hold it to that.
    pub(super) needed: Option<u64>,
}

impl Demand {
    pub(super) fn of(question: &Question) -> Self {
        let rate = question.rate.per_second();
        let seconds = float(question.duration_ms) / 1_000.0;
        let (load, target) = (rate * seconds, float(question.target));
        Self {
            rate,
            seconds,
            load,
            target,
            needed: servers_for(load, target),
        }
    }

    /// The mean in whole environments, at least one.
    pub(super) fn whole(&self) -> u64 {
        whole(self.load)
    }

    /// A tenth above the mean.
    pub(super) fn tenth(&self) -> u64 {
        whole(self.load * 1.1)
    }

    pub(super) fn needed_value(&self) -> Value {
        self.needed.map_or(Value::Absent, Value::Count)
    }
}

/// Rounded up, but for what floating point adds; at least one.
pub(super) fn whole(environments: f64) -> u64 {
    ((environments - 1e-13 * environments).ceil() as u64).max(1)
}
