//! Replays with different seeds. Drawn arrivals differ from seed to seed, so an estimate is the mean of several replays.
//! The first one is the longest; the others tell how far chance moves the counts.

use tidegate_figures::Levels;

use super::counted::{counts, workload};
use super::draw::Matching;
use super::inputs::{EstimateRequest, Failures};
use super::month::MonthCounts;
use super::runs::Runs;
use super::sample::Recording;
use crate::forecast::Forecast;
use crate::model::Seeds;

/// Replays besides the first, and the part of its records that each of them has.
const MORE: u64 = 4;
const PART: usize = 4;

/// The most records of the first replay, and of each of the others; `None` if there are no others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lengths {
    first: usize,
    others: Option<usize>,
}

impl Lengths {
    /// Returns the lengths for a first replay of this many records. There are no others if they would take too long: much
    /// shorter ones would show more chance than there is in the first. Nor are there others where records fail: a shard that
    /// is blocked most of the time is not blocked at the start, which counts for more in a shorter replay.
    pub(super) fn new(request: &EstimateRequest, first: usize, affordable: usize) -> Self {
        let others = (first / PART).max(1);
        let is_apt = others <= affordable && request.failures == Failures::default();
        Self {
            first,
            others: is_apt.then_some(others),
        }
    }
}

/// Returns the requests with the seeds of all replays, and the most records of each. Recorded arrivals are replayed once:
/// they do not depend on a seed.
pub(super) fn requests(
    request: &EstimateRequest,
    recording: &Recording,
    lengths: Lengths,
) -> impl Iterator<Item = (EstimateRequest, usize)> {
    let others = lengths.others.filter(|_| !request.is_recorded(recording));
    let others = others
        .into_iter()
        .flat_map(|most| (1..=MORE).map(move |number| (number, most)));
    let all = [(0, lengths.first)].into_iter().chain(others);
    all.map(|(number, most)| {
        let seeded = EstimateRequest {
            seed: request.seed.wrapping_add(number),
            ..request.clone()
        };
        (seeded, most)
    })
}

/// Returns the mean of the first replay's counts and those of the other seeds, and how far these are apart. A replay that
/// would not end is left out.
pub(super) fn mean(
    request: &EstimateRequest,
    recording: &Recording,
    matching: Matching,
    (first, lengths): (MonthCounts, Lengths),
) -> (MonthCounts, Option<Seeds>) {
    let more = requests(request, recording, lengths).skip(1);
    let more = more.filter_map(|(request, most)| {
        let workload = workload(&request, recording, matching, most);
        let runs = Runs::of(&request, &workload).ok()?;
        let counts = counts(&request, recording, &workload, &runs);
        Some((counts, workload.records.len() as u128))
    });
    let all: Vec<_> = [(first, lengths.first as u128)]
        .into_iter()
        .chain(more)
        .collect();
    let filtered = all
        .iter()
        .map(|(counts, _)| counts.forecast.filtered.expected);
    let seeds = Seeds {
        count: all.len() as u64,
        low: filtered.clone().min().unwrap_or(0),
        high: filtered.max().unwrap_or(0),
    };
    (mean_of(&all), (all.len() > 1).then_some(seeds))
}

/// Returns the mean of counts, each weighed by the records of its replay.
fn mean_of(all: &[(MonthCounts, u128)]) -> MonthCounts {
    let records: u128 = all.iter().map(|(_, records)| records).sum();
    let levels = |part: &dyn Fn(&MonthCounts) -> Levels<u64>| {
        let mut sum = Levels::exactly(records / 2);
        for (counts, weight) in all {
            let weighed = |(sum, one)| sum + u128::from(one) * weight;
            sum = sum.zip(part(counts)).map(weighed);
        }
        sum.map(|sum| u64::try_from(sum / records.max(1)).unwrap_or(u64::MAX))
    };
    let first = all[0].0;
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
