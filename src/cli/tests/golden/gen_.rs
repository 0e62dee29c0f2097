//! `gen`: records of every source, rows for `test`, and what can't be reached.

use crate::harness::{Folder, check};

const SQS: &str = r#"{"body":{"amount":[{"numeric":[">=",100]}],"kind":["order","refund"]}}"#;

fn gen_(folder: &Folder, source: &str, pattern: &str, more: &[&str]) -> crate::harness::Run {
    let args = ["gen", "--source", source, "-e", pattern];
    folder.run(&[&args[..], more].concat())
}

#[test]
fn first_records_match_and_miss_each_condition() {
    let folder = Folder::new("gen");
    check("gen", &[gen_(&folder, "sqs", SQS, &["-n", "6"])]);
}

#[test]
fn every_source_has_whole_records() {
    let folder = Folder::new("gen-sources");
    let runs = [
        ("kinesis", r#"{"data":{"a":["x"]}}"#),
        (
            "dynamodb",
            r#"{"eventName":["REMOVE"],"dynamodb":{"OldImage":{"state":{"S":["paid"]}}}}"#,
        ),
        ("kafka", r#"{"value":["x"],"topic":["orders"]}"#),
        ("mq", r#"{"data":{"a":["x"]}}"#),
        (
            "eventbridge",
            r#"{"source":["shop"],"resources":[{"suffix":"queue"}],"detail":{"a":["x"]}}"#,
        ),
        ("pipes/kinesis", r#"{"data":{"a":["x"]}}"#),
    ];
    let runs = runs
        .map(|(source, pattern)| gen_(&folder, source, pattern, &["-q", "-n", "2", "--seed", "7"]));
    check("gen-sources", &runs);
}

#[test]
fn goals_without_a_record_are_named() {
    let folder = Folder::new("gen-unreached");
    let idle = r#"{"body":{"a":["x",{"prefix":"x"}]}}"#;
    let typed = r#"{"eventName":["DELETE"],"dynamodb":{"NewImage":{"n":{"N":[5]}}}}"#;
    let unseen = r#"{"state":["paid"]}"#;
    let runs = [
        gen_(&folder, "sqs", idle, &["-n", "4"]),
        gen_(&folder, "dynamodb", typed, &["-n", "2"]),
        gen_(&folder, "sqs", unseen, &["-n", "1"]),
    ];
    check("gen-unreached", &runs);
}

#[test]
fn rows_pass_when_they_are_tested() {
    let folder = Folder::new("gen-cases");
    folder.write("orders.json", SQS);
    let rows = folder.run(&[
        "gen",
        "-f",
        "orders.json",
        "--source",
        "sqs",
        "-n",
        "80",
        "--cases",
    ]);
    folder.write("orders.cases.jsonl", &rows.stdout);
    let tested = folder.run(&["test", "orders.cases.jsonl"]);
    assert_eq!(tested.code, Some(0), "{}", tested.stdout());
    let typed = gen_(&folder, "sqs", SQS, &["-n", "2", "--cases"]);
    let several = folder.run(&["gen", "--source", "sqs", "-e", SQS, "-e", SQS, "--cases"]);
    check("gen-cases", &[tested, typed, several]);
}

#[test]
fn kinds_are_kept_apart_and_seeds_repeat() {
    let folder = Folder::new("gen-kinds");
    for (kind, delivered, count) in [
        ("match", true, 5),
        ("near", false, 5),
        // The filter reads two fields, so no more misses differ.
        ("miss", false, 4),
    ] {
        let run = gen_(
            &folder,
            "sqs",
            SQS,
            &["-q", "-n", "5", "--kind", kind, "--cases"],
        );
        let rows: Vec<&str> = run.stdout().lines().collect();
        assert_eq!(rows.len(), count, "{kind}");
        for row in rows {
            assert_eq!(row.contains(r#""expect":"delivered""#), delivered, "{row}");
        }
    }
    let run = |seed| gen_(&folder, "sqs", SQS, &["-q", "-n", "50", "--seed", seed]).stdout;
    assert_eq!(run("3"), run("3"));
    assert_ne!(run("3"), run("4"));
}

#[test]
fn record_is_kept_around_the_values_that_filters_read() {
    let folder = Folder::new("gen-like");
    let body = r#"{\"kind\":\"note\", \"price\": 1.50e0, \"items\":[{\"a\":1},{\"a\":2}]}"#;
    let record = format!(
        r#"{{"messageId": "m-1", "receiptHandle":"h","body":"{body}","attributes":{{}},"md5OfBody":"","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:123456789012:q","awsRegion":"eu-west-1"}}"#
    );
    folder
        .write("one.ndjson", record)
        .write("bare.ndjson", "{\"kind\":\"x\"}\n");
    let pattern = r#"{"body":{"kind":["order"],"items":{"a":[7]}}}"#;
    let like = |file: &str| {
        folder.run(&[
            "gen", "-e", pattern, "--source", "sqs", "-n", "3", "--like", file,
        ])
    };
    check(
        "gen-like",
        &[like("one.ndjson"), like("bare.ndjson"), like("none.ndjson")],
    );
}
