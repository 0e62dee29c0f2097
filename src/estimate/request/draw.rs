//! Draws what records do not say: their lanes, whether they match, and whether the function fails on them.

use fastrand::Rng;
use serde::{Deserialize, Serialize};
use tidegate_mapping::simulate::{Failing, Record};

use super::sample::Row;

/// Part of a million.
pub(super) const MILLION: u32 = 1_000_000;

/// How often records make the function fail, in parts per million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failures {
    /// Records that fail once and pass when tried again.
    pub once_ppm: u32,
    /// Records that never pass.
    pub always_ppm: u32,
}

/// Which records match.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Matching {
    /// The records of the sample that matched.
    AsSampled,
    /// Each with this probability.
    Share(f64),
}

/// Makes records of rows, one after the other.
pub(super) struct Draw {
    rng: Rng,
    matching: Matching,
    failures: Failures,
}

/// What was drawn for one record.
pub(super) struct Drawn {
    lane_key: u64,
    chance: f64,
    fault: u32,
}

impl Draw {
    pub(super) fn new(seed: u64, matching: Matching, failures: Failures) -> Self {
        Self {
            rng: Rng::with_seed(seed),
            matching,
            failures,
        }
    }

    /// Draws for the next record.
    pub(super) fn next(&mut self) -> Drawn {
        Drawn {
            lane_key: self.rng.u64(..),
            chance: self.rng.f64(),
            fault: self.rng.u32(..MILLION),
        }
    }

    pub(super) fn record(&self, row: &Row, arrival_us: u64, drawn: &Drawn) -> Record {
        let Failures {
            once_ppm,
            always_ppm,
        } = self.failures;
        Record {
            arrival_us,
            lane_key: row.lane_key().unwrap_or(drawn.lane_key),
            matches: match self.matching {
                Matching::AsSampled => row.is_delivered(),
                Matching::Share(share) => drawn.chance < share,
            },
            bytes: row.bytes(),
            failing: match drawn.fault.checked_sub(always_ppm) {
                None => Failing::Always,
                Some(fault) if fault < once_ppm => Failing::Times(1),
                Some(_) => Failing::NEVER,
            },
        }
    }
}
