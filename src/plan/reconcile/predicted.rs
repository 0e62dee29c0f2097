//! What an estimate predicts: its document in, the figures that an account is held against out.

use rust_decimal::Decimal;
use tidegate_estimate::Period;
use tidegate_estimate::v1::{Cost, Estimate, ReadError};
use tidegate_figures::{Handler, Levels, RULE_OF_THREE, Share};

/// What an estimate predicts.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    /// Records of a month; `None` if the estimate is for its sample alone.
    pub month_records: Option<u64>,
    /// The delivered share.
    pub share: Share,
    /// Invocations without filters.
    pub unfiltered: Levels<u64>,
    /// Invocations with them.
    pub filtered: Levels<u64>,
    /// Records delivered over the same time as the invocations.
    pub delivered: Decimal,
    /// Time of every invocation and of each record; `None` without prices.
    pub handler: Option<Handler>,
    /// `None` without prices.
    pub cost: Option<Cost>,
}

/// An estimate that nothing can be held against.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PredictedError {
    /// It can't be read.
    Unread(ReadError),
    /// Nothing was read when the estimate was made.
    Empty,
}

impl std::fmt::Display for PredictedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unread(error) => error.fmt(f),
            Self::Empty => f.write_str("the estimate was made of no record"),
        }
    }
}

impl std::error::Error for PredictedError {}

impl Predicted {
    /// Reads the text of a file, as `tidegate estimate --format json` writes it.
    ///
    /// # Errors
    /// Any other text, and an estimate of no record.
    pub fn read(text: &str) -> Result<Self, PredictedError> {
        let estimate = Estimate::read(text).map_err(PredictedError::Unread)?;
        Self::of(estimate).ok_or(PredictedError::Empty)
    }

    /// `None` if the estimate was made of no record.
    fn of(estimate: Estimate) -> Option<Self> {
        let Estimate {
            records,
            invocations,
            cost,
            basis,
            ..
        } = estimate;
        let share = Share::of(records.delivered, records.read)?;
        // A sample has no month, and neither have matches of a bus unless a rate was stated.
        let month_records = match invocations.period {
            Period::Month => basis.month_records(),
            Period::Sample => None,
        };
        // The share that was computed with: of none delivered, the most that the sample leaves possible.
        let hits = if invocations.filtered_is_at_most {
            RULE_OF_THREE.min(records.read)
        } else {
            records.delivered
        };
        let all = Decimal::from(month_records.unwrap_or(records.read));
        let hit_share = Decimal::from(hits).checked_div(Decimal::from(records.read))?;
        Some(Self {
            month_records,
            share,
            unfiltered: invocations.unfiltered,
            filtered: invocations.filtered,
            delivered: all.saturating_mul(hit_share),
            handler: cost.as_ref().map(|cost| cost.handler),
            cost,
        })
    }
}
