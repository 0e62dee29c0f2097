//! Compares `wait` and `storage` with the AWS Lambda pricing page.

use tidegate_figures::Decimal;
use tidegate_plan::wait::{Durable, WaitRequest};
use tidegate_plan::{Runs, storage};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Architecture, PriceBook, Rates};

use crate::harness::{check, shown};

const LAMBDA: FreeTier = FreeTier {
    lambda: true,
    ..FreeTier::NONE
};

fn rates(architecture: Architecture) -> Rates {
    PriceBook::built_in()
        .rates("us-east-1", architecture)
        .unwrap()
}

fn request(memory_mb: u32) -> WaitRequest {
    WaitRequest {
        waits: 1_000_000,
        seconds: 30.into(),
        work_ms: Decimal::ZERO,
        memory_mb,
        durable: Durable {
            operations: 1,
            written_bytes: 1_024.into(),
            kept_days: Some(Decimal::ONE),
        },
        rates: rates(Architecture::X86_64),
        free: FreeTier::NONE,
    }
}

/// Computed from the prices of the AWS Lambda pricing page and of Step Functions (AWS Price List as relayed by the
/// tests of infracost, 2026-08-21): a million waits of 30 s, and the time asleep for the price of a transition.
#[test]
fn sleeping_and_wait_states_cost_as_computed_by_hand() {
    for (memory_mb, asleep, seconds) in [
        (128, "$62.50", "12"),
        (256, "$125.00", "6"),
        (512, "$250.00", "3"),
        (1_024, "$500.00", "1.5"),
        (1_769, "$863.77", "0.8683"),
    ] {
        let plan = request(memory_mb).answer();
        check(&plan);
        assert_eq!(shown(&plan, "asleep"), asleep, "{memory_mb}");
        assert_eq!(shown(&plan, "standard"), "$50.00");
        assert_eq!(shown(&plan, "transition_seconds"), seconds);
    }
}

/// AWS Lambda pricing page, durable functions, insurance claims: 421.34 + 0.20 + 32.00 + 26.00 + 10.92 = 490.46.
/// Operations, GB and GB-months follow from the printed amounts: 4 operations and 104 GB for a million claims, of which
/// 72.8 GB-months are 21 days.
#[test]
fn insurance_claims_cost_as_on_the_pricing_page() {
    let gigabyte = Decimal::from(1_u64 << 30);
    let request = WaitRequest {
        seconds: (7 * 86_400).into(),
        work_ms: 32_000.into(),
        durable: Durable {
            operations: 4,
            written_bytes: gigabyte * Decimal::from(104) / Decimal::from(1_000_000),
            kept_days: Some(21.into()),
        },
        rates: rates(Architecture::Arm64),
        free: LAMBDA,
        ..request(1_024)
    };
    let plan = request.answer();
    check(&plan);
    for (key, amount) in [
        ("durable_operations", "$32.00"),
        ("durable_written", "$26.00"),
        ("durable_stored", "$10.92"),
    ] {
        assert_eq!(shown(&plan, key), amount, "{key}");
    }
    let ways = plan
        .tables
        .iter()
        .find(|table| table.key == "ways")
        .unwrap();
    let durable: Vec<_> = ways
        .rows
        .last()
        .unwrap()
        .iter()
        .map(|cell| cell.shown())
        .collect();
    assert_eq!(
        durable,
        ["durable function", "$68.92", "$0.20", "$421.34", "$490.46"]
    );
    // A week is too long for two of the other ways.
    assert_eq!(plan.warnings.len(), 2, "{:?}", plan.warnings);
    assert_eq!(plan.figure("asleep"), None);
}

/// The free tier is deducted from the time asleep too, and only once.
#[test]
fn free_tier_is_deducted_once() {
    let free = WaitRequest {
        free: LAMBDA,
        ..request(128)
    };
    // 3,750,000 GB-s minus 400,000.
    assert_eq!(shown(&free.answer(), "asleep"), "$55.83");
    let with_work = WaitRequest {
        work_ms: 1_600.into(),
        ..free
    };
    // Work of 200,000 GB-s uses the free tier first.
    let plan = with_work.answer();
    assert_eq!(shown(&plan, "asleep"), "$59.17");
}

/// Outside us-east-1 neither alternative has a price: the plan warns instead of guessing.
#[test]
fn ways_without_a_price_are_left_out() {
    let request = WaitRequest {
        rates: PriceBook::built_in()
            .rates("eu-west-1", Architecture::X86_64)
            .unwrap(),
        ..request(128)
    };
    let plan = request.answer();
    check(&plan);
    assert_eq!(plan.warnings.len(), 3, "{:?}", plan.warnings);
    assert_eq!(shown(&plan, "asleep"), "$62.50");
}

/// AWS Lambda pricing page, example 3: 6 million requests of 280 ms with 2 GB of ephemeral storage cost 0.08 for
/// storage and 105.33 for the rest.
#[test]
fn ephemeral_storage_costs_as_on_the_pricing_page() {
    let request = storage::StorageRequest {
        runs: Runs {
            invocations: 6_000_000,
            duration_ms: 280.into(),
        },
        storage_mb: 2_048,
        memory_mb: 4_096,
        rates: rates(Architecture::X86_64),
        free: LAMBDA,
    };
    let plan = request.answer().unwrap();
    check(&plan);
    assert_eq!(shown(&plan, "charged"), "2,520,000");
    assert_eq!(shown(&plan, "storage"), "$0.08");
    assert_eq!(shown(&plan, "duration"), "$105.33");
    let free = storage::StorageRequest {
        storage_mb: 512,
        ..request
    };
    assert_eq!(shown(&free.answer().unwrap(), "storage"), "$0.00");
}

/// A wait of 30 days keeps its state for 30 days, and for 14 more by AWS's default: 1 GB for 44 days is 1.467
/// GB-months.
#[test]
fn state_is_kept_for_the_whole_wait() {
    let month = WaitRequest {
        waits: 1_048_576,
        seconds: (30 * 86_400).into(),
        durable: Durable {
            operations: 1,
            written_bytes: 1_024.into(),
            kept_days: None,
        },
        ..request(128)
    };
    let plan = month.answer();
    check(&plan);
    // 44 / 30 x 0.15.
    assert_eq!(shown(&plan, "durable_stored"), "$0.22");
    let short = WaitRequest {
        durable: Durable {
            kept_days: Some(Decimal::ONE),
            ..month.durable
        },
        ..month
    };
    let plan = short.answer();
    assert_eq!(shown(&plan, "durable_stored"), "$0.15");
    assert!(
        plan.warnings
            .iter()
            .any(|it| it.contains("shorter than the wait")),
        "{:?}",
        plan.warnings
    );
}
