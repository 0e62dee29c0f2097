//! The counts of a month, from which the cost is computed.

use tidegate_figures::Levels;

use crate::forecast::Forecast;

/// Invocations of a month and what they work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MonthCounts {
    pub(super) forecast: Forecast,
    /// Records handed to the function without filters.
    pub(super) unfiltered_records: u64,
    /// Records handed to the function with them, by level.
    pub(super) filtered_records: Levels<u64>,
    /// Invocations and records at both ends of the delivered share's interval; `None` of a sample without a match.
    pub(super) sampled: Option<[(u64, u64); 2]>,
    /// Records that the source brings.
    pub(super) records: u64,
    /// `ReceiveMessage` calls of a queue; 0 of other sources.
    pub(super) receives: u64,
}
