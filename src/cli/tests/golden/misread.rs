//! Inputs, filters and options that are easily misread: each is refused by name, or said in a line.

use crate::harness::{Folder, check};

const FILTER: &str = r#"{"body":{"state":["paid"]}}"#;
const PAID: &str = r#"{"messageId":"1","receiptHandle":"r","body":"{\"state\":\"paid\"}"}"#;

/// Text that tools print instead of JSON.
const FOREIGN: [(&str, &str); 6] = [
    (
        "text.txt",
        "MESSAGES\t{\"state\":\"paid\"}\t0b5bb5\t1\tAQEB\n",
    ),
    (
        "table.txt",
        "--------------------\n|  ReceiveMessage  |\n+------------------+\n",
    ),
    (
        "yaml.txt",
        "Messages:\n- Body: '{\"state\":\"paid\"}'\n  MessageId: 1\n",
    ),
    (
        "error.txt",
        "\nAn error occurred (AccessDenied) when calling the ReceiveMessage operation: no access\n",
    ),
    (
        "page.html",
        "<!DOCTYPE html>\n<html><title>403 Forbidden</title></html>\n",
    ),
    (
        "error.xml",
        "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>\n",
    ),
];

#[test]
fn text_that_tools_print_instead_of_json_is_refused_unless_payloads_are_asked_for() {
    let folder = Folder::new("misread-text");
    let mut runs = Vec::new();
    for (name, text) in FOREIGN {
        folder.write(name, text);
        runs.push(folder.run(&["match", "--source", "sqs", "-e", FILTER, name]));
    }
    let args = [
        "match", "--source", "sqs", "-e", FILTER, "--input", "payload", "text.txt",
    ];
    runs.push(folder.run(&args));
    check("misread-text", &runs);
}

#[test]
fn input_that_is_cut_fails_and_gives_no_estimate() {
    let folder = Folder::new("misread-cut");
    let list = format!(
        "{{\"Messages\":[\n{}",
        r#"{"MessageId":"1","ReceiptHandle":"r","Body":"x"}"#
    );
    folder.write("lines.ndjson", format!("{PAID}\n{}", &PAID[..40]));
    folder.write("list.json", format!("{list},\n{{\"MessageId\":\"2\",\"Rec"));
    folder.write("payloads.ndjson", "{\"state\":\"paid\"}\n{\"state\":\"pa");
    folder.write("whole.ndjson", format!("{PAID}\n{PAID}"));
    let count = |name| folder.run(&["match", "--count", "--source", "sqs", "-e", FILTER, name]);
    let mut runs: Vec<_> = [
        "lines.ndjson",
        "list.json",
        "payloads.ndjson",
        "whole.ndjson",
    ]
    .map(count)
    .into();
    let stdin = ["match", "--count", "--source", "sqs", "-e", FILTER];
    runs.push(folder.run_on(&stdin, &PAID.as_bytes()[..40]));
    runs.push(folder.run(&["estimate", "-e", FILTER, "--rate", "1M/day", "list.json"]));
    check("misread-cut", &runs);
}

#[test]
fn oddities_of_records_are_said_once() {
    let folder = Folder::new("misread-oddities");
    let twice =
        r#"{"messageId":"1","receiptHandle":"r","body":"{\"state\":\"paid\",\"state\":\"new\"}"}"#;
    let bodies =
        r#"{"messageId":"1","receiptHandle":"r","body":"{\"state\":\"paid\"}","body":"{}"}"#;
    let packed = r#"{"SequenceNumber":"1","PartitionKey":"p","Data":"H4sIAAAAAAAA/6tWKi5JLElVslIqSMxMUaoFAEu4lEoRAAAA"}"#;
    folder.write("twice.ndjson", format!("{twice}\n{PAID}\n{twice}\n"));
    folder.write("bodies.ndjson", format!("{bodies}\n"));
    folder.write("packed.ndjson", format!("{packed}\n{packed}\n"));
    let data = r#"{"data":{"state":["paid"]}}"#;
    let runs = [
        ("twice.ndjson", FILTER),
        ("bodies.ndjson", FILTER),
        ("packed.ndjson", data),
    ];
    let runs = runs.map(|(name, filter)| folder.run(&["match", "--count", "-e", filter, name]));
    check("misread-oddities", &runs);
}

#[test]
fn log_of_whole_events_names_its_source() {
    let folder = Folder::new("misread-log");
    let body = r#""body":"{\"state\":\"paid\"}""#;
    let event = format!(r#"{{"Records":[{{"messageId":"1",{body},"eventSource":"aws:sqs"}}]}}"#);
    folder.write(
        "log.txt",
        format!("2026-11-18T09:46:40.123Z START\n2026-11-18T09:46:40.124Z got {event}\n"),
    );
    folder.write(
        "payloads.txt",
        "2026-11-18T09:46:40.123Z got {\"state\":\"paid\"}\n",
    );
    let runs = ["log.txt", "payloads.txt"]
        .map(|name| folder.run(&["match", "--count", "-e", FILTER, name]));
    check("misread-log", &runs);
}

/// Documents that are given as filters by mistake.
const NO_FILTERS: [(&str, &str); 9] = [
    (
        "records.json",
        r#"{"Records":[{"messageId":"1","body":"{}","eventSource":"aws:sqs"},{"messageId":"2","body":"{}","eventSource":"aws:sqs"}]}"#,
    ),
    (
        "payloads.ndjson",
        "{\"state\":\"paid\"}\n{\"state\":\"new\"}\n",
    ),
    (
        "pipes.json",
        r#"{"Pipes":[{"Arn":"arn:aws:pipes:eu-west-1:1:pipe/p","Name":"p","CurrentState":"RUNNING","Source":"arn:aws:sqs:eu-west-1:1:q","Target":"t"}]}"#,
    ),
    (
        "functions.json",
        r#"{"Functions":[{"FunctionName":"f","FunctionArn":"arn:aws:lambda:eu-west-1:1:function:f","Runtime":"python3.13"}]}"#,
    ),
    (
        "lower.json",
        r#"{"Filters":[{"pattern":"{\"body\":{\"state\":[\"paid\"]}}"}]}"#,
    ),
    (
        "filters.json",
        r#"{"filters":[{"Pattern":"{\"body\":{\"state\":[\"paid\"]}}"}]}"#,
    ),
    ("list.json", r#"[{"Pattern":{"body":{"state":["paid"]}}}]"#),
    ("words.json", r#"["paid","new"]"#),
    ("twice.json", r#""{\"body\":{\"state\":[\"paid\"]}}""#),
];

#[test]
fn documents_given_as_filters_by_mistake_have_one_error() {
    let folder = Folder::new("misread-filters");
    let runs = NO_FILTERS.map(|(name, text)| {
        folder.write(name, text);
        folder.run(&["compile", "--source", "sqs", "-f", name])
    });
    for run in &runs {
        assert_eq!(
            (run.code, run.stderr.matches("error[").count()),
            (Some(2), 1)
        );
    }
    check("misread-filters", &runs);
}

#[test]
fn options_without_effect_or_sense_are_said() {
    let folder = Folder::new("misread-options");
    let data = r#"{"data":{"state":["paid"]}}"#;
    let record = r#"{"kinesis":{"data":"eyJzdGF0ZSI6InBhaWQifQ=="},"eventSource":"aws:kinesis"}"#;
    folder.write("r.ndjson", format!("{record}\n"));
    let run = |args: &[&str]| folder.run(&[args, &["-e", data, "r.ndjson"]].concat());
    let inert = run(&["estimate", "--max-deleted", "5"]);
    assert!(
        inert.stderr.contains("--max-deleted has no effect"),
        "{}",
        inert.stderr
    );
    check(
        "misread-options",
        &[
            run(&["estimate", "--fail-under", "0.2"]),
            run(&["match", "--allow", "L0308", "--deny", "L0308"]),
            run(&["match", "--count", "--allow", "L0308,L0201"]),
            run(&["match", "--allow", "L0308,L201"]),
        ],
    );
}

#[test]
fn test_takes_patterns_that_the_shell_left_and_names_directories_without_rows() {
    let folder = Folder::new("misread-rows");
    let row =
        r#"{"id":"a","source":"sqs","pattern":{"body":["x"]},"event":"x","expect":"delivered"}"#;
    std::fs::create_dir(folder.path("rows")).unwrap();
    for name in ["rows/b.jsonl", "rows/a.jsonl"] {
        folder.write(name, row);
    }
    let runs = ["rows/*.jsonl", "rows", "rows/*.json"].map(|path| folder.run(&["test", path]));
    check("misread-rows", &runs);
}
