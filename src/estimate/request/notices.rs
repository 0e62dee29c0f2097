//! Notices of discarded batches to an on-failure destination, in a month.
//!
//! A batch that is given up has one notice. AWS does not say how many records that are too old share one: as many as a
//! batch holds is what is expected, and one for each record is the most.

use tidegate_figures::Levels;
use tidegate_mapping::Discarded;
use tidegate_mapping::simulate::Counts;

use super::inputs::EstimateRequest;
use super::ratio::ratio;
use super::runs::Runs;
use super::workload::Workload;
use crate::model::{Capacity, CapacityUse, Notices};

/// The notices without filters and with them, by level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MonthNotices {
    pub(super) unfiltered: Levels<u64>,
    pub(super) filtered: Levels<u64>,
}

/// Batches that were given up, and records that were discarded, in a month.
#[derive(Clone, Copy, Debug, Default)]
struct Dropped {
    batches: u64,
    given_up: u64,
    expired: u64,
}

impl MonthNotices {
    /// Returns the notices of a replay. None are sent without a destination.
    pub(super) fn of(
        request: &EstimateRequest,
        batch_size: u64,
        workload: &Workload,
        (runs, capacity): (&Runs, Option<&Capacity>),
    ) -> Self {
        let month = |counts: &Counts| Dropped {
            batches: workload.for_month(counts.given_up_batches),
            given_up: workload.for_month(counts.given_up),
            expired: workload.for_month(counts.expired),
        };
        let sides = [&runs.unfiltered, &runs.filter_first, &runs.batch_first];
        let dropped = sides.map(|side| month(&side.counts));
        Self::of_dropped(request, batch_size, dropped, capacity)
    }

    /// Returns the notices of records that expire because they are more than the mapping can run.
    pub(super) fn of_capacity(
        request: &EstimateRequest,
        batch_size: u64,
        capacity: Option<&Capacity>,
    ) -> Self {
        Self::of_dropped(request, batch_size, [Dropped::default(); 3], capacity)
    }

    fn of_dropped(
        request: &EstimateRequest,
        batch_size: u64,
        mut dropped: [Dropped; 3],
        capacity: Option<&Capacity>,
    ) -> Self {
        let mapping = request.delivery.mapping();
        if mapping.is_none_or(|mapping| mapping.discarded() == Discarded::Lost) {
            return Self::default();
        }
        let sides = capacity.map(|it| [it.unfiltered, it.filtered, it.conservative]);
        for (dropped, side) in dropped.iter_mut().zip(sides.into_iter().flatten()) {
            *dropped = dropped.over(side);
        }
        let [unfiltered, first, last] = dropped.map(|it| it.notices(batch_size));
        let [most_unfiltered, most_first, most_last] = dropped.map(Dropped::records);
        Self {
            unfiltered: Levels {
                high: most_unfiltered,
                ..Levels::exactly(unfiltered)
            },
            filtered: Levels {
                low: first.min(last),
                expected: first,
                conservative: last,
                high: most_first.max(most_last),
            },
        }
    }

    /// Returns these notices in the ratio of `known` to `seen`, as
    /// [`MonthCounts::in_proportion`](super::month::MonthCounts::in_proportion) does with invocations.
    pub(super) fn in_proportion(self, seen: Self, known: Self) -> Self {
        let scaled = |own: Levels<u64>, seen: Levels<u64>, known: Levels<u64>| {
            own.zip(seen.zip(known))
                .map(|(own, (seen, known))| match own == seen {
                    true => known,
                    false if seen == 0 => own,
                    false => ratio(own, known, seen),
                })
        };
        Self {
            unfiltered: scaled(self.unfiltered, seen.unfiltered, known.unfiltered),
            filtered: scaled(self.filtered, seen.filtered, known.filtered),
        }
    }

    /// Returns the numbers for the report; `None` if there are no notices.
    pub(super) fn summary(&self) -> Option<Notices> {
        (self.unfiltered.high > 0).then_some(Notices {
            unfiltered: self.unfiltered.expected,
            filtered: self.filtered.expected,
            unfiltered_most: self.unfiltered.high,
            filtered_most: self.filtered.high,
        })
    }
}

impl Dropped {
    /// Returns the records with those that expire where a side can't keep up: a replay is too short to see all of them.
    const fn over(self, side: CapacityUse) -> Self {
        let expired = match side.is_over() {
            true => side.expired,
            false => self.expired,
        };
        Self { expired, ..self }
    }

    const fn notices(self, batch_size: u64) -> u64 {
        self.batches + self.expired.div_ceil(batch_size)
    }

    const fn records(self) -> u64 {
        self.given_up + self.expired
    }
}
