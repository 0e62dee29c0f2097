//! The figures of a month in words, to stand beside those of another report.

use tidegate_figures::{percent_range, percent_short};

use super::headline::BILL_MIN;
use super::range::Range;
use super::remarks::setting;
use crate::model::{Period, Report};

/// The figures of a month, in words. Ranges are as wide as those of the report's document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthFigures {
    /// The share of the records that is delivered; `None` if none was read.
    pub delivered: Option<String>,
    /// The interval that holds the true share with 95 % certainty.
    pub delivered_range: Option<String>,
    /// Invocations with the filters.
    pub invocations: String,
    /// Invocations without any filter.
    pub unfiltered: String,
    /// The cost, in the order with the filters, without any; `None` without prices.
    pub cost: Option<[String; 2]>,
    /// The mapping's settings: `sqs, batch size 10, window 0 s`.
    pub setting: String,
}

impl Report {
    /// Returns the figures of its month; `None` if it is about the records read.
    #[must_use]
    pub fn month_figures(&self) -> Option<MonthFigures> {
        if self.period == Period::Sample {
            return None;
        }
        let invocations = Range::invocations(self);
        let share = self.delivered_share();
        Some(MonthFigures {
            delivered: share.map(|it| percent_short(it.value)),
            delivered_range: share.map(|it| percent_range(it.low, it.high)),
            invocations: invocations.filtered_words(),
            unfiltered: invocations.today_words(),
            cost: self
                .cost
                .as_ref()
                .map(|cost| words(&Range::cost(self, cost))),
            setting: setting(self),
        })
    }
}

fn words(range: &Range) -> [String; 2] {
    match range.today < BILL_MIN {
        // Rounding to cents would distort a bill this small.
        true => [(); 2].map(|()| format!("under {}", range.words(BILL_MIN))),
        false => [range.filtered_words(), range.today_words()],
    }
}
