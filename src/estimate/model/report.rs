//! One estimate, with everything that a reader needs to judge its figures.

use serde::{Deserialize, Serialize};
use tidegate_batch::{Route, Tally, Unmatched, unmatched};
use tidegate_figures::{Decimal, HandlerDuration, Share};
use tidegate_mapping::Delivery;
use tidegate_price::Money;

use super::basis::{Basis, Period, Sampling, StrayTimes};
use super::capacity::Capacity;
use super::cost::Cost;
use super::curve::Curve;
use super::finding::FilterFinding;
use super::load::{Environments, Load};
use super::near::NearMisses;
use super::proof::Proof;
use crate::forecast::Forecast;

/// The result of an estimate. Made by [`EstimateRequest::answer`](crate::EstimateRequest::answer).
#[derive(Clone, Debug)]
pub struct Report {
    /// The way of the records from their source to the function.
    pub route: Route,
    /// The mapping the forecast was made for, or a rule.
    pub delivery: Delivery,
    /// The records' fates.
    pub tally: Tally,
    /// The filters' names, by index; `None` if a filter has none.
    pub names: Vec<Option<String>>,
    /// Invocations, with the filters and without.
    pub forecast: Forecast,
    /// The period or amount that they are counted for.
    pub period: Period,
    /// How they were counted.
    pub basis: Basis,
    /// How long the function runs.
    pub handler: HandlerDuration,
    /// The range that the size of the sample leaves open; `None` without a replay, and if nothing was delivered.
    pub sampling: Option<Sampling>,
    /// `None` unless the counts are for a month and there are prices.
    pub cost: Option<Cost>,
    /// `None` without a replay.
    pub load: Option<Load>,
    /// `None` without a replay.
    pub environments: Option<Environments>,
    /// The share of the mapping's capacity that is needed; `None` unless the counts are for a month of a mapping.
    pub capacity: Option<Capacity>,
    /// Arrival times that were left out of rate and span.
    pub stray: Option<StrayTimes>,
    /// Empty unless the counts are for a month.
    pub curves: Vec<Curve>,
    /// `None` if they were not looked for.
    pub near: Option<NearMisses>,
    /// The next steps.
    pub advice: Vec<Advice>,
    /// Remarks of the caller, shown among the warnings.
    pub remarks: Vec<String>,
    /// Settings of the mapping that have an effect on its cost or its records and are not counted, by their names.
    pub left_out: Vec<String>,
    /// How the rate of the records became known.
    pub rate_known: RateKnown,
    /// How the region of the prices became known.
    pub region_known: Known,
    /// How the run time of the function became known.
    pub handler_known: Known,
    /// Findings about the filters, for the JSON: the command line prints them itself.
    pub findings: Vec<FilterFinding>,
    /// Whether they prove that no record can match.
    pub proof: Proof,
}

impl Report {
    /// Returns the delivered share, which is exactly 0 if no record can match. `None` if no record was read.
    #[must_use]
    pub fn delivered_share(&self) -> Option<Share> {
        if self.never_matches() {
            return Some(Share::NEVER);
        }
        Share::of(self.tally.delivered, self.tally.read)
    }

    /// Returns whether a destination of discarded batches matters: it gets notices, or they have a line of the bill.
    #[must_use]
    pub fn has_notices(&self) -> bool {
        let replay = self.basis.replay();
        let mut lines = self.cost.iter().flat_map(|cost| &cost.lines);
        replay.is_some_and(|basis| basis.notices.is_some())
            || lines.any(|line| line.name.starts_with("on-failure"))
    }

    /// Returns the number of messages that a queue deletes: filtered or dropped. 0 for sources that keep their records.
    #[must_use]
    pub fn deleted(&self) -> u64 {
        if unmatched(self.route.source()) == Unmatched::Deleted {
            self.tally.filtered + self.tally.dropped_total()
        } else {
            0
        }
    }

    /// Returns the saving in per cent, and the total it is a share of: the cost if there are prices, otherwise the
    /// invocations. Compares expected with expected; `None` if the total is zero.
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

    /// Returns whether it is proven that the filters deliver no record, of this sample or another.
    #[must_use]
    pub fn never_matches(&self) -> bool {
        self.proof == Proof::NeverMatches
    }

    /// Returns whether the figures with the filter are upper bounds: no record of the sample was delivered, so that
    /// they are those of the largest share that the sample leaves possible.
    #[must_use]
    pub fn is_upper_bound(&self) -> bool {
        let has_no_match = self.tally.delivered == 0 && self.tally.read > 0;
        self.period == Period::Month && has_no_match && !self.never_matches()
    }

    /// Returns whether the filter keeps failing records from blocking shards.
    pub(crate) fn is_freed(&self) -> bool {
        let replay = self.basis.replay();
        replay.is_some_and(|basis| basis.retrying_ppm < basis.retrying_unfiltered_ppm)
    }

    /// Returns the delivered share that the figures were computed with.
    pub(crate) fn share_used(&self) -> f64 {
        let Tally { read, .. } = self.tally;
        if self.is_upper_bound() {
            return Share::missed(read);
        }
        (self.tally.delivered as f64 / (read as f64).max(1.0)).min(1.0)
    }
}

/// How the rate of the records became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateKnown {
    /// The user stated it.
    Stated,
    /// The arrival times of the records say it.
    Records {
        /// From the first arrival to the last, in milliseconds.
        span_ms: u64,
    },
    /// It is not known, so that only the records read are counted.
    Unknown,
}

/// How a fact about the function became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The user stated it.
    Stated,
    /// The records say it.
    Records,
    /// It is a guess.
    Guessed,
}

/// A next step, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// A sentence.
    pub text: String,
    /// Invocations a month if it is followed.
    pub invocations: Option<u64>,
    /// Cost of a month if it is followed.
    pub cost: Option<Money>,
}
