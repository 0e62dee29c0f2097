//! The regions: which have prices, which prices are modelled, and where provisioned concurrency is cheaper.

use tidegate_figures::Decimal;
use tidegate_price::{Architecture, Currency, Grade, Item, PriceBook, Rates};

fn rates(region: &str, architecture: Architecture) -> Rates {
    PriceBook::built_in().rates(region, architecture).unwrap()
}

fn tiers(rates: &Rates, item: Item) -> Vec<(String, bool)> {
    let tiers = &rates.price(item).unwrap().tiers;
    let shown = tiers
        .iter()
        .map(|tier| (tier.price.to_string(), tier.is_modelled));
    shown.collect()
}

#[test]
fn every_region_has_prices_of_both_architectures() {
    let book = PriceBook::built_in();
    assert_eq!(book.regions().count(), 26);
    for region in book.regions() {
        for architecture in [Architecture::X86_64, Architecture::Arm64] {
            let rates = book.rates(region, architecture).unwrap();
            let is_chinese = region.starts_with("cn-");
            assert_eq!(rates.currency() == Currency::Cny, is_chinese, "{region}");
            assert!(rates.price(Item::Storage).is_ok(), "{region}");
            let provisioned = rates.price(Item::provisioned(architecture));
            assert_eq!(provisioned.is_err(), is_chinese, "{region}");
            assert!(rates.duration().grade <= Grade::B, "{region}");
        }
    }
}

#[test]
fn every_price_has_a_source_and_a_grade() {
    let book = PriceBook::built_in();
    for region in book.regions() {
        let rates = book.rates(region, Architecture::X86_64).unwrap();
        for item in Item::all() {
            let Ok(price) = rates.price(item) else {
                continue;
            };
            assert!(price.source.len() > 10, "{region}");
            assert!(price.grade <= Grade::C, "{region}");
            let is_undated = region == "me-south-1" || item == Item::S3Puts;
            assert_eq!(price.as_of.is_none(), is_undated, "{region}, {item}");
        }
    }
}

/// AWS Lambda pricing page, read 2026-11-23: the ratios used for other regions give the three listed prices of us-east-1.
#[test]
fn modelled_prices_equal_the_listed_ones_of_us_east_1() {
    for architecture in [Architecture::X86_64, Architecture::Arm64] {
        let duration = Item::duration(architecture);
        let (listed, modelled) = (
            rates("us-east-1", architecture),
            rates("us-east-2", architecture),
        );
        let prices = |rates| tiers(rates, duration).into_iter().map(|tier| tier.0);
        let trimmed = |price: String| price.trim_end_matches('0').to_owned();
        assert!(
            prices(&listed)
                .map(trimmed)
                .eq(prices(&modelled).map(trimmed))
        );
        let is_modelled = |rates| tiers(rates, duration).into_iter().map(|tier| tier.1);
        assert!(is_modelled(&listed).eq([false, false, false]));
        assert!(is_modelled(&modelled).eq([false, true, true]));
    }
    for item in [Item::ProvisionedArm, Item::ProvisionedDurationArm] {
        let listed = tiers(&rates("us-east-1", Architecture::Arm64), item);
        let modelled = tiers(&rates("us-east-2", Architecture::Arm64), item);
        assert_eq!(listed[0].0, modelled[0].0);
        assert_eq!((listed[0].1, modelled[0].1), (false, true));
    }
}

#[test]
fn no_service_borrows_the_price_of_another_region() {
    let elsewhere = rates("eu-west-1", Architecture::X86_64);
    let here = rates("us-east-1", Architecture::X86_64);
    for item in Item::all().filter(|item| *item >= Item::SnapStartCache) {
        assert!(here.price(item).is_ok(), "{item}");
        let reason = elsewhere.price(item).unwrap_err().to_string();
        assert!(
            reason.contains("eu-west-1") && reason.contains(item.key()),
            "{reason}"
        );
    }
}

#[test]
fn error_for_a_region_without_prices_says_what_to_do() {
    let error = |region| {
        let rates = PriceBook::built_in().rates(region, Architecture::X86_64);
        rates.unwrap_err().to_string()
    };
    assert_eq!(
        error("ca-west-1"),
        "no prices for ca-west-1: none were found, and those of another region would be a guess; \
         give prices in a file with --prices"
    );
    assert_eq!(
        error("us-esat-1"),
        "no prices for `us-esat-1`: not a known region (did you mean us-east-1?); prices of other regions \
         can be given in a file with --prices"
    );
    assert!(!error("mars").contains("did you mean"));
}

/// The utilisation above which provisioned concurrency is cheaper than on demand is PC / (duration - duration under PC). If
/// it is above 1, provisioned concurrency is never cheaper. Computed from a third-party copy of AWS's calculator data
/// (2026-09-22); 0.60 in us-east-1 follows from the AWS Lambda pricing page, read 2026-11-23.
#[test]
fn break_even_utilisation_of_provisioned_concurrency_differs_by_region() {
    let expected = [
        (
            "0.60",
            "us-east-1 us-east-2 us-west-2 eu-south-1 af-south-1 ap-east-1",
        ),
        ("0.58", "me-south-1"),
        ("0.70", "eu-north-1"),
        ("0.73", "ap-south-1"),
        ("0.80", "eu-west-1 ca-central-1"),
        ("0.90", "eu-west-2"),
        ("0.92", "eu-west-3"),
        ("0.94", "us-west-1"),
        ("1.01", "eu-central-1 eu-central-2"),
        ("1.09", "ap-northeast-2"),
        ("1.15", "ap-southeast-1 ap-southeast-5"),
        ("1.18", "ap-southeast-2 ap-southeast-4"),
        ("1.31", "ap-northeast-1 ap-northeast-3"),
        ("5.62", "sa-east-1"),
    ];
    let mut regions = 0;
    for (utilisation, names) in expected {
        for region in names.split(' ') {
            let rates = rates(region, Architecture::X86_64);
            let price = |item| rates.price(item).unwrap().first();
            let saved = price(Item::DurationX86) - price(Item::ProvisionedDurationX86);
            let found: Decimal = price(Item::ProvisionedX86) / saved;
            assert_eq!(format!("{:.2}", found.round_dp(2)), utilisation, "{region}");
            regions += 1;
        }
    }
    assert_eq!(regions, 24);
}
