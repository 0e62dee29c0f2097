//! The cost of a loop: counts and prices its invocations, whether or not AWS stops it.

use rust_decimal::Decimal;
use tidegate_price::bill::{FreeTier, Line, total};
use tidegate_price::{Money, Rates};

use crate::Runs;

/// Approximate number of invocations in one chain after which AWS stops the chain (Lambda Developer Guide, "Use Lambda
/// recursive loop detection to prevent infinite loops", read 2026-11-23).
pub const DETECTED_AFTER: u32 = 16;

/// One invocation of the function.
#[derive(Clone, Debug)]
pub struct Looping {
    /// Outputs of one invocation that trigger the function again, each as a separate invocation.
    pub fan_out: u32,
    /// Duration of an invocation, in milliseconds; above 0.
    pub duration_ms: Decimal,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Most invocations at once, which limits a loop that nothing stops.
    pub concurrency: u32,
    /// Prices.
    pub rates: Rates,
}

/// Invocations and what they cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Burn {
    /// Number of invocations; `None` from 2^64 up.
    pub invocations: Option<u64>,
    /// Cost of requests and duration, without free tiers; `None` if the invocations can't be counted.
    pub cost: Option<Money>,
    /// The lines of that cost.
    pub lines: Vec<Line>,
}

impl Looping {
    /// Returns the invocations that one event causes until AWS stops its chains: 1 + k + k^2 + ... + k^16. AWS limits
    /// the depth of a chain, not the breadth.
    #[must_use]
    pub fn until_stopped(&self) -> Burn {
        let (fan_out, mut level) = (u64::from(self.fan_out), Some(1_u64));
        let mut sum = Some(0_u64);
        for _ in 0..=DETECTED_AFTER {
            sum = sum
                .zip(level)
                .and_then(|(sum, level)| sum.checked_add(level));
            level = level.and_then(|level| level.checked_mul(fan_out));
        }
        self.burn(sum)
    }

    /// Returns an hour of a loop that one event started and nothing stops, with one invocation after the other.
    #[must_use]
    pub fn hour_of_one(&self) -> Burn {
        self.hour(1)
    }

    /// Returns an hour of a loop that uses all of the concurrency.
    #[must_use]
    pub fn hour_of_all(&self) -> Burn {
        self.hour(self.concurrency)
    }

    fn hour(&self, at_once: u32) -> Burn {
        let hour_ms = Decimal::from(3_600_000_u32) * Decimal::from(at_once);
        let invocations = hour_ms.checked_div(self.duration_ms);
        let whole = invocations.map(|it| it.trunc());
        self.burn(whole.and_then(|it| u64::try_from(it).ok()))
    }

    fn burn(&self, invocations: Option<u64>) -> Burn {
        let lines = invocations.map_or_else(Vec::new, |invocations| {
            let duration_ms = self.duration_ms;
            let runs = Runs {
                invocations,
                duration_ms,
            };
            runs.lines(self.memory_mb, &self.rates, &FreeTier::NONE)
                .into()
        });
        Burn {
            invocations,
            cost: invocations.map(|_| total(&lines)),
            lines,
        }
    }
}
