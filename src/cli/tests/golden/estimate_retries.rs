//! `estimate` with records that make the function fail: every retry ends, records expire, and a mapping file names what
//! is not taken into account.

use crate::harness::{Folder, Run, check};
use crate::records::lines;

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let payloads = (0..40).map(|n| format!("{{\"hot\":{}}}", n % 8 == 0));
    folder.write("payloads.ndjson", lines(&payloads.collect::<Vec<_>>()));
    folder
}

fn run(folder: &Folder, source: &str, more: &[&str]) -> Run {
    let filter = match source {
        "sqs" => r#"{"body":{"hot":[true]}}"#,
        "kafka" => r#"{"value":{"hot":[true]}}"#,
        _ => r#"{"data":{"hot":[true]}}"#,
    };
    let args = [
        "estimate",
        "-e",
        filter,
        "--source",
        source,
        "--rate",
        "2/s",
        "--duration-ms",
        "20",
    ];
    folder.run(&[&args, more, &["payloads.ndjson"]].concat())
}

#[test]
fn failing_records_are_retried_until_they_are_too_old() {
    let folder = folder("estimate-retries");
    let run = |source, more: &[&str]| run(&folder, source, more);
    let poison = ["--poison", "0.1%"];
    let with = |more: &[&'static str]| [&poison, more].concat();
    check(
        "estimate-retries",
        &[
            run("sqs", &poison),
            run("sqs", &with(&["--retries", "3", "--fifo"])),
            run(
                "kinesis",
                &with(&["--maximum-record-age", "1h", "--on-failure", "s3"]),
            ),
            run("kafka", &with(&["--retries", "4", "--retry-pause", "2-10"])),
        ],
    );
}

#[test]
fn retry_settings_are_refused_for_sources_without_them() {
    let folder = folder("estimate-retries-refused");
    let run = |source, more: &[&str]| run(&folder, source, more);
    check(
        "estimate-retries-refused",
        &[
            run("sqs", &["--maximum-record-age", "1h"]),
            run("sqs", &["--on-failure", "s3"]),
            run(
                "kinesis",
                &["--on-failure", "arn:aws:lambda:eu-west-1:1:function:f"],
            ),
            run("kinesis", &["--maximum-record-age", "59"]),
            run("kinesis", &["--retention", "1h"]),
            run("kinesis", &["--retry-pause", "60-1"]),
            run("kinesis", &["--retry-pause", "0-1"]),
            run("kinesis", &["--retry-pause", "soon"]),
            run("mq", &["--retention", "1d"]),
        ],
    );
}

/// A second between two attempts for a year is more than a replay can count.
#[test]
fn replay_that_would_take_too_long_is_stopped() {
    let folder = folder("estimate-retries-stopped");
    let year = [
        "--poison",
        "100",
        "--retention",
        "365d",
        "--retry-pause",
        "1-1",
    ];
    check(
        "estimate-retries-stopped",
        &[run(&folder, "kinesis", &year)],
    );
}

#[test]
fn members_of_a_mapping_that_are_ignored_are_named() {
    let folder = folder("estimate-retries-mapping");
    let mapping = r#"{"EventSourceArn": "arn:aws:kinesis:eu-central-1:1:stream/s", "MaximumRecordAgeInSeconds": 3600,
        "DestinationConfig": {"OnFailure": {"Destination": "arn:aws:sqs:eu-central-1:1:discarded"}},
        "KMSKeyArn": "arn:aws:kms:eu-central-1:1:key/k", "LoggingConfig": {"SystemLogLevel": "INFO"},
        "MaximumRetryAttempt": 3,
        "FilterCriteria": {"Filters": [{"Pattern": "{\"data\":{\"hot\":[true]}}"}]}}"#;
    folder.write("esm.json", mapping);
    let args = [
        "estimate",
        "--mapping",
        "esm.json",
        "--rate",
        "2/s",
        "--duration-ms",
        "20",
        "--poison",
        "0.1%",
        "--full",
        "payloads.ndjson",
    ];
    check("estimate-retries-mapping", &[folder.run(&args)]);
}
