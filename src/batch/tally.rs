//! Counts records by disposition. The counts of the four dispositions always add up to `read`. Merging is associative
//! and commutative, so chunks and inputs can be counted separately and added up in any order.

use std::collections::BTreeMap;

use crate::assumption::Assumption;
use crate::disposition::{Disposition, DropReason, UnreadableReason};
use crate::judged::Judged;

/// Counts of the records of one or more inputs, by disposition.
///
/// ```
/// use tidegate_batch::Tally;
/// let tally = Tally::new(2);
/// assert_eq!((tally.read, tally.by_filter.len()), (0, 2));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records read, with any disposition.
    pub read: u64,
    /// Records that at least one filter matched.
    pub delivered: u64,
    /// Records that were evaluated and matched no filter.
    pub filtered: u64,
    /// Records that no filter could look at, by reason.
    pub dropped: BTreeMap<DropReason, u64>,
    /// Records that could not be read, by reason.
    pub unreadable: BTreeMap<UnreadableReason, u64>,
    /// Lines and messages of a log that hold no record. They do not count as read.
    pub passed_over: u64,
    /// Records whose disposition depends on a decision of tidegate's, by decision. They are counted under their
    /// disposition too.
    pub assumed: BTreeMap<Assumption, u64>,
    /// The counts of each filter, by index.
    pub by_filter: Vec<FilterCount>,
    /// Bytes of all readable payloads, decoded.
    pub payload_bytes: u64,
    /// Bytes of the delivered payloads, decoded.
    pub delivered_payload_bytes: u64,
    /// The earliest arrival, in milliseconds since 1970; `None` if no record has an arrival time.
    pub first_arrival_ms: Option<i64>,
    /// The latest arrival, in milliseconds since 1970; `None` if no record has an arrival time.
    pub last_arrival_ms: Option<i64>,
}

/// The number of records that one filter delivers.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, RecordForm, Tally};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":["x"]}"#, r#"{"body":[{"prefix":""}]}"#])?;
/// let (mut judge, mut tally) = (filters.judge(), Tally::new(2));
/// for body in [&b"x"[..], b"y"] {
///     tally.add(&judge.judge(body, RecordForm::Payload));
/// }
/// assert_eq!((tally.by_filter[1].delivered, tally.by_filter[1].only), (2, 1));
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FilterCount {
    /// Records that this filter delivers.
    pub delivered: u64,
    /// Records that this filter delivers and no other filter does.
    pub only: u64,
}

impl Tally {
    /// Returns a tally of zeros for `filters` filters.
    #[must_use]
    pub fn new(filters: usize) -> Self {
        Self {
            by_filter: vec![FilterCount::default(); filters],
            ..Self::default()
        }
    }

    /// Returns the number of records dropped, for any reason.
    #[must_use]
    pub fn dropped_total(&self) -> u64 {
        self.dropped.values().sum()
    }

    /// Returns the number of records that could not be read, for any reason.
    #[must_use]
    pub fn unreadable_total(&self) -> u64 {
        self.unreadable.values().sum()
    }

    /// Counts one more record.
    pub fn add(&mut self, judged: &Judged<'_>) {
        self.read += 1;
        self.add_arrival(judged.arrival_ms, judged.arrival_ms);
        if let Some(assumption) = judged.assumption {
            *self.assumed.entry(assumption).or_default() += 1;
        }
        let payload_bytes = judged.payload_bytes as u64;
        match judged.disposition {
            Disposition::Delivered => {
                self.delivered += 1;
                self.delivered_payload_bytes += payload_bytes;
                self.add_filters(judged.filters);
            }
            Disposition::Filtered => self.filtered += 1,
            Disposition::Dropped(reason) => *self.dropped.entry(reason).or_default() += 1,
            Disposition::Unreadable(reason) => {
                *self.unreadable.entry(reason).or_default() += 1;
                return;
            }
        }
        self.payload_bytes += payload_bytes;
    }

    /// Adds the counts of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.read += other.read;
        self.delivered += other.delivered;
        self.filtered += other.filtered;
        self.passed_over += other.passed_over;
        self.payload_bytes += other.payload_bytes;
        self.delivered_payload_bytes += other.delivered_payload_bytes;
        self.add_arrival(other.first_arrival_ms, other.last_arrival_ms);
        merge_counts(&mut self.dropped, &other.dropped);
        merge_counts(&mut self.unreadable, &other.unreadable);
        merge_counts(&mut self.assumed, &other.assumed);
        self.grow(other.by_filter.len());
        for (mine, theirs) in self.by_filter.iter_mut().zip(&other.by_filter) {
            mine.delivered += theirs.delivered;
            mine.only += theirs.only;
        }
    }

    fn add_filters(&mut self, filters: &[usize]) {
        self.grow(filters.last().map_or(0, |last| last + 1));
        for &filter in filters {
            self.by_filter[filter].delivered += 1;
        }
        if let [only] = filters {
            self.by_filter[*only].only += 1;
        }
    }

    fn add_arrival(&mut self, first: Option<i64>, last: Option<i64>) {
        self.first_arrival_ms = self.first_arrival_ms.into_iter().chain(first).min();
        self.last_arrival_ms = self.last_arrival_ms.into_iter().chain(last).max();
    }

    fn grow(&mut self, filters: usize) {
        if self.by_filter.len() < filters {
            self.by_filter.resize(filters, FilterCount::default());
        }
    }
}

fn merge_counts<K: Copy + Ord>(into: &mut BTreeMap<K, u64>, from: &BTreeMap<K, u64>) {
    for (key, count) in from {
        *into.entry(*key).or_default() += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(rows: &[(Disposition, &[usize], Option<i64>)]) -> Tally {
        let mut tally = Tally::new(2);
        for &(disposition, filters, arrival_ms) in rows {
            tally.add(&Judged {
                disposition,
                filters,
                assumption: None,
                arrival_ms,
                payload_bytes: 10,
            });
        }
        tally
    }

    fn rows() -> Vec<(Disposition, &'static [usize], Option<i64>)> {
        vec![
            (Disposition::Delivered, &[0, 1], Some(7)),
            (Disposition::Delivered, &[1], None),
            (Disposition::Filtered, &[], Some(3)),
            (Disposition::Dropped(DropReason::NotJson), &[], Some(9)),
            (
                Disposition::Unreadable(UnreadableReason::TooLarge),
                &[],
                None,
            ),
        ]
    }

    #[test]
    fn every_record_is_counted_once() {
        let tally = tally(&rows());
        assert_eq!(
            tally.read,
            tally.delivered + tally.filtered + tally.dropped_total() + tally.unreadable_total()
        );
        assert_eq!(
            tally.by_filter[0],
            FilterCount {
                delivered: 1,
                only: 0
            }
        );
        assert_eq!(
            tally.by_filter[1],
            FilterCount {
                delivered: 2,
                only: 1
            }
        );
        assert_eq!(
            (tally.payload_bytes, tally.delivered_payload_bytes),
            (40, 20)
        );
        assert_eq!(
            (tally.first_arrival_ms, tally.last_arrival_ms),
            (Some(3), Some(9))
        );
    }

    #[test]
    fn parts_merged_in_any_order_equal_the_whole() {
        let rows = rows();
        for cut in 0..=rows.len() {
            let (left, right) = rows.split_at(cut);
            let (mut there, mut back) = (tally(left), tally(right));
            there.merge(&tally(right));
            back.merge(&tally(left));
            assert_eq!(there, tally(&rows), "cut at {cut}");
            assert_eq!(back, there, "cut at {cut}");
        }
    }
}
