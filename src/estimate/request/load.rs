//! Load over time: the replayed stretch is cut into equal parts, and each part is measured before and after the filter.

use tidegate_mapping::simulate::Invocation;

use super::workload::Workload;
use crate::model::{Load, LoadPoint};

/// Parts of the stretch.
const POINTS: u64 = 60;

/// Which records of the workload are delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// All of them.
    Unfiltered,
    /// The records that match.
    Filtered,
}

/// One run's load, part by part.
pub(super) struct Watch {
    /// Start and end of every invocation.
    pub(super) runs: Vec<(u64, u64)>,
    width_us: u64,
    points: Vec<LoadPoint>,
}

impl Watch {
    /// Counts the records of each part; no invocation has run yet.
    pub(super) fn new(workload: &Workload, run: Run) -> Self {
        let count = usize::try_from(POINTS).unwrap_or(1);
        let mut watch = Self {
            runs: Vec::new(),
            width_us: workload.span_us.div_ceil(POINTS).max(1),
            points: vec![LoadPoint::default(); count],
        };
        let records = workload.records.iter();
        let takes_part = |matches: bool| match run {
            Run::Filtered => matches,
            Run::Unfiltered => true,
        };
        for record in records.filter(|record| takes_part(record.matches)) {
            if let Some(point) = watch.point(record.arrival_us) {
                point.records += 1;
            }
        }
        watch
    }

    /// Adds an invocation of the run.
    pub(super) fn see(&mut self, invocation: Invocation) {
        // Retries may go on for days after the stretch; cold starts are counted only near it.
        if invocation.start_us / 2 <= self.width_us * POINTS {
            self.runs.push((invocation.start_us, invocation.end_us));
        }
        if let Some(point) = self.point(invocation.start_us) {
            point.invocations += 1;
        }
        let width_us = self.width_us;
        for index in self.part(invocation.start_us)..=self.part(invocation.end_us) {
            let Some(point) = self.points.get_mut(index) else {
                return;
            };
            let start_us = index as u64 * width_us;
            let from_us = invocation.start_us.max(start_us);
            let to_us = invocation.end_us.min(start_us + width_us);
            point.busy_us += to_us.saturating_sub(from_us);
        }
    }

    fn part(&self, us: u64) -> usize {
        usize::try_from(us / self.width_us).unwrap_or(usize::MAX)
    }

    fn point(&mut self, us: u64) -> Option<&mut LoadPoint> {
        let part = self.part(us);
        self.points.get_mut(part)
    }
}

pub(super) fn load(workload: &Workload, unfiltered: &Watch, filtered: &Watch) -> Load {
    Load {
        width_ms: unfiltered.width_us / 1_000,
        lanes: workload.lanes,
        lanes_all: workload.lanes_all,
        unfiltered: unfiltered.points.clone(),
        filtered: filtered.points.clone(),
    }
}
