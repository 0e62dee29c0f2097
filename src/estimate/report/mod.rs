//! One estimate, and its renderings: counts, money and curves in; text, Markdown, JSON or HTML out.
//! Everything a reader has to know to trust or distrust the figures is part of the report, in every rendering.

mod concurrency;
mod headline;
mod html;
mod json;
mod markdown;
mod parts;
mod remarks;
mod tables;
mod text;

use tidegate::Source;
use tidegate_batch::Tally;
use tidegate_figures::{Decimal, Handler, Share};
use tidegate_mapping::Delivery;
use tidegate_report::Palette;

use crate::forecast::Forecast;

pub use concurrency::{ColdSide, ColdStarts, Concurrency, Environments};
pub use parts::{
    Advice, Basis, Cost, CostLine, Curve, CurvePoint, Knob, Load, LoadPoint, NearMiss, NearMisses,
    Period, ReplayBasis, Sampling,
};

/// The JSON Schema (draft 2020-12) of [`Report::json`]. No key is allowed that it doesn't list.
///
/// ```
/// assert!(tidegate_estimate::ESTIMATE_SCHEMA.contains("tidegate.estimate/v1"));
/// ```
pub const ESTIMATE_SCHEMA: &str = json::SCHEMA;

/// Matches that a sample without any leaves possible at 95 % (rule of three).
const RULE_OF_THREE: f64 = 3.0;

/// What an estimate found. Made by [`Question::answer`](crate::Question::answer).
#[derive(Clone, Debug)]
pub struct Report {
    /// Where the records come from.
    pub origin: Source,
    /// The mapping the forecast was made for, or a rule.
    pub mapping: Delivery,
    /// The records' fates.
    pub tally: Tally,
    /// The filters' names, by index; `None` where a filter has none.
    pub names: Vec<Option<String>>,
    /// Invocations, with the filters and without.
    pub forecast: Forecast,
    /// What they are counted for.
    pub period: Period,
    /// How they were counted.
    pub basis: Basis,
    /// How long the function runs.
    pub handler: Handler,
    /// What the size of the sample leaves open; `None` without a replay, and if nothing was delivered.
    pub sampling: Option<Sampling>,
    /// `None` unless the counts are for a month and there are prices.
    pub cost: Option<Cost>,
    /// `None` without a replay.
    pub load: Option<Load>,
    /// `None` without a replay.
    pub environments: Option<Environments>,
    /// Empty unless the counts are for a month.
    pub curves: Vec<Curve>,
    /// `None` if they were not looked for.
    pub near: Option<NearMisses>,
    /// What to do next.
    pub advice: Vec<Advice>,
    /// Remarks of whoever asked, shown among the warnings.
    pub remarks: Vec<String>,
}

impl Report {
    /// The delivered share; `None` if no record was read.
    #[must_use]
    pub fn delivered_share(&self) -> Option<Share> {
        Share::of(self.tally.delivered, self.tally.read)
    }

    /// The schema `tidegate.estimate/v1`, indented.
    #[must_use]
    pub fn json(&self) -> String {
        json::render(self)
    }

    /// For a pull request's comment: GitHub's Markdown, with a hidden mark to find the comment again.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::render(self)
    }

    /// One page that holds all it needs: no network, no script.
    #[must_use]
    pub fn html(&self) -> String {
        html::render(self)
    }

    /// For a terminal of `width` columns.
    #[must_use]
    pub fn text(&self, width: usize, palette: &Palette) -> String {
        text::render(self, width, palette)
    }

    /// What is saved, in per cent, and of what: of the cost where there are prices, else of the invocations. Expected
    /// against expected; `None` of nothing.
    #[must_use]
    pub fn saved_share(&self) -> (Option<Decimal>, &'static str) {
        let share = |part: Decimal, whole: Decimal| {
            let percent = (part * Decimal::ONE_HUNDRED).checked_div(whole);
            percent.map(|percent| percent.round_dp(2))
        };
        if let Some(cost) = &self.cost {
            let (saved, today) = (cost.saved().expected, cost.today());
            return (share(saved.decimal(), today.decimal()), "the cost");
        }
        let whole = Decimal::from(self.forecast.unfiltered.expected);
        let avoided = Decimal::from(self.forecast.avoided().expected);
        (share(avoided, whole), "the invocations")
    }

    /// What the figures rest on.
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        remarks::statements(self)
    }

    /// What the filters leave as it is, though one might hope otherwise.
    #[must_use]
    pub fn not_saved(&self) -> &'static str {
        remarks::not_saved(self.origin)
    }

    /// What the reader should not overlook.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        remarks::warnings(self)
    }

    /// How the invocations were counted.
    #[must_use]
    pub fn model(&self) -> String {
        remarks::model(self)
    }

    /// Whether the figures with the filter are upper bounds: no record of the sample was delivered, so that they are
    /// those of the largest share that the sample leaves possible.
    #[must_use]
    pub fn is_upper_bound(&self) -> bool {
        self.period == Period::Month && self.tally.delivered == 0 && self.tally.read > 0
    }

    /// The delivered share that the figures were computed with.
    fn share_used(&self) -> f64 {
        let hits = if self.is_upper_bound() {
            RULE_OF_THREE
        } else {
            self.tally.delivered as f64
        };
        (hits / (self.tally.read as f64).max(1.0)).min(1.0)
    }

    /// `kinesis, batch size 100, window 0 s`.
    fn setting(&self) -> String {
        if self.origin == Source::EventBridge {
            return self.origin.name().to_owned();
        }
        format!(
            "{}, batch size {}, window {}",
            self.origin.name(),
            tidegate_figures::count(self.mapping.batch_size().get().into()),
            window(self.mapping.window_ms()),
        )
    }
}

fn window(window_ms: u32) -> String {
    if window_ms.is_multiple_of(1000) {
        format!("{} s", window_ms / 1000)
    } else {
        format!("{window_ms} ms")
    }
}
