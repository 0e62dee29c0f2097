//! Mistakes of the first minutes with the tool: what it says has to lead on.

use crate::harness::{Folder, Run};

const WRONG: &str = r#"{"eventType":["InvoicePaid"]}"#;
const RIGHT: &str = r#"{"body":{"eventType":["InvoicePaid"]}}"#;

const TEMPLATE: &str = r#"
Transform: AWS::Serverless-2016-10-31
Resources:
  PaidFn:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 20
      Events:
        Q:
          Type: SQS
          Properties:
            Queue: !GetAtt Queue.Arn
            FilterCriteria: {Filters: [{Pattern: '{"body":{"eventType":["InvoicePaid"]}}'}]}
  ReminderFn:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 10
      Events:
        Q:
          Type: SQS
          Properties:
            Queue: !GetAtt Queue.Arn
            FilterCriteria: {Filters: [{Pattern: '{"body":{"eventType":["Reminder"]}}'}]}
  Queue:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: 40}
"#;

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder
        .write("wrong.json", WRONG)
        .write("right.json", RIGHT)
        .write("template.yaml", TEMPLATE)
        .write("bodies.ndjson", "{\"eventType\":\"InvoicePaid\"}\n");
    folder
}

/// What a run said, as one line without the breaks that fit it to the terminal.
fn said(run: &Run) -> String {
    let all = format!("{} {}", run.stdout(), run.stderr);
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(run: &Run, code: i32, sentences: &[&str]) {
    let said = said(run);
    for sentence in sentences {
        assert!(said.contains(sentence), "{sentence:?} is not in {said}");
    }
    assert_eq!(run.code, Some(code), "{said}");
}

#[test]
fn filter_at_the_wrong_level_loses_nothing_when_it_is_corrected() {
    let run = folder("newcomer-diff").run(&["diff", "wrong.json", "right.json", "--source", "sqs"]);
    let scope =
        "of the root keys that AWS documents for the source (read 2026-11-23), none is `eventType`";
    says(&run, 1, &["wider: right.json delivers all records", scope]);
    assert!(
        !said(&run).contains("AWS deletes the messages that"),
        "{}",
        said(&run)
    );
}

#[test]
fn filter_compared_with_itself_has_its_findings_once() {
    let run = folder("newcomer-same").run(&["diff", "wrong.json", "wrong.json", "--source", "sqs"]);
    says(
        &run,
        0,
        &["wrong.json and wrong.json deliver the same records"],
    );
    assert_eq!(
        run.stderr.matches("error[L0201]").count(),
        1,
        "{}",
        run.stderr
    );
}

#[test]
fn source_is_one_guess_for_every_command_without_records() {
    let folder = folder("newcomer-guess");
    let guess = "the filter is for sqs, because it has `body` at its root";
    says(
        &folder.run(&["gen", "-f", "right.json", "-n", "1"]),
        0,
        &[guess],
    );
    says(&folder.run(&["compile", "-f", "right.json"]), 0, &[guess]);
    says(
        &folder.run(&["diff", "right.json", "right.json"]),
        0,
        &[guess],
    );
    let asked = folder.run(&["match", "-f", "right.json", "bodies.ndjson"]);
    says(&asked, 2, &["the source of the records is not clear"]);
}

#[test]
fn filter_that_no_source_satisfies_is_found_without_a_source() {
    let folder = folder("newcomer-lint");
    let first = "say --source sqs, or another source";
    let found = "records of no source have `eventType` at their root, so this filter never matches";
    says(&folder.run(&["lint", "wrong.json"]), 1, &[first, found]);
    let args = ["lint", "wrong.json", "--source", "sqs", "--fix", "--diff"];
    says(
        &folder.run(&args),
        0,
        &["1 more changes what the filter matches, and needs --unsafe-fixes"],
    );
    says(
        &folder.run(&["lint", "nope.yaml"]),
        2,
        &["0 filters in 0 files: 1 path could not be read"],
    );
}

#[test]
fn other_json_of_a_directory_is_not_a_filter_of_no_source() {
    let folder = Folder::new("newcomer-others");
    folder.write("tsconfig.json", "{\"include\": [\"src\"]}\n");
    let run = folder.run(&["lint"]);
    says(&run, 0, &["nothing says where the records of 1 file"]);
    assert!(!said(&run).contains("L0201"));
}

#[test]
fn template_named_as_records_is_refused_with_the_command_for_it() {
    let run = folder("newcomer-template").run(&["match", "-f", "right.json", "template.yaml"]);
    says(
        &run,
        2,
        &[
            "template.yaml is a template, not records",
            "`tidegate lint template.yaml`",
        ],
    );
}

#[test]
fn readers_of_one_queue_are_named_once() {
    let run = folder("newcomer-queue").run(&["lint", "template.yaml"]);
    for code in ["L0406", "L0702"] {
        assert_eq!(run.stdout().matches(code).count(), 1, "{}", run.stdout());
    }
}

#[test]
fn rows_of_each_mapping_have_a_file_of_their_own() {
    let folder = folder("newcomer-init");
    for name in ["PaidFn", "ReminderFn"] {
        let run = folder.run(&["test", "--init", &format!("template.yaml#{name}")]);
        assert_eq!(run.code, Some(0), "{}", said(&run));
        let rows = format!("template.{name}.cases.jsonl");
        says(&folder.run(&["test", &rows]), 0, &["0 failed"]);
    }
}

#[test]
fn rows_of_a_filter_that_never_matches_end_in_a_warning() {
    let run = folder("newcomer-never").run(&["test", "--init", "wrong.json", "--source", "sqs"]);
    let last = run.stderr.lines().last().unwrap_or_default().to_owned();
    says(
        &run,
        0,
        &["no record is delivered, and the rows expect that: is wrong.json right?"],
    );
    assert!(run.stderr.contains("warning: no record is delivered") && last.contains("right?"));
}

#[test]
fn filter_named_as_rows_is_recognised() {
    let run = folder("newcomer-rows").run(&["test", "right.json"]);
    says(
        &run,
        2,
        &[
            "right.json is a filter",
            "`tidegate test --init right.json RECORDS`",
        ],
    );
}

#[test]
fn event_of_a_bus_on_one_line_is_kept_around_what_the_rule_reads() {
    let folder = folder("newcomer-like");
    let event = r#"{"version":"0","id":"1","detail-type":"t","source":"s","account":"1","time":"2026-11-30T00:00:00Z","region":"us-east-1","resources":[],"detail":{"state":"paid","kept":true}}"#;
    folder
        .write("bus.json", format!("{event}\n"))
        .write("rule.json", r#"{"detail":{"state":["paid"]}}"#);
    let run = folder.run(&["gen", "-f", "rule.json", "--like", "bus.json", "-n", "1"]);
    says(&run, 0, &[r#""kept":true"#]);
}

#[test]
fn code_after_explain_leads_to_the_option() {
    let run = folder("newcomer-code").run(&["explain", "L0201"]);
    says(
        &run,
        2,
        &["`tidegate --explain L0201` prints what L0201 means"],
    );
}

#[test]
fn help_is_as_wide_as_other_output() {
    let run = folder("newcomer-help").run(&["estimate", "--help"]);
    let widest = run.stdout().lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(80), "{widest:?}");
}
