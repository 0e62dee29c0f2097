//! The model for a sample without arrival times. It takes one disposition for each record, in input order, and returns
//! a [`Forecast`].
//!
//! Records are taken in groups of `n = min(batch size, records)`, as if every batch were full and the filter ran
//! after batching. Of `r` records, of which `m` are delivered:
//!
//! | | low | expected, conservative | high |
//! |---|---|---|---|
//! | unfiltered | `ceil(r / n)` | `ceil(r / n)` | `ceil(r / n)` |
//! | filtered | `ceil(m / n)`: all batches full | groups with a delivered record | `min(m, groups)` |
//!
//! A record that could not be read has its place in a group too (the source hands it out like any other) and is not
//! delivered. The one invariant: memory does not grow with the number of records.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use tidegate_batch::Disposition;
use tidegate_figures::Levels;

use crate::forecast::Forecast;

/// Counts groups of records as they come.
///
/// ```
/// use std::num::NonZeroU32;
/// use tidegate_batch::Disposition::{Delivered, Filtered};
/// use tidegate_estimate::SampleModel;
/// let mut model = SampleModel::new(NonZeroU32::new(2).unwrap());
/// for disposition in [Delivered, Delivered, Filtered, Filtered, Delivered] {
///     model.push(disposition);
/// }
/// let filtered = model.finish().filtered;
/// assert_eq!((filtered.low, filtered.expected, filtered.high), (2, 2, 3));
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SampleModel {
    batch_size: u64,
    records: u64,
    delivered: u64,
    /// Complete groups that hold a delivered record.
    groups_delivering: u64,
    /// Whether the group being filled holds one.
    open_group_delivers: bool,
}

impl SampleModel {
    /// Returns a model that has not counted anything.
    #[must_use]
    pub fn new(batch_size: NonZeroU32) -> Self {
        Self {
            batch_size: u64::from(batch_size.get()),
            records: 0,
            delivered: 0,
            groups_delivering: 0,
            open_group_delivers: false,
        }
    }

    /// Counts the next record. Only `Delivered` counts as delivered.
    pub fn push(&mut self, disposition: Disposition) {
        let is_delivered = disposition == Disposition::Delivered;
        self.records += 1;
        self.delivered += u64::from(is_delivered);
        self.open_group_delivers |= is_delivered;
        if self.records.is_multiple_of(self.batch_size) {
            self.groups_delivering += u64::from(self.open_group_delivers);
            self.open_group_delivers = false;
        }
    }

    /// Adds the records that another model counted after these. The group that is not full at the seam counts as full, so
    /// the expected level is exact only if there is none.
    pub(crate) fn merge(&mut self, next: &Self) {
        let seam = self.open_group_delivers && next.records > 0;
        self.groups_delivering += next.groups_delivering + u64::from(seam);
        self.records += next.records;
        self.delivered += next.delivered;
        if next.records > 0 {
            self.open_group_delivers = next.open_group_delivers;
        }
        let groups = self.records.div_ceil(self.batch_size);
        let closed = groups.saturating_sub(u64::from(self.open_group_delivers));
        self.groups_delivering = self.groups_delivering.min(closed);
    }

    /// Returns the `n` of the model: the batch size, or the number of records if there are fewer.
    #[must_use]
    pub fn group_size(&self) -> u64 {
        self.batch_size.min(self.records)
    }

    /// Returns the forecast for the records counted so far.
    #[must_use]
    pub fn finish(&self) -> Forecast {
        // A last group that is not full counts like the others. With fewer records than the batch size it is the only
        // one, so dividing by the batch size or by the number of records rounds up to the same.
        let groups = self.records.div_ceil(self.batch_size);
        let expected = self.groups_delivering + u64::from(self.open_group_delivers);
        let filtered = Levels {
            low: self.delivered.div_ceil(self.batch_size),
            expected,
            conservative: expected,
            high: self.delivered.min(groups),
        };
        Forecast {
            unfiltered: Levels::exactly(groups),
            filtered,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(batch_size: u32, flags: &[bool]) -> SampleModel {
        let mut model = SampleModel::new(NonZeroU32::new(batch_size).unwrap());
        for flag in flags {
            model.push(match flag {
                true => Disposition::Delivered,
                false => Disposition::Filtered,
            });
        }
        model
    }

    /// Returns the forecast by the definition, applied to the whole list at once.
    fn naive(batch_size: usize, flags: &[bool]) -> Forecast {
        if flags.is_empty() {
            return Forecast::default();
        }
        let n = batch_size.min(flags.len());
        let delivered = flags.iter().filter(|&&flag| flag).count();
        let groups: Vec<_> = flags.chunks(n).collect();
        let expected = groups.iter().filter(|group| group.contains(&true)).count() as u64;
        let filtered = Levels {
            low: delivered.div_ceil(n) as u64,
            expected,
            conservative: expected,
            high: delivered.min(groups.len()) as u64,
        };
        Forecast {
            unfiltered: Levels::exactly(flags.len().div_ceil(n) as u64),
            filtered,
        }
    }

    #[test]
    fn model_equals_the_definition_on_every_short_list() {
        for length in 0..=9_u32 {
            for bits in 0..1_u32 << length {
                let flags: Vec<_> = (0..length).map(|at| bits >> at & 1 == 1).collect();
                for batch_size in 1..=10 {
                    assert_eq!(
                        model(batch_size, &flags).finish(),
                        naive(batch_size as usize, &flags),
                        "batches of {batch_size}, {flags:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn levels_are_in_order() {
        for seed in 0..200_u32 {
            let flags: Vec<_> = (0..97)
                .map(|at: u32| (at * at + seed * 31 + at * seed) % 7 < seed % 7)
                .collect();
            let Levels {
                low,
                expected,
                high,
                ..
            } = model(1 + seed % 12, &flags).finish().filtered;
            assert!(
                low <= expected && expected <= high,
                "seed {seed}: {low} {expected} {high}"
            );
        }
    }

    #[test]
    fn no_record_needs_no_invocation() {
        assert_eq!(model(10, &[]).finish(), Forecast::default());
        assert_eq!(model(10, &[]).group_size(), 0);
    }

    #[test]
    fn fewer_records_than_the_batch_size_are_one_group() {
        let forecast = model(100, &[true, false, true]).finish();
        assert_eq!(forecast.unfiltered, Levels::exactly(1));
        assert_eq!(forecast.filtered, Levels::exactly(1));
        assert_eq!(model(100, &[true, false, true]).group_size(), 3);
    }
}
