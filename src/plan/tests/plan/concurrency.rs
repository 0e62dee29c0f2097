//! Compares `concurrency` with the figures of the Lambda Developer Guide and of Erlang's formula.

use tidegate_figures::{Decimal, blocked, delayed, servers_for};
use tidegate_mapping::{Delivery, MappingOptions};
use tidegate_plan::Value;
use tidegate_plan::concurrency::{Account, Comparison, ConcurrencyRequest, EstimateFile};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Architecture, PriceBook};

use crate::harness::{check, shown};

fn request(rate: &str, duration_ms: u32) -> ConcurrencyRequest {
    ConcurrencyRequest {
        rate: rate.parse().unwrap(),
        duration_ms: duration_ms.into(),
        target: Decimal::new(1, 3),
        reserved: None,
        account: Account::default(),
        delivery: None,
    }
}

fn mapping(source: &str, options: MappingOptions) -> Option<Delivery> {
    Some(Delivery::new(source.parse().unwrap(), &options).unwrap())
}

/// The study guide's example: 500 files a second for 200 ms each are 100 at once. The headroom for chance was computed
/// in exact fractions.
#[test]
fn concurrency_of_files_is_rate_times_duration() {
    let plan = request("500/s", 200).answer();
    check(&plan);
    assert_eq!(shown(&plan, "mean"), "100");
    assert_eq!(shown(&plan, "throttled_at_mean"), "7.57 %");
    assert_eq!(shown(&plan, "throttled_at_tenth"), "2.746 %");
    assert_eq!(shown(&plan, "needed"), "128");
    assert_eq!(shown(&plan, "reserve"), "128");
    assert!(plan.headline.contains("500/s x 200 ms = 100 environments"));
}

/// Lambda Developer Guide, "Understanding Lambda function scaling": 20,000 requests a second of 50 ms need a
/// concurrency of 1,000, but that serves only 10,000 a second: half is throttled, and a concurrency of 2,000 is needed.
#[test]
fn short_requests_are_limited_by_requests_per_environment() {
    let plan = request("20000/s", 50).answer();
    check(&plan);
    assert_eq!(shown(&plan, "mean"), "1,000");
    assert_eq!(shown(&plan, "request_cap"), "10,000");
    assert_eq!(shown(&plan, "throttled_by_cap"), "50 %");
    assert_eq!(shown(&plan, "reserve"), "2,000");
    assert_eq!(shown(&plan, "ramp"), "10");
    assert!(plan.next[0].contains("a quota of 2,100"), "{:?}", plan.next);
    // The headline says so first: a reservation for chance alone, 1,072, would throttle 46.4 %.
    assert!(
        plan.headline
            .contains("reserving exactly 1,000 throttles 50 %"),
        "{}",
        plan.headline
    );
    assert!(
        plan.headline.contains("reserving 2,000 throttles at most"),
        "{}",
        plan.headline
    );
    assert_eq!(shown(&plan, "needed"), "2,000");
    assert_eq!(shown(&plan, "needed_by_chance"), "1,072");
    let row = plan.tables[0]
        .rows
        .iter()
        .find(|row| row[0].shown() == "1,072")
        .unwrap();
    assert_eq!(row[1].shown(), "46.4 %");
}

/// 30 environments take 300 of 2,000 requests a second.
#[test]
fn reservation_below_the_limit_on_requests_is_named_in_the_headline() {
    let mut request = request("2000/s", 10);
    request.reserved = Some(30);
    let plan = request.answer();
    check(&plan);
    assert!(
        plan.headline.contains("reserving 30 throttles 85 %"),
        "{}",
        plan.headline
    );
    assert_eq!(
        plan.next,
        ["reserve 200 instead of 30, which throttles 85 %"]
    );
    request.reserved = Some(200);
    let plan = request.answer();
    assert!(
        plan.headline.contains("that keeps the target"),
        "{}",
        plan.headline
    );
    assert!(plan.next.is_empty());
}

/// Lambda Developer Guide, "Lambda quotas": asynchronous invocations are limited by concurrency alone.
#[test]
fn events_have_no_limit_on_requests() {
    let mut request = request("20000/s", 50);
    request.delivery = mapping("eventbridge", MappingOptions::default());
    let plan = request.answer();
    check(&plan);
    assert_eq!(shown(&plan, "needed"), "1,072");
    assert_eq!(plan.figure("throttled_by_cap"), None);
    assert!(plan.assumptions[0].contains("no limit on requests"));
}

/// A stream starts one batch of a shard at a time. The rest waits in the stream, however much that is.
#[test]
fn work_above_what_a_stream_starts_waits_and_is_not_throttled() {
    let options = MappingOptions {
        shards: Some(4),
        ..MappingOptions::default()
    };
    let mut request = request("100/s", 200);
    request.delivery = mapping("kinesis", options);
    let plan = request.answer();
    check(&plan);
    assert_eq!(shown(&plan, "needed"), "4");
    assert_eq!(shown(&plan, "reserve"), "4");
    assert_eq!(shown(&plan, "throttled_at_mean"), "0 %");
    assert!(
        plan.headline.contains("handles 20 of 100 a second"),
        "{}",
        plan.headline
    );
    assert!(
        plan.headline
            .contains("waits in the source and is not throttled")
    );
    let shares: Vec<_> = plan.tables[0]
        .rows
        .iter()
        .map(|row| row[1].shown())
        .collect();
    assert_eq!(shares, ["0 %"]);
    // Invocations of 10 ms: one environment for each shard takes ten requests a second of it, not a hundred.
    request.duration_ms = 10.into();
    request.rate = "400/s".parse().unwrap();
    assert_eq!(shown(&request.answer(), "reserve"), "40");
}

/// Both columns for the same load: 128 environments, of which 100 are busy.
#[test]
fn comparison_has_the_users_own_numbers() {
    let request = request("500/s", 200);
    let mut plan = request.answer();
    let comparison = Comparison {
        memory_mb: 1_024,
        rates: PriceBook::built_in()
            .rates("us-east-1", Architecture::X86_64)
            .unwrap(),
        free: FreeTier::NONE,
    };
    comparison.add_to(&mut plan, &request).unwrap();
    check(&plan);
    let table = plan
        .tables
        .iter()
        .find(|table| table.key == "comparison")
        .unwrap();
    let row = |name: &str| {
        let found = table.rows.iter().find(|row| row[0].shown() == name);
        found.unwrap()[1..]
            .iter()
            .map(Value::shown)
            .collect::<Vec<_>>()
    };
    assert_eq!(row("throttled"), ["0.09676 %", "0 %"]);
    assert_eq!(row("run on demand"), ["100 %", "0.09676 %"]);
    // 128 x 1 GB x 2,592,000 s x 0.0000041667.
    assert_eq!(row("kept ready, a month"), ["$0.00", "$1,382.41"]);
    // 259,200,000 GB-s x 0.0000166667 + 1,296,000,000 requests x 0.0000002.
    assert_eq!(row("total a month")[0], "$4,579.21");
    assert!(plan.tables.iter().any(|table| table.key == "measured"));
}

/// Erlang's loss formula to four digits, computed independently in exact fractions.
#[test]
fn erlang_b_agrees_with_exact_fractions() {
    for (load, servers, share) in [
        (100.0, 100, "7.570e-2"),
        (100.0, 110, "2.746e-2"),
        (100.0, 117, "9.790e-3"),
        (100.0, 128, "9.676e-4"),
        (20.0, 20, "1.589e-1"),
        (20.0, 22, "1.067e-1"),
        (20.0, 35, "6.859e-4"),
        (200.0, 220, "1.104e-2"),
        (2.0, 8, "8.595e-4"),
        (1000.0, 1000, "2.481e-2"),
    ] {
        assert_eq!(
            format!("{:.3e}", blocked(load, servers)),
            share,
            "{load} {servers}"
        );
    }
    for (load, needed) in [
        (100.0, [117, 128, 137]),
        (20.0, [30, 35, 39]),
        (2.0, [7, 8, 10]),
    ] {
        let found = [0.01, 0.001, 0.0001].map(|target| servers_for(load, target));
        assert_eq!(found, needed.map(Some), "{load}");
    }
    assert_eq!(servers_for(2e12, 0.001), None);
    // A load that no account has: large numbers take no longer. All but the target's share must be served.
    let needed = servers_for(9e11, 0.001).unwrap() as f64;
    assert!((needed / 9e11 - 0.999).abs() < 1e-6, "{needed}");
}

/// Erlang's delay formula by its definition, the sum over states, for loads small enough to sum.
#[test]
fn erlang_c_agrees_with_its_definition() {
    for (load, servers) in [(0.5_f64, 1_u64), (2.0, 3), (8.0, 10)] {
        let term = |k: u64| load.powi(k as i32) / (1..=k).map(|k| k as f64).product::<f64>();
        let free = servers as f64 / (servers as f64 - load);
        let waiting = term(servers) * free;
        let share = waiting / ((0..servers).map(term).sum::<f64>() + waiting);
        let found = delayed(load, servers).unwrap();
        assert!((found.share - share).abs() < 1e-12);
        assert!((found.mean - share / (servers as f64 - load)).abs() < 1e-12);
    }
    assert_eq!(delayed(3.0, 3), None);
}

/// Lambda Developer Guide, Kinesis: 100 shards with a parallelization factor of 2 are 200 invocations at once.
#[test]
fn stream_has_shards_times_parallelization_factor_at_once() {
    let options = MappingOptions {
        shards: Some(100),
        parallelization_factor: Some(2),
        ..MappingOptions::default()
    };
    let mut request = request("400/s", 200);
    request.delivery = mapping("kinesis", options);
    request.reserved = Some(150);
    let plan = request.answer();
    check(&plan);
    assert_eq!(shown(&plan, "source_most"), "200");
    assert_eq!(shown(&plan, "source_capacity"), "1,000");
    assert_eq!(shown(&plan, "reserve"), "200");
    assert!(plan.warnings[0].contains("200 invocations at once, but only 150 are reserved"));
    // Batches of a shard wait for each other, not for environments.
    assert_eq!(plan.figure("waiting"), None);
}

/// Lambda Developer Guide, SQS: 5 at the start and 300 more a minute, so 100 within 19 s and 1,000 within 3.3 min.
#[test]
fn queue_scales_as_the_guide_says() {
    for (rate, seconds) in [("372/s", "19"), ("4647/s", "199")] {
        let mut request = request(rate, 200);
        request.delivery = mapping("sqs", MappingOptions::default());
        let plan = request.answer();
        check(&plan);
        let figure = plan.figure("source_ramp").unwrap();
        assert_eq!(figure.value.shown(), seconds, "{}", figure.by_hand);
        assert_eq!(shown(&plan, "source_most"), "1,250");
    }
}

#[test]
fn queue_limited_below_its_load_is_warned_about() {
    let options = MappingOptions {
        maximum_concurrency: Some(10),
        ..MappingOptions::default()
    };
    let mut request = request("100/s", 200);
    request.delivery = mapping("sqs", options);
    let plan = request.answer();
    check(&plan);
    assert!(plan.warnings[0].contains("records pile up"));
    assert_eq!(shown(&plan, "waiting"), "100 %");
    assert_eq!(shown(&plan, "wait"), "unbounded");
    request.reserved = Some(4);
    let warnings = request.answer().warnings;
    assert!(
        warnings[1].contains("starts with 5 invocations at once"),
        "{warnings:?}"
    );
}

#[test]
fn reservations_are_limited_by_the_account() {
    let mut request = request("500/s", 200);
    request.account.reserved_elsewhere = 850;
    let plan = request.answer();
    assert_eq!(shown(&plan, "reservable"), "50");
    assert!(
        plan.next[0].contains("a quota of 1,078 environments"),
        "{:?}",
        plan.next
    );
    request.reserved = Some(0);
    assert!(request.answer().warnings[0].contains("stops the function"));
    request.reserved = Some(100);
    let plan = request.answer();
    assert!(plan.next.iter().any(|next| next.contains("instead of 100")));
    assert!(plan.warnings[0].contains("100 can't be reserved: at most 50 can"));
}

#[test]
fn text_that_is_not_an_estimate_is_refused() {
    for (text, why) in [
        ("", "line 1 column 0"),
        ("{\"schema\": 1}", "line 1 column"),
        ("{\"schema\": \"tidegate.match/v1\"}", "tidegate.match/v1"),
        (
            "{\"schema\": \"tidegate.estimate/v1\", \"load\": null}",
            "missing field `records` at line 1",
        ),
    ] {
        let error = EstimateFile::read(text).unwrap_err().to_string();
        assert!(error.contains(why), "{text}: {error}");
    }
}
