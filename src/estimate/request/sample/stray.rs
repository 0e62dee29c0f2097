//! Arrival times that cannot belong to the others: a clock that was wrong, a default of 1970. One of them would decide
//! the time that a sample covers, and with it the rate and the bill of a month.
//!
//! # Example
//!
//! A thousand records arrive within an hour, and one a year later:
//!
//! ```text
//! the middle 99.8 %   1 h
//! the gap             8,759 h, more than ten times as long as the rest
//! the group after it  1 record, at most one of a thousand: stray
//! ```

use super::row::Row;

/// At each end, one record in this many may be stray, and always one.
const ONE_IN: usize = 1_000;

/// A gap is too long if it is longer than this many times what the other records cover.
const TIMES: u64 = 10;

/// Fewer records do not show which times are usual.
const RECORDS_MIN: usize = 10;

/// The other records may all have the same time; gaps are at least this long, in milliseconds: an hour.
const GAP_MIN_MS: u64 = 3_600_000;

/// Returns the first and the last arrival of the records that belong together; `None` without times.
pub(super) fn usual(rows: &[Row]) -> Option<(i64, i64)> {
    let mut times: Vec<_> = rows.iter().filter_map(|row| row.arrival_ms()).collect();
    times.sort_unstable();
    let (mut first, mut last) = (0, times.len().checked_sub(1)?);
    if times.len() >= RECORDS_MIN {
        let most = (times.len() / ONE_IN).max(1);
        let covered = times[last - most].abs_diff(times[most]);
        let gap_max = covered.saturating_mul(TIMES).max(GAP_MIN_MS);
        let is_gap = |at: &usize| times[at + 1].abs_diff(times[*at]) > gap_max;
        first = (0..most).rev().find(is_gap).map_or(0, |at| at + 1);
        last = (last - most..last).find(is_gap).unwrap_or(last);
    }
    Some((times[first], times[last]))
}

#[cfg(test)]
mod tests {
    use super::super::row::testing::rows;
    use super::*;

    const YEAR_MS: i64 = 365 * 86_400_000;

    fn an_hour() -> impl Iterator<Item = i64> {
        (0..1_000).map(|at| YEAR_MS + at * 3_600)
    }

    #[test]
    fn time_a_year_later_or_in_1970_is_stray() {
        let last = YEAR_MS + 999 * 3_600;
        assert_eq!(usual(&rows(an_hour())), Some((YEAR_MS, last)));
        assert_eq!(
            usual(&rows(an_hour().chain([2 * YEAR_MS]))),
            Some((YEAR_MS, last))
        );
        assert_eq!(
            usual(&rows([0].into_iter().chain(an_hour()))),
            Some((YEAR_MS, last))
        );
        let both = rows([0].into_iter().chain(an_hour()).chain([3 * YEAR_MS]));
        assert_eq!(usual(&both), Some((YEAR_MS, last)));
    }

    #[test]
    fn pauses_and_second_bursts_belong_to_the_sample() {
        // Five records in a second hour are too many to be stray.
        let twice = an_hour().chain((0..5).map(|at| 2 * YEAR_MS + at));
        assert_eq!(usual(&rows(twice)), Some((YEAR_MS, 2 * YEAR_MS + 4)));
        // A pause of a night after an hour of records.
        let night = an_hour().chain([YEAR_MS + 10 * 3_600_000]);
        assert_eq!(
            usual(&rows(night)),
            Some((YEAR_MS, YEAR_MS + 10 * 3_600_000))
        );
    }

    #[test]
    fn times_of_few_records_are_not_stray() {
        assert_eq!(usual(&rows([0, 1, YEAR_MS])), Some((0, YEAR_MS)));
        assert_eq!(usual(&[]), None);
    }
}
