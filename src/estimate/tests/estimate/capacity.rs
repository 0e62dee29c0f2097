//! No month runs more than the mapping, or the reserved concurrency, can run.

use tidegate_estimate::{CapacityUse, EstimateRequest, Report};
use tidegate_figures::{Decimal, MONTH_SECONDS};
use tidegate_mapping::{MappingOptions, QueueType};
use tidegate_price::Item;

use crate::harness::{ask, handler, pricing, request, share};

const MONTH: f64 = MONTH_SECONDS as f64;

fn kinesis(shards: u32, rate: &str, duration: &str) -> EstimateRequest {
    let options = MappingOptions {
        shards: Some(shards),
        ..MappingOptions::default()
    };
    EstimateRequest {
        handler: handler(duration),
        pricing: Some(pricing(1_024)),
        ..request("kinesis", &options, Some(rate))
    }
}

/// Returns the duration of today and of each level with the filter.
fn duration(report: &Report) -> Vec<Decimal> {
    let cost = report.cost.as_ref().unwrap();
    let mut lines = cost.lines.iter();
    let line = lines.find(|line| line.item == Item::DurationX86).unwrap();
    let all = [line.today].into_iter().chain(line.unfiltered.array());
    let all = all.chain(line.filtered.array());
    all.map(|amount| amount.decimal()).collect()
}

/// A shard runs at most 2,592,000 s a month, which is $43.20 at 1 GB. Full batches of 100 take 2.2 s.
#[test]
fn shard_that_gets_too_much_is_billed_for_what_it_runs() {
    let report = ask(&kinesis(1, "100/s", "200+20/record"), share(9, 10));
    let full_batches = (MONTH / 2.2) as u64;
    assert!(report.forecast.unfiltered.expected.abs_diff(full_batches) < full_batches / 100);
    let most: Decimal = "43.20".parse().unwrap();
    for amount in duration(&report) {
        assert!(amount <= most, "{amount}");
    }
    let capacity = report.capacity.unwrap();
    assert!(
        (capacity.unfiltered.busiest - 2.2).abs() < 0.01,
        "{capacity:?}"
    );
    // 1 - 1 / 2.2 of each hour.
    let lag = capacity.unfiltered.lag_seconds_per_hour;
    assert!((lag - 3_600.0 * 1.2 / 2.2).abs() < 10.0, "{lag}");
    let first = capacity.unfiltered.expires_after_seconds.unwrap();
    assert!((first - 86_400.0 / (1.2 / 2.2)).abs() < 500.0, "{first}");
}

/// Records that arrive in the month, less those that the shard runs, less those that still wait at its end.
#[test]
fn records_that_are_neither_run_nor_waiting_expire() {
    let report = ask(&kinesis(1, "100/s", "200+20/record"), share(10, 10));
    let used = report.capacity.unwrap().unfiltered;
    let arrived = 100.0 * MONTH;
    let run = MONTH / 2.2 * 100.0;
    // The oldest waiting record is 24 h old.
    let waiting = 100.0 * 86_400.0;
    let expired = arrived - run - waiting;
    assert!(
        (used.expired as f64 / expired - 1.0).abs() < 0.01,
        "{used:?}, {expired}"
    );
}

/// A shard that is busy all the time with batches that are not full has room: fuller batches take hardly longer.
#[test]
fn shard_that_is_always_busy_with_small_batches_keeps_up() {
    for (rate, duration) in [
        ("40/s", "1000"),
        ("40/s", "50+1/record"),
        ("500/s", "50+1/record"),
    ] {
        let report = ask(&kinesis(1, rate, duration), share(10, 10));
        let used = report.capacity.unwrap().unfiltered;
        assert!(
            !used.is_over() && used.busiest <= 1.0,
            "{rate} {duration}: {used:?}"
        );
    }
}

/// A shard is read five times a second at most: one batch for each read, and the full ones.
#[test]
fn invocations_of_a_shard_are_limited_by_its_reads() {
    let report = ask(&kinesis(1, "900/s", "5"), share(10, 10));
    let most = 5.0 + 9.0;
    let levels = report.forecast.unfiltered;
    assert!(levels.high as f64 / MONTH <= most + 1e-6, "{levels:?}");
}

#[test]
fn mapping_that_keeps_up_loses_nothing() {
    let report = ask(&kinesis(4, "10/s", "200+20/record"), share(1, 10));
    let capacity = report.capacity.unwrap();
    for side in [
        capacity.unfiltered,
        capacity.filtered,
        capacity.conservative,
    ] {
        assert!(!side.is_over() && side.mean > 0.0, "{side:?}");
        let CapacityUse {
            lag_seconds_per_hour,
            expires_after_seconds,
            expired,
            ..
        } = side;
        assert_eq!(
            (lag_seconds_per_hour, expires_after_seconds, expired),
            (0.0, None, 0)
        );
    }
}

#[test]
fn queue_with_a_maximum_concurrency_is_billed_for_it_at_most() {
    let options = MappingOptions {
        maximum_concurrency: Some(2),
        ..MappingOptions::default()
    };
    let request = EstimateRequest {
        handler: handler("20000"),
        pricing: Some(pricing(1_024)),
        ..request("sqs", &options, Some("3000/s"))
    };
    let report = ask(&request, share(1, 10));
    let most: Decimal = "86.40".parse().unwrap();
    for amount in duration(&report) {
        assert!(
            amount <= most && amount >= most * Decimal::new(99, 2),
            "{amount}"
        );
    }
}

#[test]
fn reserved_concurrency_below_the_lanes_is_the_limit() {
    let asked = kinesis(10, "100/s", "200+20/record");
    let free = ask(&asked, share(10, 10)).capacity.unwrap();
    let reserved = EstimateRequest {
        reserved: Some(1),
        ..asked
    };
    let report = ask(&reserved, share(10, 10));
    let held = report.capacity.unwrap();
    assert!(!free.unfiltered.is_over() && held.unfiltered.is_over());
    assert_eq!(held.unfiltered.lanes_over, 10);
    for amount in duration(&report) {
        assert!(amount <= "43.20".parse().unwrap(), "{amount}");
    }
}

#[test]
fn reserved_concurrency_limits_a_rule_of_a_bus() {
    let asked = EstimateRequest {
        handler: handler("1000"),
        pricing: Some(pricing(1_024)),
        reserved: Some(5),
        ..request("eventbridge", &MappingOptions::default(), Some("50/s"))
    };
    let report = ask(&asked, share(10, 10));
    assert_eq!(report.forecast.unfiltered.expected, 5 * MONTH_SECONDS);
    let used = report.capacity.unwrap().unfiltered;
    assert!((used.mean - 10.0).abs() < 1e-9, "{used:?}");
}

#[test]
fn message_groups_that_get_too_much_fall_behind() {
    let options = MappingOptions {
        queue: QueueType::Fifo,
        shards: Some(3),
        ..MappingOptions::default()
    };
    let request = EstimateRequest {
        handler: handler("1000"),
        pricing: Some(pricing(1_024)),
        ..request("sqs", &options, Some("60/s"))
    };
    let report = ask(&request, share(10, 10));
    // 60 / 10 invocations of 1 s each second, on 3 groups.
    let used = report.capacity.unwrap().unfiltered;
    assert!((used.mean - 2.0).abs() < 0.01, "{used:?}");
    assert_eq!(used.lanes_over, 3);
}

#[test]
fn producers_of_a_shard_are_limited_to_a_thousand_records() {
    let writes = |rate, shards| {
        let report = ask(&kinesis(shards, rate, "1"), share(10, 10));
        report.capacity.unwrap().shard_writes.unwrap()
    };
    assert!((writes("3000/s", 2).load() - 1.5).abs() < 1e-9);
    assert!(writes("3000/s", 3).load() <= 1.0);
}
