//! Compares `provisioned` with the AWS Lambda pricing page, and its break-even region by region.

use tidegate_figures::Decimal;
use tidegate_plan::provisioned::{ProvisionedRequest, break_even};
use tidegate_plan::{Runs, Value};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Architecture, PriceBook};

use crate::harness::{check, shown};

fn request(environments: u32, memory_mb: u32, hours: u32) -> ProvisionedRequest {
    let book = PriceBook::built_in();
    ProvisionedRequest {
        rates: book.rates("us-east-1", Architecture::X86_64).unwrap(),
        book,
        memory_mb,
        environments: Some(environments),
        hours: hours.into(),
        runs: None,
        is_steady: false,
        on_demand: None,
        free: FreeTier::NONE,
    }
}

fn runs(invocations: u64, duration_ms: u32) -> Option<Runs> {
    Some(Runs {
        invocations,
        duration_ms: duration_ms.into(),
    })
}

/// AWS Lambda pricing page, provisioned concurrency example 1: 18.00 + 0.73 + 0.83 + 0.40 = 19.96.
#[test]
fn first_example_of_the_pricing_page_costs_the_same() {
    let request = ProvisionedRequest {
        runs: runs(500_000, 100),
        on_demand: runs(2_500_000, 120),
        free: FreeTier {
            lambda: true,
            ..FreeTier::NONE
        },
        ..request(100, 1_536, 8)
    };
    let plan = request.answer().unwrap();
    check(&plan);
    for (key, amount) in [
        ("ready", "$18.00"),
        ("running", "$0.73"),
        ("on_demand", "$0.83"),
        ("requests", "$0.40"),
        ("total", "$19.96"),
    ] {
        assert_eq!(shown(&plan, key), amount, "{key}");
    }
}

/// AWS Lambda pricing page, provisioned concurrency example 2: 10.08 + 21.78 + 0.40 = 32.26, where 6.5 busy
/// environments fit into seven. If invocations came at random, more than a fifth would spill over.
#[test]
fn second_example_of_the_pricing_page_costs_the_same() {
    let steady = ProvisionedRequest {
        runs: runs(2_000_000, 280),
        is_steady: true,
        ..request(7, 4_096, 24)
    };
    let plan = steady.answer().unwrap();
    check(&plan);
    for (key, amount) in [
        ("ready", "$10.08"),
        ("running", "$21.78"),
        ("on_demand", "$0.00"),
        ("requests", "$0.40"),
        ("total", "$32.26"),
    ] {
        assert_eq!(shown(&plan, key), amount, "{key}");
    }
    let random = ProvisionedRequest {
        is_steady: false,
        ..steady
    };
    assert_eq!(shown(&random.answer().unwrap(), "spilled"), "21.62 %");
}

/// The study guide's example: five environments kept warm all month, and a schedule of 22 days of 3 hours, computed
/// from the prices of the AWS Lambda pricing page.
#[test]
fn environments_kept_warm_cost_as_computed_by_hand() {
    for (memory_mb, hours, amount) in [
        (512, 720, "$27.00"),
        (1_024, 720, "$54.00"),
        (1_024, 66, "$4.95"),
    ] {
        let plan = request(5, memory_mb, hours).answer().unwrap();
        check(&plan);
        assert_eq!(shown(&plan, "ready"), amount, "{memory_mb} {hours}");
    }
}

/// Computed from the prices by region: P / (D - R), in per cent.
#[test]
fn break_even_of_each_region_follows_its_prices() {
    let book = PriceBook::built_in();
    for (region, percent) in [
        ("us-east-1", 60),
        ("us-east-2", 60),
        ("us-west-2", 60),
        ("eu-south-1", 60),
        ("af-south-1", 60),
        ("ap-east-1", 60),
        ("me-south-1", 58),
        ("eu-north-1", 70),
        ("ap-south-1", 73),
        ("eu-west-1", 80),
        ("ca-central-1", 80),
        ("eu-west-2", 90),
        ("eu-west-3", 92),
        ("us-west-1", 94),
        ("eu-central-1", 101),
        ("eu-central-2", 101),
        ("ap-northeast-2", 109),
        ("ap-southeast-1", 115),
        ("ap-southeast-5", 115),
        ("ap-southeast-2", 118),
        ("ap-southeast-4", 118),
        ("ap-northeast-1", 131),
        ("ap-northeast-3", 131),
        ("sa-east-1", 562),
    ] {
        let rates = book.rates(region, Architecture::X86_64).unwrap();
        let found = break_even(&rates).unwrap() * Decimal::ONE_HUNDRED;
        let whole = (found + Decimal::new(5, 1)).floor();
        assert_eq!(whole, Decimal::from(percent), "{region}");
    }
    let plan = request(5, 512, 720).answer().unwrap();
    let regions = plan
        .tables
        .iter()
        .find(|table| table.key == "regions")
        .unwrap();
    assert_eq!(regions.rows.len(), 24);
    let never = regions
        .rows
        .iter()
        .filter(|row| row[3] == Value::Text("never".to_owned()));
    assert_eq!(never.count(), 10);
}

/// China has no price for provisioned concurrency: that is an error, not a guess.
#[test]
fn region_without_the_price_gives_an_error() {
    let book = PriceBook::built_in();
    let rates = book.rates("cn-north-1", Architecture::X86_64).unwrap();
    let error = ProvisionedRequest {
        rates,
        ..request(5, 512, 720)
    }
    .answer()
    .unwrap_err();
    assert!(error.to_string().contains("cn-north-1"), "{error}");
}

/// Without a number, the mean plus a tenth is used: AWS's advice.
#[test]
fn environments_default_to_a_tenth_above_the_mean() {
    let request = ProvisionedRequest {
        environments: None,
        runs: runs(500 * 3_600, 400),
        ..request(1, 512, 1)
    };
    let plan = request.answer().unwrap();
    check(&plan);
    assert!(plan.title.starts_with("220 environments"), "{}", plan.title);
    assert_eq!(shown(&plan, "spilled"), "1.104 %");
}

/// Beyond 6 billion GB-s run time on demand costs less, so provisioned concurrency has to be busier to pay: with one
/// price of 0.00001380 for all of it, 0.0000041667 / (0.0000138 - 0.0000097222) is 1.02.
#[test]
fn break_even_beyond_the_first_price_tier_is_higher() {
    let large = ProvisionedRequest {
        runs: runs(12_700_800_000, 1_000),
        ..request(5_000, 10_240, 720)
    };
    let plan = large.answer().unwrap();
    check(&plan);
    // 127 billion GB-s: 6 at 0.0000166667, 9 at 0.000015, 112 at 0.0000133334.
    let mean = (6.0 * 16.6667 + 9.0 * 15.0 + 112.008 * 13.3334) / 127.008;
    let Value::Share(found) = plan.figure("break_even").unwrap().value else {
        panic!("{:?}", plan.figure("break_even"));
    };
    assert!((found - 4.1667 / (mean - 9.7222)).abs() < 0.01, "{found}");
    assert!(
        found > 1.0
            && plan
                .headline
                .contains("never pays for itself at this volume")
    );
    assert!(
        plan.next[0].starts_with("the lower latency costs"),
        "{:?}",
        plan.next
    );
    // The advice agrees with the bills.
    for (environments, hours) in [(1, 720), (50, 720), (200, 66)] {
        let request = ProvisionedRequest {
            runs: runs(10_000_000, 300),
            ..request(environments, 1_024, hours)
        };
        let plan = request.answer().unwrap();
        let saves = plan.next[0].contains("saves");
        let amount = |key| match plan.figure(key).unwrap().value {
            Value::Money(amount, _) => amount,
            ref other => panic!("{other:?}"),
        };
        assert_eq!(saves, amount("total") < amount("without"), "{environments}");
    }
}

#[test]
fn equal_costs_are_not_called_a_saving() {
    let tiny = ProvisionedRequest {
        runs: runs(1, 10),
        ..request(1, 128, 1)
    };
    let plan = tiny.answer().unwrap();
    assert!(
        !plan.next.iter().any(|next| next.contains("$0.00")),
        "{:?}",
        plan.next
    );
}
