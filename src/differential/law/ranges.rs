//! The ranges of an estimate hold whatever AWS does: the reference simulates the same records with each of the freedoms that
//! AWS's guide leaves open, and none of its counts is outside the levels `low` and `high`. Where the lanes of the records
//! leave nothing open, the levels `expected` and `conservative` are the reference's own counts.
//!
//! The freedoms are: whether records are filtered before or after they are batched; how often a shard is read while records
//! wait; when in its interval a shard is read first; which lane each record goes to; with how many pollers a queue begins,
//! and whether more are added.
//!
//! A recording takes ten minutes at least, no record fails, and a function is fast enough that its mapping
//! keeps up: ranges are not about failures, and capacity has its own tests.

use tidegate_estimate::{Arrivals, EstimateRequest, Failures, Report};
use tidegate_figures::HandlerDuration;
use tidegate_fixtures::generate::{Unstructured, seeded};
use tidegate_mapping::simulate as fast;
use tidegate_mapping::{Delivery, MappingOptions, Pollers};
use tidegate_reference::simulate as slow;

use super::drawn::{Choices, mapping, next};
use super::sampled::{Sampled, sample};
use super::simulate::slow_settings;
use crate::answer::Answer;
use crate::case::{Case, Difference, Seen};

const NAME: &str = "ranges";

/// Most records.
const RECORDS_MAX: u64 = 60;
/// Shortest time of a recording, in milliseconds: shorter ones are repeated by an estimate, and begin at other records.
const SPAN_MS_MIN: i64 = 600_000;
/// Longest window in seconds, of which thirty fit into the shortest recording.
const WINDOW_MAX: u32 = 20;
/// Bytes of a record: so few that no limit of bytes matters.
const BYTES: u32 = 200;

/// A part of a range that is left out on purpose, to show that the law finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Nothing.
    Nothing,
    /// Batches fuller than the expected ones.
    Below,
    /// Batches less full than the expected ones.
    Above,
    /// Filtering after batching.
    Order,
}

/// Returns the bytes of a seeded case.
pub(super) fn seed(seed: u64, index: u64) -> Vec<u8> {
    seeded(seed ^ 0x7261_6e67_6573, index)
}

/// Counts a match if the ranges hold, and an invalid event if AWS refuses the mapping, or if it can't keep up.
pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    check_without(case, LeftOut::Nothing)
}

/// Checks the law on the case of these bytes, with a part of the range left out.
///
/// # Errors
/// The fault is found, which should happen often.
pub fn canary_of_range(left_out: LeftOut, bytes: &[u8]) -> Result<Seen, Difference> {
    let case = super::ends::make(bytes).expect("all bytes are a case");
    check_without(&case, left_out)
}

fn check_without(case: &Case, left_out: LeftOut) -> Result<Seen, Difference> {
    let mut choices = Choices(Unstructured::new(&case.event));
    let Some(asked) = Asked::of(&mut choices) else {
        return Ok(case.seen(Answer::InvalidEvent("")));
    };
    let Some(levels) = asked.levels(left_out) else {
        return Ok(case.seen(Answer::InvalidEvent("")));
    };
    for freedom in asked.freedoms(&mut choices) {
        let invocations = asked.simulated(&freedom);
        if let Some(broken) = levels.broken(invocations, &freedom) {
            let what = format!("{broken}, for {asked:?} and {freedom:?}");
            return Err(case.difference(NAME, what, "a count within the range"));
        }
    }
    Ok(case.seen(Answer::Match))
}

/// A request and its records.
#[derive(Debug)]
struct Asked {
    request: EstimateRequest,
    records: Vec<Sampled>,
}

/// What AWS may do.
#[derive(Clone, Copy, Debug)]
struct Freedom {
    settings: fast::Settings,
    /// How the lanes of the records are drawn; all go to the first lane if 0.
    lanes_seed: u64,
    /// When the records begin, in microseconds after the first read.
    first_us: u64,
    /// Whether it is what an estimate replays too, so that the count is known exactly.
    is_replayed: bool,
}

/// The counts of a month, and what it takes to scale those of the records to them.
struct Levels {
    low: u64,
    expected: u64,
    conservative: u64,
    high: u64,
    records: u64,
    month_records: u64,
}

impl Asked {
    fn of(choices: &mut Choices<'_>) -> Option<Self> {
        let (source, options) = mapping(choices);
        let delivery = Delivery::new(source.parse().ok()?, &narrowed(options)).ok()?;
        let handler = HandlerDuration {
            per_invocation_us: choices.up_to(20),
            per_record_us: choices.up_to(12),
        };
        let request = EstimateRequest {
            delivery,
            rate: None,
            arrivals: Arrivals::Recorded,
            burst: 1,
            seed: 1,
            handler,
            failures: Failures::default(),
            reserved: None,
            pricing: None,
        };
        Some(Self {
            request,
            records: records(choices)?,
        })
    }

    /// Returns the estimate's levels; `None` if the mapping can't keep up, or if the estimate does not replay the records as
    /// they are.
    fn levels(&self, left_out: LeftOut) -> Option<Levels> {
        let (sample, read) = sample(&self.request.delivery, &self.records);
        let report = self.request.answer(sample, read).ok()?;
        if !is_whole(&report) {
            return None;
        }
        let basis = report.basis.replay()?;
        let filtered = report.forecast.filtered;
        let levels = Levels {
            low: filtered.low,
            expected: filtered.expected,
            conservative: filtered.conservative,
            high: filtered.high,
            records: basis.records,
            month_records: basis.month_records,
        };
        Some(match left_out {
            LeftOut::Nothing => levels,
            LeftOut::Below => Levels {
                low: levels.expected,
                ..levels
            },
            LeftOut::Above => Levels {
                high: levels.expected,
                ..levels
            },
            LeftOut::Order => Levels {
                conservative: levels.expected,
                ..levels
            },
        })
    }

    /// Returns what AWS may do with these records.
    fn freedoms(&self, choices: &mut Choices<'_>) -> Vec<Freedom> {
        let has_lanes = self.request.delivery.lanes() > 1;
        let [seed, later] = [(); 2].map(|()| choices.below(1 << 20));
        let mut all = Vec::new();
        for order in [fast::Order::FilterFirst, fast::Order::BatchFirst] {
            let plain = self.request.delivery.settings(order, self.request.handler);
            let paces = [Some(plain), plain.read_at_base_rate()];
            let paces = paces.into_iter().flatten().flat_map(pollers);
            for (at, settings) in paces.enumerate() {
                for (lanes_seed, first_us) in [(0, 0), (seed | 1, 0), (seed | 1, later)] {
                    all.push(Freedom {
                        settings,
                        lanes_seed,
                        first_us,
                        is_replayed: at == 0 && first_us == 0 && !has_lanes,
                    });
                }
            }
        }
        all
    }

    fn simulated(&self, freedom: &Freedom) -> u64 {
        let mut random = freedom.lanes_seed;
        let record = |record: &Sampled| slow::Record {
            arrival_us: u64::try_from(record.arrival_ms.unwrap_or(0) * 1_000).unwrap_or(0)
                + freedom.first_us,
            lane_key: match random {
                0 => 0,
                _ => next(&mut random),
            },
            matches: record.is_delivered,
            bytes: BYTES,
            failures: 0,
        };
        let records: Vec<_> = self.records.iter().map(record).collect();
        slow::simulate(&records, &slow_settings(&freedom.settings)).invocations
    }
}

impl Levels {
    /// Returns what is wrong if a count of the records, scaled to a month, is not within the levels.
    fn broken(&self, invocations: u64, freedom: &Freedom) -> Option<String> {
        let month = self.month(invocations);
        let (low, high) = (self.low.saturating_sub(1), self.high + 1);
        if !(low..=high).contains(&month) {
            return Some(format!("{month} is not within {low} and {high}"));
        }
        let (level, known) = match freedom.settings.order {
            fast::Order::FilterFirst => (self.expected, month),
            // The level is never below the expected one.
            fast::Order::BatchFirst => (self.conservative, month.max(self.expected)),
        };
        (freedom.is_replayed && level != known)
            .then(|| format!("{level} is not the reference's {known}"))
    }

    /// Returns a count of the records, scaled to a month as an estimate does it.
    fn month(&self, count: u64) -> u64 {
        let (count, by, of) = (
            u128::from(count),
            u128::from(self.month_records),
            u128::from(self.records.max(1)),
        );
        u64::try_from((count * by + of / 2) / of).unwrap_or(u64::MAX)
    }
}

/// Returns whether an estimate replays the whole recording once, and the mapping keeps up with it.
fn is_whole(report: &Report) -> bool {
    let basis = report.basis.replay();
    let capacity = report.capacity.as_ref();
    let is_over = capacity.is_some_and(|it| {
        [it.unfiltered, it.filtered, it.conservative]
            .iter()
            .any(|side| side.is_over())
    });
    let is_once = basis.is_some_and(|it| it.records == it.recorded && it.recorded == it.chosen);
    is_once && report.stray.is_none() && !is_over
}

/// Returns the settings with bounds within which the reference is fast.
fn narrowed(options: MappingOptions) -> MappingOptions {
    MappingOptions {
        shards: options.shards.map(|shards| shards.min(16)),
        window_seconds: options.window_seconds.map(|it| it.min(WINDOW_MAX)),
        maximum_concurrency: options.maximum_concurrency.map(|it| it.min(20)),
        pollers: options.pollers.map(|it| Pollers {
            min: it.min.min(20),
            max: it.max.min(20),
        }),
        ..options
    }
}

/// Returns the settings with the pollers with which a queue may begin; those of other sources as they are.
fn pollers(settings: fast::Settings) -> Vec<fast::Settings> {
    let fast::Kind::Queue(queue) = settings.kind else {
        return vec![settings];
    };
    let own = queue.pollers;
    let with = |start, added_per_second| fast::Settings {
        kind: fast::Kind::Queue(fast::QueueSettings {
            pollers: fast::PollerRange {
                start,
                added_per_second,
                ..own
            },
            ..queue
        }),
        ..settings
    };
    vec![
        settings,
        with(1, own.added_per_second),
        with(2.min(own.max), 0),
        with(own.max.min(20), 0),
    ]
}

/// Returns records with one gap of up to a minute after another, and some at the same time, stretched if they take too little
/// time. At least one is delivered. `None` if all come at the same time.
fn records(choices: &mut Choices<'_>) -> Option<Vec<Sampled>> {
    let count = choices.below(RECORDS_MAX) + 2;
    let (matching, together) = (choices.pick([30, 100, 500, 1_000]), choices.below(4));
    let mut random = choices.0.arbitrary().unwrap_or(1) | 1;
    let one = next(&mut random) % count;
    let mut arrival_ms = 0;
    let mut record = |at: u64| {
        let mut below = |bound| next(&mut random) % bound;
        let is_apart = at > 0 && below(4) >= together;
        let gap_ms = i64::try_from(below(60_000)).unwrap_or(0);
        arrival_ms += if is_apart { gap_ms } else { 0 };
        Sampled {
            is_delivered: at == one || below(1_000) < matching,
            arrival_ms: Some(arrival_ms),
            bytes: 20,
        }
    };
    let mut records: Vec<_> = (0..count).map(&mut record).collect();
    let factor = SPAN_MS_MIN.checked_div(arrival_ms)? + 1;
    for record in &mut records {
        record.arrival_ms = record.arrival_ms.map(|at| at * factor);
    }
    Some(records)
}
