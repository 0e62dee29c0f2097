//! The records of a sample: fates, times and sizes go in; as much as a replay needs is kept, in bounded memory.

use tidegate::Source;
use tidegate_batch::{Disposition, Outcome, Placement};
use tidegate_mapping::Mapping;

use crate::sample::SampleModel;

/// Most records that are kept for the replay, the first ones read; all are counted.
pub const REPLAYED_MAX: usize = 1_000_000;

/// A record as the replay needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// In milliseconds since 1970.
    pub(super) arrival_ms: Option<i64>,
    pub(super) lane_key: Option<u64>,
    pub(super) line_key: Option<u64>,
    pub(super) bytes: u32,
    pub(super) is_delivered: bool,
}

/// The records read so far.
#[derive(Clone, Debug)]
pub struct Sample {
    pub(super) model: SampleModel,
    pub(super) rows: Vec<Row>,
    /// Records with a time, of those kept.
    timed: usize,
}

impl Sample {
    /// No record yet; the batch size is that of the mapping.
    #[must_use]
    pub fn new(batch_size: std::num::NonZeroU32) -> Self {
        Self {
            model: SampleModel::new(batch_size),
            rows: Vec::new(),
            timed: 0,
        }
    }

    /// Adds the next record that was read from `origin`.
    pub fn push(&mut self, origin: Source, outcome: &Outcome<'_>) {
        let disposition = outcome.judged.disposition;
        self.model.push(disposition);
        if self.rows.len() == REPLAYED_MAX {
            return;
        }
        let place = Placement::of(origin, outcome);
        self.timed += usize::from(place.arrival_ms.is_some());
        self.rows.push(Row {
            arrival_ms: place.arrival_ms,
            lane_key: place.lane_key,
            line_key: place.line_key,
            bytes: u32::try_from(place.invocation_bytes).unwrap_or(u32::MAX),
            is_delivered: disposition == Disposition::Delivered,
        });
    }

    /// Records kept.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are arrival times to replay: at least nine of ten records say when they arrived, and not all of
    /// them at the same instant.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        self.timed * 10 >= self.rows.len() * 9 && self.span_ms() > 0
    }

    /// Returns the time from the first arrival to the last, in milliseconds; 0 without times.
    #[must_use]
    pub fn span_ms(&self) -> u64 {
        let times = || self.rows.iter().filter_map(|row| row.arrival_ms);
        match (times().min(), times().max()) {
            (Some(first), Some(last)) => last.abs_diff(first),
            _ => 0,
        }
    }

    /// Returns the shards, partitions or message groups that the records were read from, ascending by their key. Empty if
    /// fewer than nine of ten records name theirs.
    pub(super) fn lines(&self) -> Vec<u64> {
        let mut lines: Vec<_> = self.rows.iter().filter_map(|row| row.line_key).collect();
        if lines.len() * 10 < self.rows.len() * 9 {
            return Vec::new();
        }
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// The same records, each on the lane of the line it was read from; within a shard, by its key.
    pub(super) fn on_lines(&self, lines: &[u64], mapping: &Mapping) -> Self {
        let factor = u64::from(mapping.lanes_per_shard());
        let lane = |row: &Row| {
            let line = lines.binary_search(&row.line_key?).ok()?;
            let part = row.lane_key.unwrap_or(0) % factor;
            Some(line as u64 + lines.len() as u64 * part)
        };
        let rows = self.rows.iter().map(|row| Row {
            lane_key: lane(row).or(row.lane_key),
            ..*row
        });
        Self {
            rows: rows.collect(),
            ..self.clone()
        }
    }

    /// Mean payload bytes of a record; 1 if nothing was read.
    pub(super) fn mean_bytes(&self) -> u64 {
        let total: u64 = self.rows.iter().map(|row| u64::from(row.bytes)).sum();
        (total / (self.rows.len() as u64).max(1)).max(1)
    }
}
