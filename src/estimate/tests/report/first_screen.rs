//! The first screen keeps to twenty lines, whatever the source, the rate, what is delivered, and what is dangerous.

use std::sync::LazyLock;

use tidegate::Source;
use tidegate_batch::{Disposition, Route};
use tidegate_estimate::{
    Basis, Capacity, FilterFinding, Known, Proof, RateKnown, Report, StrayTimes,
};
use tidegate_figures::Levels;
use tidegate_mapping::MappingOptions;
use tidegate_report::Palette;

use crate::stage::{Fate, Records, near, pricing, request};

const COLUMNS: usize = 80;
const LINES_MAX: usize = 20;

/// At 60 columns the same words take more lines.
const NARROW_COLUMNS: usize = 60;

/// Records read.
const READ: u32 = 400;

/// How many of them are delivered: nothing, too little, some, everything.
const DELIVERED: [u32; 4] = [0, 3, 40, READ];

/// How arrivals are known.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Times {
    /// Neither from the records nor from a rate.
    Unknown,
    /// By a stated rate.
    Stated,
    /// By the records' own times, half an hour of them.
    Recorded,
}

/// The length of names, conditions and findings.
#[derive(Clone, Copy, Debug)]
enum Words {
    /// Names and conditions of the usual length.
    Short,
    /// Names, conditions and findings that take many lines.
    Long,
}

fn answer(source: Source, times: Times, delivered: u32) -> Report {
    answer_with(source, times, delivered, Proof::Open)
}

pub(crate) fn answer_with(source: Source, times: Times, delivered: u32, proof: Proof) -> Report {
    let mut request = request(source.name(), &MappingOptions::default());
    request.pricing = Some(pricing("eu-central-1", 10_240, 0));
    if let Times::Stated = times {
        request.rate = Some("1/s".parse().unwrap());
    }
    let mut records = Records::new(&request.delivery, 2);
    for at in 0..READ {
        let fate: Fate = if at % READ < delivered {
            (Disposition::Delivered, &[0])
        } else {
            (Disposition::Filtered, &[])
        };
        let arrival_ms = 1_700_000_000_000 + i64::from(at) * 5_000;
        let arrival_ms = matches!(times, Times::Recorded).then_some(arrival_ms);
        records.push("{}", arrival_ms, fate);
    }
    let (sample, mut read) = records.read(&["paid orders", "refunds"]);
    read.proof = proof;
    request.answer(sample, read).unwrap()
}

/// Adds every danger that the report can have, in `words`.
fn endanger(report: &mut Report, words: Words) {
    report.forecast.unfiltered = Levels::exactly(1_000_000);
    report.forecast.filtered = Levels::exactly(1_250_000);
    if let Basis::Replay(basis) = &mut report.basis {
        basis.given_up = 1_234_567;
        basis.expired = 7_654_321;
        basis.retrying_ppm = 500_000;
    }
    report.stray = Some(StrayTimes {
        records: 3,
        first_record: 1_234,
        first_arrival_ms: 0,
    });
    if let (Words::Long, Some(capacity)) = (words, &mut report.capacity) {
        overload(capacity);
    }
    let times = match words {
        Words::Short => 1,
        Words::Long => 60,
    };
    let condition = format!("data.state  [{}]", "\"paid\",".repeat(times));
    report.near = Some(near(report.tally.filtered, &[(&condition, 0, 700)]));
    if let Words::Long = words {
        report.findings = vec![finding(&condition)];
    }
}

/// Gives the function more than it can run, and the stream more than it accepts.
fn overload(capacity: &mut Capacity) {
    for side in [&mut capacity.unfiltered, &mut capacity.filtered] {
        side.busiest = 9.99;
        side.lanes_over = 1;
        side.expires_after_seconds = Some(1e6);
        side.expired = 123_456_789;
    }
    if let Some(writes) = &mut capacity.shard_writes {
        writes.records_per_second = 1e6;
    }
}

fn finding(condition: &str) -> FilterFinding {
    FilterFinding {
        code: "L0201".to_owned(),
        severity: "error".to_owned(),
        filter: None,
        name: None,
        file: "filters.json".to_owned(),
        line: 1,
        column: 1,
        message: format!("no record has {condition} at its root"),
        help: Some(format!("write {condition}")),
        fixed: None,
        aws: None,
    }
}

/// Returns the report for a pipe, with everything about the function guessed.
fn guessed(report: &Report) -> Report {
    Report {
        route: Route::Pipe(report.route.source()),
        region_known: Known::Guessed,
        handler_known: Known::Guessed,
        ..report.clone()
    }
}

/// Each source, each way to know arrivals, each share delivered; as they are and with every danger.
static ALL: LazyLock<Vec<(String, Report)>> = LazyLock::new(all);

fn all() -> Vec<(String, Report)> {
    let mut all = Vec::new();
    for source in Source::ALL {
        for times in [Times::Unknown, Times::Stated, Times::Recorded] {
            for delivered in DELIVERED {
                let name = format!("{source:?}, {times:?}, {delivered}");
                let report = answer(source, times, delivered);
                for words in [Words::Short, Words::Long] {
                    let mut endangered = report.clone();
                    endanger(&mut endangered, words);
                    all.push((format!("{name}, {words:?}"), endangered));
                }
                all.push((format!("{name}, guessed"), guessed(&report)));
                all.push((name, report));
            }
        }
    }
    all
}

#[test]
fn every_first_screen_keeps_to_its_lines() {
    for (name, report) in ALL.iter() {
        let text = report.first_screen(COLUMNS).text(COLUMNS, &Palette::PLAIN);
        assert!(text.lines().count() <= LINES_MAX, "{name}:\n{text}");
        assert!(!text.contains('…'), "{name}:\n{text}");
        assert!(!text.contains("$0.00"), "{name}:\n{text}");
    }
}

#[test]
fn narrow_screen_leaves_nothing_out() {
    for (name, report) in ALL.iter() {
        let [wide, narrow] = [COLUMNS, NARROW_COLUMNS].map(|columns| report.first_screen(columns));
        assert_eq!(wide, narrow, "{name}");
        let text = narrow.text(NARROW_COLUMNS, &Palette::PLAIN);
        let words: String = text.split_whitespace().collect();
        for warning in &narrow.warnings {
            let warning: String = warning.text.split_whitespace().collect();
            assert!(words.contains(&warning), "{name}:\n{text}");
        }
        let longest = text.lines().map(|line| line.chars().count()).max();
        assert!(longest <= Some(NARROW_COLUMNS), "{name}:\n{text}");
    }
}

#[test]
fn ranges_are_explained_and_guesses_marked_at_any_width() {
    let mut report = answer(Source::Sqs, Times::Recorded, 40);
    report.handler_known = Known::Guessed;
    for columns in [NARROW_COLUMNS, COLUMNS, 120] {
        let text = report.first_screen(columns).text(columns, &Palette::PLAIN);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains("range: what 40 matches in 400 records leave open (95 %)"),
            "{text}"
        );
        assert!(words.contains("50 ms + 10 ms per record (guess)"), "{text}");
    }
}

/// Most characters of a danger.
const DANGER_CHARS_MAX: usize = 80;

#[test]
fn every_danger_is_shown_whole() {
    let mut most = 0;
    for (name, report) in ALL.iter() {
        let (full, screen) = (report.document(), report.first_screen(COLUMNS));
        assert_eq!(full.warnings, screen.warnings, "{name}");
        for warning in &screen.warnings {
            let chars = warning.text.chars().count();
            assert!(chars <= DANGER_CHARS_MAX, "{name}: {}", warning.text);
        }
        most = most.max(screen.warnings.len());
    }
    assert!(most >= 8, "at most {most} dangers at once");
}

#[test]
fn guesses_that_decide_the_price_are_always_shown() {
    let mut guessed = 0;
    for (name, report) in ALL.iter().filter(|(_, report)| report.cost.is_some()) {
        let text = report.first_screen(COLUMNS).text(COLUMNS, &Palette::PLAIN);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("priced for"), "{name}:\n{text}");
        if report.handler_known == Known::Guessed {
            assert!(words.contains("per record (guess)"), "{name}:\n{text}");
            assert!(words.contains("eu-central-1 (guess)"), "{name}:\n{text}");
            guessed += 1;
        }
    }
    assert!(guessed > 0);
}

#[test]
fn dangers_come_before_a_saving_and_after_an_alarm() {
    let place = |report: &Report, word: &str| {
        let text = report.first_screen(COLUMNS).text(COLUMNS, &Palette::PLAIN);
        let place = text.find(word);
        place.unwrap_or_else(|| panic!("no {word:?} in\n{text}"))
    };
    let some = answer(Source::Sqs, Times::Stated, 40);
    assert!(place(&some, "AWS deletes") < place(&some, "saves "));
    let none = answer(Source::Sqs, Times::Stated, 0);
    assert!(place(&none, "delivers NONE") < place(&none, "AWS deletes"));
}

#[test]
fn lost_messages_come_first() {
    let mut report = answer(Source::Sqs, Times::Recorded, 3);
    endanger(&mut report, Words::Short);
    let warnings = report.document().warnings;
    let begins = [
        "AWS deletes 397 of 400 messages",
        "few are delivered: 700 others fail only data.state of filter 1 (paid orders)",
        "failing records block",
        "records not handled in a month: 1.23 million given up, 7.65 million expired",
        "the filter adds invocations (25 %)",
        "3 times, from record 1,234 on, are left out",
    ];
    assert_eq!(warnings.len(), begins.len(), "{warnings:#?}");
    for (warning, begin) in warnings.iter().zip(begins) {
        assert!(warning.text.starts_with(begin), "{warnings:#?}");
    }
}

#[test]
fn long_condition_loses_its_values_and_a_long_path_its_name() {
    let mut report = answer(Source::Kinesis, Times::Stated, 3);
    let few = |report: &Report| report.document().warnings[0].text.clone();
    let long = "\"paid\",".repeat(60);
    report.near = Some(near(397, &[(&format!("data.state  [{long}]"), 0, 1)]));
    assert_eq!(
        few(&report),
        "few are delivered: 1 other fails only data.state of filter 1 (paid orders)"
    );
    let path = "data.state".repeat(9);
    report.near = Some(near(397, &[(&format!("{path}  [1]"), 0, 2)]));
    assert_eq!(
        few(&report),
        "few are delivered: 2 others fail only one condition"
    );
    let notes = report.document().text(120, &Palette::PLAIN);
    let words: String = notes.split_whitespace().collect();
    assert!(words.contains(&path), "{notes}");
}

/// Makes the report one of this many records, of which one is delivered.
fn read(report: &mut Report, records: u64) {
    report.tally.read = records;
    report.tally.delivered = 1;
    report.tally.filtered = records - 1;
}

#[test]
fn sample_that_cannot_carry_a_month_says_so_in_place_of_the_saving() {
    let mut report = answer(Source::Sqs, Times::Recorded, 40);
    let lead = |report: &Report| report.document().headline.unwrap().lead;
    assert!(lead(&report).starts_with("saves"), "{}", lead(&report));
    report.rate_known = RateKnown::Records { span_ms: 6_000 };
    let too_short = "6 s of records are too short for a month: give --rate, or records of a day";
    assert_eq!(lead(&report), too_short);
    read(&mut report, 2);
    let too_few = "only 2 records, and a month needs 10: read 100 or more, and give --rate";
    assert_eq!(lead(&report), too_few);
    report.rate_known = RateKnown::Stated;
    read(&mut report, 9);
    let too_few = "only 9 records, and a month needs 10: read 100 or more";
    assert_eq!(lead(&report), too_few);
    let about = report.document().about_headline;
    assert!(
        about[0].starts_with("as far as they tell: saves"),
        "{about:?}"
    );
    read(&mut report, 99);
    let about = report.document().about_headline;
    assert_eq!(
        about,
        ["only 99 records were read: 100 or more narrow the range"]
    );
}

#[test]
fn settings_that_are_not_counted_are_named_in_a_line() {
    let mut report = answer(Source::Sqs, Times::Stated, 40);
    report.left_out = ["KMSKeyArn", "MetricsConfig", "Pace", "Queue"]
        .map(str::to_owned)
        .into();
    let text = report.first_screen(COLUMNS).text(COLUMNS, &Palette::PLAIN);
    let line = "  left out   the mapping's `KMSKeyArn`, `MetricsConfig`, `Pace` and 1 more\n";
    assert!(text.contains(line), "{text}");
}
