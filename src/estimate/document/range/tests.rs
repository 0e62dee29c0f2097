//! Ranges and their words.

use tidegate_figures::Decimal;

use super::{Of, Range, Reason, unit};
use crate::model::BaseRate;

fn range(today: u64, least: u64, most: u64) -> Range {
    let [today, least, most] = [today, least, most].map(Decimal::from);
    Range {
        of: Of::Invocations,
        today,
        least,
        most,
        unit: unit(today).max(Decimal::ONE),
        is_bound: false,
        orders: [least, most],
        slow: None,
        reason: Reason::Exact,
    }
}

#[track_caller]
fn assert_words(range: Range, words: [&str; 4]) {
    let cells = [
        range.today_words(),
        range.filtered_words(),
        range.avoided_words(),
        range.percent_words(),
    ];
    assert_eq!(cells, words);
}

#[test]
fn columns_subtract_as_written() {
    assert_words(
        range(60_985_440, 12_636_000, 15_249_600),
        [
            "61.0 million",
            "12.6 to 15.2 million",
            "45.8 to 48.4 million",
            "75 to 79 %",
        ],
    );
    assert_words(
        range(1_036_800_000, 85_017_600, 1_100_000_000),
        [
            "1.04 billion",
            "0.09 to 1.10 billion",
            "-60 to 950 million",
            "-6 to 92 %",
        ],
    );
    assert_words(
        range(86_400, 43_200, 43_200),
        ["86,400", "43,200", "43,200", "50 %"],
    );
    assert_words(range(20, 5, 5), ["20", "5", "15", "75 %"]);
}

#[test]
fn small_figures_are_not_zero_and_additions_are_negative() {
    assert_words(
        range(61_000_000, 40, 40),
        [
            "61.0 million",
            "under 100,000",
            "over 60.9 million",
            "over 99 %",
        ],
    );
    assert_words(
        range(1_000, 1_080, 1_100),
        ["1,000", "1,080 to 1,100", "-100 to -80", "-10 to -8 %"],
    );
    assert_words(range(0, 0, 0), ["0", "0", "0", ""]);
}

#[test]
fn figures_of_one_rate_of_reads_are_compared_with_each_other() {
    let slow = BaseRate {
        unfiltered: 31_000_000,
        filtered: 7_600_000,
        conservative: 9_000_000,
    };
    let slow = range(50_000_000, 15_000_000, 16_000_000).read_slowly(Some(slow.map(Decimal::from)));
    assert_eq!(slow.reason, Reason::Reads);
    assert_words(
        slow,
        [
            "31.0 to 50.0 million",
            "7.6 to 16.0 million",
            "22.0 to 35.0 million",
            "68 to 75 %",
        ],
    );
}

#[test]
fn reason_is_that_of_the_ends_as_written() {
    let reason = |least, most, orders: [u64; 2]| {
        let orders = orders.map(Decimal::from);
        range(61_000_000, least, most).reason_among(orders)
    };
    let (low, high) = (12_600_000, 15_200_000);
    assert_eq!(reason(low, high, [low, high]), Reason::Order);
    assert_eq!(reason(low, high, [13_000_000, high]), Reason::Both);
    assert_eq!(reason(low, high, [13_000_000, 13_000_000]), Reason::Sample);
    // The orders differ, but within what the sample leaves open.
    assert_eq!(reason(low, high, [13_000_000, 14_000_000]), Reason::Sample);
    // They differ by less than is written.
    assert_eq!(reason(low, high, [13_000_000, 13_000_001]), Reason::Sample);
    assert_eq!(reason(low, low + 1, [low, low + 1]), Reason::Exact);
}

#[test]
fn bounds_and_additions_never_read_as_nothing() {
    let bound = |today, most| Range {
        is_bound: true,
        ..range(today, 0, most)
    };
    assert_eq!(bound(5, 5).avoided_words(), "unknown");
    assert_eq!(bound(1, 0).avoided_words(), "nearly all");
    assert_eq!(bound(1_000, 40).avoided_words(), "at least 960");
    assert_eq!(range(1_000, 1_080, 1_100).added_words(), "80 to 100");
    assert_eq!(
        range(61_000_000, 61_000_001, 63_000_000).added_words(),
        "up to 2.0 million"
    );
}
