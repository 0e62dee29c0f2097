//! The short moment in which nearly all records of a sample came: the month's rate and its peaks then rest on that moment.
//!
//! # Example
//!
//! A hundred records, of which 99 come within a second and one comes two hours before them:
//!
//! ```text
//! nine of ten     90 records
//! shortest time   less than a second, which is no more than a twentieth of two hours: crowded
//! ```

use super::row::Row;
use crate::model::Crowd;

/// Nearly all records: this many of ten.
const OF_TEN: usize = 9;

/// A moment is short if it is at most this part of the sample's time.
const PART: u64 = 20;

/// Fewer records show no pattern.
const RECORDS_MIN: usize = 20;

/// Returns the shortest time that holds nine of ten records, with all records in it, if it is short. The rows are sorted
/// by arrival.
pub(super) fn crowd(rows: &[Row]) -> Option<Crowd> {
    let times: Vec<_> = rows.iter().filter_map(|row| row.arrival_ms()).collect();
    let many = (times.len() * OF_TEN).div_ceil(10);
    if times.len() < RECORDS_MIN {
        return None;
    }
    let span_ms = times.last()?.abs_diff(*times.first()?);
    let lasting = |window: &[i64]| Some(window.last()?.abs_diff(*window.first()?));
    let windows = times.windows(many).zip(0..);
    let lasting = windows.filter_map(|(window, at)| Some((lasting(window)?, at)));
    let (shortest_ms, at): (u64, usize) = lasting.min()?;
    if shortest_ms > span_ms / PART {
        return None;
    }
    // Records within as long a time from the same start on, with a twentieth more, belong to it.
    let until_ms = times[at].saturating_add_unsigned(shortest_ms + shortest_ms / PART);
    let after = times[at..].iter().take_while(|ms| **ms <= until_ms);
    let last = at + after.count() - 1;
    let before = times[..at].iter().rev().take_while(|ms| **ms == times[at]);
    let records = last - at + 1 + before.count();
    Some(Crowd {
        records: records as u64,
        within_ms: times[last].abs_diff(times[at]),
    })
}

#[cfg(test)]
mod tests {
    use super::super::row::testing::rows;
    use super::*;

    #[test]
    fn burst_of_nearly_all_records_is_found() {
        let burst = (0..99).map(|at| 7_200_000 + at * 10);
        let found = crowd(&rows([0].into_iter().chain(burst))).unwrap();
        assert!(found.records >= 94 && found.within_ms < 1_000, "{found:?}");
        let at_once = std::iter::repeat_n(7_200_000, 99);
        let found = crowd(&rows([0].into_iter().chain(at_once))).unwrap();
        assert_eq!((found.records, found.within_ms), (99, 0));
    }

    #[test]
    fn steady_and_daily_traffic_are_not_crowded() {
        assert_eq!(crowd(&rows((0..1_000).map(|at| at * 50))), None);
        // Eight hours of work in a day.
        let day = (0..1_000).map(|at| at * 28_800);
        assert_eq!(crowd(&rows(day.chain([86_400_000]))), None);
        assert_eq!(crowd(&rows([0, 1, 2, 3, 90_000_000])), None);
    }
}
