//! Collects the fates, times and sizes of a sample's records. Every record is counted; the facts that a replay needs
//! are kept in bounded memory.

mod crowd;
mod lines;
mod merge;
mod mix;
mod recording;
mod row;
mod sizes;
mod stray;
mod stretch;

use serde::{Deserialize, Serialize};
use tidegate::Source;
use tidegate_batch::{Disposition, Outcome, Placement};

pub(super) use lines::LINES_MAX;
use lines::{LineNumber, Lines};
use mix::mixed;
pub(super) use recording::Recording;
pub(super) use row::Row;
use row::RowParts;
use sizes::Sized;
pub(super) use sizes::Sizes;

use crate::sample::SampleModel;

/// Most rows that are kept; 24 bytes each. Of a longer sample, whole seconds are kept, with the records of all shards.
const ROWS_MAX: usize = 6_000_000;

/// Milliseconds that are kept or left out together.
const BLOCK_MS: i64 = 1_000;

/// Most records of a replay. A longer sample is replayed in stretches.
pub const REPLAYED_MAX: usize = 400_000;

/// The records read so far.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sample {
    pub(super) model: SampleModel,
    rows: Vec<Row>,
    totals: Totals,
    lines: Lines,
    /// Only blocks whose number, mixed, ends in this many zero bits are kept.
    left_out_bits: u32,
}

/// Sums over all records, whether they are kept or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Totals {
    pub(super) read: u64,
    /// Records that say when they arrived.
    pub(super) timed: u64,
    /// Records that say which shard, partition or message group they were read from.
    on_lines: u64,
    /// Bytes of the payloads, as producers wrote them.
    payload_bytes: u64,
    /// Bytes that the records add to invocations.
    invocation_bytes: u64,
    /// The payloads in the units by which AWS bills them.
    pub(super) sizes: Sizes,
}

impl Sample {
    /// Returns a sample without records. The batch size is that of the mapping.
    #[must_use]
    pub fn new(batch_size: std::num::NonZeroU32) -> Self {
        Self {
            model: SampleModel::new(batch_size),
            rows: Vec::new(),
            totals: Totals::default(),
            lines: Lines::default(),
            left_out_bits: 0,
        }
    }

    /// Adds the next record that was read from `origin`.
    pub fn push(&mut self, origin: Source, outcome: &Outcome<'_>) {
        let disposition = outcome.judged.disposition;
        self.model.push(disposition);
        let place = Placement::of(origin, outcome);
        self.totals.add(&place, outcome.judged.payload_bytes);
        self.totals.sizes.add(Sized {
            bytes: outcome.judged.payload_bytes as u64,
            is_delivered: disposition == Disposition::Delivered,
            is_of_aws: origin == Source::EventBridge && is_of_aws(outcome.record),
        });
        let line = place.line_key.map(|key| self.line(key));
        let row = Row::new(RowParts {
            arrival_ms: place.arrival_ms,
            lane_key: place.lane_key,
            line,
            bytes: place.invocation_bytes,
            is_delivered: disposition == Disposition::Delivered,
        });
        if self.is_kept(self.totals.read, row) {
            self.rows.push(row);
        }
        if self.rows.len() == ROWS_MAX {
            self.leave_out();
        }
    }

    /// Returns the number of the line with this key.
    fn line(&mut self, key: u64) -> u32 {
        loop {
            match self.lines.number(key) {
                LineNumber::Known(number) => return number,
                LineNumber::TooMany => self.share_lines(),
            }
        }
    }

    /// Lets lines share numbers, of which there are too many.
    fn share_lines(&mut self) {
        let numbers = self.lines.share();
        self.rows.iter_mut().for_each(|row| row.renumber(&numbers));
    }

    /// Returns whether a record is kept. Its number takes the place of its time if it has none.
    fn is_kept(&self, number: u64, row: Row) -> bool {
        let block = row.arrival_ms().map(|ms| ms.div_euclid(BLOCK_MS));
        let block = block.map_or(number, i64::cast_unsigned);
        is_block_kept(block, self.left_out_bits)
    }

    /// Leaves out half of the blocks, and of those to come.
    fn leave_out(&mut self) {
        while self.rows.len() > ROWS_MAX / 2 && self.left_out_bits < u64::BITS {
            self.left_out_bits += 1;
            let mut rows = std::mem::take(&mut self.rows);
            let mut number = 0;
            rows.retain(|row| {
                number += 1;
                self.is_kept(number, *row)
            });
            self.rows = rows;
        }
    }
}

/// Whether an event comes from one of AWS's own services, whose events cost nothing.
fn is_of_aws(event: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Event<'e> {
        #[serde(borrow, default)]
        source: std::borrow::Cow<'e, str>,
    }
    serde_json::from_slice::<Event<'_>>(event).is_ok_and(|event| event.source.starts_with("aws."))
}

impl Totals {
    fn add(&mut self, place: &Placement, payload_bytes: usize) {
        self.read += 1;
        self.timed += u64::from(place.arrival_ms.is_some());
        self.on_lines += u64::from(place.line_key.is_some());
        self.payload_bytes += payload_bytes as u64;
        self.invocation_bytes += place.invocation_bytes as u64;
    }

    /// Returns the mean bytes of a payload; 0 if nothing was read.
    pub(super) fn mean_payload_bytes(&self) -> f64 {
        self.payload_bytes as f64 / (self.read as f64).max(1.0)
    }

    /// Returns the mean bytes that a record adds to an invocation; 1 if nothing was read.
    pub(super) fn mean_bytes(&self) -> u64 {
        (self.invocation_bytes / self.read.max(1)).max(1)
    }

    /// Returns whether at least nine of ten records say when they arrived.
    fn is_timed(&self) -> bool {
        self.timed * 10 >= self.read * 9
    }

    /// Returns whether at least nine of ten records say where they were read.
    fn is_on_lines(&self) -> bool {
        self.on_lines * 10 >= self.read * 9
    }
}

/// Returns whether a block is kept: of `2^bits` blocks, one is.
const fn is_block_kept(block: u64, bits: u32) -> bool {
    mixed(block).trailing_zeros() >= bits
}
