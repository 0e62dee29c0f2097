//! Each warning is given if it is due, and not otherwise.

use tidegate_estimate::{Basis, Crowd, Period, ReplayBasis, Report};
use tidegate_figures::Levels;
use tidegate_mapping::Delivery;

use crate::stage;

/// Returns the warnings of a replay of two hours in which only `change` gives reason for one.
fn changed(change: impl FnOnce(&mut Report, &mut ReplayBasis)) -> Vec<String> {
    let mut report = stage::stream();
    report.tally.dropped.clear();
    report.tally.filtered = report.tally.read - report.tally.delivered;
    report.forecast.unfiltered = Levels::exactly(1_000_000);
    report.forecast.filtered = Levels::exactly(88_400);
    let Basis::Replay(mut basis) = report.basis else {
        panic!("a replay: {:?}", report.basis);
    };
    change(&mut report, &mut basis);
    report.basis = Basis::Replay(basis);
    report.warnings()
}

#[track_caller]
fn assert_only(warnings: &[String], words: &str) {
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    assert!(warnings[0].contains(words), "{warnings:#?}");
}

#[test]
fn replay_without_problems_has_no_warnings() {
    assert_eq!(changed(|_, _| ()), Vec::<String>::new());
}

#[test]
fn share_of_invocations_is_not_that_of_records() {
    let expected =
        |count: u64| changed(move |report, _| report.forecast.filtered = Levels::exactly(count));
    assert_only(&expected(600_000), "only 40 % of the invocations");
    assert_only(&expected(980_000), "limited by the batch window");
    assert_only(
        &expected(1_250_000),
        "raises the number of invocations by 25 %",
    );
    let without_window = changed(|report, _| {
        let mapping = report.delivery.mapping().unwrap();
        report.delivery = Delivery::Mapping(mapping.with(100, Some(0)).unwrap());
        report.forecast.filtered = Levels::exactly(980_000);
    });
    assert_only(&without_window, "only 2 % of the invocations");
}

#[test]
fn two_orders_are_named_where_they_are_apart() {
    let conservative =
        |count: u64| changed(move |report, _| report.forecast.filtered.conservative = count);
    assert_only(
        &conservative(176_800),
        "88,400 invocations if it filters before it batches",
    );
    assert_eq!(conservative(170_000), Vec::<String>::new());
}

#[test]
fn short_recording_is_named_in_a_warning() {
    let lasting = |ms: u64| changed(move |_, basis| basis.recorded_span_ms = Some(ms));
    assert_only(&lasting(3_599_999), "stands for a whole month");
    assert_eq!(lasting(3_600_000), Vec::<String>::new());
    assert_eq!(
        changed(|_, basis| basis.recorded_span_ms = None),
        Vec::<String>::new()
    );
}

#[test]
fn burst_that_decides_the_month_is_named() {
    let crowded = |basis: &mut ReplayBasis| {
        basis.recorded_span_ms = Some(7_200_000);
        basis.recorded = 400;
        basis.crowd = Some(Crowd {
            records: 396,
            within_ms: 2_000,
        });
    };
    assert_only(
        &changed(|_, basis| crowded(basis)),
        "396 of the sample's 400 records came within 2 s of the 2 h that it covers",
    );
}

#[test]
fn records_left_out_given_up_or_expired_are_counted() {
    assert_only(
        &changed(|_, basis| {
            (basis.chosen, basis.recorded, basis.stretches) = (1_000, 9_000, Some(3));
        }),
        "the replay is of 1,000 of the 9,000 records read, 3 stretches spread over the whole time",
    );
    assert_only(
        &changed(|_, basis| basis.given_up = 12),
        "12 records a month are given up",
    );
    assert_only(
        &changed(|_, basis| basis.expired = 1),
        "1 record a month expires (lost)",
    );
}

#[test]
fn blocked_shards_are_named_with_their_share_of_the_time() {
    let blocked = changed(|_, basis| {
        basis.expired = 2_000;
        (basis.retrying_ppm, basis.retrying_unfiltered_ppm) = (480_000, 931_000);
    });
    assert_only(
        &blocked,
        "failing records block shards 48 % of the time (93 % today), and 2,000 records a month expire (lost)",
    );
    let unexpired = changed(|_, basis| basis.retrying_ppm = 20_000);
    assert_only(&unexpired, "block shards 2 % of the time (0 % today)");
    let seldom = changed(|_, basis| basis.retrying_ppm = 9_999);
    assert_eq!(seldom, Vec::<String>::new());
}

#[test]
fn remarks_of_the_caller_stand_last() {
    let warnings = changed(|report, basis| {
        report.remarks.push("no duration was given".to_owned());
        basis.given_up = 1;
    });
    assert_eq!(warnings.last().unwrap(), "no duration was given");
    assert_eq!(warnings.len(), 2);
}

#[test]
fn messages_lost_come_first() {
    assert!(stage::backlog().warnings()[0].starts_with("AWS deletes the 9,000 messages"));
}

/// A model can be checked by hand, and levels are named wherever they differ.
#[test]
fn models_show_their_formula() {
    let backlog = stage::backlog().model();
    assert!(
        backlog.contains("100,000,000 x (1 - 0.9^10) = 65,132,156"),
        "{backlog}"
    );
    let replay = stage::stream().model();
    for words in [
        "67,034 records",
        "all 4 shards",
        "low has every batch full",
        "expected filters first",
        "conservative batches first",
        "high has every matching record alone",
    ] {
        assert!(replay.contains(words), "{words}: {replay}");
    }
    let drawn = stage::no_match().model();
    assert!(
        drawn.contains("arriving at random (Poisson), seed 7"),
        "{drawn}"
    );
}

#[test]
fn sample_scaled_to_a_month_is_named_in_a_warning() {
    let report = stage::groups();
    assert_eq!(report.period, Period::Sample);
    assert!(!report.is_upper_bound());
    assert!(report.cost.is_none());
}
