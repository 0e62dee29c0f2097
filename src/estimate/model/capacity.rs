//! The share of a mapping's capacity that a load needs, and the records that expire if it needs more.

use serde::{Deserialize, Serialize};

use super::digits::{six_digits, six_digits_or_none};

/// The capacity of the mapping, and the share of it that each side needs.
///
/// The load of a lane is the run time of its invocations divided by the time in which its records arrive. A lane whose
/// load is above 1 falls behind: it runs all the time, its records wait ever longer, and the bill cannot grow further.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capacity {
    /// Shards times parallelization factor, partitions, message groups; 1 for a standard queue.
    pub lanes: u32,
    /// Invocations that one lane can run at once.
    pub per_lane: u32,
    /// Concurrency reserved for the function, if any.
    pub reserved: Option<u32>,
    /// How long the source keeps a record, in seconds; `None` for a broker, which keeps it as long as it has room.
    pub retention_seconds: Option<u64>,
    /// The writes of producers to a shard; `None` unless the source is a Kinesis stream.
    pub shard_writes: Option<ShardWrites>,
    /// Without filters.
    pub unfiltered: CapacityUse,
    /// With them, filter first.
    pub filtered: CapacityUse,
    /// With them, batch first.
    pub conservative: CapacityUse,
}

/// The writes of producers to one shard of a Kinesis stream in a second, on average over the shards.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShardWrites {
    /// Records. A shard accepts 1,000.
    #[serde(serialize_with = "six_digits")]
    pub records_per_second: f64,
    /// Bytes of data. A shard accepts 1 MiB.
    #[serde(serialize_with = "six_digits")]
    pub bytes_per_second: f64,
}

impl ShardWrites {
    /// Most records that a shard accepts in a second (Kinesis Developer Guide, "Quotas and limits", read 2026-11-30).
    pub const RECORDS_MAX: f64 = 1_000.0;
    /// Most bytes that a shard accepts in a second (the same page).
    pub const BYTES_MAX: f64 = 1_048_576.0;

    /// Returns how many shards are needed for each one that there is.
    ///
    /// ```
    /// let writes = tidegate_estimate::ShardWrites { records_per_second: 2_500.0, bytes_per_second: 9e5 };
    /// assert_eq!(writes.load(), 2.5);
    /// ```
    #[must_use]
    pub fn load(&self) -> f64 {
        let records = self.records_per_second / Self::RECORDS_MAX;
        records.max(self.bytes_per_second / Self::BYTES_MAX)
    }
}

/// The share of the capacity that one side needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CapacityUse {
    /// The load of all lanes together: 1 is all that the mapping can run.
    #[serde(serialize_with = "six_digits")]
    pub mean: f64,
    /// The load of the busiest lane.
    #[serde(serialize_with = "six_digits")]
    pub busiest: f64,
    /// Lanes with a load above 1.
    pub lanes_over: u32,
    /// How much older the oldest waiting record of the busiest lane is after each hour, in seconds. 0 if it keeps up.
    #[serde(serialize_with = "six_digits")]
    pub lag_seconds_per_hour: f64,
    /// When the first records expire, in seconds from the start; `None` if the mapping keeps up, and if the source
    /// keeps records without a limit.
    #[serde(serialize_with = "six_digits_or_none")]
    pub expires_after_seconds: Option<f64>,
    /// Records of the first month that expire because the mapping falls behind: the larger of the records that its lanes
    /// cannot run and, where records fail, those that expire in the replay.
    pub expired: u64,
}

impl CapacityUse {
    /// Returns whether a lane gets more than it can run.
    ///
    /// ```
    /// use tidegate_estimate::CapacityUse;
    /// let half = CapacityUse { mean: 0.5, busiest: 1.2, lanes_over: 1, ..CapacityUse::default() };
    /// assert!(half.is_over());
    /// assert!(!CapacityUse::default().is_over());
    /// ```
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.lanes_over > 0
    }
}
