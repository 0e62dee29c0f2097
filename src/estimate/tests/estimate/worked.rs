//! Worked examples in full: counts and money. Each was computed by hand from AWS's prices of us-east-1 (AWS Lambda
//! pricing page, read 2026-11-23).

use tidegate_estimate::closed_form::Shard;
use tidegate_estimate::{Arrivals, EstimateRequest};
use tidegate_figures::Decimal;
use tidegate_mapping::MappingOptions;
use tidegate_price::Architecture;
use tidegate_price::bill::{Function, Work, function_lines};

use crate::harness::{ask, handler, pricing, request, share};

/// A billion messages a month in full reads of ten, one in ten matches: nine tenths filtered, but a third of the
/// invocations avoided and two thirds of the cost saved.
#[test]
fn nine_tenths_filtered_is_not_nine_tenths_saved() {
    let request = EstimateRequest {
        arrivals: Arrivals::Backlog,
        handler: handler("50+10/record"),
        ..request("sqs", &MappingOptions::default(), Some("1000000000/month"))
    };
    let report = ask(&request, share(1, 10));
    let forecast = report.forecast;
    assert_eq!(forecast.unfiltered.array(), [100_000_000; 4]);
    assert_eq!(
        forecast.filtered.array(),
        [10_000_000, 65_132_156, 65_132_156, 100_000_000]
    );
    let cost = report.cost.as_ref().unwrap();
    let line = |name| cost.lines.iter().find(|line| line.name == name).unwrap();
    let (requests, duration) = (line("Lambda requests"), line("Lambda duration"));
    assert_eq!(requests.today.plain(), "20.00");
    assert_eq!(duration.today.plain(), "125.00");
    assert_eq!(requests.filtered.expected.plain(), "13.03");
    assert_eq!(duration.filtered.expected.plain(), "35.47");
    let lambda = |level: fn(&tidegate_estimate::CostLine) -> tidegate_price::Money| {
        (level(requests) + level(duration)).plain()
    };
    assert_eq!(lambda(|line| line.today), "145.00");
    assert_eq!(lambda(|line| line.filtered.low), "14.50");
    assert_eq!(lambda(|line| line.filtered.expected), "48.50");
    assert_eq!(lambda(|line| line.filtered.high), "70.00");
    let logs = cost
        .lines
        .iter()
        .find(|line| line.name.contains("og"))
        .unwrap();
    assert_eq!(
        (logs.today.plain(), logs.filtered.expected.plain()),
        ("12.29".to_owned(), "8.01".to_owned())
    );
    assert_eq!(cost.unchanged[0].amount.plain(), "79.60");
}

/// Ten thousand vehicles report every hour of 31 days, one message a time, two seconds each at 1 GB; with a filter that
/// lets 5 % or 1 % through (the tyre pressures of AWS's post on filtering, 2021-11).
#[test]
fn single_messages_are_saved_in_proportion() {
    let rates = pricing(1024).rates;
    let function = Function {
        architecture: Architecture::X86_64,
        memory_mb: 1024,
        storage_mb: 512,
        init: None,
        log_bytes_per_invocation: 0,
    };
    for (invocations, total) in [(7_440_000, "249.49"), (372_000, "12.47"), (74_400, "2.49")] {
        let work = Work {
            invocations,
            requests: invocations,
            handler_seconds: Decimal::from(invocations * 2),
        };
        let bill = function_lines(&rates, &function, &work, &pricing(1024).free);
        assert_eq!(bill.total().plain(), total);
    }
}

/// Four shards of ten records a second, windows of 60 s, one record in ten matches, 30 days: tenfold between the two
/// orders that AWS leaves open.
#[test]
fn order_of_filter_and_batch_matters_tenfold() {
    let shard = Shard {
        rate: 10.0,
        poll: 1.0,
        batch_size: 100.0,
        window: 60.0,
        fixed: 0.02,
        each: 0.001,
    };
    let month = |rate: f64| (rate * 4.0 * 2_592_000.0).round();
    assert_eq!(month(shard.filter_first(1.0)), 1_036_800.0);
    assert!((month(shard.filter_first(0.1)) - 172_570.0).abs() < 10.0);
    assert_eq!(month(shard.batch_first(0.1)), 1_036_772.0);

    let options = MappingOptions {
        shards: Some(4),
        window_seconds: Some(60),
        ..MappingOptions::default()
    };
    let request = EstimateRequest {
        pricing: Some(pricing(256)),
        ..request("kinesis", &options, Some("40/s"))
    };
    let report = ask(&request, share(1, 10));
    let (unfiltered, filtered) = (report.forecast.unfiltered, report.forecast.filtered);
    let within = |seen: u64, wanted: f64| (seen as f64 / wanted - 1.0).abs() < 0.02;
    assert!(within(unfiltered.expected, 1_036_800.0), "{unfiltered:?}");
    assert!(within(filtered.expected, 172_570.0), "{filtered:?}");
    assert!(within(filtered.conservative, 1_036_772.0), "{filtered:?}");
    assert_eq!(filtered.low, 103_680);
}

/// A backlog's levels mean the same as a replay's: expected filters first, conservative batches first. 20,000 records a
/// second in batches of 100, of which one in ten matches.
#[test]
fn backlog_of_a_stream_has_the_levels_of_a_replay() {
    let options = MappingOptions {
        shards: Some(100),
        ..MappingOptions::default()
    };
    let request = EstimateRequest {
        arrivals: Arrivals::Backlog,
        ..request("kinesis", &options, Some("20000/s"))
    };
    let filtered = ask(&request, share(1, 10)).forecast.filtered;
    assert_eq!(filtered.expected, 51_840_000);
    let batches = 518_400_000.0 * (1.0 - 0.9_f64.powi(100));
    assert!((filtered.conservative as f64 / batches - 1.0).abs() < 1e-6);
}

/// The dollars of the same example, from the closed form's counts.
#[test]
fn orders_of_filter_and_batch_differ_in_dollars() {
    let rates = pricing(256).rates;
    let function = Function {
        architecture: Architecture::X86_64,
        memory_mb: 256,
        storage_mb: 512,
        init: None,
        log_bytes_per_invocation: 0,
    };
    let records = 103_680_000_u64;
    for (invocations, records, total) in [
        (1_036_800, records, "0.73"),
        (172_570, records / 10, "0.09"),
        (1_036_772, records / 10, "0.34"),
        (103_680, records / 10, "0.07"),
    ] {
        let ms = Decimal::from(invocations * 20 + records);
        let work = Work {
            invocations,
            requests: invocations,
            handler_seconds: ms / Decimal::from(1_000),
        };
        let bill = function_lines(&rates, &function, &work, &pricing(256).free);
        assert_eq!(bill.total().plain(), total, "{invocations}");
    }
}
