//! The load of a replay over time, and the number of environments it keeps busy.

use serde::{Deserialize, Serialize};

use super::digits::six_digits;

/// The load of a replay over time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// Length of each part, in milliseconds.
    pub width_ms: u64,
    /// Lanes replayed, to which the figures belong.
    pub lanes: u32,
    /// All lanes.
    pub lanes_all: u32,
    /// Part by part without filters.
    pub unfiltered: Vec<LoadPoint>,
    /// Part by part with them.
    pub filtered: Vec<LoadPoint>,
}

/// The load of one part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadPoint {
    /// Records for the function that arrived.
    pub records: u64,
    /// Invocations started.
    pub invocations: u64,
    /// Time the function ran, all invocations together, in microseconds; divided by the part's length, it is the mean
    /// concurrency.
    pub busy_us: u64,
}

/// One side of a replay, with the filter or without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Concurrency {
    /// Environments busy on average.
    #[serde(serialize_with = "six_digits")]
    pub mean: f64,
    /// The same in the busiest part.
    #[serde(serialize_with = "six_digits")]
    pub busiest: f64,
    /// Most at any instant.
    pub at_once: u64,
    /// Invocations a second.
    #[serde(rename = "invocations_per_second", serialize_with = "six_digits")]
    pub per_second: f64,
    /// The same in the part with the most.
    #[serde(
        rename = "invocations_per_second_busiest",
        serialize_with = "six_digits"
    )]
    pub per_second_busiest: f64,
}

/// The environments of a function, as a replay shows them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Environments {
    /// Without the filter.
    pub unfiltered: Concurrency,
    /// With it.
    pub filtered: Concurrency,
    /// Cold starts for several times that idle environments stay, ascending; AWS does not say how long they do.
    #[serde(rename = "cold_starts")]
    pub cold: Vec<ColdStarts>,
}

/// Cold starts, if an environment ends after some idle time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColdStarts {
    /// The idle time, in minutes.
    pub idle_minutes: u32,
    /// Without the filter.
    pub unfiltered: ColdSide,
    /// With it.
    pub filtered: ColdSide,
}

/// Fewer cold starts than this in a replay say nothing about a month: their number varies by half and more.
pub(crate) const COLD_SEEN_MIN: u64 = 5;

/// Cold starts of one side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColdSide {
    /// Cold starts of a month.
    pub month: u64,
    /// Cold starts as a share of the invocations.
    #[serde(serialize_with = "six_digits")]
    pub share: f64,
    /// Cold starts in the replay, from which the others are scaled. With none, the figures are the most that this
    /// leaves possible at 95 % (rule of three). Documents written before this key existed have none.
    #[serde(default)]
    pub seen: u64,
}

impl Load {
    /// Returns the concurrency without the filter and with it, scaled to all lanes; the most at once is counted by the
    /// replay. `None` if there is no load.
    ///
    /// ```
    /// use tidegate_estimate::{Load, LoadPoint};
    /// let part = |busy_us| LoadPoint { records: 10, invocations: 2, busy_us };
    /// let load = Load {
    ///     width_ms: 1_000,
    ///     lanes: 1,
    ///     lanes_all: 4,
    ///     unfiltered: vec![part(500_000), part(1_000_000)],
    ///     filtered: vec![part(250_000), part(0)],
    /// };
    /// let [before, after] = load.concurrency(4, 2).unwrap();
    /// assert_eq!((before.mean, before.busiest, after.mean, after.at_once), (3.0, 4.0, 0.5, 2));
    /// ```
    #[must_use]
    pub fn concurrency(
        &self,
        unfiltered_at_once: u64,
        filtered_at_once: u64,
    ) -> Option<[Concurrency; 2]> {
        if self.unfiltered.is_empty() || self.filtered.is_empty() || self.width_ms == 0 {
            return None;
        }
        Some([
            self.side(&self.unfiltered, unfiltered_at_once),
            self.side(&self.filtered, filtered_at_once),
        ])
    }

    fn side(&self, points: &[LoadPoint], at_once: u64) -> Concurrency {
        let lanes = f64::from(self.lanes_all) / f64::from(self.lanes.max(1));
        let seconds = self.width_ms as f64 / 1_000.0;
        let per_second = |sum: u64, parts: usize| sum as f64 * lanes / (seconds * parts as f64);
        let sum = |of: fn(&LoadPoint) -> u64| points.iter().map(of).sum::<u64>();
        let most = |of: fn(&LoadPoint) -> u64| points.iter().map(of).max().unwrap_or(0);
        let busy = |point: &LoadPoint| point.busy_us;
        let invocations = |point: &LoadPoint| point.invocations;
        // The parts are a little longer than `width_ms`, which is rounded down.
        let capped = |environments: f64| environments.min(at_once as f64);
        Concurrency {
            mean: capped(per_second(sum(busy), points.len()) / 1e6),
            busiest: capped(per_second(most(busy), 1) / 1e6),
            at_once,
            per_second: per_second(sum(invocations), points.len()),
            per_second_busiest: per_second(most(invocations), 1),
        }
    }
}
