//! Environments before and after the filter, in cases that can be counted by hand.

use tidegate_estimate::{Arrivals, Environments, EstimateRequest, Report};
use tidegate_figures::Decimal;
use tidegate_mapping::MappingOptions;
use tidegate_price::bill::Init;

use crate::harness::{Fate, ask, pricing, request};

const MINUTE_MS: i64 = 60_000;

/// Returns a stream's records as they came.
fn recorded() -> EstimateRequest {
    EstimateRequest {
        arrivals: Arrivals::Recorded,
        ..request("kinesis", &MappingOptions::default(), None)
    }
}

/// Returns a record every six minutes for 30 hours; every third is delivered.
fn every_six_minutes() -> Vec<Fate> {
    let fates = (0..300).map(|at| (at % 3 == 0, Some(at * 6 * MINUTE_MS)));
    fates.collect()
}

fn environments(report: &Report) -> &Environments {
    report.environments.as_ref().expect("it was replayed")
}

/// With records six minutes apart, an environment that is kept for ten minutes stays warm. With records eighteen
/// minutes apart it never does, but one that is kept for an hour always does.
#[test]
fn filter_leaves_fewer_environments_warm() {
    let report = ask(&recorded(), every_six_minutes());
    let cold = &environments(&report).cold;
    let idle: Vec<_> = cold.iter().map(|cold| cold.idle_minutes).collect();
    assert_eq!(idle, [5, 10, 60]);
    assert_eq!((cold[0].unfiltered.seen, cold[0].filtered.seen), (300, 100));
    assert_eq!((cold[1].unfiltered.seen, cold[1].filtered.seen), (0, 100));
    assert_eq!((cold[2].unfiltered.seen, cold[2].filtered.seen), (0, 0));
    assert_eq!(cold[1].filtered.share, 1.0);
    assert_eq!(cold[1].filtered.month, report.forecast.filtered.expected);
    // Even if no cold start was seen, some may happen: the rule of three leaves three possible.
    assert_eq!(cold[2].filtered.share, 0.03);
    let advice = report
        .advice
        .iter()
        .find(|advice| advice.text.contains("cold starts a month"));
    let text = &advice.expect("a hundred against none is clear").text;
    assert!(text.contains("instead of few"), "{text}");
}

/// No advice is given if few cold starts were seen.
#[test]
fn random_difference_gives_no_advice() {
    let few = (0..9).map(|at| (at % 3 == 0, Some(at * 6 * MINUTE_MS)));
    let report = ask(&recorded(), few);
    let is_told = report
        .advice
        .iter()
        .any(|advice| advice.text.contains("cold starts a month"));
    assert!(!is_told, "{:?}", report.advice);
}

/// A priced share of cold starts that the replay contradicts is named.
#[test]
fn stated_share_that_the_replay_contradicts_is_questioned() {
    let init = Init {
        cold_share: Decimal::new(1, 2),
        milliseconds: 400.into(),
    };
    let mut request = recorded();
    request.pricing = Some(tidegate_estimate::Pricing {
        init: Some(init),
        ..pricing(512)
    });
    let report = ask(&request, every_six_minutes());
    let advice = report
        .advice
        .iter()
        .find(|advice| advice.text.contains("--cold-share"));
    let text = &advice.expect("1 % against 100 %").text;
    assert!(text.contains("1 % are priced on both sides"), "{text}");
    assert!(text.contains("100 % filtered"), "{text}");
}

/// Twenty shards with a record each at the same moment, every minute: twenty at once, of which a filter leaves ten.
#[test]
fn reservation_shrinks_with_the_filter() {
    let options = MappingOptions {
        shards: Some(20),
        ..MappingOptions::default()
    };
    let request = EstimateRequest {
        rate: Some("2000/s".parse().unwrap()),
        handler: "400+1/record".parse().unwrap(),
        ..request("kinesis", &options, None)
    };
    let report = ask(&request, (0..2_000).map(|at| (at % 500 == 0, None)));
    let found = environments(&report);
    assert!(found.filtered.at_once < found.unfiltered.at_once);
    assert!(found.filtered.mean < found.unfiltered.mean);
    assert!(found.unfiltered.mean <= found.unfiltered.busiest);
    assert!(found.unfiltered.busiest <= found.unfiltered.at_once as f64);
    let wanted = format!(
        "a reservation of {} environments instead of {}",
        found.filtered.at_once, found.unfiltered.at_once
    );
    let is_told = report
        .advice
        .iter()
        .any(|advice| advice.text.contains(&wanted));
    assert!(is_told, "{wanted}: {:?}", report.advice);
}

/// Without times there are no environments to count.
#[test]
fn groups_have_no_environments() {
    let report = ask(&recorded(), [(true, None), (false, None)]);
    assert_eq!(report.environments, None);
}
