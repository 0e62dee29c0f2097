//! Reads the predictions of an estimate, which are compared with an account, from its document.

use rust_decimal::Decimal;
use tidegate_estimate::Period;
use tidegate_estimate::v1::{Cost, Estimate, ReadError};
use tidegate_figures::{HandlerDuration, Levels, RULE_OF_THREE, Share};

/// The predictions of an estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    /// Records of a month; `None` if the estimate covers only its sample.
    pub month_records: Option<u64>,
    /// The delivered share.
    pub share: Share,
    /// Invocations without filters.
    pub unfiltered: Levels<u64>,
    /// Invocations with filters.
    pub filtered: Levels<u64>,
    /// Records delivered over the same time as the invocations.
    pub delivered: Decimal,
    /// Run time of each invocation and of each record; `None` without prices.
    pub handler: Option<HandlerDuration>,
    /// The cost; `None` without prices.
    pub cost: Option<Cost>,
}

/// Why an estimate can't be used for a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PredictedError {
    /// It can't be read as an estimate.
    Unread(ReadError),
    /// The estimate was made without any records.
    Empty,
}

impl std::fmt::Display for PredictedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unread(error) => error.fmt(f),
            Self::Empty => f.write_str("the estimate was made without any records"),
        }
    }
}

impl std::error::Error for PredictedError {}

impl Predicted {
    /// Reads the output of `tidegate estimate --format json`.
    ///
    /// # Errors
    /// The text is something else, or the estimate was made without any records.
    pub fn read(text: &str) -> Result<Self, PredictedError> {
        let estimate = Estimate::read(text).map_err(PredictedError::Unread)?;
        Self::of(estimate).ok_or(PredictedError::Empty)
    }

    /// Returns the predictions, or `None` if the estimate was made without any records.
    fn of(estimate: Estimate) -> Option<Self> {
        let Estimate {
            records,
            invocations,
            cost,
            basis,
            ..
        } = estimate;
        let share = Share::of(records.delivered, records.read)?;
        // A sample has no month. Matches of a bus have none either, unless a rate was given.
        let month_records = match invocations.period {
            Period::Month => basis.month_records(),
            Period::Sample => None,
        };
        // The share that the estimate used: if no record was delivered, the largest share that the sample allows.
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
