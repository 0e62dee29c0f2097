//! Every container of logs gives the same invocations, and reports that can't be read are named.

use std::io::Read;
use std::path::Path;

use tidegate_plan::logs::{
    Container, Ending, InitBilling, Invocation, LogError, Logs, Place, Regime, Rounding,
};

/// Returns a log of the repository, unpacked.
pub(crate) fn committed(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/reports");
    let file = std::fs::File::open(folder.join(name)).unwrap();
    let mut text = String::new();
    let mut reader = tidegate_batch::unpacked(file).unwrap();
    reader.read_to_string(&mut text).unwrap();
    text
}

fn read(name: &str, text: &str) -> (Logs, Container) {
    let mut logs = Logs::default();
    let container = logs.read(name, text).unwrap();
    (logs, container)
}

fn one(line: &str) -> Invocation {
    let (logs, _) = read("-", line);
    assert_eq!((logs.malformed, logs.others), (vec![], 0), "{line}");
    logs.invocations.into_iter().next().expect("an invocation")
}

#[test]
fn same_log_in_every_container_gives_the_same_invocations() {
    let (text, _) = read("text.log", &committed("text.log"));
    assert_eq!((text.invocations.len(), text.malformed_total), (18, 1));
    // INIT_START, and a START and an END for each of 18 invocations.
    assert_eq!((text.failed_inits, text.others), (1, 37));
    for (file, container, others, place) in [
        ("json.ndjson", Container::Lines, 18, Place::Line(38)),
        ("export.gz", Container::Lines, 37, Place::Line(57)),
        ("tail.log", Container::Lines, 37, Place::Line(57)),
        ("events.json", Container::Events, 37, Place::Event(57)),
        (
            "subscription.json.gz",
            Container::Subscription,
            37,
            Place::Event(57),
        ),
        ("query.json", Container::QueryResults, 37, Place::Event(57)),
        // Each event has two lines of text, the second with the closing quote.
        ("csv.csv", Container::Csv, 37, Place::Line(114)),
        ("telemetry.json", Container::List, 18, Place::Event(38)),
    ] {
        let (logs, found) = read(file, &committed(file));
        assert_eq!(found, container, "{file}");
        assert_eq!(logs.invocations, text.invocations, "{file}");
        assert_eq!((logs.failed_inits, logs.others), (1, others), "{file}");
        let places: Vec<_> = logs.malformed.iter().map(|it| it.place).collect();
        assert_eq!(places, [place], "{file}");
    }
}

#[test]
fn columns_of_insights_give_the_figures_of_the_lines() {
    let (text, _) = read("text.log", &committed("text.log"));
    let (figures, container) = read("figures.csv", &committed("figures.csv"));
    assert_eq!(container, Container::Csv);
    let succeeded: Vec<_> = text
        .invocations
        .into_iter()
        .filter(|it| it.ending == Ending::Success)
        .collect();
    assert_eq!(figures.invocations, succeeded);
    let malformed: Vec<_> = figures.malformed.iter().map(ToString::to_string).collect();
    assert_eq!(
        malformed,
        ["figures.csv: line 18: the report has no billed duration"]
    );
}

/// The forms in the Lambda Developer Guide ("Working with Lambda function logs"), and others seen in public logs.
#[test]
fn every_form_of_a_report_line_is_read() {
    let tabs = "REPORT RequestId: 79b4f56e-95b1-4643-9700-2807f4e68189\tDuration: 26.73 ms\tBilled Duration: 27 ms\tMemory Size: 128 MB\tMax Memory Used: 75 MB\t";
    let plain = one(tabs);
    assert_eq!(
        (
            plain.duration_us,
            plain.billed_ms,
            plain.memory_mb,
            plain.max_memory_mb
        ),
        (26_730, 27, 128, Some(75))
    );
    let spaces = tabs.replace('\t', "  ");
    let forms = [
        spaces.clone(),
        format!("{tabs}\n"),
        format!("{tabs}\r\n"),
        format!("\u{feff}{tabs}"),
        format!("2026-10-05T08:00:00.000Z {tabs}"),
        format!("2026-10-05T08:00:00 2026/10/05/[$LATEST]5f0c {spaces}"),
        format!("{tabs}XRAY TraceId: 1-5e3\tSegmentId: 7\tSampled: true\t"),
        tabs.replace("27 ms", "27 ms "),
        format!("[{:?}]", format!("{tabs}\n")).replace("\\\\t", "\\t"),
        format!("{{\"timestamp\":1,\"message\":{:?}}}", tabs),
    ];
    for form in forms {
        assert_eq!(one(&form), plain, "{form}");
    }
    let whole = one(&tabs.replace("26.73", "1"));
    assert_eq!(whole.duration_us, 1_000);
    let restored = one(&format!(
        "{tabs}Restore Duration: 512.5 ms\tBilled Restore Duration: 98 ms\tStatus: timeout"
    ));
    assert_eq!(
        (
            restored.restore_us,
            restored.billed_restore_ms,
            restored.ending
        ),
        (Some(512_500), Some(98), Ending::Timeout)
    );
    assert_eq!(restored.billed_ms_today(), 27 + 98);
}

#[test]
fn other_lines_are_counted_and_broken_reports_are_named() {
    let text = "START RequestId: 1 Version: $LATEST\n\
        the job wrote REPORT RequestId: 7 into its own log long ago\n\
        {\"level\":\"INFO\",\"message\":\"done\"}\n\
        {\"level\":\"INFO\n\
        REPORT RequestId: 1 Duration: 5 ms Billed Duration: 5 ms Memory Size: 7 MB\n\
        REPORT RequestId: 1 Duration: fast ms Billed Duration: 5 ms Memory Size: 128 MB\n\
        REPORT RequestId: 1 Duration: 5 ms Billed Duration: 5 ms Memory Size: 12\n\
        REPORT RequestId: 1 Duration: 5 ms Duration: 5 ms Billed Duration: 5 ms Memory Size: 128 MB\n\
        REPORT RequestId: 1 Duration: 5 ms Billed Duration: 4.5 ms Memory Size: 128 MB\n\
        REPORT RequestId: 1\n\
        {\"type\":\"platform.report\",\"record\":{\"metrics\":{\"durationMs\":\"5\"}}}\n";
    let (logs, _) = read("x", text);
    assert_eq!((logs.invocations.len(), logs.others), (0, 4));
    let malformed: Vec<_> = logs.malformed.iter().map(ToString::to_string).collect();
    assert_eq!(
        malformed,
        [
            "x: line 5: a memory size of 7 MB: expected 128 to 10240",
            "x: line 6: `Duration: fast` is not a number of ms",
            "x: line 7: `Memory Size: 12` is cut off: `MB` should follow",
            "x: line 8: `Duration:` occurs twice",
            "x: line 9: a billed duration of 4.5: expected a whole number up to 86400000",
            "x: line 10: the report has no duration",
            "x: line 11: `durationMs` is \"5\", which is not a number",
        ]
    );
}

#[test]
fn truncated_document_is_refused_with_its_place() {
    let events = committed("events.json");
    let cut = &events[..events.len() - 40];
    let error = Logs::default().read("x", cut).unwrap_err();
    assert!(matches!(error, LogError::Syntax(..)), "{error}");
    assert!(error.to_string().starts_with("line 4"), "{error}");
    let subscription = committed("subscription.json.gz");
    let mut logs = Logs::default();
    let cut = &subscription[..subscription.len() - 40];
    assert!(logs.read("x", cut).is_err());
    assert!(!logs.invocations.is_empty(), "the first document is kept");
    let error = Logs::default()
        .read("x", "@timestamp,@log\n1,2\n")
        .unwrap_err();
    assert!(error.to_string().contains("@timestamp, @log"), "{error}");
}

/// Two records found in public: JSON of a cold start in 2026, text of a container image in 2022
/// (bitesizedserverless.com).
#[test]
fn initialisation_is_billed_with_the_handler() {
    let json = r#"{"time":"2026-10-08T07:30:29.470Z","type":"platform.report","record":{"requestId":"79b5","metrics":{"durationMs":1233.96,"billedDurationMs":1698,"memorySizeMB":256,"maxMemoryUsedMB":123,"initDurationMs":463.512},"status":"success"}}"#;
    let text = "REPORT RequestId: 1\tDuration: 1293.83 ms\tBilled Duration: 2344 ms\tMemory Size: 256 MB\tMax Memory Used: 99 MB\tInit Duration: 1049.63 ms\t";
    for (line, billed_ms) in [(json, 1698), (text, 2344)] {
        let invocation = one(line);
        assert_eq!(invocation.billed_ms_today(), billed_ms);
        let regime = Regime::of(&[invocation]);
        assert_eq!(
            (regime.rounding(), regime.init(), regime.is_todays()),
            (Rounding::Millisecond, InitBilling::Billed, true)
        );
    }
}

#[test]
fn billing_rules_of_old_logs_are_recognised() {
    let regime = |duration: &str, billed: u32, init: Option<&str>| {
        let init = init.map_or(String::new(), |ms| format!("Init Duration: {ms} ms"));
        let line = format!(
            "REPORT RequestId: 1 Duration: {duration} ms Billed Duration: {billed} ms Memory Size: 128 MB {init}"
        );
        let regime = Regime::of(&[one(&line)]);
        (regime.rounding(), regime.init())
    };
    use InitBilling::{Billed, Free, Unknown as NoStart};
    use Rounding::{Hundred, Millisecond, Unknown};
    // ZIP archive before August 2025.
    assert_eq!(regime("101.20", 102, Some("300.5")), (Millisecond, Free));
    // Before December 2020: a ZIP archive, and a custom runtime.
    assert_eq!(regime("101.20", 200, Some("300.5")), (Hundred, Free));
    assert_eq!(regime("101.20", 500, Some("300.5")), (Hundred, Billed));
    assert_eq!(regime("101.20", 102, None), (Millisecond, NoStart));
    // Both steps explain it.
    assert_eq!(regime("299.50", 300, None), (Unknown, NoStart));
    // Two decimals hide the fraction above 26 ms.
    assert_eq!(regime("26.00", 27, None), (Millisecond, NoStart));
    let odd = one("REPORT RequestId: 1 Duration: 5 ms Billed Duration: 77 ms Memory Size: 128 MB");
    assert_eq!(Regime::of(&[odd]).unexplained, 1);
}
