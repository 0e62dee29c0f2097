use crate::harness::{Folder, Run, check};

fn run(args: &[&str]) -> Run {
    Folder::repository().run(&[&["plan", "retries"], args].concat())
}

#[test]
fn plan_is_printed_in_every_format() {
    let asked = [
        "--source",
        "sqs",
        "--failing",
        "30/1000",
        "--retries",
        "3",
        "--rate",
        "100/s",
        "--batch-size",
        "10",
    ];
    let runs =
        ["text", "md", "json"].map(|format| run(&[&asked[..], &["--format", format]].concat()));
    check("plan-retries", &runs);
}

#[test]
fn every_source_is_planned() {
    let stream = [
        "--source",
        "kinesis",
        "--failing",
        "1%",
        "--poison",
        "0.01%",
        "--batch-size",
        "100",
        "--bisect",
    ];
    let runs = [
        run(&["--source", "sync", "--failing", "2%"]),
        run(&["--source", "async", "--failing", "2%", "--retries", "1"]),
        run(&stream),
        run(&[&stream[..], &["--retries", "3"]].concat()),
        run(&[&stream[..], &["--retries", "3", "--report-item-failures"]].concat()),
        run(&["--source", "async", "--failing", "2%", "--retries", "3"]),
        run(&["--source", "sync", "--failing", "2%", "--retries", "3"]),
        run(&["--source", "sqs", "--failing", "4/3"]),
        run(&["--source", "sqs", "--failing", "0.5"]),
        run(&["--source", "MQ", "--failing", "1%"]),
        run(&["--source", "mq", "--failing", "1%", "--retries", "3"]),
        run(&[
            "--source",
            "SQS",
            "--failing",
            "1%",
            "--retries",
            "1",
            "--bisect",
        ]),
        run(&["--source", "sns", "--failing", "1%"]),
    ];
    check("plan-retries-sources", &runs);
}
