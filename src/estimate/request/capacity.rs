//! Limits a month to the mapping's capacity. A lane that gets more falls behind: it is busy all the time, and the
//! records that it cannot run wait, and expire when the source no longer keeps them.
//!
//! # Example
//!
//! A shard gets 100 records a second. The function takes 200 ms and 20 ms for each record, so a full batch of 100
//! records takes 2.2 s:
//!
//! ```text
//! in 1,000 s   100,000 records arrive
//! a replay     1,000 batches of 100 records take 2,200 s
//! load         2,200 s / 1,000 s = 2.2
//! share run    1 / 2.2 = 45 %: 454 batches in 1,000 s, which the shard is busy for
//! lag          each hour the oldest waiting record is 55 % of an hour older, 32 min 44 s
//! expiry       after 24 h / 55 % = 44 h the first records are 24 h old
//! ```
//!
//! Where records wait, batches are full. So a lane keeps up if it does so with full batches, even if it is busy all the
//! time with smaller ones: its load is the run time of its records in full batches, divided by the time in which they
//! arrive. A replay runs until all its records are done; the invocations of a lane with a load above 1 are divided by
//! what they took of that time.
//!
//! Where records fail, a replay lets records expire too, and not only for want of capacity: retries block lanes. Either
//! count is too low for a lane that falls behind: the one above leaves out retries, and that of a replay the time for
//! which its stretch is too short. So the larger one is the number of records that expire.

use tidegate::Source;
use tidegate_figures::MONTH_SECONDS;
use tidegate_mapping::Delivery;
use tidegate_mapping::simulate::{Kind, NEVER_US, Order};

use super::inputs::EstimateRequest;
use super::lanes::LaneRun;
use super::ratio::ratio;
use super::runs::{Runs, Side};
use super::sample::Recording;
use super::workload::Workload;
use crate::model::{Capacity, CapacityUse, ShardWrites};

const MONTH_US: u128 = MONTH_SECONDS as u128 * 1_000_000;

/// How long Lambda tries an event of a bus again: six hours (`MaximumEventAgeInSeconds`, Lambda Developer Guide,
/// "Asynchronous invocation", read 2026-11-30).
const EVENT_AGE_SECONDS: u64 = 6 * 3_600;

/// Returns how long a record can wait for the function, in seconds; `None` if it does not expire.
fn retention_seconds(request: &EstimateRequest) -> Option<u64> {
    if request.delivery == Delivery::Rule {
        return Some(EVENT_AGE_SECONDS);
    }
    let settings = request
        .delivery
        .settings(Order::FilterFirst, request.handler);
    (settings.age_us_max != NEVER_US).then_some(settings.age_us_max / 1_000_000)
}

/// Invocations and the records handed over in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Work {
    pub(super) invocations: u64,
    pub(super) records: u64,
}

impl Work {
    /// Returns invocations with one record each.
    pub(super) const fn single(records: u64) -> Self {
        Self {
            invocations: records,
            records,
        }
    }

    /// Returns the work with no more invocations than the reads of a shard allow: for each of its lanes, a read returns
    /// full batches and one that is not full, of the records that arrive in the month.
    pub(super) fn read(self, request: &EstimateRequest, arriving: u64) -> Self {
        let kind = request.delivery.mapping().map(|mapping| mapping.kind());
        let Some(Kind::Stream(stream)) = kind else {
            return self;
        };
        let Some(reads) = (MONTH_SECONDS * 1_000_000).checked_div(stream.reads.pause_us) else {
            return self;
        };
        let full = arriving / u64::from(request.delivery.batch_size().get());
        let lanes = u64::from(request.delivery.lanes());
        let most = full.saturating_add(reads.saturating_mul(lanes));
        Self {
            invocations: self.invocations.min(most),
            ..self
        }
    }

    /// Returns the part of a month's work that the mapping and the function can run.
    pub(super) fn held(self, request: &EstimateRequest) -> Self {
        Most::of(request).map_or(self, |most| most.held(request, self))
    }
}

/// How long a mapping can run in a month: the time of all invocations that fit beside and after each other.
#[derive(Clone, Copy, Debug)]
struct Most {
    month_us: u128,
}

impl Most {
    /// Returns `None` for a rule of a bus, which invokes at any rate, if no concurrency is reserved for the function.
    fn of(request: &EstimateRequest) -> Option<Self> {
        let at_once = u128::from(request.at_once_max()?);
        Some(Self {
            month_us: at_once * MONTH_US,
        })
    }

    /// Returns the part of a month's work that fits, invocations and records in the same proportion.
    fn held(self, request: &EstimateRequest, work: Work) -> Work {
        let need_us = need_us(request, work);
        if need_us <= self.month_us {
            return work;
        }
        let part = |count: u64| u128::from(count) * self.month_us / need_us;
        Work {
            invocations: u64::try_from(part(work.invocations)).unwrap_or(work.invocations),
            records: u64::try_from(part(work.records)).unwrap_or(work.records),
        }
    }
}

fn need_us(request: &EstimateRequest, work: Work) -> u128 {
    let handler = request.handler;
    u128::from(handler.per_invocation_us) * u128::from(work.invocations)
        + u128::from(handler.per_record_us) * u128::from(work.records)
}

/// Returns a month of one run, limited to what each lane can run.
pub(super) fn month(request: &EstimateRequest, workload: &Workload, side: &Side) -> Work {
    let lanes = lanes(workload, side);
    let is_over = |lane: &Lane| lane.full_load(side, workload.span_us) > 1.0;
    let sum = |part: fn(&LaneRun) -> u64| {
        if lanes.iter().any(is_over) {
            let kept =
                |lane: &Lane| lane.kept(workload.for_month(part(&lane.run)), workload.span_us);
            return lanes.iter().map(kept).sum();
        }
        workload.for_month(lanes.iter().map(|lane| part(&lane.run)).sum())
    };
    let counts = &side.counts;
    let first = Work {
        invocations: sum(|run| run.invocations),
        records: sum(|run| run.records),
    };
    let month = Work {
        invocations: first.invocations + workload.retried(counts, counts.retries),
        records: first.records + workload.retried(counts, counts.records_retried),
    };
    month.held(request)
}

/// A lane, or several lanes that are alike.
struct Lane {
    run: LaneRun,
    /// Invocations that it can run at once.
    at_once: u64,
    lanes: u32,
}

impl Lane {
    /// Returns the load with full batches: above 1, the lane can't keep up, however full its batches get.
    fn full_load(&self, side: &Side, span_us: u64) -> f64 {
        load(side.full_us(self.run), self.at_once, span_us)
    }

    /// Returns the load with full batches if the lane can't keep up, otherwise the share of its time that it is busy.
    fn load(&self, side: &Side, span_us: u64) -> f64 {
        let full = self.full_load(side, span_us);
        if full > 1.0 {
            return full;
        }
        load(self.run.busy_us as f64, self.at_once, span_us).min(1.0)
    }

    /// Returns the part of a count that the lane runs while its records arrive.
    fn kept(&self, count: u64, span_us: u64) -> u64 {
        let can_us = u128::from(self.at_once) * u128::from(span_us.max(1));
        let busy_us = u128::from(self.run.busy_us);
        if busy_us <= can_us {
            return count;
        }
        u64::try_from(u128::from(count) * can_us / busy_us).unwrap_or(count)
    }
}

fn load(busy_us: f64, at_once: u64, span_us: u64) -> f64 {
    busy_us / (at_once.max(1) as f64 * span_us.max(1) as f64)
}

/// Returns the lanes of a run. Lanes whose records were drawn differ only by chance: they count as one lane that runs
/// as much as all of them.
fn lanes(workload: &Workload, side: &Side) -> Vec<Lane> {
    let per_lane = u64::from(side.per_lane);
    let lanes = side.lanes_all;
    if workload.are_lanes_alike {
        return vec![Lane {
            run: side.all_lanes(),
            at_once: per_lane * u64::from(lanes),
            lanes,
        }];
    }
    let each = side.lanes.iter().map(|&run| Lane {
        run,
        at_once: per_lane,
        lanes: 1,
    });
    each.collect()
}

/// Returns the loads of the three runs.
pub(super) fn capacity(
    request: &EstimateRequest,
    recording: &Recording,
    workload: &Workload,
    runs: &Runs,
) -> Option<Capacity> {
    request.delivery.mapping()?;
    let retention_seconds = retention_seconds(request);
    let side = |side| used(request, workload, side, retention_seconds);
    Some(Capacity {
        lanes: workload.lanes_all,
        per_lane: runs.unfiltered.per_lane,
        reserved: request.reserved,
        shard_writes: shard_writes(request, recording, workload.month_records),
        retention_seconds,
        unfiltered: side(&runs.unfiltered),
        filtered: side(&runs.filter_first),
        conservative: side(&runs.batch_first),
    })
}

fn used(
    request: &EstimateRequest,
    workload: &Workload,
    side: &Side,
    retention_seconds: Option<u64>,
) -> CapacityUse {
    let (span_us, lanes) = (workload.span_us, lanes(workload, side));
    let at_once = u64::from(side.per_lane) * u64::from(side.lanes_all);
    let of_all = |count: u64| ratio(count, workload.lanes_all.into(), workload.lanes.into());
    let loads = lanes.iter().map(|lane| LaneLoad {
        load: lane.load(side, span_us),
        month_records: workload.for_month(lane.run.arrived),
        lanes: of_all(lane.lanes.into()),
    });
    let loads: Vec<_> = loads.collect();
    let all_lanes = Lane {
        run: side.all_lanes(),
        at_once,
        lanes: workload.lanes,
    };
    let mean = all_lanes.load(side, span_us);
    let reserved = request.reserved.map(|reserved| LaneLoad {
        load: all_lanes.full_load(side, span_us) * of_all(at_once) as f64
            / f64::from(reserved.max(1)),
        month_records: workload.for_month(all_lanes.run.arrived),
        lanes: workload.lanes_all.into(),
    });
    let narrower = reserved.filter(|it| it.load > 1.0);
    let narrower = narrower.filter(|it| loads.iter().all(|lane| lane.load < it.load));
    let used = match narrower {
        Some(reserved) => use_of(reserved.load, &[reserved], retention_seconds),
        None => use_of(mean, &loads, retention_seconds),
    };
    match used.is_over() {
        true => CapacityUse {
            expired: used.expired.max(workload.for_month(side.counts.expired)),
            ..used
        },
        false => used,
    }
}

/// The load of a lane or of lanes that are alike.
struct LaneLoad {
    load: f64,
    /// Records of a month, of all these lanes together.
    month_records: u64,
    lanes: u64,
}

impl LaneLoad {
    /// Returns the share of the records that the lane cannot run; 0 if it keeps up.
    fn left(&self) -> f64 {
        1.0 - 1.0 / self.load.max(1.0)
    }

    /// Returns the seconds until the first records expire.
    fn first_expiry(&self, retention_seconds: Option<u64>) -> Option<f64> {
        let seconds = retention_seconds.filter(|_| self.load > 1.0)?;
        Some(seconds as f64 / self.left())
    }

    /// Returns the records of the first month that expire: none until the oldest one is as old as the source allows.
    fn expired(&self, retention_seconds: Option<u64>) -> f64 {
        let first = self.first_expiry(retention_seconds);
        let share = first.map_or(0.0, |first| 1.0 - first / MONTH_SECONDS as f64);
        self.month_records as f64 * self.left() * share.max(0.0)
    }
}

fn use_of(mean: f64, lanes: &[LaneLoad], retention_seconds: Option<u64>) -> CapacityUse {
    let over = lanes.iter().filter(|lane| lane.load > 1.0);
    let lanes_over: u64 = over.map(|lane| lane.lanes).sum();
    let busiest = lanes.iter().max_by(|a, b| a.load.total_cmp(&b.load));
    let expired: f64 = lanes
        .iter()
        .map(|lane| lane.expired(retention_seconds))
        .sum();
    CapacityUse {
        mean,
        busiest: busiest.map_or(0.0, |lane| lane.load),
        lanes_over: u32::try_from(lanes_over).unwrap_or(u32::MAX),
        lag_seconds_per_hour: busiest.map_or(0.0, |lane| lane.left() * 3_600.0),
        expires_after_seconds: busiest.and_then(|lane| lane.first_expiry(retention_seconds)),
        expired: expired.round() as u64,
    }
}

/// Returns the load of a month of work that is spread evenly over time and lanes.
pub(super) fn of_month(
    request: &EstimateRequest,
    recording: &Recording,
    records: u64,
    month: [Work; 3],
) -> Option<Capacity> {
    let most = Most::of(request)?;
    let lanes = request.delivery.lanes();
    let retention_seconds = retention_seconds(request);
    let [unfiltered, filtered, conservative] = month.map(|work| {
        let lane = LaneLoad {
            load: need_us(request, work) as f64 / most.month_us as f64,
            month_records: work.records,
            lanes: lanes.into(),
        };
        use_of(lane.load, &[lane], retention_seconds)
    });
    let at_once = request.delivery.invocations_at_once_max();
    let at_once = at_once.or(request.reserved.map(u64::from))?;
    Some(Capacity {
        lanes,
        per_lane: u32::try_from(at_once / u64::from(lanes.max(1))).unwrap_or(u32::MAX),
        reserved: request.reserved,
        shard_writes: shard_writes(request, recording, records),
        retention_seconds,
        unfiltered,
        filtered,
        conservative,
    })
}

fn shard_writes(
    request: &EstimateRequest,
    recording: &Recording,
    month_records: u64,
) -> Option<ShardWrites> {
    let mapping = request.delivery.mapping()?;
    if mapping.source() != Source::Kinesis {
        return None;
    }
    let shards = f64::from(mapping.shards().unwrap_or(1).max(1));
    let records_per_second = month_records as f64 / MONTH_SECONDS as f64 / shards;
    Some(ShardWrites {
        records_per_second,
        bytes_per_second: records_per_second * recording.totals.mean_payload_bytes(),
    })
}
