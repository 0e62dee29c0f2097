//! The counts of a month, from which the cost is computed.

use tidegate_figures::{Levels, MONTH_SECONDS};

use super::capacity::Work;
use super::inputs::EstimateRequest;
use super::notices::MonthNotices;
use super::ratio::ratio;
use super::sample::Sizes;
use crate::forecast::Forecast;
use crate::model::BaseRate;

/// Invocations of a month and what they work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MonthCounts {
    pub(super) forecast: Forecast,
    /// Records handed to the function without filters.
    pub(super) unfiltered_records: Levels<u64>,
    /// Records handed to the function with them, by level.
    pub(super) filtered_records: Levels<u64>,
    /// Invocations and records at both ends of the delivered share's interval; `None` for a sample without a match.
    pub(super) sampled: Option<[Work; 2]>,
    /// The work if shards are read at their base rate even while records wait; `None` if no shards are read.
    pub(super) base_rate: Option<BaseRate<Work>>,
    /// Records that the source brings.
    pub(super) records: u64,
    /// `ReceiveMessage` calls of a queue without filters; 0 for other sources.
    pub(super) receives: u64,
    /// The same with them, if the filter changes them: where messages fail, and are received again. `None` otherwise.
    pub(super) filtered_receives: Option<Levels<u64>>,
    /// Notices to the on-failure destination.
    pub(super) notices: MonthNotices,
    /// The payloads of the sample's records.
    pub(super) sizes: Sizes,
}

/// Invocations of a month at the ends of tumbling windows: one for each window of each shard. The guide describes a final
/// invocation of every window (Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data Streams",
/// "Tumbling windows", read 2026-11-23) and does not say that a filter removes it.
pub(super) fn window_ends(request: &EstimateRequest) -> u64 {
    let Some(mapping) = request.delivery.mapping() else {
        return 0;
    };
    let shards = u64::from(mapping.shards().unwrap_or(1));
    mapping
        .tumbling_seconds()
        .map_or(0, |seconds| shards * (MONTH_SECONDS / u64::from(seconds)))
}

impl Work {
    /// Returns the work with the invocations at the ends of tumbling windows, as far as the mapping can run it.
    pub(super) fn with_window_ends(self, request: &EstimateRequest) -> Self {
        let more = Self {
            invocations: self.invocations.saturating_add(window_ends(request)),
            ..self
        };
        more.held(request)
    }
}

impl MonthCounts {
    /// The same month with the invocations at the ends of tumbling windows, as far as the mapping can run them.
    pub(super) fn with_window_ends(mut self, request: &EstimateRequest) -> Self {
        if window_ends(request) == 0 {
            return self;
        }
        let held = |counts: Levels<u64>, records: Levels<u64>| {
            let work = counts.zip(records).map(|(invocations, records)| {
                let work = Work {
                    invocations,
                    records,
                };
                work.with_window_ends(request)
            });
            (work.map(|it| it.invocations), work.map(|it| it.records))
        };
        (self.forecast.unfiltered, self.unfiltered_records) =
            held(self.forecast.unfiltered, self.unfiltered_records);
        (self.forecast.filtered, self.filtered_records) =
            held(self.forecast.filtered, self.filtered_records);
        for work in self.sampled.iter_mut().flatten() {
            *work = work.with_window_ends(request);
        }
        let slow = self.base_rate;
        self.base_rate = slow.map(|slow| slow.map(|work| work.with_window_ends(request)));
        self
    }

    /// Returns these counts with the expected and conservative ones multiplied by the ratio of `known` to `seen`. Both
    /// are counts of one month: `seen` by the same kind of replay as these counts, `known` by the estimate.
    pub(super) fn in_proportion(
        self,
        request: &EstimateRequest,
        seen: &Self,
        known: &Self,
    ) -> Self {
        let work = |counts: &Self| {
            let (before, after) = (counts.forecast.unfiltered, counts.forecast.filtered);
            let records = counts.filtered_records;
            [
                (before.expected, counts.unfiltered_records.expected),
                (after.expected, records.expected),
                (after.conservative, records.conservative),
            ]
        };
        let all = [work(&self), work(seen), work(known)];
        let [unfiltered, expected, conservative] = [0, 1, 2].map(|at| {
            let [own, seen, known] = all.map(|work| work[at]);
            let scaled = |own, seen, known| match seen {
                0 => own,
                _ if own == seen => known,
                _ => ratio(own, known, seen),
            };
            let work = Work {
                invocations: scaled(own.0, seen.0, known.0),
                records: scaled(own.1, seen.1, known.1),
            };
            // Today's point is the estimate, which is held already: the mean of several replays may be above it by one.
            if own == seen {
                return work;
            }
            work.held(request)
        });
        let levels = |part: fn(Work) -> u64| Levels {
            low: part(expected),
            expected: part(expected),
            conservative: part(conservative),
            high: part(conservative),
        };
        Self {
            forecast: Forecast {
                unfiltered: Levels::exactly(unfiltered.invocations),
                filtered: levels(|work| work.invocations),
            },
            unfiltered_records: Levels::exactly(unfiltered.records),
            filtered_records: levels(|work| work.records),
            notices: self.notices.in_proportion(seen.notices, known.notices),
            ..self
        }
    }
}
