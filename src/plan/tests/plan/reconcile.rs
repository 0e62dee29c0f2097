//! `reconcile`: an estimate and a day of metrics, every figure calculated from their sums.

use std::path::Path;

use tidegate_figures::Decimal;
use tidegate_plan::reconcile::{
    Metric, Metrics, Order, Predicted, Real, RealError, ReconcileRequest,
};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Architecture, PriceBook};

use crate::harness::{check, shown};

fn committed(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/metrics");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// Returns metrics with these sums of one-hour periods.
fn metrics(sums: &[(&str, &str)]) -> Metrics {
    let mut metrics = Metrics::default();
    for (name, sum) in sums {
        metrics.read(&result(name, sum)).unwrap();
    }
    metrics
}

fn result(label: &str, values: &str) -> String {
    let times: Vec<_> = (0..values.split(',').count())
        .map(|hour| format!("\"2026-10-05T{hour:02}:00:00+00:00\""))
        .collect();
    format!(
        r#"{{"MetricDataResults": [{{"Id": "m1", "Label": "{label}", "StatusCode": "Complete",
            "Timestamps": [{}], "Values": [{values}]}}]}}"#,
        times.join(",")
    )
}

fn real(batch: u32) -> Real {
    let invocations = (8_500 / batch).to_string();
    let metrics = metrics(&[
        ("PolledEventCount", "100000"),
        ("FilteredOutEventCount", "91500"),
        ("InvokedEventCount", "8500"),
        ("Invocations", &invocations),
    ]);
    Real::of(&metrics, Some(3600)).unwrap()
}

fn request(real: Real) -> ReconcileRequest {
    let book = PriceBook::built_in();
    ReconcileRequest {
        predicted: Predicted::read(&committed("estimate.json")).unwrap(),
        real,
        rates: Some(book.rates("us-east-1", Architecture::X86_64).unwrap()),
        free: FreeTier::NONE,
        remarks: vec![],
    }
}

#[test]
fn day_of_metrics_is_compared_with_its_estimate() {
    let mut metrics = Metrics::default();
    metrics.read(&committed("metrics.json")).unwrap();
    let sum = |metric| metrics.sum(metric).unwrap();
    let (polled, filtered) = (
        sum(Metric::PolledEventCount),
        sum(Metric::FilteredOutEventCount),
    );
    let invocations = sum(Metric::Invocations);
    let real = Real::of(&metrics, None).unwrap();
    assert_eq!(
        real.seconds, 86_400,
        "24 hours: from the first to the end of the last"
    );
    let request = request(real);
    assert_eq!(request.order(), Order::FilterFirst);
    let plan = request.answer();
    check(&plan);
    let corrected = request.corrected().unwrap();
    // A month is 30 such days.
    let month = |sum: Decimal| (sum * Decimal::from(30)).normalize().to_string();
    assert_eq!(corrected.records.to_string(), month(polled));
    assert_eq!(corrected.filtered.to_string(), month(invocations));
    // 10,376,640 invocations were predicted for 1,036,800,000 records.
    let unfiltered = (10_376_640 * u128::from(corrected.records) + 518_400_000) / 1_036_800_000;
    assert_eq!(u128::from(corrected.unfiltered), unfiltered);
    // Requests, to the cent: a month's invocations x $0.20 a million.
    let requests = Decimal::from(corrected.filtered) * Decimal::new(2, 7);
    assert_eq!(
        corrected.lines[0].filtered[1].decimal(),
        requests.round_dp(2)
    );
    // Run time: the account's own, at 256 MB.
    let gb_s = sum(Metric::Duration) * Decimal::from(30) / Decimal::from(1_000) / Decimal::from(4);
    let duration = (gb_s * Decimal::new(166_667, 10)).round_dp(2);
    assert_eq!(corrected.lines[1].filtered[1].decimal(), duration);
    let share = (polled - filtered) / polled * Decimal::ONE_HUNDRED;
    assert_eq!(
        shown(&plan, "share"),
        format!("{} %", share.round_dp(3).normalize())
    );
    assert_eq!(shown(&plan, "tries"), "1");
    let next = format!("--rate {}/month --duration-ms ", corrected.records);
    assert!(plan.next[0].contains(&next), "{:?}", plan.next);
}

/// 41 records per invocation are predicted if AWS filters first, 8.2 if it filters last.
#[test]
fn size_of_batches_shows_the_order() {
    let order = |batch| request(real(batch)).order();
    assert_eq!([38, 41, 48].map(order), [Order::FilterFirst; 3]);
    assert_eq!([7, 8, 10].map(order), [Order::BatchFirst; 3]);
    assert!(matches!(order(20), Order::Between(position) if (0.4..0.7).contains(&position)));
    assert!(matches!(order(200), Order::Between(position) if position > 1.5));
    // Both orders predict 41.
    for (batch, order) in [(41, Order::Alike), (50, Order::Alike), (1, Order::Neither)] {
        let mut alike = request(real(batch));
        alike.predicted.filtered.conservative = alike.predicted.filtered.expected;
        assert_eq!(alike.order(), order, "{batch}");
        check(&alike.answer());
    }
    let mut neither = request(real(1));
    neither.predicted.filtered.conservative = neither.predicted.filtered.expected;
    let plan = neither.answer();
    assert_eq!(shown(&plan, "order"), "neither fits");
    assert!(
        plan.next
            .iter()
            .any(|next| next.contains("batch size, window and shards"))
    );
}

#[test]
fn missing_metrics_are_warned_about() {
    let sums = [
        ("PolledEventCount", "10,20"),
        ("FilteredOutEventCount", "9,18"),
        ("Invocations", "1,2"),
    ];
    let real = Real::of(&metrics(&sums), None).unwrap();
    assert_eq!((real.seconds, real.invoked), (7_200, Decimal::from(3)));
    let plan = request(real).answer();
    check(&plan);
    let warns = |part: &str| plan.warnings.iter().any(|warning| warning.contains(part));
    assert!(
        warns("InvokedEventCount is missing") && warns("Duration is missing"),
        "{:?}",
        plan.warnings
    );
    assert!(warns("times the estimated records"), "{:?}", plan.warnings);
    assert!(plan.figure("tries").is_none());
    assert_eq!(
        Real::of(&metrics(&sums[1..]), None),
        Err(RealError::Missing(Metric::PolledEventCount))
    );
    let one = [
        ("PolledEventCount", "10"),
        ("FilteredOutEventCount", "9"),
        ("Invocations", "1"),
    ];
    assert_eq!(Real::of(&metrics(&one), None), Err(RealError::Time));
    let refused = [
        ("PolledEventCount", "10"),
        ("FilteredOutEventCount", "19"),
        ("Invocations", "1"),
    ];
    assert_eq!(
        Real::of(&metrics(&refused), Some(60)),
        Err(RealError::Refused)
    );
    let none = [
        ("PolledEventCount", "10"),
        ("FilteredOutEventCount", "9"),
        ("Invocations", "0"),
    ];
    assert_eq!(
        Real::of(&metrics(&none), Some(60)),
        Err(RealError::Zero(Metric::Invocations))
    );
}

#[test]
fn retried_batches_raise_the_attempts_per_record() {
    let sums = [
        ("PolledEventCount", "1000"),
        ("FilteredOutEventCount", "900"),
        ("InvokedEventCount", "150"),
        ("Invocations", "15"),
    ];
    let plan = request(Real::of(&metrics(&sums), Some(3600)).unwrap()).answer();
    assert_eq!(shown(&plan, "tries"), "1.5");
    assert!(
        plan.warnings
            .iter()
            .any(|warning| warning.contains("retried"))
    );
}

/// Means are weighted: 1 invocation of 10 ms and 3 of 20 ms are 70 ms.
#[test]
fn mean_durations_are_weighted_by_invocations() {
    let metrics = metrics(&[
        ("Invocations", "1,3"),
        ("thumbnails Duration Average", "10.0,20.0"),
    ]);
    assert_eq!(metrics.sum(Metric::Duration), Some(Decimal::from(70)));
    let mut statistics = Metrics::default();
    statistics
        .read(r#"{"Label": "Duration", "Datapoints": [{"Timestamp": "2026-10-05T00:00:00Z", "Sum": 70.5, "Unit": "Milliseconds"}]}"#)
        .unwrap();
    assert_eq!(statistics.sum(Metric::Duration), Some(Decimal::new(705, 1)));
}

#[test]
fn invalid_files_are_refused_with_the_reason() {
    let refused = |text: &str| Metrics::default().read(text).unwrap_err().to_string();
    assert!(refused("{").starts_with("line 1, column 1"));
    assert!(refused("{}").contains("get-metric-data"));
    assert!(refused(&result("Invocations", "-1")).contains("value 0"));
    assert!(refused(&result("Invocations", "1").replace("2026", "26x")).contains("time 0"));
    let mut twice = Metrics::default();
    twice.read(&result("Invocations", "1")).unwrap();
    assert!(
        twice
            .read(&result("Invocations", "1"))
            .unwrap_err()
            .to_string()
            .contains("twice")
    );
    let mut others = Metrics::default();
    let partial = result("Invocations", "1").replace("Complete", "PartialData");
    others.read(&partial).unwrap();
    others.read(&result("IteratorAge", "5")).unwrap();
    assert_eq!(others.ignored, ["IteratorAge"]);
    assert_eq!(others.remarks, ["Invocations is not complete: PartialData"]);
    let estimate = |text: &str| Predicted::read(text).unwrap_err().to_string();
    assert!(estimate("[1").contains("at line 1 column 2"));
    assert!(estimate(r#"{"schema": "tidegate.plan/v1"}"#).contains("tidegate.estimate/v1"));
    let text = committed("estimate.json").replace("\"read\": 500", "\"read\": \"500\"");
    let error = estimate(&text);
    assert!(
        error.starts_with("`records.read`: invalid type: string \"500\", expected u64 at line "),
        "{error}"
    );
}
