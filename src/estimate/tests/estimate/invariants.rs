//! Laws for every source, rate and sample: levels in order, bounds kept, no dollars without a month, no saving
//! from nothing.

use tidegate_estimate::{Arrivals, EstimateRequest, Period, Pricing, Report};
use tidegate_figures::Decimal;
use tidegate_mapping::{MappingOptions, QueueType};
use tidegate_price::bill::Init;

use crate::harness::{ask, pricing, request, share};

fn all_requests() -> Vec<EstimateRequest> {
    let mut list = Vec::new();
    for origin in ["sqs", "kinesis", "dynamodb", "kafka", "mq"] {
        for rate in ["0.01/s", "300/s"] {
            for (batch_size, window_seconds) in [(None, None), (Some(500), Some(20))] {
                let options = MappingOptions {
                    batch_size,
                    window_seconds,
                    ..MappingOptions::default()
                };
                list.push(request(origin, &options, Some(rate)));
            }
        }
    }
    let sharded = MappingOptions {
        shards: Some(64),
        parallelization_factor: Some(4),
        ..MappingOptions::default()
    };
    list.push(request("kinesis", &sharded, Some("50000/s")));
    let fifo = MappingOptions {
        queue: QueueType::Fifo,
        shards: Some(30),
        ..MappingOptions::default()
    };
    list.push(request("sqs", &fifo, Some("90/s")));
    list.push(with_every_line(request(
        "sqs",
        &MappingOptions::default(),
        Some("300/s"),
    )));
    list
}

/// Returns the request about a function that also pays for cold starts and for storage.
fn with_every_line(request: EstimateRequest) -> EstimateRequest {
    let init = Init {
        cold_share: Decimal::new(1, 2),
        milliseconds: Decimal::from(400),
    };
    let pricing = Pricing {
        storage_mb: 4_096,
        init: Some(init),
        ..pricing(512)
    };
    EstimateRequest {
        pricing: Some(pricing),
        ..request
    }
}

fn check(report: &Report, what: &str) {
    for levels in [report.forecast.unfiltered, report.forecast.filtered] {
        let array = levels.array();
        assert!(array.is_sorted(), "{what}: {array:?}");
    }
    let cost = report.cost.as_ref().expect("prices and a rate were given");
    for line in &cost.lines {
        let array = line.filtered.array();
        assert!(array.is_sorted(), "{what}: {}: {array:?}", line.name);
    }
    assert!(!report.curves.is_empty(), "{what}");
    for curve in &report.curves {
        assert_eq!(
            curve.points.iter().filter(|point| point.is_today).count(),
            1,
            "{what}"
        );
        assert!(curve.points.is_sorted_by_key(|point| point.value), "{what}");
    }
}

#[test]
fn levels_are_in_order_for_every_source() {
    for request in all_requests() {
        let report = ask(&request, share(1, 20));
        let what = format!("{:?} {:?}", request.delivery, request.rate);
        assert_eq!(report.period, Period::Month, "{what}");
        check(&report, &what);
        let month = request.rate.unwrap().per_month();
        let matched = month.div_ceil(20);
        assert!(
            report.forecast.filtered.high <= matched + matched / 50 + 1,
            "{what}"
        );
        assert!(report.forecast.unfiltered.expected <= month, "{what}");
    }
}

/// The order of each line's levels is checked above; this keeps a line from dropping out of that check.
#[test]
fn every_line_of_a_function_has_levels_that_differ() {
    let asked = with_every_line(request("sqs", &MappingOptions::default(), Some("300/s")));
    let cost = ask(&asked, share(1, 20)).cost.unwrap();
    let names: Vec<_> = cost.lines.iter().map(|line| line.name).collect();
    assert_eq!(
        names,
        [
            "Lambda requests",
            "Lambda duration",
            "Lambda initialisation",
            "Lambda ephemeral storage",
            "CloudWatch logs"
        ]
    );
    for line in &cost.lines {
        assert!(line.filtered.low < line.filtered.high, "{line:?}");
    }
}

/// Every third request has each source, and each rate with each batch size.
#[test]
fn filter_that_lets_everything_through_saves_nothing() {
    for request in all_requests().into_iter().step_by(3) {
        let forecast = ask(&request, share(1, 1)).forecast;
        assert_eq!(forecast.avoided().expected, 0, "{:?}", request.delivery);
    }
}

/// No match in n records does not mean none in a month: up to 3/n may match, at 95 %.
#[test]
fn sample_without_a_match_never_costs_nothing() {
    for arrivals in [Arrivals::Random, Arrivals::Backlog] {
        let request = EstimateRequest {
            arrivals,
            ..request("sqs", &MappingOptions::default(), Some("1000000000/month"))
        };
        let report = ask(&request, share(0, 1));
        let expected = report.forecast.filtered.expected;
        // At most 3 of 1,000.
        assert!((2_000_000..=3_100_000).contains(&expected), "{expected}");
        let cost = report.cost.unwrap();
        assert!(cost.filtered().expected.plain() != "0.00");
    }
}
