//! A sample of which all records are read: how fast they arrive, on which shards, and which of them are replayed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tidegate_figures::{MONTH_SECONDS, Rate};
use tidegate_mapping::Mapping;

use super::row::Row;
use super::stretch::{self, Stretches};
use super::{BLOCK_MS, REPLAYED_MAX, Sample, Totals, crowd, is_block_kept, stray};
use crate::model::{Crowd, StrayTimes};
use crate::request::ratio::ratio;
use crate::request::spread::Spread;

/// A sample, ready to be replayed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::request) struct Recording {
    /// At most about [`REPLAYED_MAX`], sorted by time if they have times.
    pub(in crate::request) rows: Vec<Row>,
    pub(in crate::request) totals: Totals,
    /// From the first arrival to the last, stray ones aside, in milliseconds; 0 without times.
    pub(in crate::request) span_ms: u64,
    /// How many milliseconds the rows stand for, and in how many stretches; `None` if they are all of the sample's.
    pub(in crate::request) stretches: Option<(u64, u64)>,
    /// Shards, partitions or message groups that the records were read from; 0 unless nine of ten records say.
    pub(in crate::request) lines: usize,
    pub(in crate::request) stray: Option<StrayTimes>,
    pub(in crate::request) crowd: Option<Crowd>,
    /// The machines that replay its shards; `None` if this one does.
    #[serde(skip)]
    pub(in crate::request) spread: Option<Arc<Spread>>,
}

impl Recording {
    /// Returns the recording of a sample, for a mapping with this window. Takes the sample's rows, which may be many.
    pub(in crate::request) fn of(sample: &mut Sample, window_ms: u32, seed: u64) -> Self {
        let mut rows = std::mem::take(&mut sample.rows);
        let usual = stray::usual(&rows);
        let stray = usual.and_then(|usual| leave_out_stray(&mut rows, usual));
        let span_ms = usual.map_or(0, |(first, last)| last.abs_diff(first));
        let is_timed = sample.totals.is_timed() && span_ms > 0;
        let (mut stretches, mut crowded) = (None, None);
        if is_timed {
            fill_times(&mut rows);
            rows.sort_by_key(|row| row.arrival_ms());
            crowded = crowd::crowd(&rows);
            close_gaps(&mut rows, sample.left_out_bits);
        }
        if rows.len() > REPLAYED_MAX && is_timed {
            let chosen = stretch::choose(&rows, REPLAYED_MAX, window_ms.into(), seed);
            let Stretches {
                rows: chosen,
                length_ms,
                count,
            } = chosen;
            rows = chosen;
            stretches = Some((length_ms, count));
        } else if rows.len() > REPLAYED_MAX {
            rows = every(&rows, REPLAYED_MAX);
        }
        Self {
            rows,
            totals: sample.totals,
            span_ms,
            stretches,
            lines: if sample.totals.is_on_lines() {
                sample.lines.count()
            } else {
                0
            },
            stray,
            crowd: crowded,
            spread: None,
        }
    }

    /// Returns whether there are arrival times to replay: at least nine of ten records say when they arrived, and not
    /// all of them at the same instant.
    pub(in crate::request) fn is_timed(&self) -> bool {
        self.totals.is_timed() && self.span_ms > 0
    }

    /// Returns the records of a month: by the stated rate, or by all of the sample's times.
    pub(in crate::request) fn month_records(&self, stated: Option<Rate>) -> u64 {
        let gaps = self.totals.read.saturating_sub(1);
        let recorded = || ratio(gaps, MONTH_SECONDS * 1_000, self.span_ms);
        stated.map_or_else(recorded, Rate::per_month)
    }

    /// Returns whether every record says which lane it belongs to.
    pub(in crate::request) fn has_lane_keys(&self) -> bool {
        self.rows.iter().all(|row| row.lane_key().is_some())
    }

    /// Puts each record on the lane of the line it was read from; within a shard, by its key.
    pub(in crate::request) fn put_on_lines(&mut self, mapping: &Mapping) {
        let factor = u64::from(mapping.lanes_per_shard());
        let lines = self.lines as u64;
        for row in &mut self.rows {
            if let Some(line) = row.line() {
                let part = row.lane_key().unwrap_or(0) % factor;
                row.set_lane_key(u64::from(line) + lines * part);
            }
        }
    }
}

/// Removes the times that are outside the usual span. Returns the records that had them, if there are any.
fn leave_out_stray(rows: &mut [Row], (first, last): (i64, i64)) -> Option<StrayTimes> {
    let mut stray = StrayTimes::default();
    for (number, row) in (1_u64..).zip(rows) {
        let Some(ms) = row.arrival_ms().filter(|ms| *ms < first || *ms > last) else {
            continue;
        };
        if stray.records == 0 {
            (stray.first_record, stray.first_arrival_ms) = (number, ms);
        }
        stray.records += 1;
        row.set_arrival_ms(None);
    }
    (stray.records > 0).then_some(stray)
}

/// Gives each record without a time the time of the record before it.
fn fill_times(rows: &mut [Row]) {
    let mut last = rows.iter().find_map(|row| row.arrival_ms());
    for row in rows {
        last = row.arrival_ms().or(last);
        row.set_arrival_ms(last);
    }
}

/// Moves rows together where whole blocks between them were left out: of `2^bits` blocks, one is there.
fn close_gaps(rows: &mut [Row], bits: u32) {
    if bits == 0 {
        return;
    }
    let first = rows.first().and_then(|row| row.arrival_ms()).unwrap_or(0);
    let (mut block, mut kept) = (first.div_euclid(BLOCK_MS), 0);
    for row in rows {
        let ms = row.arrival_ms().unwrap_or(first);
        let own = ms.div_euclid(BLOCK_MS);
        while block < own {
            block += 1;
            kept += i64::from(is_block_kept(block.cast_unsigned(), bits));
        }
        row.set_arrival_ms(Some(kept * BLOCK_MS + ms.rem_euclid(BLOCK_MS)));
    }
}

/// Returns about `most` of the rows, evenly spaced.
fn every(rows: &[Row], most: usize) -> Vec<Row> {
    let step = rows.len().div_ceil(most.max(1)).max(1);
    rows.iter().copied().step_by(step).collect()
}
