//! Finds whether AWS filters before or after it fills a batch, by comparing the sizes of predicted and real batches.
//! AWS's documentation has not said so since 2023.

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
    /// Batches have a size that neither order predicts. The number is the position between both: 0 is batching first, 1
    /// is filtering first.
    Between(f64),
    /// Both orders predict about the same size, and batches have it, so the account can't show which one applies.
    Alike,
    /// Both orders predict about the same size, and batches have a very different one.
    Neither,
}

/// Ratio of real to predicted size, or its inverse, up to which a prediction fits.
const FITS_TIMES: f64 = 1.25;

/// Ratio of predicted sizes below which both orders predict about the same.
const ALIKE_TIMES: f64 = 1.1;

/// Largest distance from an order at which the account shows that order, as a share of the distance between both
/// orders.
const NEAR: f64 = 0.25;

impl Order {
    /// Returns the order by the mean size of batches.
    #[must_use]
    pub fn of(predicted: &Predicted, real: &Real) -> Self {
        let (first, last) = sizes(predicted);
        let (first, last) = (
            first.max(f64::MIN_POSITIVE).ln(),
            last.max(f64::MIN_POSITIVE).ln(),
        );
        let size = float(real.batch()).max(f64::MIN_POSITIVE).ln();
        if (first - last).abs() < ALIKE_TIMES.ln() {
            let off = (size - first).abs().min((size - last).abs());
            return if off <= FITS_TIMES.ln() {
                Self::Alike
            } else {
                Self::Neither
            };
        }
        let position = (size - last) / (first - last);
        if (position - 1.0).abs() <= NEAR {
            Self::FilterFirst
        } else if position.abs() <= NEAR {
            Self::BatchFirst
        } else {
            Self::Between(position)
        }
    }

    /// Returns the order in words.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::FilterFirst => "filter, then batch",
            Self::BatchFirst => "batch, then filter",
            Self::Between(_) | Self::Neither => "neither fits",
            Self::Alike => "both fit",
        }
    }
}

/// Returns the predicted mean size of batches if AWS filters first, and if it filters last.
pub(super) fn sizes(predicted: &Predicted) -> (f64, f64) {
    let delivered = float(predicted.delivered);
    let size = |invocations: u64| delivered / (invocations as f64).max(1.0);
    (
        size(predicted.filtered.expected),
        size(predicted.filtered.conservative),
    )
}
