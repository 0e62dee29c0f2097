//! Records that fail, in months with enough of them and in mappings that fall behind; and advice where nothing is known.

use tidegate_estimate::{Arrivals, EstimateRequest, Failures};
use tidegate_mapping::{MappingOptions, StreamReading};

use crate::harness::{ask, handler, request, share};

/// 2026-11-30, in milliseconds.
const START_MS: i64 = 1_795_996_800_000;

fn failing(mut request: EstimateRequest, once: f64, always: f64) -> EstimateRequest {
    let ppm = |share: f64| (share * 1e6) as u32;
    request.failures = Failures {
        once_ppm: ppm(once),
        always_ppm: ppm(always),
    };
    request
}

/// Returns a request about one shard that runs batches of 100 in 2.2 s.
fn shard(rate: &str, change: impl FnOnce(&mut MappingOptions)) -> EstimateRequest {
    let mut options = MappingOptions::default();
    change(&mut options);
    EstimateRequest {
        handler: handler("200+20/record"),
        ..request("kinesis", &options, Some(rate))
    }
}

/// 200 records a second arrive and 45 run. Records older than a minute expire in the replay: the load counts them too.
#[test]
fn load_counts_the_records_that_expire_before_they_run() {
    let request = shard("200/s", |it| it.maximum_record_age_seconds = Some(60));
    let used = |request| ask(&request, share(10, 10)).capacity.unwrap().filtered;
    let healthy = used(request.clone());
    let failing = used(failing(request, 0.01, 0.0));
    for load in [healthy.busiest, failing.busiest] {
        assert!((load - 4.4).abs() < 0.01, "{healthy:?} {failing:?}");
    }
    // Retries take time that other records lack.
    assert!(failing.expired > healthy.expired, "{healthy:?} {failing:?}");
}

#[test]
fn records_that_expire_have_one_number_where_the_mapping_falls_behind() {
    let age = |seconds| move |it: &mut MappingOptions| it.maximum_record_age_seconds = seconds;
    for request in [
        failing(shard("200/s", age(Some(60))), 0.01, 0.0),
        failing(shard("200/s", age(None)), 0.001, 0.0),
        failing(shard("8/s", |it| it.batch_size = Some(1)), 0.01, 0.0),
        shard("200/s", age(None)),
    ] {
        let report = ask(&request, share(10, 10));
        let (basis, capacity) = (report.basis.replay().unwrap(), report.capacity.unwrap());
        assert!(capacity.filtered.is_over(), "{capacity:?}");
        assert!(basis.expired > 0, "{basis:?}");
        assert_eq!(basis.expired, capacity.filtered.expired);
        assert_eq!(basis.expired_unfiltered, capacity.unfiltered.expired);
        let said = report.warnings();
        let said = said.iter().filter(|text| text.contains(" expire")).count();
        assert_eq!(said, 1, "{:?}", report.warnings());
    }
}

/// One record in two hundred always fails, and the sample has sixty: it is repeated until a hundred fail.
#[test]
fn short_recording_is_repeated_until_records_fail() {
    let request = EstimateRequest {
        arrivals: Arrivals::Recorded,
        ..request("mq", &MappingOptions::default(), Some("7/min"))
    };
    let request = failing(request, 0.0, 0.005);
    let report = ask(
        &request,
        (0..60).map(|at| (at % 4 == 0, Some(START_MS + at * 60_000))),
    );
    let basis = report.basis.replay().unwrap();
    let known = basis.month_records as f64 * 0.25 * 0.005;
    let given_up = basis.given_up as f64;
    assert!(
        (given_up / known - 1.0).abs() < 0.6,
        "{given_up} of {known}"
    );
}

#[test]
fn records_that_block_their_shard_until_they_expire_call_for_fewer_retries() {
    let advised = |retries, always| {
        let request = shard("2/s", |it| it.retries = retries);
        let report = ask(&failing(request, 0.0, always), share(5, 10));
        let mut advice = report.advice.iter();
        advice.any(|it| it.text.starts_with("limit the retries"))
    };
    assert!(advised(None, 0.001));
    assert!(!advised(Some(5), 0.001));
    assert!(!advised(None, 0.0));
}

/// A window of 30 s ends 86,400 times a month, however often the shard is read.
#[test]
fn base_rate_has_the_ends_of_tumbling_windows_too() {
    let request = shard("3/h", |it| it.tumbling_seconds = Some(30));
    let report = ask(&request, share(1, 10));
    let slow = report.basis.replay().unwrap().base_rate.unwrap();
    assert!(slow.filtered >= 86_400, "{slow:?}");
    assert!(slow.unfiltered >= slow.filtered, "{slow:?}");
    let first = report
        .first_screen(80)
        .text(80, &tidegate_report::Palette::PLAIN);
    assert!(!first.contains("over 99 %"), "{first}");
}

/// Requests whose filters raise the number of invocations a little, much, or not at all. Each value of a setting comes
/// with each value of every other; the slow function that gets the most records is asked about with and without failures,
/// because there a filter that refuses few records avoids hardly any invocations.
fn requests() -> Vec<EstimateRequest> {
    let mut list = Vec::new();
    for source in ["sqs", "kinesis"] {
        for (rate, duration, once) in [
            ("0.2/s", "20", 0.002),
            ("0.2/s", "2000+50/record", 0.0),
            ("7/s", "20", 0.0),
            ("7/s", "2000+50/record", 0.002),
            ("7/s", "2000+50/record", 0.0),
        ] {
            let mut request = request(source, &MappingOptions::default(), Some(rate));
            request.handler = handler(duration);
            list.push(failing(request, once, 0.0));
        }
    }
    let pushed = MappingOptions {
        reading: StreamReading::EnhancedFanOut,
        ..MappingOptions::default()
    };
    list.push(request("kinesis", &pushed, Some("50/s")));
    list
}

#[test]
fn advice_has_no_share_of_zero() {
    for request in requests() {
        let delivered = [1, 19].map(|matching| ask(&request, share(matching, 20)));
        for report in delivered {
            let advice = report.advice.iter().map(|it| it.text.clone());
            for text in advice.chain(report.warnings()) {
                let is_zero = text.contains(" 0 %") && !text.contains("(0 %");
                assert!(!is_zero, "{:?}: {text}", request.delivery);
            }
        }
    }
}
