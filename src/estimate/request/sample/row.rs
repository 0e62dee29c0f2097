//! A record as a replay needs it, in 24 bytes: samples of millions of records are kept until all are read.

use serde::{Deserialize, Serialize};

/// The time of a row whose record does not say when it arrived.
const NO_TIME: i64 = i64::MIN;
/// The line of a row whose record does not say where it was read.
const NO_LINE: u32 = u32::MAX;

const DELIVERED: u32 = 1 << 31;
const HAS_LANE: u32 = 1 << 30;

/// A record with its fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::request) struct Row {
    arrival_ms: i64,
    lane_key: u64,
    line: u32,
    /// The bytes of the record, below the flags.
    bytes: u32,
}

/// The values of a row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowParts {
    /// In milliseconds since 1970.
    pub(super) arrival_ms: Option<i64>,
    pub(super) lane_key: Option<u64>,
    /// Number of the shard, partition or message group that it was read from, in the order of their first records.
    pub(super) line: Option<u32>,
    pub(super) bytes: usize,
    pub(super) is_delivered: bool,
}

impl Row {
    pub(super) fn new(parts: RowParts) -> Self {
        let bytes = u32::try_from(parts.bytes).unwrap_or(u32::MAX);
        let mut row = Self {
            arrival_ms: parts.arrival_ms.unwrap_or(NO_TIME),
            lane_key: parts.lane_key.unwrap_or(0),
            line: parts.line.unwrap_or(NO_LINE),
            bytes: bytes.min(HAS_LANE - 1),
        };
        if parts.is_delivered {
            row.bytes |= DELIVERED;
        }
        if parts.lane_key.is_some() {
            row.bytes |= HAS_LANE;
        }
        row
    }

    pub(in crate::request) fn arrival_ms(self) -> Option<i64> {
        (self.arrival_ms != NO_TIME).then_some(self.arrival_ms)
    }

    pub(in crate::request) const fn set_arrival_ms(&mut self, arrival_ms: Option<i64>) {
        self.arrival_ms = match arrival_ms {
            Some(ms) => ms,
            None => NO_TIME,
        };
    }

    pub(in crate::request) fn lane_key(self) -> Option<u64> {
        (self.bytes & HAS_LANE != 0).then_some(self.lane_key)
    }

    pub(super) const fn set_lane_key(&mut self, key: u64) {
        self.lane_key = key;
        self.bytes |= HAS_LANE;
    }

    pub(super) fn line(self) -> Option<u32> {
        (self.line != NO_LINE).then_some(self.line)
    }

    /// Replaces the number of the line by the one that `numbers` has at its place.
    pub(super) fn renumber(&mut self, numbers: &[u32]) {
        if let Some(number) = self.line().and_then(|line| numbers.get(line as usize)) {
            self.line = *number;
        }
    }

    /// Returns the bytes and the flags of the row, as [`Row::of_flagged`] takes them.
    pub(in crate::request) const fn flagged_bytes(self) -> u32 {
        self.bytes
    }

    /// Returns a row that is on its lane already, and says no more of where it was read.
    pub(in crate::request) const fn of_flagged(
        arrival_ms: i64,
        lane_key: u64,
        flagged_bytes: u32,
    ) -> Self {
        Self {
            arrival_ms,
            lane_key,
            line: NO_LINE,
            bytes: flagged_bytes,
        }
    }

    pub(in crate::request) const fn bytes(self) -> u32 {
        self.bytes & (HAS_LANE - 1)
    }

    pub(in crate::request) const fn is_delivered(self) -> bool {
        self.bytes & DELIVERED != 0
    }
}

/// Rows for the tests of this folder.
#[cfg(test)]
pub(super) mod testing {
    use super::{Row, RowParts};

    /// Returns rows that arrived at these times, and are otherwise empty.
    pub(crate) fn rows(times: impl IntoIterator<Item = i64>) -> Vec<Row> {
        let rows = times.into_iter().map(|ms| {
            Row::new(RowParts {
                arrival_ms: Some(ms),
                ..RowParts::default()
            })
        });
        rows.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_back() {
        let parts = RowParts {
            arrival_ms: Some(-5),
            lane_key: Some(u64::MAX),
            line: Some(7),
            bytes: 6_291_456,
            is_delivered: true,
        };
        let row = Row::new(parts);
        assert_eq!(size_of::<Row>(), 24);
        assert_eq!(row.arrival_ms(), Some(-5));
        assert_eq!(row.lane_key(), Some(u64::MAX));
        assert_eq!(
            (row.line(), row.bytes(), row.is_delivered()),
            (Some(7), 6_291_456, true)
        );
        let row = Row::new(RowParts::default());
        assert_eq!(
            (row.arrival_ms(), row.lane_key(), row.line()),
            (None, None, None)
        );
        assert!(!row.is_delivered());
    }
}
