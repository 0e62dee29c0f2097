//! Replays with different seeds. Drawn arrivals differ from seed to seed, so an estimate is the mean of several replays.
//! The first one is the longest; the others tell how far chance moves the counts.

use tidegate_figures::Levels;

use super::inputs::EstimateRequest;
use super::month::MonthCounts;
use super::replay;
use super::runs::Runs;
use super::sample::Recording;
use super::workload::Matching;
use crate::forecast::Forecast;
use crate::model::Seeds;

/// Replays besides the first, and the part of its records that each of them has.
const MORE: u64 = 4;
const PART: usize = 4;

/// Returns the requests with the seeds of all replays, and the most records of each. Recorded arrivals are replayed once:
/// they do not depend on a seed.
pub(super) fn requests(
    request: &EstimateRequest,
    recording: &Recording,
    most: usize,
) -> impl Iterator<Item = (EstimateRequest, usize)> {
    let more = if request.is_recorded(recording) {
        0
    } else {
        MORE
    };
    (0..=more).map(move |number| {
        let seeded = EstimateRequest {
            seed: request.seed.wrapping_add(number),
            ..request.clone()
        };
        let part = if number == 0 { 1 } else { PART };
        (seeded, (most / part).max(1))
    })
}

/// Returns the mean of the first replay's counts and those of the other seeds, and how far these are apart. A replay that
/// would not end is left out.
pub(super) fn mean(
    request: &EstimateRequest,
    recording: &Recording,
    matching: Matching,
    (first, most): (MonthCounts, usize),
) -> (MonthCounts, Option<Seeds>) {
    let more = requests(request, recording, most).skip(1);
    let more = more.filter_map(|(request, most)| {
        let workload = replay::workload(&request, recording, matching, most);
        let runs = Runs::of(&request, &workload).ok()?;
        Some(replay::counts(&request, recording, &workload, &runs))
    });
    let all: Vec<_> = [first].into_iter().chain(more).collect();
    let filtered = all.iter().map(|counts| counts.forecast.filtered.expected);
    let seeds = Seeds {
        count: all.len() as u64,
        low: filtered.clone().min().unwrap_or(0),
        high: filtered.max().unwrap_or(0),
    };
    (mean_of(&all), (all.len() > 1).then_some(seeds))
}

fn mean_of(all: &[MonthCounts]) -> MonthCounts {
    let levels = |part: &dyn Fn(&MonthCounts) -> Levels<u64>| {
        let mut sum = Levels::exactly(0_u128);
        for counts in all {
            sum = sum.zip(part(counts)).map(|(sum, one)| sum + u128::from(one));
        }
        let count = (all.len() as u128).max(1);
        sum.map(|sum| u64::try_from((sum + count / 2) / count).unwrap_or(u64::MAX))
    };
    let first = all[0];
    MonthCounts {
        forecast: Forecast {
            unfiltered: levels(&|it| it.forecast.unfiltered),
            filtered: levels(&|it| it.forecast.filtered),
        },
        unfiltered_records: levels(&|it| it.unfiltered_records),
        filtered_records: levels(&|it| it.filtered_records),
        receives: levels(&|it| Levels::exactly(it.receives)).expected,
        filtered_receives: first
            .filtered_receives
            .map(|own| levels(&|it| it.filtered_receives.unwrap_or(own))),
        ..first
    }
}
