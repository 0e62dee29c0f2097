//! All records of a sample count, however many there are and whatever their times say.

use tidegate_estimate::{Arrivals, EstimateRequest, Period, Report};
use tidegate_mapping::MappingOptions;

use crate::harness::{Fate, ask, request};

const HOUR_MS: i64 = 3_600_000;
/// 2026-01-01.
const START_MS: i64 = 1_767_225_600_000;

fn recorded(source: &str) -> EstimateRequest {
    EstimateRequest {
        arrivals: Arrivals::Recorded,
        ..request(source, &MappingOptions::default(), None)
    }
}

/// Ten records a second for an hour, of which one in ten is delivered.
fn an_hour() -> impl Iterator<Item = Fate> {
    (0..36_000).map(|at| (at % 10 == 0, Some(START_MS + at * 100)))
}

fn month_records(report: &Report) -> u64 {
    report.basis.month_records().unwrap()
}

#[test]
fn time_of_another_year_does_not_set_the_month() {
    let usual = ask(&recorded("kinesis"), an_hour());
    for stray_ms in [0, START_MS + 365 * 24 * HOUR_MS] {
        let report = ask(
            &recorded("kinesis"),
            an_hour().chain([(true, Some(stray_ms))]),
        );
        let (one, other) = (month_records(&report), month_records(&usual));
        assert!(one.abs_diff(other) <= other / 10_000, "{one} {other}");
        let stray = report.stray.unwrap();
        assert_eq!((stray.records, stray.first_record), (1, 36_001));
        assert_eq!(stray.first_arrival_ms, stray_ms);
        // The record itself is counted.
        assert_eq!(report.tally.read, 36_001);
    }
    assert_eq!(usual.stray, None);
}

#[test]
fn long_recording_is_replayed_in_stretches_at_the_rate_of_all_of_it() {
    // A thousand records a second for 10 minutes, then ten a second for 10 minutes.
    let busy = (0..600_000).map(|at| (at % 10 == 0, Some(START_MS + at)));
    let calm = (0..6_000).map(|at| (at % 10 == 0, Some(START_MS + 600_000 + at * 100)));
    let report = ask(&recorded("kinesis"), busy.chain(calm));
    let basis = report.basis.replay().unwrap();
    assert_eq!(basis.recorded, 606_000);
    assert!((300_000..=500_000).contains(&basis.chosen), "{basis:?}");
    assert!(basis.stretches.unwrap() > 10, "{basis:?}");
    // 606,000 records in 20 minutes.
    let month = 606_000 * 720 * 60 / 20;
    assert!(month_records(&report).abs_diff(month) < month / 1_000);
}

#[test]
fn todays_point_of_a_curve_is_the_estimate() {
    for rate in ["3/s", "500/s"] {
        let mut request = request("kinesis", &MappingOptions::default(), Some(rate));
        request.handler = "100+2/record".parse().unwrap();
        let report = ask(&request, crate::harness::share(1, 20));
        assert_eq!(report.period, Period::Month);
        for curve in &report.curves {
            let today = curve.points.iter().find(|point| point.is_today).unwrap();
            let (before, after) = (report.forecast.unfiltered, report.forecast.filtered);
            assert_eq!(today.unfiltered, before.expected);
            assert_eq!(today.expected, after.expected);
            assert_eq!(today.conservative, after.conservative);
            let cost = report.cost.as_ref().unwrap();
            assert_eq!(today.cost_unfiltered, Some(cost.today()));
            assert_eq!(today.cost_filtered, Some(cost.filtered().expected));
        }
    }
}

/// Of ten records that come again and again, one matches. Batches of ten hold a match in 1 - 0.9^10 = 65 % of cases, not
/// always.
#[test]
fn small_sample_does_not_put_a_match_into_every_batch() {
    let options = MappingOptions {
        batch_size: Some(10),
        window_seconds: Some(1),
        ..MappingOptions::default()
    };
    let request = request("kinesis", &options, Some("200/s"));
    let report = ask(&request, (0..10).map(|at| (at == 0, None)));
    let (before, after) = (report.forecast.unfiltered, report.forecast.filtered);
    let share = after.conservative as f64 / before.conservative as f64;
    assert!((share - 0.651).abs() < 0.01, "{share}");
}
