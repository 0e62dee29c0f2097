//! `match`: what is written, in which form, and with which exit code.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::harness::{Folder, check};
use crate::records::{lines, sqs};

const FILTERS: &str =
    r#"[{"body":{"kind":["order"]}}, {"body":{"amount":[{"numeric":[">",100]}]}}]"#;

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let records = [
        sqs(r#"{"kind":"order","amount":250}"#),
        sqs(r#"{"kind":"refund","amount":10.0}"#),
        sqs(r#"{"kind":"order","amount":1}"#),
        sqs("Hello from SQS!"),
        r#"{"messageId":5,"body":7}"#.to_owned(),
        sqs(r#"{"kind":"refund","amount":1e3}"#),
    ];
    folder
        .write("r.ndjson", lines(&records))
        .write("filters.json", FILTERS);
    folder
}

const ARGS: [&str; 6] = ["match", "--source", "sqs", "-f", "filters.json", "r.ndjson"];

#[test]
fn every_form_of_output_is_written() {
    let folder = folder("match-forms");
    let forms: [&[&str]; 8] = [
        &[],
        &["--invert"],
        &["--count"],
        &["--count", "--invert"],
        &["--dispositions"],
        &["--format", "jsonl"],
        &["--format", "jsonl", "--invert"],
        &["--format", "json"],
    ];
    let runs = forms.map(|form| folder.run(&[&ARGS[..], &["--quiet"], form].concat()));
    check("match-forms", &runs);
}

#[test]
fn summary_says_what_a_queue_loses() {
    let folder = folder("match-summary");
    check(
        "match-summary",
        &[folder.run(&[&ARGS[..], &["--count"]].concat())],
    );
}

#[test]
fn count_of_half_an_input_is_not_written() {
    let folder = folder("match-count-unreadable");
    let args = [
        "match",
        "--source",
        "sqs",
        "-f",
        "filters.json",
        "-q",
        "r.ndjson",
        "none.ndjson",
    ];
    let forms: [&[&str]; 3] = [&["--count"], &["--count", "--format", "json"], &[]];
    let runs = forms.map(|form| folder.run(&[&args[..], form].concat()));
    check("match-count-unreadable", &runs);
}

#[test]
fn nothing_delivered_is_code_1_whatever_is_written() {
    let folder = folder("match-none");
    let args = [
        "match",
        "--source",
        "sqs",
        "-e",
        r#"{"body":{"kind":["gift"]}}"#,
        "r.ndjson",
        "--quiet",
    ];
    let inverted = [&args[..], &["--invert", "--count"]].concat();
    check("match-none", &[folder.run(&args), folder.run(&inverted)]);
}

#[test]
fn options_that_exclude_each_other_are_refused() {
    let folder = folder("match-exclusive");
    check(
        "match-exclusive",
        &[folder.run(&[&ARGS[..], &["--dispositions", "--count"]].concat())],
    );
}

/// White space, order of keys, number text and escapes of a line stay; its line break becomes `\n`.
#[test]
fn bytes_are_written_as_read() {
    let folder = folder("match-bytes");
    let record = "  { \"body\" : \"{\\\"kind\\\": \\\"\\u006frder\\\"}\",\t\"x\": 1.50e+1 } ";
    folder.write("odd.ndjson", format!("{record}\r\n{record}"));
    let args = [
        "match",
        "--source",
        "sqs",
        "-q",
        "--input",
        "record",
        "-f",
        "filters.json",
        "odd.ndjson",
    ];
    let run = folder.run(&args);
    let written: Vec<_> = run.stdout().split('\n').map(str::trim).collect();
    assert_eq!(written, [record.trim(), record.trim(), ""]);
}

#[test]
fn record_of_an_event_is_put_on_one_line() {
    let folder = folder("match-event");
    folder.write(
        "event.json",
        "{\n  \"Records\": [\n    {\n      \"messageId\": \"m 1\",\n      \"body\": \"{\\\"kind\\\": \\\"order\\\"}\",\n      \
         \"eventSource\": \"aws:sqs\"\n    }\n  ]\n}\n",
    );
    check(
        "match-event",
        &[folder.run(&[
            "match",
            "--source",
            "sqs",
            "-f",
            "filters.json",
            "event.json",
        ])],
    );
}

#[test]
fn number_of_threads_changes_nothing() {
    let folder = folder("match-threads");
    let many: String = lines(&[sqs(r#"{"kind":"order"}"#), sqs(r#"{"kind":"x"}"#)]).repeat(20_000);
    folder.write("many.ndjson", many);
    let args = [
        "match",
        "--source",
        "sqs",
        "--dispositions",
        "-f",
        "filters.json",
        "many.ndjson",
        "--threads",
    ];
    let [one, two, seven] =
        ["1", "2", "7"].map(|threads| folder.run(&[&args[..], &[threads]].concat()));
    assert_eq!(one.stdout().lines().count(), 40_000);
    assert!(
        one.stdout == two.stdout && two.stdout == seven.stdout,
        "the output depends on --threads"
    );
    assert_eq!((&one.stderr, &two.stderr), (&two.stderr, &seven.stderr));
}

/// As `tidegate match ... | head -1`: quiet, and 0 because something was delivered.
#[test]
fn reader_that_leaves_ends_the_run_quietly() {
    let folder = folder("match-pipe");
    folder.write(
        "many.ndjson",
        lines(&[sqs(r#"{"kind":"order"}"#)]).repeat(100_000),
    );
    let mut command = folder.command(&[
        "match",
        "--source",
        "sqs",
        "-f",
        "filters.json",
        "many.ndjson",
    ]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(first, lines(&[sqs(r#"{"kind":"order"}"#)]));
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(
        !said.contains("error") && said.lines().count() == 1,
        "{said}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn full_disk_is_an_error() {
    let folder = folder("match-full");
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = folder
        .command(&ARGS)
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("error: can't write to stdout"), "{said}");
}

#[test]
fn bad_option_reads_nothing() {
    let folder = folder("match-options");
    let runs = [
        folder.run(&["match", "-f", "filters.json", "r.ndjson"]),
        folder.run(&["match", "--source", "s3", "-f", "filters.json", "r.ndjson"]),
        folder.run(&["match", "--source", "sqs", "r.ndjson"]),
        folder.run(&[]),
    ];
    check("match-options", &runs);
}

#[test]
fn eventbridge_rules_are_reported_by_index() {
    let folder = folder("match-eventbridge");
    folder.write(
        "rules.json",
        r#"[{"source":["a"]}, {"source":["a","b"]}, {"detail":{"n":[{"numeric":[">",5]}]}}]"#,
    );
    let mut file = std::fs::File::create(folder.path("events.ndjson")).unwrap();
    for event in [
        r#"{"source":"a","detail":{"n":6}}"#,
        r#"{"source":"b","detail":{"n":5}}"#,
        r#"{"source":"c","detail":{}}"#,
        r#"{"source":"#,
    ] {
        writeln!(file, "{event}").unwrap();
    }
    let args = [
        "match",
        "--source",
        "eventbridge",
        "-f",
        "rules.json",
        "--dispositions",
        "events.ndjson",
    ];
    check("match-eventbridge", &[folder.run(&args)]);
}
