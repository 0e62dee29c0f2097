//! The time between an invocation that failed and its retry.
//!
//! Lambda backs off, but documents no times for streams and topics. The callers name what they assume.

use serde::{Deserialize, Serialize};

/// When a batch that failed is retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pause {
    /// After the failed invocation ends, the first time after `first_us` microseconds, then after twice as long each
    /// time, at most `most_us`.
    Doubling {
        /// The first pause.
        first_us: u64,
        /// The longest pause.
        most_us: u64,
    },
    /// When the records are visible again: this many microseconds after the failed invocation started, but not before
    /// it ends.
    Hidden(u64),
}

impl Pause {
    /// Retries start at once.
    pub const NONE: Self = Self::Doubling {
        first_us: 0,
        most_us: 0,
    };

    /// Returns when the pause is over after an invocation from `start_us` to `end_us`, whose batch had been retried
    /// `retried` times before it failed again.
    ///
    /// ```
    /// use tidegate_mapping::simulate::Pause;
    /// let pause = Pause::Doubling { first_us: 1_000, most_us: 5_000 };
    /// let over_us = [0, 1, 2, 3, 200].map(|retried| pause.over_us(0, 10, retried));
    /// assert_eq!(over_us, [1_010, 2_010, 4_010, 5_010, 5_010]);
    /// assert_eq!(Pause::Hidden(30).over_us(100, 110, 7), 130);
    /// assert_eq!(Pause::Hidden(30).over_us(100, 140, 7), 140);
    /// ```
    #[must_use]
    pub fn over_us(self, start_us: u64, end_us: u64, retried: u32) -> u64 {
        match self {
            Self::Doubling { first_us, most_us } => {
                let factor = 1_u64.checked_shl(retried).unwrap_or(u64::MAX);
                end_us.saturating_add(first_us.saturating_mul(factor).min(most_us))
            }
            Self::Hidden(hidden_us) => end_us.max(start_us.saturating_add(hidden_us)),
        }
    }
}

impl Default for Pause {
    fn default() -> Self {
        Self::NONE
    }
}
