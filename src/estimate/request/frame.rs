//! How the rows of a recording become the records of a replay: as they arrived, their times stretched to a rate, repeated if
//! they are few. A frame is small, and makes the same records of some of the rows as of all of them.

use serde::{Deserialize, Serialize};
use tidegate_mapping::simulate::Record;

use super::draw::{Draw, Failures, Matching};
use super::ratio::ratio;
use super::sample::Row;

/// The times of a replay, and what is drawn for its records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Frame {
    /// The number of rows, from the first on.
    pub(super) rows: u64,
    pub(super) first_ms: i64,
    /// How long the rows take, and how long a turn of the replay takes.
    pub(super) own_us: u64,
    pub(super) period_us: u64,
    /// For each turn, the time after the first row at which it begins.
    pub(super) starts_us: Vec<u64>,
    pub(super) seed: u64,
    pub(super) matching: Matching,
    pub(super) failures: Failures,
}

impl Frame {
    /// Returns the number of rows that it takes.
    pub(super) fn rows(&self) -> usize {
        usize::try_from(self.rows).unwrap_or(usize::MAX)
    }

    /// Returns how often the rows are repeated.
    pub(super) fn turns(&self) -> u64 {
        self.starts_us.len() as u64
    }

    /// Returns how long all turns take.
    pub(super) fn span_us(&self) -> u64 {
        self.period_us * self.turns()
    }

    /// Returns the records of these rows, sorted by arrival. The rows have their numbers in the recording and are in that
    /// order; those that the frame does not take are skipped.
    pub(super) fn records<'r>(
        &self,
        rows: impl Iterator<Item = (u64, &'r Row)> + Clone,
    ) -> Vec<Record> {
        let mut draw = Draw::new(self.seed, self.matching, self.failures);
        let mut records = Vec::new();
        for (turn, start_us) in (0..).zip(&self.starts_us) {
            let mut own = rows.clone().peekable();
            for number in 0..self.rows {
                let drawn = draw.next();
                if let Some((_, row)) = own.next_if(|(at, _)| *at == number) {
                    let after_us =
                        (self.after_first_us(row) + self.own_us - start_us) % self.own_us.max(1);
                    let within_us = ratio(after_us, self.period_us, self.own_us.max(1));
                    records.push(draw.record(row, turn * self.period_us + within_us, &drawn));
                }
            }
        }
        records.sort_by_key(|record| record.arrival_us);
        records
    }

    /// Returns how long after the first row this one arrived.
    pub(super) fn after_first_us(&self, row: &Row) -> u64 {
        let arrival_ms = row.arrival_ms().unwrap_or(self.first_ms);
        arrival_ms.abs_diff(self.first_ms) * 1_000
    }
}
