//! Whether AWS filters before it fills a batch or after: predicted and real batches in, the order out. AWS's
//! documentation has not said since 2023.

use tidegate_figures::float;

use super::predicted::Predicted;
use super::real::Real;

/// The orders that an account can show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Order {
    /// Records are filtered, then collected: batches are as large as predicted at `expected`.
    FilterFirst,
    /// Records are collected, then filtered: batches are as large as predicted at `conservative`.
    BatchFirst,
    /// Batches are of a size that neither predicts: 0 is that of batching first, 1 that of filtering first.
    Between(f64),
    /// Both orders predict about the same, so that the account can't tell.
    Alike,
}

/// Orders whose batches differ by less than this predict about the same.
const ALIKE_TIMES: f64 = 1.1;

/// So near to one order, of the way between both, an account shows it; as far beyond it, neither.
const NEAR: f64 = 0.25;

impl Order {
    /// By the mean size of batches.
    #[must_use]
    pub fn of(predicted: &Predicted, real: &Real) -> Self {
        let (first, last) = sizes(predicted);
        let (first, last) = (
            first.max(f64::MIN_POSITIVE).ln(),
            last.max(f64::MIN_POSITIVE).ln(),
        );
        if (first - last).abs() < ALIKE_TIMES.ln() {
            return Self::Alike;
        }
        let size = float(real.batch()).max(f64::MIN_POSITIVE).ln();
        let position = (size - last) / (first - last);
        if (position - 1.0).abs() <= NEAR {
            Self::FilterFirst
        } else if position.abs() <= NEAR {
            Self::BatchFirst
        } else {
            Self::Between(position)
        }
    }

    /// In words.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::FilterFirst => "filter, then batch",
            Self::BatchFirst => "batch, then filter",
            Self::Between(_) => "neither as predicted",
            Self::Alike => "can't be told here",
        }
    }
}

/// Mean size of batches if filters come first, and if they come last.
pub(super) fn sizes(predicted: &Predicted) -> (f64, f64) {
    let delivered = float(predicted.delivered);
    let size = |invocations: u64| delivered / (invocations as f64).max(1.0);
    (
        size(predicted.filtered.expected),
        size(predicted.filtered.conservative),
    )
}
