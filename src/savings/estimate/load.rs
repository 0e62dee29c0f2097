//! Load over time: the replayed stretch cut into equal parts, before and after the filter.

use super::Question;
use super::replay::all_matching;
use super::workload::Workload;
use crate::report::{Load, LoadPoint};
use crate::simulate::{Order, Record, Settings, simulate_each};

/// Parts of the stretch.
const POINTS: u64 = 60;

pub(super) fn load(question: &Question, workload: &Workload) -> Load {
    let settings = workload.settings(&question.mapping, Order::FilterFirst, question);
    let width_us = workload.span_us.div_ceil(POINTS).max(1);
    let part = |records: &[Record]| points(records, &settings, width_us);
    Load {
        width_ms: width_us / 1_000,
        lanes: workload.lanes,
        lanes_all: workload.lanes_all,
        unfiltered: part(&all_matching(&workload.records)),
        filtered: part(&workload.records),
    }
}

fn points(records: &[Record], settings: &Settings, width_us: u64) -> Vec<LoadPoint> {
    let count = usize::try_from(POINTS).unwrap_or(1);
    let mut points = vec![LoadPoint::default(); count];
    let at = |us: u64| usize::try_from(us / width_us).unwrap_or(usize::MAX);
    for record in records.iter().filter(|record| record.matches) {
        if let Some(point) = points.get_mut(at(record.arrival_us)) {
            point.records += 1;
        }
    }
    simulate_each(records, settings, &mut |invocation| {
        if let Some(point) = points.get_mut(at(invocation.start_us)) {
            point.invocations += 1;
        }
        for index in at(invocation.start_us)..=at(invocation.end_us) {
            let Some(point) = points.get_mut(index) else {
                return;
            };
            let start_us = index as u64 * width_us;
            let from_us = invocation.start_us.max(start_us);
            let to_us = invocation.end_us.min(start_us + width_us);
            point.busy_us += to_us.saturating_sub(from_us);
        }
    });
    points
}
