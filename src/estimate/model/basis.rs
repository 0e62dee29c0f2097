//! The way invocations were counted, and the period.

use serde::{Deserialize, Serialize};
use tidegate_figures::Share;

use super::capacity::{Capacity, CapacityUse};

/// The period or amount that the counts of a report are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// The records read.
    Sample,
    /// 30 days.
    Month,
}

/// How invocations were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(
    clippy::large_enum_variant,
    reason = "a report has one basis, and copies of it are rare"
)]
pub enum Basis {
    /// One for each event and rule that matches it.
    PerMatch,
    /// The records read, in groups of this size; see [`SampleModel`](crate::SampleModel).
    Groups {
        /// Records of a group.
        size: u64,
    },
    /// Full batches throughout, by the closed form.
    Backlog {
        /// Records of a month.
        records: u64,
        /// Records of a batch.
        size: u64,
    },
    /// A replay.
    Replay(ReplayBasis),
}

impl Basis {
    /// Returns the replay's extent; `None` without a replay.
    #[must_use]
    pub const fn replay(&self) -> Option<&ReplayBasis> {
        match self {
            Self::Replay(basis) => Some(basis),
            Self::PerMatch | Self::Groups { .. } | Self::Backlog { .. } => None,
        }
    }

    /// Returns the records that the source brings in a month; `None` if the count is for a sample, or for a bus.
    #[must_use]
    pub const fn month_records(&self) -> Option<u64> {
        match self {
            Self::Replay(basis) => Some(basis.month_records),
            Self::Backlog { records, .. } => Some(*records),
            Self::PerMatch | Self::Groups { .. } => None,
        }
    }
}

/// The extent of a replay: records, time, lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayBasis {
    /// Records of the replay.
    pub records: u64,
    /// Records of the month that it stands for.
    pub month_records: u64,
    /// Time of the stream that it covers, in milliseconds.
    pub span_ms: u64,
    /// Lanes replayed.
    pub lanes: u32,
    /// All lanes: shards times parallelization factor, partitions or message groups.
    pub lanes_all: u32,
    /// From the first recorded arrival to the last, in milliseconds; `None` if arrivals were drawn.
    pub recorded_span_ms: Option<u64>,
    /// Records of the sample.
    pub recorded: u64,
    /// Records of the sample that are replayed, or that records are drawn from: all of a sample that isn't too long.
    #[serde(default)]
    pub chosen: u64,
    /// Stretches of the recording that are replayed; `None` if all of it is.
    #[serde(default)]
    pub stretches: Option<u64>,
    /// Mean size of a drawn burst.
    pub burst: u32,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Records of a month that are dropped after their last attempt.
    pub given_up: u64,
    /// Delivered records of a month that are dropped because they are too old; if the mapping falls behind, the same number
    /// as that of its capacity.
    pub expired: u64,
    /// The same without filters.
    pub expired_unfiltered: u64,
    /// The share of the time in which failing records block their shards, in parts per million.
    pub retrying_ppm: u64,
    /// The same without filters.
    pub retrying_unfiltered_ppm: u64,
    /// Most invocations at once without filters.
    pub concurrency_unfiltered: u64,
    /// Most invocations at once with them.
    pub concurrency_filtered: u64,
    /// The count if shards are read at their base rate even while records wait; `None` if no shards are read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_rate: Option<BaseRate<u64>>,
    /// The replays whose mean the counts are; `None` if one recording is replayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seeds: Option<Seeds>,
    /// Notices to the on-failure destination; `None` if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notices: Option<Notices>,
    /// The moment in which nearly all records of the sample came; `None` if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crowd: Option<Crowd>,
}

impl ReplayBasis {
    /// Returns the basis with the records that expire where the mapping falls behind: a replay is too short to see all of
    /// them.
    pub(crate) fn expiring(self, capacity: Option<&Capacity>) -> Self {
        let Some(capacity) = capacity else {
            return self;
        };
        let of = |side: CapacityUse, replayed| {
            if side.is_over() {
                side.expired
            } else {
                replayed
            }
        };
        Self {
            expired: of(capacity.filtered, self.expired),
            expired_unfiltered: of(capacity.unfiltered, self.expired_unfiltered),
            ..self
        }
    }
}

/// Figures of a month if shards are read at their base rate even while records wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseRate<T> {
    /// Without filters.
    pub unfiltered: T,
    /// With them, as expected: records are filtered before they are batched.
    pub filtered: T,
    /// With them if records are batched before they are filtered.
    pub conservative: T,
}

impl<T> BaseRate<T> {
    /// Returns what `f` makes of each figure.
    pub(crate) fn map<U>(self, mut f: impl FnMut(T) -> U) -> BaseRate<U> {
        BaseRate {
            unfiltered: f(self.unfiltered),
            filtered: f(self.filtered),
            conservative: f(self.conservative),
        }
    }
}

/// Replays with different seeds, whose mean is the estimate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seeds {
    /// The number of replays.
    pub count: u64,
    /// Fewest expected invocations with filters in a month, of all replays.
    pub low: u64,
    /// Most of them.
    pub high: u64,
}

/// Notices of discarded batches in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    /// Without filters, as expected.
    pub unfiltered: u64,
    /// With them, as expected.
    pub filtered: u64,
    /// Without filters, if each discarded record has its own.
    pub unfiltered_most: u64,
    /// With them, if each discarded record has its own.
    pub filtered_most: u64,
}

/// A short moment in which nearly all records of a sample came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crowd {
    /// The records that came in it.
    pub records: u64,
    /// How long it lasted, in milliseconds.
    pub within_ms: u64,
}

/// Records whose arrival times cannot belong to the others: they are counted, but left out of rate and span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrayTimes {
    /// The number of these records.
    pub records: u64,
    /// The number of the first of them, from 1.
    pub first_record: u64,
    /// The arrival time that this record states, in milliseconds since 1970.
    pub first_arrival_ms: i64,
}

/// Filtered invocations at both ends of the delivered share's interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sampling {
    /// At the lower end.
    pub low: u64,
    /// At the upper end.
    pub high: u64,
}

impl Sampling {
    /// Returns both ends of the range, with the records that the function then gets, out of `records` in a month.
    pub(crate) fn with_records(self, share: Share, month_records: u64) -> [(u64, u64); 2] {
        let records = |share: f64| (month_records as f64 * share).round() as u64;
        [
            (self.low, records(share.low)),
            (self.high, records(share.high)),
        ]
    }
}
