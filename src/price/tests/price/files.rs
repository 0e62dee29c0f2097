//! Price files, ours and AWS's, and the error messages for invalid ones. `sample_index.json` was written by hand in the
//! format of AWS's bulk file; its prices are made up.

use tidegate_price::{Architecture, Currency, Grade, Item, Price, PriceBook, Rates};

const AWS_SAMPLE: &str = include_str!("sample_index.json");

fn with(text: &str) -> PriceBook {
    PriceBook::built_in().with_file(text, "ours.json").unwrap()
}

fn error(text: &str) -> String {
    let book = PriceBook::built_in().with_file(text, "ours.json");
    book.unwrap_err().to_string()
}

fn rates(book: &PriceBook, region: &str) -> Rates {
    book.rates(region, Architecture::X86_64).unwrap()
}

fn shown(price: &Price) -> String {
    let tier = |tier: &tidegate_price::Tier| match tier.up_to {
        Some(end) => format!("{} to {end}", tier.price),
        None => tier.price.to_string(),
    };
    price.tiers.iter().map(tier).collect::<Vec<_>>().join(", ")
}

#[test]
fn file_with_one_figure_replaces_only_that() {
    let book = with(r#"{"prices": {"eu-west-1": {"requests_per_million": "0.18"}}}"#);
    let rates = rates(&book, "eu-west-1");
    let requests = rates.requests();
    assert_eq!(shown(requests), "0.00000018");
    assert_eq!(
        (&*requests.source, requests.grade),
        ("ours.json", Grade::Own)
    );
    assert_eq!(requests.as_of, None);
    assert_eq!(rates.duration().grade, Grade::B);
}

#[test]
fn prices_have_the_origin_that_their_group_names() {
    let book = with(
        r#"{"groups": [
            {"as_of": "2026-10", "source": "our agreement", "grade": "A",
             "prices": {"us-east-1": {"logs_per_gb": [{"up_to": 500, "price": 0.4}, {"price": 1e-1}]}}},
            {"currency": "USD", "prices": {"ap-south-2": {"requests_per_million": 0.2,
                                                          "duration_x86_per_gb_second": 0.0000166667}}}
        ]}"#,
    );
    let logs = rates(&book, "us-east-1").price(Item::Logs).unwrap().clone();
    assert_eq!(shown(&logs), "0.4 to 500, 0.1");
    assert_eq!(
        (logs.as_of.as_deref(), &*logs.source),
        (Some("2026-10"), "our agreement")
    );
    let duration = rates(&book, "ap-south-2").duration().clone();
    assert_eq!(
        shown(&duration),
        "0.0000166667 to 6000000000, 0.000015 to 15000000000, 0.0000133334"
    );
    let arm = book.rates("ap-south-2", Architecture::Arm64).unwrap_err();
    assert_eq!(
        arm.to_string(),
        "the prices for ap-south-2 lack Lambda duration: add `duration_arm_per_gb_second` to the file given with --prices"
    );
}

#[test]
fn price_file_of_aws_is_recognised() {
    let book = PriceBook::built_in()
        .with_file(AWS_SAMPLE, "index.json")
        .unwrap();
    let x86 = rates(&book, "eu-west-9");
    assert_eq!(shown(x86.requests()), "0.0000002");
    assert_eq!(
        shown(x86.duration()),
        "0.00002 to 6000000000, 0.000018 to 15000000000, 0.000016"
    );
    assert_eq!(shown(x86.price(Item::Storage).unwrap()), "0.00000004");
    assert_eq!(shown(x86.price(Item::ProvisionedX86).unwrap()), "0.000005");
    assert_eq!(
        shown(x86.price(Item::ProvisionedDurationX86).unwrap()),
        "0.000012"
    );
    let requests = x86.requests();
    assert_eq!(
        (requests.as_of.as_deref(), requests.grade),
        (Some("2026-09-19"), Grade::A)
    );
    assert_eq!(&*requests.source, "AWS Price List file index.json");

    let arm = book.rates("eu-west-9", Architecture::Arm64).unwrap();
    assert_eq!(shown(arm.requests()), "0.00000019");
    assert_eq!(shown(arm.duration()), "0.000016");
    assert!(arm.price(Item::ProvisionedArm).unwrap().is_modelled());
    let beijing = rates(&book, "cn-north-1");
    assert_eq!(
        (shown(beijing.requests()), beijing.currency()),
        ("0.0000014".to_owned(), Currency::Cny)
    );
}

#[test]
fn figure_for_both_architectures_replaces_one_for_arm() {
    let ours = r#"{"prices": {"eu-west-9": {"requests_per_million": 0.1}}}"#;
    let book = PriceBook::built_in()
        .with_file(AWS_SAMPLE, "index.json")
        .unwrap();
    let book = book.with_file(ours, "ours.json").unwrap();
    let arm = book.rates("eu-west-9", Architecture::Arm64).unwrap();
    assert_eq!(shown(arm.requests()), "0.0000001");
}

#[test]
fn error_in_json_has_line_and_column() {
    assert_eq!(
        error("{\n  \"prices\": }"),
        "ours.json:2:13: not JSON: expected a JSON value"
    );
    assert_eq!(
        error(""),
        "ours.json:1:1: not JSON: the text ends too early, expected a JSON value"
    );
}

#[test]
fn error_in_a_value_has_a_path() {
    let in_region = |members: &str| error(&format!(r#"{{"prices": {{"eu-west-1": {members}}}}}"#));
    for (found, wanted) in [
        (error("[]"), "ours.json: expected an object, found a list"),
        (
            error(r#"{"as_of": "2026-10-01"}"#),
            "ours.json: has no `prices`: expected {\"prices\": {\"eu-west-1\": {\"requests_per_million\": 0.20}}}",
        ),
        (
            error(r#"{"as_of": "October", "prices": {}}"#),
            "ours.json: as_of: expected a date such as 2026-11-23 or 2026-11, found \"October\"",
        ),
        (
            error(r#"{"grade": "D", "prices": {}}"#),
            "ours.json: grade: expected \"A\" (AWS's own), \"B\" (AWS's, quoted by others) or \"C\" (a claim of others), \
             found \"D\"",
        ),
        (
            error(r#"{"prices": {"Ireland": {}}}"#),
            "ours.json: prices.Ireland: not the name of a region, such as eu-west-1",
        ),
        (
            in_region(r#"{"requests_per_milion": 0.2}"#),
            "ours.json: prices.eu-west-1.requests_per_milion: unknown key; did you mean `requests_per_million`?",
        ),
        (
            in_region(r#"{"requests_per_million": "free"}"#),
            "ours.json: prices.eu-west-1.requests_per_million: expected a number of 0 or more with at most 28 digits, \
             such as 0.20, found \"free\"",
        ),
        (
            in_region(r#"{"requests_per_million": -0.2}"#),
            "ours.json: prices.eu-west-1.requests_per_million: expected a number of 0 or more with at most 28 digits, \
             such as 0.20, found -0.2",
        ),
        (
            in_region(r#"{"logs_per_gb": [{"price": 1}, {"price": 2}]}"#),
            "ours.json: prices.eu-west-1.logs_per_gb.0: expected `up_to` in every tier but the last",
        ),
        (
            in_region(
                r#"{"logs_per_gb": [{"price": 1, "up_to": 9}, {"price": 1, "up_to": 9}, {"price": 2}]}"#,
            ),
            "ours.json: prices.eu-west-1.logs_per_gb.1.up_to: expected more than 9, where the tier before ends, found 9",
        ),
        (
            in_region(r#"{"logs_per_gb": 1, "logs_per_gb": 2}"#),
            "ours.json: prices.eu-west-1: key `logs_per_gb` is given twice",
        ),
        (
            error(r#"{"currency": "CNY", "prices": {"eu-west-1": {"logs_per_gb": 1}}}"#),
            "ours.json: eu-west-1: prices in CNY, but the other prices of the region are in USD",
        ),
        (
            error(r#"{"offerCode": "AmazonEC2"}"#),
            "ours.json: offerCode: expected the price file of \"AWSLambda\", found \"AmazonEC2\"",
        ),
    ] {
        assert_eq!(found, wanted);
    }
}

/// AWS's file cut off at every byte, and ours with every byte replaced, must give an error or prices, but not a panic.
#[test]
fn damaged_files_give_an_error_or_prices() {
    let book = PriceBook::built_in();
    for end in 0..AWS_SAMPLE.trim_end().len() {
        assert!(
            book.clone()
                .with_file(&AWS_SAMPLE[..end], "cut.json")
                .is_err()
        );
    }
    let ours = r#"{"as_of": "2026-10", "prices": {"eu-west-1": {"logs_per_gb": [{"up_to": 5e2, "price": "0.4"}, {"price": 1e-1}]}}}"#;
    for at in 0..ours.len() {
        for replacement in [
            "", "9", "-", "e", "{", "\"", "\\", "null", "\\ud800", "\u{e9}",
        ] {
            let damaged = format!("{}{replacement}{}", &ours[..at], &ours[at + 1..]);
            if let Err(error) = book.clone().with_file(&damaged, "damaged.json") {
                assert!(error.to_string().starts_with("damaged.json:"), "{error}");
            }
        }
    }
}
