//! Which part of a long recording is replayed: whole stretches of time, spread evenly over the recording, with the
//! records of all shards in them.
//!
//! # Example
//!
//! A recording of 1,000,000 records within 100 minutes, of which 400,000 are to be replayed in four stretches:
//!
//! ```text
//! minutes  0        10        20        30 ... 100
//! blocks   [  10 min ][  10 min ][  10 min ] ...        ten blocks, of 100,000 records each
//! chosen   .          #          .         #  ...        four of ten, the first by chance
//! replay   # # # #                                       one directly after the other: 40 minutes
//! ```

use super::row::Row;

/// Stretches of a replay: many, so that each part of the recording counts, but each much longer than the batch window.
const STRETCHES_MAX: u64 = 64;
const WINDOWS_MIN: u64 = 20;
const STRETCH_MIN_MS: u64 = 10_000;

/// Rows, and how many milliseconds they stand for.
pub(super) struct Stretches {
    pub(super) rows: Vec<Row>,
    pub(super) length_ms: u64,
    pub(super) count: u64,
}

/// Returns about `most` of the rows, which are sorted by their times and all have one.
pub(super) fn choose(rows: &[Row], most: usize, window_ms: u64, seed: u64) -> Stretches {
    let time = |row: &Row| row.arrival_ms().unwrap_or(0);
    let first_ms = rows.first().map_or(0, time);
    let span_ms = rows.last().map_or(0, time).abs_diff(first_ms) + 1;
    let (most, all) = (most as u64, rows.len() as u64);
    let chosen_ms = (u128::from(span_ms) * u128::from(most) / u128::from(all.max(1))) as u64;
    let block_min_ms = (WINDOWS_MIN * window_ms).max(STRETCH_MIN_MS);
    let count = (chosen_ms / block_min_ms).clamp(1, STRETCHES_MAX);
    let block_ms = (chosen_ms / count).max(1);
    let blocks = span_ms.div_ceil(block_ms);
    let phase = fastrand::Rng::with_seed(seed).u64(..blocks.max(1));
    // Block `at` is chosen if `count / blocks` of the blocks up to it, moved by the phase, reach another whole number.
    let is_chosen = |at: u64| {
        let reached = |at: u64| (at + phase) * count / blocks;
        reached(at + 1) > reached(at)
    };
    let mut stretches = Stretches {
        rows: Vec::new(),
        length_ms: 0,
        count: 0,
    };
    for at in (0..blocks).filter(|&at| is_chosen(at)) {
        if stretches.rows.len() as u64 >= most + most / 2 {
            break;
        }
        let start_ms = first_ms + i64::try_from(at * block_ms).unwrap_or(i64::MAX);
        let end_ms = start_ms.saturating_add_unsigned(block_ms);
        let from = rows.partition_point(|row| time(row) < start_ms);
        let to = rows.partition_point(|row| time(row) < end_ms);
        stretches.append(&rows[from..to], start_ms, block_ms);
    }
    stretches.rows.truncate((most + most / 2) as usize);
    stretches
}

impl Stretches {
    /// Adds the rows of a block directly after the last one.
    fn append(&mut self, rows: &[Row], start_ms: i64, block_ms: u64) {
        let base_ms = i64::try_from(self.length_ms).unwrap_or(i64::MAX);
        for row in rows {
            let mut row = *row;
            let within_ms = row.arrival_ms().map(|ms| ms - start_ms);
            row.set_arrival_ms(within_ms.map(|ms| base_ms.saturating_add(ms)));
            self.rows.push(row);
        }
        self.length_ms += block_ms;
        self.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::row::RowParts;
    use super::*;

    fn even(count: i64, gap_ms: i64) -> Vec<Row> {
        let row = |at| {
            Row::new(RowParts {
                arrival_ms: Some(at * gap_ms),
                ..RowParts::default()
            })
        };
        (0..count).map(row).collect()
    }

    #[test]
    fn stretches_hold_the_share_asked_for_at_the_same_rate() {
        let rows = even(1_000_000, 6);
        for seed in 0..20 {
            let chosen = choose(&rows, 400_000, 0, seed);
            let count = chosen.rows.len() as f64;
            assert!((count / 400_000.0 - 1.0).abs() < 0.05, "{count}");
            assert!(
                (chosen.length_ms as f64 / count - 6.0).abs() < 0.1,
                "{}",
                chosen.length_ms
            );
            assert!(chosen.rows.is_sorted_by_key(|row| row.arrival_ms()));
            assert!((60..=64).contains(&chosen.count), "{}", chosen.count);
        }
    }

    #[test]
    fn long_windows_leave_fewer_longer_stretches() {
        // 40 minutes are chosen; 20 windows of 59 s are just under 20.
        let chosen = choose(&even(1_000_000, 6), 400_000, 59_000, 1);
        assert_eq!(chosen.count, 2);
    }

    #[test]
    fn burst_in_one_block_is_cut() {
        let rows = even(1_000_000, 0);
        let chosen = choose(&rows, 400_000, 0, 1);
        assert_eq!((chosen.count, chosen.rows.len()), (1, 600_000));
    }
}
