//! `estimate`: every format and layout, and every refusal.

use crate::harness::{Folder, Run, check};
use crate::records::{kinesis, lines, sqs};

/// Returns a folder with 1,000 records: one in ten is delivered, in runs; a few are dropped, one is unreadable.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let stream: Vec<_> = (0..1000).map(|n| kinesis(&payload(n))).collect();
    let queue: Vec<_> = (0..1000).map(|n| sqs(&payload(n))).collect();
    folder.write(
        "stream.ndjson",
        lines(&stream) + "{\"kinesis\":{\"data\":\"%%%\"}}\n",
    );
    folder.write("queue.ndjson", lines(&queue));
    folder
        .write("filters.json", filters("data"))
        .write("queue.json", filters("body"));
    folder
}

fn payload(n: u32) -> String {
    match n {
        _ if n % 250 == 249 => "not JSON".to_owned(),
        _ if n % 200 < 20 => format!(r#"{{"kind":"a","n":{n}}}"#),
        _ => r#"{"kind":"b","n":0}"#.to_owned(),
    }
}

fn filters(key: &str) -> String {
    format!(
        r#"{{"Filters": [
  {{"Name": "kind a", "Pattern": "{{\"{key}\":{{\"kind\":[\"a\"]}}}}"}},
  {{"Pattern": "{{\"{key}\":{{\"n\":[{{\"numeric\":[\">\",500]}}]}}}}"}}
]}}
"#
    )
}

const STREAM: [&str; 6] = [
    "estimate",
    "-f",
    "filters.json",
    "--source",
    "kinesis",
    "stream.ndjson",
];
const QUEUE: [&str; 6] = [
    "estimate",
    "-f",
    "queue.json",
    "--source",
    "sqs",
    "queue.ndjson",
];

fn run(folder: &Folder, args: &[&str], more: &[&str]) -> Run {
    folder.run(&[args, more].concat())
}

#[test]
fn stream_is_reported_as_text() {
    let folder = folder("estimate-text");
    check(
        "estimate-text",
        &[
            run(&folder, &STREAM, &[]),
            run(&folder, &STREAM, &["--batch-size", "10", "--full"]),
        ],
    );
}

#[test]
fn report_uses_120_columns_and_no_more() {
    let folder = folder("estimate-wide");
    let output = folder
        .command(&[&QUEUE[..], &["--full"]].concat())
        .env("COLUMNS", "120")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let longest = text.lines().map(|line| line.chars().count()).max();
    assert!(
        longest <= Some(120) && longest > Some(100),
        "{longest:?}\n{text}"
    );
}

#[test]
fn no_line_is_wider_than_80_columns() {
    let folder = folder("estimate-narrow");
    for args in [&STREAM, &QUEUE] {
        let run = run(&folder, args, &["--full"]);
        assert!(
            run.stdout().lines().all(|line| line.chars().count() <= 80),
            "{}",
            run.stdout()
        );
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let folder = folder("estimate-colour");
    let plain = run(&folder, &QUEUE, &[]);
    let coloured = run(&folder, &QUEUE, &["--color", "always"]);
    let stripped = strip(coloured.stdout());
    assert_eq!(stripped, plain.stdout(), "colour changes more than colour");
    check("estimate-colour", &[coloured]);
}

/// Returns the text without its escapes `ESC [ ... m`.
fn strip(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        out + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

#[test]
fn queue_names_the_messages_that_it_loses() {
    let folder = folder("estimate-queue");
    check(
        "estimate-queue",
        &[run(
            &folder,
            &QUEUE,
            &["--batch-size", "50", "--window", "5"],
        )],
    );
}

#[test]
fn stream_is_reported_as_json_and_markdown() {
    let folder = folder("estimate-formats");
    let runs = ["json", "md"].map(|format| run(&folder, &STREAM, &["--format", format]));
    check("estimate-formats", &runs);
}

#[test]
fn eventbridge_counts_matches() {
    let folder = folder("estimate-eventbridge");
    folder.write("rules.json", r#"[{"source":["a"]},{"source":["a","b"]}]"#);
    let events =
        ["a", "a", "b", "c"].map(|source| format!("{{\"source\":\"{source}\",\"detail\":{{}}}}"));
    folder.write("events.ndjson", lines(&events));
    let args = [
        "estimate",
        "-f",
        "rules.json",
        "--source",
        "eventbridge",
        "events.ndjson",
    ];
    check(
        "estimate-eventbridge",
        &[
            run(&folder, &args, &[]),
            run(&folder, &args, &["--format", "json"]),
        ],
    );
}

#[test]
fn every_source_has_a_report() {
    let folder = Folder::new("estimate-sources");
    for (source, pattern, line) in [
        (
            "dynamodb",
            r#"{"dynamodb":{"Keys":{"k":{"S":["x"]}}}}"#,
            r#"{"dynamodb":{"Keys":{"k":{"S":"x"}}},"eventName":"INSERT"}"#,
        ),
        (
            "kafka",
            r#"{"value":{"a":["x"]}}"#,
            r#"{"topic":"t","partition":0,"offset":1,"value":"eyJhIjoieCJ9"}"#,
        ),
        (
            "mq",
            r#"{"data":{"a":["x"]}}"#,
            r#"{"messageID":"m","data":"eyJhIjoieSJ9"}"#,
        ),
    ] {
        folder.write("r.ndjson", format!("{line}\n"));
        let run = folder.run(&["estimate", "--source", source, "-e", pattern, "r.ndjson"]);
        check(format!("estimate-{source}"), &[run]);
    }
}

#[test]
fn settings_outside_the_limits_of_aws_are_refused() {
    let folder = folder("estimate-settings");
    let runs = [
        run(&folder, &QUEUE, &["--batch-size", "11"]),
        run(&folder, &QUEUE, &["--batch-size", "0"]),
        run(&folder, &STREAM, &["--batch-size", "10001"]),
        run(&folder, &STREAM, &["--window", "301"]),
        run(&folder, &STREAM, &["--window", "1.5"]),
        run(
            &folder,
            &["estimate", "-e", "{}", "--source", "eventbridge", "x"],
            &["--batch-size", "5"],
        ),
    ];
    check("estimate-settings", &runs);
}

#[test]
fn empty_or_cut_input_gives_no_estimate() {
    let folder = folder("estimate-refused");
    folder.write("empty.ndjson", "");
    let empty = folder.run(&[
        "estimate",
        "-f",
        "filters.json",
        "--source",
        "kinesis",
        "empty.ndjson",
    ]);
    let missing = run(&folder, &STREAM, &["no-such-file.ndjson"]);
    check("estimate-refused", &[empty, missing]);
}

#[test]
fn groups_run_over_all_inputs() {
    let folder = folder("estimate-inputs");
    let records = lines(&(0..1000).map(|n| kinesis(&payload(n))).collect::<Vec<_>>());
    let cut = records.match_indices('\n').nth(333).unwrap().0 + 1;
    folder
        .write("1.ndjson", &records[..cut])
        .write("2.ndjson", &records[cut..])
        .write("all.ndjson", &records);
    let args = [
        "estimate",
        "--quiet",
        "--format",
        "json",
        "-f",
        "filters.json",
        "--source",
        "kinesis",
    ];
    let whole = run(&folder, &args, &["all.ndjson"]);
    let parts = run(&folder, &args, &["1.ndjson", "2.ndjson"]);
    assert_eq!(whole.stdout(), parts.stdout());
}
