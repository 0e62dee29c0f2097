//! Compares `cold-start` with published simulations, closed forms and the AWS Lambda pricing page.

use tidegate_figures::Decimal;
use tidegate_plan::Value;
use tidegate_plan::cold_start::{ColdStartRequest, Load, Simulated, bound, by_clumps, simulate};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Architecture, PriceBook};

use crate::harness::{check, shown};

fn load(per_second: f64, warm_seconds: f64, cold_seconds: f64) -> Load {
    Load {
        per_second,
        is_regular: false,
        warm_seconds,
        cold_seconds,
        is_exponential: true,
    }
}

#[track_caller]
fn near(found: f64, published: f64, tolerance: f64) {
    let ratio = found / published;
    assert!(
        (1.0 - tolerance..=1.0 + tolerance).contains(&ratio),
        "{found} {published}"
    );
}

/// Asserts the published figures: running within 1 %, servers within 2 %, cold starts, which are few, within 40 %.
#[track_caller]
fn as_published(found: &Simulated, cold: f64, servers: f64, running: f64) {
    near(found.running, running, 0.01);
    near(found.servers, servers, 0.02);
    near(found.share, cold, 0.4);
}

/// Source: README of SimFaaS (pacslab/simfaas, 5dd1623). 0.9 requests a second, warm 1.991 s, cold 2.244 s, expiry 600
/// s.
#[test]
fn simulation_agrees_with_the_simfaas_readme() {
    let found = simulate(&load(0.9, 1.991, 2.244), 600.0, 1);
    as_published(&found, 0.0014, 7.6612, 1.7879);
}

/// Source: the analytical example of pacsltk. 100 requests a second, warm 2 s, cold 25 s, expiry 600 s.
#[test]
fn simulation_agrees_with_the_example_of_pacsltk() {
    let found = simulate(&load(100.0, 2.0, 25.0), 600.0, 1);
    as_published(&found, 6.5e-5, 251.04, 200.15);
}

/// At low rates there is only one environment, and the closed form holds: exp(-rate x idle).
#[test]
fn low_rates_agree_with_the_closed_form() {
    for (idle_seconds, least) in [
        (300.0, "0.7408"),
        (600.0, "0.5488"),
        (1_800.0, "0.1653"),
        (3_600.0, "0.0273"),
    ] {
        assert_eq!(format!("{:.4}", bound(0.001, idle_seconds)), least);
        let found = simulate(&load(0.001, 0.5, 0.5), idle_seconds, 1);
        assert!(
            (found.share - bound(0.001, idle_seconds)).abs() < 0.008,
            "{found:?}"
        );
        assert!(found.low < found.share && found.share < found.high);
    }
}

/// If invocations overlap, the bound is loose: three times as many start cold.
#[test]
fn overlapping_invocations_start_cold_more_often_than_the_bound() {
    let found = simulate(&load(0.01, 0.5, 0.5), 600.0, 1);
    near(found.share, 0.0076, 0.1);
    assert!(found.low > 2.5 * bound(0.01, 600.0));
}

/// Of twenty 95 % intervals, one or two may miss the mean of all runs.
#[test]
fn intervals_of_most_seeds_contain_the_mean() {
    let runs: Vec<_> = (1..=20)
        .map(|seed| simulate(&load(0.02, 0.5, 1.0), 300.0, seed))
        .collect();
    let mean = runs.iter().map(|run| run.share).sum::<f64>() / runs.len() as f64;
    let holding = runs
        .iter()
        .filter(|run| run.low <= mean && mean <= run.high);
    assert!(holding.count() >= 17, "{mean} {runs:#?}");
}

/// The closed form over all environments agrees with the simulation, and works at rates that are too high to simulate.
#[test]
fn closed_form_over_all_environments_is_near_the_simulation() {
    for (per_second, seconds) in [
        (0.001, 0.5),
        (0.01, 0.5),
        (0.1, 0.5),
        (0.9, 1.991),
        (1.0, 0.5),
    ] {
        let found = simulate(&load(per_second, seconds, seconds), 600.0, 1);
        near(by_clumps(per_second, seconds, 600.0), found.share, 0.1);
    }
    // Where invocations overlap, rare rises of the load decide: counting each arrival of a rise would be 30 to 50 %
    // high.
    for (per_second, seconds, seeds) in [(5.0, 2.0, 2), (50.0, 1.0, 6)] {
        let runs =
            (1..=seeds).map(|seed| simulate(&load(per_second, seconds, seconds), 600.0, seed));
        let share = runs.map(|run| run.share).sum::<f64>() / seeds as f64;
        near(by_clumps(per_second, seconds, 600.0), share, 0.15);
    }
    let plan = request("1000000/s", 500).answer().unwrap();
    check(&plan);
    assert_eq!(shown(&plan, "cold_share"), "0.00003181 %");
    assert_eq!(plan.figure("cold_share_low"), None);
}

#[test]
fn same_seed_gives_the_same_simulation() {
    let load = load(0.01, 0.5, 1.0);
    assert_eq!(simulate(&load, 600.0, 7), simulate(&load, 600.0, 7));
    assert_ne!(simulate(&load, 600.0, 7), simulate(&load, 600.0, 8));
}

/// At a fixed interval, all or none start cold: an interval longer than the idle time finds no warm environment.
#[test]
fn invocations_at_an_interval_above_the_idle_time_all_start_cold() {
    let beat = |every: f64| Load {
        is_regular: true,
        is_exponential: false,
        ..load(1.0 / every, 1.0, 2.0)
    };
    assert_eq!(simulate(&beat(900.0), 600.0, 1).share, 1.0);
    let warm = simulate(&beat(300.0), 600.0, 1);
    assert_eq!((warm.cold, warm.low), (0, 0.0));
    near(warm.high, 3.0 / warm.arrivals as f64, 1e-9);
}

fn request(rate: &str, duration_ms: u32) -> ColdStartRequest {
    ColdStartRequest {
        rate: rate.parse().unwrap(),
        is_regular: false,
        duration_ms: duration_ms.into(),
        init_ms: Decimal::new(463_512, 3),
        idle_minutes: 10,
        cold_share: None,
        delivered: None,
        seed: 1,
        has_snapstart: false,
        memory_mb: 1_024,
        hours: 720,
        rates: PriceBook::built_in()
            .rates("us-east-1", Architecture::X86_64)
            .unwrap(),
        free: FreeTier::NONE,
    }
}

/// Returns the messages of example 2 on the pricing page: 10,000 an hour for 31 days.
fn telemetry() -> ColdStartRequest {
    ColdStartRequest {
        cold_share: Some(Decimal::new(1, 2)),
        hours: 744,
        ..request("10000/h", 2_000)
    }
}

/// AWS Lambda pricing page, SnapStart: 1.49 + 248.00 + 4.03 + 10.40 = 263.92, with 1 % of the requests restored.
#[test]
fn snapstart_costs_as_on_the_pricing_page() {
    let request = ColdStartRequest {
        has_snapstart: true,
        ..telemetry()
    };
    let plan = request.answer().unwrap();
    check(&plan);
    for (key, amount) in [
        ("requests", "$1.49"),
        ("duration", "$248.00"),
        ("cache", "$4.03"),
        ("restore", "$10.40"),
        ("total", "$263.92"),
    ] {
        assert_eq!(shown(&plan, key), amount, "{key}");
    }
}

/// The same with initialisations of 463.512 ms, the length in a published log record of 2026-10-08.
#[test]
fn initialisation_is_billed_as_run_time() {
    let plan = telemetry().answer().unwrap();
    check(&plan);
    assert_eq!(shown(&plan, "init"), "$0.57");
    assert_eq!(shown(&plan, "total"), "$250.06");
}

/// A tenth of the invocations can have many times as many cold starts.
#[test]
fn filter_that_thins_invocations_can_cause_more_cold_starts() {
    let request = ColdStartRequest {
        delivered: Some(Decimal::new(1, 1)),
        ..request("36/h", 500)
    };
    let plan = request.answer().unwrap();
    check(&plan);
    let filter = plan
        .tables
        .iter()
        .find(|table| table.key == "filter")
        .unwrap();
    let cold = &filter.rows[2];
    let (Value::Count(before), Value::Count(after)) = (&cold[1], &cold[2]) else {
        panic!("{cold:?}");
    };
    assert!(*after > 5 * before, "{before} {after}");
    assert!(
        plan.headline
            .contains("fewer invocations, and more cold starts")
    );
}
