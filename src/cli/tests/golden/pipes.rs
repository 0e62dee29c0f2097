//! `--source pipes/SOURCE`: filters in the language of EventBridge Pipes, on the records of what the pipe reads from.

use crate::harness::{Folder, Run, check};
use crate::records::{kinesis, lines};

/// A message with an attribute that a filter of Lambda never sees.
const MESSAGE: &str = r#"{"messageId":"m-1","body":"{\"state\":\"paid\"}","messageAttributes":{"kind":{"stringValue":"order"}},"eventSource":"aws:sqs"}"#;
const PLAIN: &str = r#"{"messageId":"m-2","body":"plain","eventSource":"aws:sqs"}"#;
const BY_ATTRIBUTE: &str = r#"{"messageAttributes":{"kind":{"stringValue":["order"]}}}"#;
const BY_BODY: &str = r#"{"body":{"state":["sent"]}}"#;

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let messages = lines(&[MESSAGE.to_owned(), PLAIN.to_owned()]);
    folder.write("r.ndjson", messages);
    folder
}

#[test]
fn pipe_sees_what_a_mapping_does_not() {
    let folder = folder("pipes-match");
    let run = |source: &str| {
        let args = ["match", "--source", source, "--dispositions"];
        folder.run(&[&args[..], &["-e", BY_ATTRIBUTE, "r.ndjson"]].concat())
    };
    check("pipes-match", &[run("sqs"), run("pipes/sqs")]);
}

#[test]
fn names_are_read_in_any_case() {
    let folder = folder("pipes-case");
    let counts = |source: &str| {
        let args = ["match", "-q", "--count", "--source", source];
        folder.run(&[&args[..], &["-e", BY_ATTRIBUTE, "r.ndjson"]].concat())
    };
    for source in ["pipes/sqs", "Pipes/SQS", "PIPES/sqs"] {
        assert_eq!(counts(source).stdout(), "1\n", "{source}");
    }
    for source in ["sqs", "SQS", "Sqs"] {
        assert_eq!(counts(source).stdout(), "0\n", "{source}");
    }
}

#[test]
fn pipe_is_explained_under_its_name() {
    let folder = folder("pipes-explain");
    let run = |rest: &[&str]| {
        let args = ["explain", "-q", "--source", "Pipes/Sqs", "-e", BY_BODY];
        folder.run(&[&args[..], rest, &["r.ndjson"]].concat())
    };
    check(
        "pipes-explain",
        &[
            run(&[]),
            run(&["--format", "json"]),
            folder.run(&[
                "explain",
                "-q",
                "--source",
                "pipes/sqs",
                "-e",
                BY_ATTRIBUTE,
                "--record",
                "0",
                "r.ndjson",
            ]),
        ],
    );
}

#[test]
fn pipe_refuses_in_its_own_way() {
    let folder = folder("pipes-refused");
    folder.write("k.ndjson", lines(&[kinesis("{}")]));
    let refused = |source: &str, filter: &str| -> Run {
        folder.run(&["match", "--source", source, "-e", filter, "k.ndjson"])
    };
    let six = [r#"{"data":{"a":[1]}}"#; 6].join(",");
    check(
        "pipes-refused",
        &[
            refused("pipes/kinesis", r#"{"data":{"a":[{"wildcard":"x*"}]}}"#),
            refused("pipes/kinesis", r#"{"data":["x"]}"#),
            refused("pipes/kinesis", &format!("[{six}]")),
            refused("pipes/eventbridge", r#"{"data":["x"]}"#),
        ],
    );
}

#[test]
fn rows_of_cases_can_name_a_pipe() {
    let folder = folder("pipes-test");
    let row = |id: &str, source: &str, expect: &str| {
        format!(
            r#"{{"id":"{id}","source":"{source}","pattern":{BY_ATTRIBUTE},"event":{MESSAGE},"expect":"{expect}"}}"#
        )
    };
    let rows = [
        row("mapping", "sqs", "filtered"),
        row("pipe", "pipes/sqs", "delivered"),
    ];
    folder.write("pipes.jsonl", lines(&rows));
    check("pipes-test", &[folder.run(&["test", "pipes.jsonl"])]);
}

#[test]
fn estimate_of_a_pipe_says_that_it_is_one_of_a_mapping() {
    let folder = folder("pipes-plan");
    let compiled = folder.run(&["compile", "--source", "pipes/mq", "-e", r#"{"data":["x"]}"#]);
    assert_eq!(compiled.stdout(), "1 filter for pipes/mq: compiled\n");
    let estimated = folder.run(&[
        "estimate",
        "--source",
        "pipes/sqs",
        "-e",
        BY_ATTRIBUTE,
        "--full",
        "r.ndjson",
    ]);
    let warning = "a pipe is estimated as an event source mapping of sqs";
    assert!(
        estimated.stdout().contains(warning),
        "{}",
        estimated.stdout()
    );
    let planned = folder.run(&[
        "plan",
        "concurrency",
        "--source",
        "pipes/sqs",
        "--rate",
        "50/s",
        "--duration-ms",
        "400",
    ]);
    let warning = "a pipe is planned as an event source mapping of sqs";
    assert!(planned.stderr.contains(warning), "{}", planned.stderr);
}
