use crate::harness::{Folder, Run, check};

const ESTIMATE: &str = "corpora/metrics/estimate.json";

fn run(args: &[&str]) -> Run {
    Folder::repository().run(&[&["plan", "reconcile"], args].concat())
}

#[test]
fn plan_is_printed_in_every_format() {
    let asked = ["--estimate", ESTIMATE, "corpora/metrics/metrics.json"];
    let runs =
        ["text", "md", "json"].map(|format| run(&[&asked[..], &["--format", format]].concat()));
    check("plan-reconcile", &runs);
}

/// An estimate that is written now is read, for a month and for a sample.
#[test]
fn estimates_written_now_are_read() {
    let folder = Folder::new("plan-reconcile");
    let estimate = |name: &str, more: &[&str]| {
        let asked = [
            "estimate",
            "-f",
            "filters/examples/thermal.json",
            "--source",
            "kinesis",
            "--format",
            "json",
            "corpora/sensors/sensors.ndjson",
        ];
        let made = Folder::repository().run(&[&asked[..], more].concat());
        folder.write(name, made.stdout);
        let path = folder.path(name).display().to_string();
        run(&["--estimate", &path, "corpora/metrics/metrics.json"])
    };
    let month = estimate("month.json", &["--rate", "40/s", "--window", "5"]);
    assert!(
        month.stdout().contains("saved, corrected"),
        "{}",
        month.stderr
    );
    let sample = estimate(
        "sample.json",
        &["--arrivals", "recorded", "--input", "record"],
    );
    assert_eq!(sample.code, Some(0), "{}", sample.stderr);
}

#[test]
fn files_of_another_kind_are_refused() {
    let folder = Folder::new("plan-reconcile-errors");
    folder.write("other.json", "{\"schema\": \"tidegate.plan/v1\"}");
    folder.write("empty.json", "{\"MetricDataResults\": []}");
    let repository = Folder::repository();
    let good = repository.path(ESTIMATE);
    let good = good.canonicalize().unwrap().display().to_string();
    let run = |args: &[&str]| folder.run(&[&["plan", "reconcile"], args].concat());
    let missing = run(&["--estimate", &good, "empty.json"]);
    assert!(
        missing.code == Some(2) && missing.stderr.contains("PolledEventCount"),
        "{}",
        missing.stderr
    );
    let runs = [
        run(&["--estimate", "other.json", "empty.json"]),
        run(&["--estimate", "missing.json", "empty.json"]),
        run(&["empty.json"]),
    ];
    check("plan-reconcile-errors", &runs);
}
