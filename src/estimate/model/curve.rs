//! One setting varied: the month at each value.

use serde::{Deserialize, Serialize};
use tidegate_price::Money;

/// The setting that a curve varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CurveSetting {
    /// Records.
    #[serde(rename = "batch_size")]
    BatchSize,
    /// Seconds.
    #[serde(rename = "window_seconds")]
    Window,
}

impl CurveSetting {
    /// Returns `batch size` or `batch window`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BatchSize => "batch size",
            Self::Window => "batch window",
        }
    }
}

/// A month counted again for several values of one setting, the other as it is. Each point is a replay of its own, of
/// fewer records than the estimate's, so today's point may differ from the estimate a little.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Curve {
    /// The setting that varies.
    #[serde(rename = "knob")]
    pub setting: CurveSetting,
    /// By value, ascending; today's is among them.
    pub points: Vec<CurvePoint>,
}

/// A month at one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Records or seconds.
    pub value: u32,
    /// The window that goes with it, rounded up to seconds: queues take large batches only with one.
    pub window_seconds: u32,
    /// Whether the mapping has this value.
    #[serde(rename = "today")]
    pub is_today: bool,
    /// Invocations without filters.
    pub unfiltered: u64,
    /// Invocations with them, filter first.
    pub expected: u64,
    /// Invocations with them, on the less favourable reading.
    pub conservative: u64,
    /// Cost without filters; `None` without prices.
    pub cost_unfiltered: Option<Money>,
    /// Expected cost with them.
    pub cost_filtered: Option<Money>,
}
