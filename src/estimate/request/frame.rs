//! How the rows of a recording become the records of a replay: as they arrived, their times stretched to a rate, repeated if
//! they are few. A frame is small, and makes the same records of some of the rows as of all of them.

use fastrand::Rng;
use serde::{Deserialize, Serialize};
use tidegate_figures::MONTH_SECONDS;
use tidegate_mapping::simulate::Record;

use super::draw::{Draw, MILLION, Matching};
use super::inputs::{EstimateRequest, Failures};
use super::ratio::ratio;
use super::sample::{Recording, Row};
use super::workload::{RECORDS_MAX, SECONDS_MIN, WINDOWS_MIN};

/// The times of a replay, and what is drawn for its records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Frame {
    /// The number of rows, from the first on.
    rows: u64,
    first_ms: i64,
    /// How long the rows take, and how long a turn of the replay takes.
    own_us: u64,
    period_us: u64,
    /// For each turn, the time after the first row at which it begins.
    starts_us: Vec<u64>,
    seed: u64,
    matching: Matching,
    failures: Failures,
}

impl Frame {
    /// Returns the frame of at most `most` records. If these are fewer than those of an estimate, the beginning of the
    /// sample is enough.
    pub(super) fn new(
        recording: &Recording,
        request: &EstimateRequest,
        matching: Matching,
        most: usize,
    ) -> Self {
        let all = &recording.rows;
        let is_cut = most < RECORDS_MAX.min(all.len());
        let rows = if is_cut { &all[..most.max(1)] } else { all };
        let first_ms = rows.first().and_then(|row| row.arrival_ms()).unwrap_or(0);
        let own_us = match recording.stretches {
            Some((length_ms, _)) if !is_cut => length_ms * 1_000,
            Some(_) | None => own_period_us(rows),
        };
        let count = rows.len() as u64;
        let month_us = MONTH_SECONDS * 1_000_000;
        let period_us = match request.rate {
            Some(rate) => ratio(count, month_us, rate.per_month()),
            None => own_us,
        }
        .max(1);
        let wanted_us = (WINDOWS_MIN * u64::from(request.delivery.window_ms()) * 1_000)
            .max(SECONDS_MIN * 1_000_000)
            .max(failing_us(request.failures, period_us, count).min(month_us));
        let repeats = wanted_us
            .div_ceil(period_us)
            .clamp(1, (most as u64 / count.max(1)).max(1));
        let mut frame = Self {
            rows: count,
            first_ms,
            own_us,
            period_us,
            starts_us: Vec::new(),
            seed: request.seed,
            matching,
            failures: request.failures,
        };
        let mut starts = Rng::with_seed(request.seed ^ 0x7475_726e);
        // Each turn but the first begins at another record: pollers would otherwise meet the same records in each.
        let starts = (0..repeats).map(|turn| match turn {
            0 => 0,
            _ => frame.after_first_us(&rows[starts.usize(..rows.len())]),
        });
        frame.starts_us = starts.collect();
        frame
    }

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
    /// order; those that the frame does not take are passed over.
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

    fn after_first_us(&self, row: &Row) -> u64 {
        let arrival_ms = row.arrival_ms().unwrap_or(self.first_ms);
        arrival_ms.abs_diff(self.first_ms) * 1_000
    }
}

/// Fewer failing records than this would make the retries of a month a matter of chance.
const FAILING_MIN: u64 = 100;

/// Returns how long it takes until [`FAILING_MIN`] records fail, if `count` of them come in a period; 0 if none fails.
fn failing_us(failures: Failures, period_us: u64, count: u64) -> u64 {
    let ppm = u64::from(failures.once_ppm) + u64::from(failures.always_ppm);
    let records = (FAILING_MIN * u64::from(MILLION)).checked_div(ppm);
    ratio(records.unwrap_or(0), period_us, count.max(1))
}

/// Returns how long the rows take, including one mean gap after the last.
fn own_period_us(rows: &[Row]) -> u64 {
    let ends = rows.first().zip(rows.last());
    let span_ms =
        ends.and_then(|(first, last)| Some(last.arrival_ms()?.abs_diff(first.arrival_ms()?)));
    let count = rows.len() as u64;
    ratio(span_ms.unwrap_or(0) * 1_000, count, count.saturating_sub(1))
}
