//! Environments of the replay, before and after the filter: how many are busy, and how many invocations start cold.

use tidegate_figures::RULE_OF_THREE;
use tidegate_mapping::{IDLE_MINUTES, Pool};

use super::load::Watch;
use super::ratio::ratio;
use super::runs::Runs;
use super::workload::Workload;
use crate::forecast::Forecast;
use crate::model::{ColdSide, ColdStarts, Environments, Load};

/// One side of the replay: when its invocations ran, and how many a month has.
struct Side {
    /// Start and end, by start.
    runs: Vec<(u64, u64)>,
    month: u64,
}

/// Returns `None` if nothing was replayed.
pub(super) fn environments(
    workload: &Workload,
    watches: [Watch; 2],
    at_once: [u64; 2],
    forecast: Forecast,
    load: &Load,
) -> Option<Environments> {
    let [unfiltered, filtered] = load.concurrency(at_once[0], at_once[1])?;
    let months = [forecast.unfiltered.expected, forecast.filtered.expected];
    let [before, after] = watches;
    let side = |watch: Watch, month| {
        // There can be millions of them, so they are not copied.
        let mut runs = watch.runs;
        runs.sort_unstable();
        Side { runs, month }
    };
    let (before, after) = (side(before, months[0]), side(after, months[1]));
    let cold = |idle_minutes| ColdStarts {
        idle_minutes,
        unfiltered: before.cold(idle_minutes, workload),
        filtered: after.cold(idle_minutes, workload),
    };
    Some(Environments {
        unfiltered,
        filtered,
        cold: IDLE_MINUTES.map(cold).into(),
    })
}

/// Returns the most invocations at once, of all lanes.
pub(super) fn at_once(workload: &Workload, runs: &Runs) -> [u64; 2] {
    [&runs.unfiltered, &runs.filter_first].map(|side| {
        ratio(
            side.counts.concurrency_max,
            u64::from(workload.lanes_all),
            u64::from(workload.lanes),
        )
    })
}

impl Side {
    /// Returns the cold starts of a month. The stretch is run twice, so that the second time finds the environments of
    /// the first, as in the middle of a month.
    fn cold(&self, idle_minutes: u32, workload: &Workload) -> ColdSide {
        let mut pool = Pool::new(u64::from(idle_minutes) * 60_000_000);
        let last_us = self.runs.last().map_or(0, |&(start_us, _)| start_us);
        let turn_us = workload.span_us.max(last_us + 1);
        let mut run = |after_us: u64| {
            let runs = self.runs.iter();
            let cold = runs.filter(|&&(start_us, end_us)| {
                pool.invoke(start_us + after_us, |_| end_us - start_us)
            });
            cold.count() as u64
        };
        run(0);
        let cold = run(turn_us);
        let runs = self.runs.len() as u64;
        let counted = if cold == 0 && runs > 0 {
            RULE_OF_THREE
        } else {
            cold
        };
        ColdSide {
            month: ratio(counted, self.month, runs).min(self.month),
            share: (counted as f64 / (runs as f64).max(1.0)).min(1.0),
            // A cold start in each turn of a repeated recording is evidence of one.
            seen: cold.div_ceil(workload.repeats),
        }
    }
}
