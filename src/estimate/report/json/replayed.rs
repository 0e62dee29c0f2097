//! How the count was made and what it shows beside the totals: basis, sampling, load, curves, near misses, advice.

use serde::Serialize;
use tidegate_figures::rounded;
use tidegate_price::Money;

use crate::report::{
    Advice, Basis, ColdSide, Concurrency, Curve, CurvePoint, Environments, Knob, Load, LoadPoint,
    NearMisses, ReplayBasis, Report, Sampling,
};

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum BasisOut {
    PerMatch,
    Groups { size: u64 },
    Backlog { records: u64, size: u64 },
    Replay(ReplayOut),
}

#[derive(Serialize)]
pub(super) struct ReplayOut {
    records: u64,
    month_records: u64,
    span_ms: u64,
    lanes: u32,
    lanes_all: u32,
    /// `null` if arrivals were drawn.
    recorded_span_ms: Option<u64>,
    recorded: u64,
    burst: u32,
    seed: u64,
    given_up: u64,
    blocked: u64,
    concurrency_unfiltered: u64,
    concurrency_filtered: u64,
}

#[derive(Serialize)]
pub(super) struct SamplingOut {
    low: u64,
    high: u64,
}

#[derive(Serialize)]
pub(super) struct LoadOut {
    width_ms: u64,
    lanes: u32,
    lanes_all: u32,
    unfiltered: Vec<LoadPointOut>,
    filtered: Vec<LoadPointOut>,
}

#[derive(Serialize)]
struct LoadPointOut {
    records: u64,
    invocations: u64,
    busy_us: u64,
}

#[derive(Serialize)]
pub(super) struct EnvironmentsOut {
    unfiltered: ConcurrencyOut,
    filtered: ConcurrencyOut,
    cold_starts: Vec<ColdStartsOut>,
}

#[derive(Serialize)]
struct ConcurrencyOut {
    mean: f64,
    busiest: f64,
    at_once: u64,
    invocations_per_second: f64,
    invocations_per_second_busiest: f64,
}

#[derive(Serialize)]
struct ColdStartsOut {
    idle_minutes: u32,
    unfiltered: ColdSideOut,
    filtered: ColdSideOut,
}

#[derive(Serialize)]
struct ColdSideOut {
    month: u64,
    share: f64,
    seen: u64,
}

#[derive(Serialize)]
pub(super) struct CurveOut {
    knob: &'static str,
    points: Vec<CurvePointOut>,
}

#[derive(Serialize)]
struct CurvePointOut {
    value: u32,
    window_seconds: u32,
    today: bool,
    unfiltered: u64,
    expected: u64,
    conservative: u64,
    cost_unfiltered: Option<String>,
    cost_filtered: Option<String>,
}

#[derive(Serialize)]
pub(super) struct NearOut<'r> {
    examined: u64,
    filtered: u64,
    records: u64,
    conditions: Vec<ConditionOut<'r>>,
}

#[derive(Serialize)]
struct ConditionOut<'r> {
    condition: &'r str,
    filter: usize,
    records: u64,
}

#[derive(Serialize)]
pub(super) struct AdviceOut<'r> {
    text: &'r str,
    invocations: Option<u64>,
    cost: Option<String>,
}

pub(super) const fn basis(report: &Report) -> BasisOut {
    match &report.basis {
        Basis::PerMatch => BasisOut::PerMatch,
        Basis::Groups { size } => BasisOut::Groups { size: *size },
        Basis::Backlog { records, size } => BasisOut::Backlog {
            records: *records,
            size: *size,
        },
        Basis::Replay(replay) => BasisOut::Replay(replayed(replay)),
    }
}

const fn replayed(basis: &ReplayBasis) -> ReplayOut {
    ReplayOut {
        records: basis.records,
        month_records: basis.month_records,
        span_ms: basis.span_ms,
        lanes: basis.lanes,
        lanes_all: basis.lanes_all,
        recorded_span_ms: basis.recorded_span_ms,
        recorded: basis.recorded,
        burst: basis.burst,
        seed: basis.seed,
        given_up: basis.given_up,
        blocked: basis.blocked,
        concurrency_unfiltered: basis.concurrency_unfiltered,
        concurrency_filtered: basis.concurrency_filtered,
    }
}

pub(super) const fn sampling(sampling: Sampling) -> SamplingOut {
    SamplingOut {
        low: sampling.low,
        high: sampling.high,
    }
}

pub(super) fn load(load: &Load) -> LoadOut {
    let points = |points: &[LoadPoint]| points.iter().map(load_point).collect();
    LoadOut {
        width_ms: load.width_ms,
        lanes: load.lanes,
        lanes_all: load.lanes_all,
        unfiltered: points(&load.unfiltered),
        filtered: points(&load.filtered),
    }
}

const fn load_point(point: &LoadPoint) -> LoadPointOut {
    LoadPointOut {
        records: point.records,
        invocations: point.invocations,
        busy_us: point.busy_us,
    }
}

pub(super) fn environments(environments: &Environments) -> EnvironmentsOut {
    let cold = environments.cold.iter().map(|cold| ColdStartsOut {
        idle_minutes: cold.idle_minutes,
        unfiltered: cold_side(cold.unfiltered),
        filtered: cold_side(cold.filtered),
    });
    EnvironmentsOut {
        unfiltered: concurrency(&environments.unfiltered),
        filtered: concurrency(&environments.filtered),
        cold_starts: cold.collect(),
    }
}

fn concurrency(side: &Concurrency) -> ConcurrencyOut {
    ConcurrencyOut {
        mean: rounded(side.mean),
        busiest: rounded(side.busiest),
        at_once: side.at_once,
        invocations_per_second: rounded(side.per_second),
        invocations_per_second_busiest: rounded(side.per_second_busiest),
    }
}

fn cold_side(side: ColdSide) -> ColdSideOut {
    ColdSideOut {
        month: side.month,
        share: rounded(side.share),
        seen: side.seen,
    }
}

pub(super) fn curve(curve: &Curve) -> CurveOut {
    CurveOut {
        knob: match curve.knob {
            Knob::BatchSize => "batch_size",
            Knob::Window => "window_seconds",
        },
        points: curve.points.iter().map(curve_point).collect(),
    }
}

fn curve_point(point: &CurvePoint) -> CurvePointOut {
    CurvePointOut {
        value: point.value,
        window_seconds: point.window_seconds,
        today: point.is_today,
        unfiltered: point.unfiltered,
        expected: point.expected,
        conservative: point.conservative,
        cost_unfiltered: point.cost_unfiltered.map(Money::plain),
        cost_filtered: point.cost_filtered.map(Money::plain),
    }
}

pub(super) fn near(near: &NearMisses) -> NearOut<'_> {
    let conditions = near.conditions.iter().map(|miss| ConditionOut {
        condition: &miss.condition,
        filter: miss.filter,
        records: miss.records,
    });
    NearOut {
        examined: near.examined,
        filtered: near.filtered,
        records: near.records,
        conditions: conditions.collect(),
    }
}

pub(super) fn advice(advice: &Advice) -> AdviceOut<'_> {
    AdviceOut {
        text: &advice.text,
        invocations: advice.invocations,
        cost: advice.cost.map(Money::plain),
    }
}
