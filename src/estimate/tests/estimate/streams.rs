//! Recorded times are replayed as they are: bursts, gaps, stretched to a stated rate.

use tidegate_estimate::{Arrivals, Basis, EstimateRequest, Period};
use tidegate_mapping::MappingOptions;

use crate::harness::{Fate, ask, request};

fn recorded(origin: &str, rate: Option<&str>) -> EstimateRequest {
    EstimateRequest {
        arrivals: Arrivals::Recorded,
        ..request(origin, &MappingOptions::default(), rate)
    }
}

/// Returns a burst of ten records each minute for ten hours; one in ten is delivered.
fn bursts() -> Vec<Fate> {
    let at = |n: i64| (n % 10 == 3, Some(1_780_000_000_000 + n / 10 * 60_000));
    (0..6_000).map(at).collect()
}

#[test]
fn burst_is_one_batch() {
    let report = ask(&recorded("kinesis", None), bursts());
    assert_eq!(report.period, Period::Month);
    // 30 days of 1,440 bursts each.
    let seen = report.forecast;
    assert!(seen.unfiltered.expected.abs_diff(43_200) < 100, "{seen:?}");
    assert!(seen.filtered.expected.abs_diff(43_200) < 100, "{seen:?}");
    assert!(seen.avoided().expected.abs() < 10, "{seen:?}");
}

#[test]
fn stated_rate_stretches_recorded_times() {
    let rate = "432000/month";
    let seen = ask(&recorded("kinesis", Some(rate)), bursts()).forecast;
    assert!(seen.unfiltered.expected.abs_diff(43_200) < 100, "{seen:?}");
    let faster = ask(&recorded("kinesis", Some("43200000/month")), bursts()).forecast;
    // A burst every 0.6 s: polls once a second find one or two, and one more now and then while the function runs.
    assert!(faster.unfiltered.expected < 2_900_000, "{faster:?}");
    assert!(faster.unfiltered.expected > 1_300_000, "{faster:?}");
}

#[test]
fn sample_without_times_and_rate_is_counted_alone() {
    let report = ask(
        &recorded("kinesis", None),
        bursts().into_iter().map(|(is, _)| (is, None)),
    );
    assert_eq!(
        (report.period, report.basis),
        (Period::Sample, Basis::Groups { size: 100 })
    );
    assert!(report.cost.is_none() && report.curves.is_empty());
    // Records that all have one time give no span either.
    let at_once = bursts().into_iter().map(|(is, _)| (is, Some(5)));
    assert_eq!(ask(&recorded("sqs", None), at_once).period, Period::Sample);
}

#[test]
fn same_request_has_the_same_report() {
    let random = request("sqs", &MappingOptions::default(), Some("50/s"));
    let fates = || crate::harness::share(3, 10);
    let (one, two) = (ask(&random, fates()), ask(&random, fates()));
    assert_eq!(one.forecast, two.forecast);
    assert_eq!(one.json(), two.json());
    let other = EstimateRequest { seed: 2, ..random };
    assert_ne!(one.load, ask(&other, fates()).load);
}
