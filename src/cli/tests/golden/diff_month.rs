//! `diff` with records: a month before and after, and the mapping of a template that records belong to.

use std::fmt::Write as _;

use crate::harness::{Folder, Run, check};

const BROAD: &str = r#"{"body":{"state":["paid","sent"]}}"#;
const NARROW: &str = r#"{"body":{"state":["paid"]}}"#;
const STREAM: &str = r#"{"data":{"state":["paid"]}}"#;

/// Returns 2,000 messages, of which a tenth is paid and another tenth is sent.
fn messages() -> String {
    let mut messages = String::new();
    for id in 0..2_000 {
        let state = ["paid", "sent", "open", "open", "lost"][id * 7 % 10 % 5];
        let state = if id % 2 == 0 { state } else { "open" };
        let body = format!(r#"{{\"state\":\"{state}\"}}"#);
        writeln!(messages, r#"{{"messageId":"m{id}","body":"{body}"}}"#).unwrap();
    }
    messages
}

/// A mapping: its name, the kind and the name of its source, its batch size and its pattern.
type Mapping<'m> = (&'m str, &'m str, &'m str, u32, &'m str);

fn template(mappings: &[Mapping<'_>]) -> String {
    let resources = mappings.iter().map(|(name, kind, source, batch, pattern)| {
        let filters = format!(r#"{{"Filters":[{{"Pattern":{pattern:?}}}]}}"#);
        format!(
            r#""{name}":{{"Type":"AWS::Lambda::EventSourceMapping","Properties":{{"EventSourceArn":"arn:aws:{kind}:eu-west-1:111122223333:{source}","FunctionName":"f","BatchSize":{batch},"FilterCriteria":{filters}}}}}"#
        )
    });
    let resources: Vec<String> = resources.collect();
    format!(r#"{{"Resources":{{{}}}}}"#, resources.join(","))
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder
        .write("broad.json", BROAD)
        .write("narrow.json", NARROW);
    folder.write("messages.ndjson", messages());
    let orders = |batch, pattern| ("Orders", "sqs", "orders", batch, pattern);
    let refunds = ("Refunds", "sqs", "refunds", 10, BROAD);
    let clicks = ("Clicks", "kinesis", "stream/clicks", 100, STREAM);
    folder.write("one.json", template(&[orders(10, BROAD), clicks]));
    folder.write("other.json", template(&[orders(1, NARROW), clicks]));
    folder.write("old.json", template(&[orders(10, BROAD), refunds, clicks]));
    folder.write("new.json", template(&[orders(1, NARROW), refunds, clicks]));
    folder
}

fn run(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["diff", "--input", "record"], args].concat())
}

#[test]
fn month_is_shown_before_and_after() {
    let folder = folder("diff-month");
    let args = [
        "broad.json",
        "narrow.json",
        "messages.ndjson",
        "--source",
        "sqs",
    ];
    let rate = [&args[..], &["--rate", "400/s", "--memory", "512"]].concat();
    let narrow = [&["diff", "--input", "record"], &rate[..]].concat();
    let runs = [
        run(&folder, &rate),
        folder.run_at(&narrow, 60),
        run(&folder, &[&rate[..], &["--format", "md"]].concat()),
    ];
    check("diff-month", &runs);
}

#[test]
fn records_belong_to_the_only_mapping_of_their_source() {
    let folder = folder("diff-inputs");
    let args = [
        "one.json",
        "other.json",
        "messages.ndjson",
        "--source",
        "sqs",
    ];
    check(
        "diff-inputs",
        &[run(&folder, &[&args[..], &["--rate", "400/s"]].concat())],
    );
}

#[test]
fn records_that_could_be_for_several_mappings_name_theirs() {
    let folder = folder("diff-ambiguous");
    let two = ["old.json", "new.json"];
    let with = |args: &[&str]| run(&folder, &[&two[..], args].concat());
    let stdin = [&["diff"], &two[..], &["-"]].concat();
    let wrong = [
        with(&["messages.ndjson", "--source", "sqs"]),
        with(&["messages.ndjson#Nothing"]),
        with(&[
            "messages.ndjson#Orders",
            "messages.ndjson#Refunds",
            "--rate",
            "5/s",
        ]),
        with(&["messages.ndjson", "--source", "kafka"]),
        folder.run_on(&stdin, b""),
    ];
    assert!(wrong.iter().all(|run| run.code == Some(2)));
    check("diff-ambiguous", &wrong);
    let named = with(&["messages.ndjson#Orders"]);
    assert_eq!(named.code, Some(1));
    assert!(
        named.stdout().contains("2,000 records read"),
        "{}",
        named.stdout()
    );
}

#[test]
fn options_of_a_month_need_its_rate() {
    let folder = folder("diff-no-rate");
    let args = ["broad.json", "narrow.json", "--source", "sqs"];
    let runs = [
        run(
            &folder,
            &[&args[..], &["--memory", "512", "messages.ndjson"]].concat(),
        ),
        run(&folder, &[&args[..], &["--rate", "5/s"]].concat()),
    ];
    assert!(runs.iter().all(|run| run.code == Some(2)));
    check("diff-no-rate", &runs);
}
