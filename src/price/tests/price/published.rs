//! Examples that AWS and others have published, reproduced to the cent, for us-east-1. The sources were read 2026-11-23.

use tidegate_figures::Decimal;
use tidegate_price::Item;
use tidegate_price::bill::{self, PollerKind, QueueKind};

use crate::harness::{LAMBDA_FREE, NOTHING_FREE, arm, check, gb_s, number, x86};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// Messages of 10,000 vehicles, one an hour for 31 days: AWS Lambda pricing page, example 2.
const TELEMETRY: u64 = 10_000 * 24 * 31;

/// AWS Lambda pricing page, example 1: 3 million requests of 120 ms at 1,536 MB, free tier.
#[test]
fn example_mobile_backend_equals_aws() {
    let gb_s = gb_s(3_000_000, 120, 1536);
    assert_eq!(gb_s, number("540000"));
    check(
        [
            Ok(bill::duration(&x86(), gb_s, &LAMBDA_FREE)),
            Ok(bill::requests(&x86(), 3_000_000, &LAMBDA_FREE)),
        ],
        ["2.33", "0.40"],
        "2.73",
    );
}

/// AWS Lambda pricing page, example 2: 2 s at 1 GB for each message, no free tier.
#[test]
fn example_vehicle_telemetry_equals_aws() {
    assert_eq!(TELEMETRY, 7_440_000);
    check(
        [
            Ok(bill::requests(&x86(), TELEMETRY, &NOTHING_FREE)),
            Ok(bill::duration(
                &x86(),
                gb_s(TELEMETRY, 2000, 1024),
                &NOTHING_FREE,
            )),
        ],
        ["1.49", "248.00"],
        "249.49",
    );
}

/// AWS Lambda pricing page, example 3: 6 million requests of 280 ms at 4 GB with 2 GB of ephemeral storage, free tier.
#[test]
fn ephemeral_storage_does_not_depend_on_memory() {
    let seconds = Decimal::from(6_000_000 * 280 / 1000);
    let storage = bill::ephemeral_storage(&x86(), seconds, 2048);
    assert_eq!(storage.as_ref().unwrap().quantity, number("2520000"));
    check(
        [
            Ok(bill::duration(
                &x86(),
                gb_s(6_000_000, 280, 4096),
                &LAMBDA_FREE,
            )),
            Ok(bill::requests(&x86(), 6_000_000, &LAMBDA_FREE)),
            storage,
        ],
        ["105.33", "1.00", "0.08"],
        "106.41",
    );
}

/// AWS Lambda pricing page, provisioned concurrency example 1: 100 environments of 1,536 MB for 8 hours, 500,000 requests
/// of 100 ms on them, and 2.5 million of 120 ms on demand. The page subtracts the free requests from both kinds together.
#[test]
fn example_provisioned_and_on_demand_equals_aws() {
    check(
        [
            bill::provisioned_concurrency(&x86(), 100, 1536, 8 * HOUR),
            Ok(bill::requests(&x86(), 3_000_000, &LAMBDA_FREE)),
            bill::provisioned_duration(&x86(), gb_s(500_000, 100, 1536)),
            Ok(bill::duration(
                &x86(),
                gb_s(2_500_000, 120, 1536),
                &LAMBDA_FREE,
            )),
        ],
        ["18.00", "0.40", "0.73", "0.83"],
        "19.96",
    );
}

/// AWS Lambda pricing page, provisioned concurrency example 2: 7 environments of 4 GB for a day, 2 million requests of
/// 280 ms.
#[test]
fn example_provisioned_only_equals_aws() {
    check(
        [
            bill::provisioned_concurrency(&x86(), 7, 4096, DAY),
            bill::provisioned_duration(&x86(), gb_s(2_000_000, 280, 4096)),
            Ok(bill::provisioned_requests(&x86(), 2_000_000)),
        ],
        ["10.08", "21.78", "0.40"],
        "32.26",
    );
}

/// AWS Lambda pricing page, SnapStart: example 2 with a snapshot kept for 31 days and restored for 1 % of requests.
#[test]
fn example_snapstart_equals_aws() {
    check(
        [
            Ok(bill::requests(&x86(), TELEMETRY, &NOTHING_FREE)),
            Ok(bill::duration(
                &x86(),
                gb_s(TELEMETRY, 2000, 1024),
                &NOTHING_FREE,
            )),
            bill::snapstart_cache(&x86(), 1024, 31 * DAY),
            bill::snapstart_restore(&x86(), 1024, TELEMETRY / 100),
        ],
        ["1.49", "248.00", "4.03", "10.40"],
        "263.92",
    );
}

/// AWS Lambda pricing page, provisioned mode for SQS: 30 million invocations of 1 s at 1 GB, 8,000 poller-hours, here as
/// 16 pollers for 500 hours. No free tier.
#[test]
fn example_sqs_provisioned_mode_equals_aws() {
    check(
        [
            Ok(bill::duration(
                &x86(),
                gb_s(30_000_000, 1000, 1024),
                &NOTHING_FREE,
            )),
            Ok(bill::requests(&x86(), 30_000_000, &NOTHING_FREE)),
            bill::pollers(&x86(), PollerKind::Sqs, 16, 500 * HOUR),
        ],
        ["500.00", "6.00", "74.00"],
        "580.00",
    );
}

/// Lambda Developer Guide, Kafka poller groups: ten mappings with one poller each for 720 hours. Each has a unit of its
/// own, or all share a group.
#[test]
fn kafka_mappings_in_a_group_share_a_unit() {
    let alone = 10 * bill::kafka_poller_units(1);
    let grouped = bill::kafka_poller_units(10);
    for (units, amount) in [(alone, "1,332.00"), (grouped, "133.20")] {
        let line = bill::pollers(&x86(), PollerKind::Kafka, units, 720 * HOUR);
        check([line], [amount], amount);
    }
}

/// AWS Price List as quoted by the tests of infracost (2026-08-21): 61.44 and 74.752 billion GB-s, through all tiers.
#[test]
fn duration_is_priced_by_tiers() {
    let parts = |rates: tidegate_price::Rates, gb_s: &str| {
        let parts = rates.duration().split(number(gb_s));
        let amounts = parts.map(|part| tidegate_price::Money::from_decimal(part.cost).to_string());
        amounts.collect::<Vec<_>>()
    };
    assert_eq!(
        parts(x86(), "61440000000"),
        ["100,000.20", "135,000.00", "619,203.10"]
    );
    assert_eq!(
        parts(arm(), "74752000000"),
        ["100,000.50", "135,001.13", "597,356.53"]
    );
    let line = bill::duration(&x86(), number("61440000000"), &NOTHING_FREE);
    assert_eq!(line.amount.to_string(), "854,203.30");
    assert!(!line.is_modelled);
}

/// AWS Price List as quoted by the tests of infracost (2026-08-21): 50 environments of 512 MB for 100 hours on arm64, 10
/// million requests of 350 ms.
#[test]
fn example_provisioned_on_arm_equals_infracost() {
    check(
        [
            bill::provisioned_concurrency(&arm(), 50, 512, 100 * HOUR),
            bill::provisioned_duration(&arm(), gb_s(10_000_000, 350, 512)),
            Ok(bill::provisioned_requests(&arm(), 10_000_000)),
        ],
        ["30.00", "13.61", "2.00"],
        "45.61",
    );
}

/// Computed from the prices of the AWS Lambda pricing page: 5 environments for 720 hours, or for 66.
#[test]
fn provisioned_on_a_schedule_costs_less_than_all_month() {
    for (memory_mb, hours, amount) in [
        (512, 720, "27.00"),
        (1024, 720, "54.00"),
        (1024, 66, "4.95"),
    ] {
        let line = bill::provisioned_concurrency(&x86(), 5, memory_mb, hours * HOUR);
        check([line], [amount], amount);
    }
}

/// A third-party account of the tiers of Lambda's logs (2025-05): 60 TB of 1,000 GB each, which cost 30,000.00 before the
/// tiers.
#[test]
fn logs_are_priced_by_tiers() {
    let line = bill::logs(&x86(), number("60000"), &NOTHING_FREE);
    check([line], ["12,500.00"], "12,500.00");
}

/// AWS Lambda pricing page, durable functions, insurance claims: 1 million of 32 s at 1 GB on arm64, a wait of 7 days.
/// Operations, GB and GB-months are computed from the amounts on the page.
#[test]
fn example_durable_functions_equals_aws() {
    check(
        [
            Ok(bill::duration(
                &arm(),
                gb_s(1_000_000, 32_000, 1024),
                &LAMBDA_FREE,
            )),
            Ok(bill::requests(&arm(), 1_000_000, &NOTHING_FREE)),
            bill::line(&arm(), Item::DurableOperations, number("4000000")),
            bill::line(&arm(), Item::DurableWritten, number("104")),
            bill::line(&arm(), Item::DurableStored, number("72.8")),
        ],
        ["421.34", "0.20", "32.00", "26.00", "10.92"],
        "490.46",
    );
}

/// The rule of the AWS Lambda pricing page for asynchronous events: a million events of 300 KB are two million requests.
#[test]
fn asynchronous_event_of_300_kb_is_two_requests() {
    let requests = 1_000_000 * bill::async_requests(300);
    check(
        [Ok(bill::requests(&x86(), requests, &NOTHING_FREE))],
        ["0.40"],
        "0.40",
    );
}

/// Computed for 30 days from the rule in AWS's knowledge centre that a trigger keeps polling an idle queue. The free
/// requests of SQS are not used.
#[test]
fn idle_queue_is_charged_for_its_polls() {
    let minutes = 30 * 24 * 60;
    let polls = |requests| bill::sqs_requests(&x86(), QueueKind::Standard, requests, &NOTHING_FREE);
    assert_eq!(bill::idle_receives(5, minutes), 648_000);
    assert_eq!(bill::idle_receives(2, minutes), 259_200);
    check([polls(648_000), polls(259_200)], ["0.26", "0.10"], "0.36");
    // In provisioned mode there are at least 2 pollers, each with up to 10 polls a second.
    let provisioned = bill::pollers(&x86(), PollerKind::Sqs, 0, 30 * DAY);
    check(
        [provisioned, polls(2 * 10 * 30 * DAY)],
        ["13.32", "20.74"],
        "34.06",
    );
}

/// Computed from the prices of the AWS Lambda pricing page and of Step Functions (AWS Price List as quoted by the tests of
/// infracost, 2026-08-21): a million waits of 30 s, asleep in the function or in a Wait state.
#[test]
fn wait_in_step_functions_costs_less_than_in_the_function() {
    for (memory_mb, amount) in [
        (128, "62.50"),
        (256, "125.00"),
        (512, "250.00"),
        (1024, "500.00"),
    ] {
        let asleep = bill::duration(&x86(), gb_s(1_000_000, 30_000, memory_mb), &NOTHING_FREE);
        check([Ok(asleep)], [amount], amount);
    }
    let wait_state = bill::step_functions_transitions(&x86(), 2 * 1_000_000, &NOTHING_FREE);
    check([wait_state], ["50.00"], "50.00");
}
