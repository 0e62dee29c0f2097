//! How a filter changes a bill, for given numbers of invocations. The prices are those of us-east-1 (AWS Lambda pricing
//! page, read 2026-11-23). Handler time is `invocations * a + records * b`.

use tidegate_figures::Decimal;
use tidegate_price::bill::{
    self, FreeTier, Function, Init, LOG_BYTES_TEXT, QueueKind, Work, function_lines,
};
use tidegate_price::{Architecture, PriceBook};

use crate::harness::{NOTHING_FREE, SQS_FREE, check, number, x86};

fn function(memory_mb: u32) -> Function {
    Function {
        architecture: Architecture::X86_64,
        memory_mb,
        storage_mb: 512,
        init: None,
        log_bytes_per_invocation: 0,
    }
}

/// Milliseconds that a function takes for each invocation, and in addition for each record.
struct Pace {
    invocation_ms: u64,
    record_ms: u64,
}

impl Pace {
    fn work(&self, invocations: u64, records: u64) -> Work {
        let ms = invocations * self.invocation_ms + records * self.record_ms;
        Work {
            invocations,
            requests: invocations,
            handler_seconds: Decimal::new(i64::try_from(ms).unwrap(), 3),
        }
    }
}

/// Returns the amounts of a function's lines, and their sum.
fn amounts(function: &Function, work: &Work, free: &FreeTier) -> (Vec<String>, String) {
    let bill = function_lines(&x86(), function, work, free);
    assert_eq!(bill.unpriced, []);
    let amounts = bill.lines.iter().map(|line| line.amount.to_string());
    (amounts.collect(), bill.total().to_string())
}

/// Example 2 of the AWS Lambda pricing page, with a filter that matches 5 % or 1 % of the messages. Each batch has one
/// message.
#[test]
fn filter_lowers_the_bill_of_vehicle_telemetry() {
    let pace = Pace {
        invocation_ms: 2000,
        record_ms: 0,
    };
    for (invocations, requests, duration, sum) in [
        (7_440_000, "1.49", "248.00", "249.49"),
        (372_000, "0.07", "12.40", "12.47"),
        (74_400, "0.01", "2.48", "2.49"),
    ] {
        let (lines, total) = amounts(
            &function(1024),
            &pace.work(invocations, invocations),
            &NOTHING_FREE,
        );
        assert_eq!(
            (lines, total.as_str()),
            (vec![requests.to_owned(), duration.to_owned()], sum)
        );
    }
}

/// A billion messages are read in batches of ten, and one in ten matches; an invocation takes 50 ms and a record 10 ms at
/// 512 MB. The saving depends on how the matches are spread over the batches. SQS costs the same in all cases.
#[test]
fn saving_depends_on_how_matches_are_spread_over_batches() {
    let pace = Pace {
        invocation_ms: 50,
        record_ms: 10,
    };
    let (all, matched) = (1_000_000_000, 100_000_000);
    let logging = Function {
        log_bytes_per_invocation: LOG_BYTES_TEXT,
        ..function(512)
    };
    for (invocations, records, requests, duration, sum) in [
        (100_000_000, all, "20.00", "125.00", "145.00"),
        (65_132_156, matched, "13.03", "35.47", "48.50"),
        (10_000_000, matched, "2.00", "12.50", "14.50"),
        (100_000_000, matched, "20.00", "50.00", "70.00"),
    ] {
        let work = pace.work(invocations, records);
        let (lines, total) = amounts(&function(512), &work, &NOTHING_FREE);
        assert_eq!(
            (lines, total.as_str()),
            (vec![requests.to_owned(), duration.to_owned()], sum)
        );
    }
    for (invocations, logs) in [(100_000_000, "12.29"), (65_132_156, "8.01")] {
        let (lines, _) = amounts(&logging, &pace.work(invocations, matched), &NOTHING_FREE);
        assert_eq!(lines[2], logs);
    }
    // One receive and one delete for each ten messages; only the free requests of SQS are left.
    let polling = bill::sqs_requests(&x86(), QueueKind::Standard, 2 * all / 10, &SQS_FREE);
    check([polling], ["79.60"], "79.60");
}

/// Four shards with 10 records a second for 30 days, batches of up to 100, a window of 60 s; an invocation takes 20 ms and a
/// record 1 ms at 256 MB. The filter matches a tenth, and there are three ways to batch.
#[test]
fn saving_on_a_stream_depends_on_the_way_of_batching() {
    let pace = Pace {
        invocation_ms: 20,
        record_ms: 1,
    };
    let (all, matched) = (103_680_000, 10_368_000);
    for (invocations, records, requests, duration, sum) in [
        (1_036_800, all, "0.21", "0.52", "0.73"),
        (172_570, matched, "0.03", "0.06", "0.09"),
        (1_036_772, matched, "0.21", "0.13", "0.34"),
        (103_680, matched, "0.02", "0.05", "0.07"),
    ] {
        let (lines, total) = amounts(
            &function(256),
            &pace.work(invocations, records),
            &NOTHING_FREE,
        );
        assert_eq!(
            (lines, total.as_str()),
            (vec![requests.to_owned(), duration.to_owned()], sum)
        );
    }
}

/// A published log record of 2026-10-08: 1,233.96 ms and an initialisation of 463.512 ms were billed as 1,698 ms. The
/// second part bills this initialisation for 1 % of the requests of example 2.
#[test]
fn initialisation_is_billed() {
    let init_ms = number("463.512");
    assert_eq!(bill::billed_ms(number("1233.96"), init_ms), number("1698"));
    let cold = Function {
        init: Some(Init {
            cold_share: number("0.01"),
            milliseconds: init_ms,
        }),
        ..function(1024)
    };
    let work = Work {
        invocations: 7_440_000,
        requests: 7_440_000,
        handler_seconds: number("14880000"),
    };
    let bill = function_lines(&x86(), &cold, &work, &NOTHING_FREE);
    let line = &bill.lines[2];
    assert_eq!(line.quantity.round(), number("34485"));
    assert_eq!(
        (line.name, line.amount.to_string().as_str()),
        ("Lambda initialisation", "0.57")
    );
}

#[test]
fn initialisation_uses_the_rest_of_the_free_tier() {
    let init = |handler_gb_s, init_gb_s| {
        let free = FreeTier::ALL;
        bill::init(&x86(), number(init_gb_s), number(handler_gb_s), &free).quantity
    };
    assert_eq!(init("300000", "50000"), Decimal::ZERO);
    assert_eq!(init("300000", "150000"), number("50000"));
    assert_eq!(init("500000", "150000"), number("150000"));
}

/// Outside us-east-1 a line is modelled only if it reaches a modelled tier, and left out if there is no price.
#[test]
fn bill_outside_us_east_1_has_modelled_and_missing_lines() {
    let book = PriceBook::built_in();
    let rates = book.rates("eu-central-1", Architecture::X86_64).unwrap();
    let is_modelled = |gb_s: &str| bill::duration(&rates, number(gb_s), &NOTHING_FREE).is_modelled;
    assert!(!is_modelled("6000000000"));
    assert!(is_modelled("6000000001"));

    let logging = Function {
        storage_mb: 1024,
        log_bytes_per_invocation: LOG_BYTES_TEXT,
        ..function(1024)
    };
    let work = Work {
        invocations: 1_000_000,
        requests: 1_000_000,
        handler_seconds: number("1000000000"),
    };
    let bill = function_lines(&rates, &logging, &work, &NOTHING_FREE);
    let names: Vec<_> = bill.lines.iter().map(|line| line.name).collect();
    assert_eq!(
        names,
        [
            "Lambda requests",
            "Lambda duration",
            "Lambda ephemeral storage"
        ]
    );
    let unpriced: Vec<_> = bill.unpriced.iter().map(ToString::to_string).collect();
    assert_eq!(
        unpriced,
        [
            "no price of CloudWatch logs in eu-central-1 is known; give `logs_per_gb` in a file with --prices"
        ]
    );
}

#[test]
fn largest_quantities_saturate_and_do_not_panic() {
    let endless = Function {
        storage_mb: u32::MAX,
        init: Some(Init {
            cold_share: Decimal::MAX,
            milliseconds: Decimal::MAX,
        }),
        log_bytes_per_invocation: u64::MAX,
        ..function(u32::MAX)
    };
    let work = Work {
        invocations: u64::MAX,
        requests: u64::MAX,
        handler_seconds: Decimal::MAX,
    };
    for free in [FreeTier::ALL, NOTHING_FREE] {
        assert_eq!(
            function_lines(&x86(), &endless, &work, &free).lines.len(),
            5
        );
    }
    let less_than_nothing = Work {
        invocations: 0,
        requests: 0,
        handler_seconds: Decimal::MIN,
    };
    let bill = function_lines(&x86(), &endless, &less_than_nothing, &NOTHING_FREE);
    assert_eq!(bill.total().to_string(), "0.00");
}
