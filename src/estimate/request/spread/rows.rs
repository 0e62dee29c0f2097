//! A row of a recording on its way to the machine that replays its shard.

use crate::request::sample::Row;

/// A record that is replayed, in whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardRow {
    /// The group of shards that it belongs to.
    pub group: u32,
    /// Its number among all records of the replay, in order of arrival.
    pub number: u32,
    /// When it arrived, in milliseconds.
    pub arrival_ms: i64,
    /// What decides its lane.
    pub lane_key: u64,
    /// Its bytes, and whether a filter delivers it.
    pub bytes: u32,
}

impl ShardRow {
    pub(super) fn new(group: u32, number: u32, row: Row) -> Self {
        Self {
            group,
            number,
            arrival_ms: row.arrival_ms().unwrap_or(0),
            lane_key: row.lane_key().unwrap_or(0),
            bytes: row.flagged_bytes(),
        }
    }

    pub(super) const fn row(self) -> Row {
        Row::of_flagged(self.arrival_ms, self.lane_key, self.bytes)
    }
}
