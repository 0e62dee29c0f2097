//! No report contains words that read as nonsense, whatever its figures.

use std::sync::LazyLock;

use tidegate::Source;
use tidegate_batch::Route;
use tidegate_estimate::{Known, Proof, Report};
use tidegate_figures::Levels;
use tidegate_mapping::MappingOptions;
use tidegate_report::Palette;

use crate::first_screen::{Times, answer_with};
use crate::stage::{self, Records};

/// Words that say nothing, or the opposite of a word beside them.
const NONSENSE: [&str; 11] = [
    "at least 0 ",
    "at least 0\n",
    "at most 0 ",
    "up to 0 ",
    "up to $0 ",
    "over 0 ",
    "under 0 ",
    "only 0 %",
    "$0.00 instead",
    "-0 ",
    "NaN",
];

/// Each report of the stage, and reports with counts of every size.
static REPORTS: LazyLock<Vec<(String, Report)>> = LazyLock::new(reports);

fn reports() -> Vec<(String, Report)> {
    let staged = stage::ALL.iter();
    let mut all: Vec<_> = staged
        .map(|(name, report)| ((*name).to_owned(), report.clone()))
        .collect();
    for delivered in [0, 1, 40, 400] {
        for times in [Times::Unknown, Times::Stated, Times::Recorded] {
            let report = answer_with(Source::Kinesis, times, delivered, Proof::Open);
            for (before, after) in COUNTS {
                let name = format!("{times:?}, {delivered}, {before} to {after:?}");
                all.push((name, with_counts(&report, before, after)));
            }
            all.push((format!("{times:?}, {delivered}"), report));
        }
    }
    all
}

/// Invocations today, and with the filter as expected and at most.
const COUNTS: [(u64, [u64; 2]); 9] = [
    (0, [0, 0]),
    (1, [0, 1]),
    (1, [1, 1]),
    (1_000, [1_000, 1_000]),
    (1_000, [1_000, 1_001]),
    (61_000_000, [60_999_999, 61_000_001]),
    (61_000_000, [61_000_001, 63_000_000]),
    (61_000_000, [63_000_000, 64_000_000]),
    (61_000_000, [3, 40]),
];

fn with_counts(report: &Report, before: u64, [expected, most]: [u64; 2]) -> Report {
    let mut report = report.clone();
    report.sampling = None;
    report.forecast.unfiltered = Levels::exactly(before);
    report.forecast.filtered = Levels {
        low: expected,
        expected,
        conservative: most,
        high: most,
    };
    report
}

#[test]
fn no_report_says_nonsense() {
    for (name, report) in REPORTS.iter() {
        let document = report.document();
        let texts = [
            report.first_screen(80).text(80, &Palette::PLAIN),
            document.text(120, &Palette::PLAIN),
            document.markdown(),
            report.json(),
        ];
        for (text, word) in texts
            .iter()
            .flat_map(|text| NONSENSE.map(|word| (text, word)))
        {
            assert!(!text.contains(word), "{name}: {word:?}\n{text}");
        }
    }
}

#[test]
fn guessed_run_time_is_not_called_stated() {
    let mut report = stage::stream();
    let text = |report: &Report| report.document().text(200, &Palette::PLAIN);
    assert!(text(&report).contains("on every batch, as stated [M]"));
    report.handler_known = Known::Guessed;
    assert!(text(&report).contains("on every batch, a guess [?]"));
    assert!(!text(&report).contains("as stated ["));
}

#[test]
fn pipe_is_named_and_its_charge_is_said_to_be_left_out() {
    let report = Report {
        route: Route::Pipe(Source::Kinesis),
        ..stage::stream()
    };
    let text = report.first_screen(200).text(200, &Palette::PLAIN);
    assert!(
        text.starts_with("tidegate estimate  pipes/kinesis, batch size 100"),
        "{text}"
    );
    assert!(
        text.contains("without the charge of EventBridge Pipes"),
        "{text}"
    );
}

/// Returns the report on a stream with a stated rate, priced in `region`, whose function writes `log_bytes` on each
/// invocation.
fn logging(region: &str, log_bytes: u64) -> String {
    let mut request = stage::request("kinesis", &MappingOptions::default());
    request.rate = Some("20/s".parse().unwrap());
    request.pricing = Some(stage::pricing(region, 128, log_bytes));
    let mut records = Records::new(&request.delivery, 1);
    records.push_evenly(100, 1, 10);
    let (sample, read) = records.read(&["paid"]);
    let report = request.answer(sample, read).unwrap();
    report.first_screen(120).text(120, &Palette::PLAIN)
}

#[test]
fn first_screen_says_whether_logs_are_in_the_price() {
    let large = logging("us-east-1", 1_000);
    assert!(large.contains("; logs are 52 % of today's cost"), "{large}");
    let missing = logging("eu-central-1", 1_000);
    assert!(
        missing.contains("; logs not included: no price known"),
        "{missing}"
    );
    for text in [logging("us-east-1", 10), logging("eu-central-1", 0)] {
        assert!(!text.contains("logs "), "{text}");
    }
}

#[test]
fn next_step_has_shares_and_no_counts_of_other_replays() {
    for (name, report) in REPORTS.iter() {
        let settings = report
            .advice
            .iter()
            .filter(|advice| advice.text.starts_with("--"));
        for advice in settings {
            let text = &advice.text;
            assert!(text.contains("% fewer invocations"), "{name}: {text}");
            assert!(
                !text.contains("instead of") && !text.contains('$'),
                "{name}: {text}"
            );
        }
    }
    assert!(
        stage::stream()
            .advice
            .iter()
            .any(|advice| advice.text.starts_with("--window"))
    );
}
