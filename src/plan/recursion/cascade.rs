//! What a loop costs: outputs of one invocation in, invocations and money out, where AWS stops it and where it does not.

use rust_decimal::Decimal;
use tidegate_price::bill::{FreeTier, Line, duration, gb_seconds, requests};
use tidegate_price::{Money, Rates};

/// Invocations in one chain after which AWS stops the next, about (Lambda Developer Guide, "Use Lambda recursive loop
/// detection to prevent infinite loops", read 2026-11-23).
pub const DETECTED_AFTER: u32 = 16;

/// One invocation of the function.
#[derive(Clone, Debug)]
pub struct Looping {
    /// Outputs of one invocation that trigger again, each an invocation of its own.
    pub fan_out: u32,
    /// Duration of an invocation, in milliseconds; above 0.
    pub duration_ms: Decimal,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Invocations at once that bound a loop which nothing stops.
    pub concurrency: u32,
    /// Prices.
    pub rates: Rates,
}

/// Invocations and what they cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Burn {
    /// How many; `None` above 2^64.
    pub invocations: Option<u64>,
    /// Requests and duration, without free tiers; `None` if the invocations can't be counted.
    pub cost: Option<Money>,
    /// The lines of that cost.
    pub lines: Vec<Line>,
}

impl Looping {
    /// What one event sets off until AWS stops its chains: 1 + k + k^2 + ... + k^16. The depth is bounded, the breadth is
    /// not.
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

    /// What an hour of a loop costs that one event began and that nothing stops, one invocation after the other.
    #[must_use]
    pub fn hour_of_one(&self) -> Burn {
        self.hour(1)
    }

    /// What an hour costs once it fills the concurrency there is.
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
        let lines: Vec<_> = invocations.map_or_else(Vec::new, |count| {
            let ms = self.duration_ms.ceil().saturating_mul(count.into());
            let gb_s = gb_seconds(ms / Decimal::ONE_THOUSAND, self.memory_mb);
            vec![
                requests(&self.rates, count, &FreeTier::NONE),
                duration(&self.rates, gb_s, &FreeTier::NONE),
            ]
        });
        Burn {
            invocations,
            cost: invocations.map(|_| lines.iter().map(|line| line.amount).sum()),
            lines,
        }
    }
}
