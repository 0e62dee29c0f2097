//! `diff`: decisions, witnesses, records that change, and the formats.

use crate::harness::{Folder, check};

const OLD: &str = r#"{"body":{"amount":[{"numeric":[">=",100]}],"state":["paid","sent"]}}"#;
const NEW: &str = r#"{"body":{"amount":[{"numeric":[">",100]}],"state":["paid"]}}"#;

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("old.json", OLD).write("new.json", NEW);
    folder
}

#[test]
fn narrower_filter_is_shown_with_a_message_that_it_loses() {
    let folder = folder("diff");
    let args = ["diff", "--source", "sqs", "old.json", "new.json"];
    let narrow = folder.run_at(&args, 60);
    let markdown = folder.run(&[&args[..], &["--format", "md"]].concat());
    check("diff", &[folder.run(&args), narrow, markdown]);
}

#[test]
fn equivalent_filters_are_proven_and_exit_with_0() {
    let folder = folder("diff-equivalent");
    let same = r#"[{"body":{"amount":[{"numeric":[">=",1e2]}],"state":["sent"]}},{"body":{"amount":[{"numeric":[">=",100.0]}],"state":["paid"]}}]"#;
    let run = folder.run(&["diff", "--source", "sqs", "old.json", same]);
    assert_eq!(run.code, Some(0));
    check("diff-equivalent", &[run]);
}

#[test]
fn difference_in_lists_alone_is_shown_separately() {
    let folder = Folder::new("diff-lists");
    let old = r#"{"detail":{"items":{"kind":["book"]}}}"#;
    let new = r#"[{"detail":{"items":{"gift":[{"exists":false}],"kind":["book"]}}},{"detail":{"items":{"gift":[{"exists":true}],"kind":["book"]}}}]"#;
    let run = folder.run(&["diff", "--source", "eventbridge", old, new]);
    assert_eq!(run.code, Some(1));
    check("diff-lists", &[run]);
}

#[test]
fn each_side_of_different_filters_has_a_record() {
    let folder = Folder::new("diff-different");
    let (old, new) = (
        r#"{"value":{"a":[1]}}"#,
        r#"{"value":{"a":[1,2]},"topic":["t"]}"#,
    );
    check(
        "diff-different",
        &[folder.run(&["diff", "--source", "kafka", old, new])],
    );
}

#[test]
fn records_that_change_are_counted_and_shown() {
    let folder = folder("diff-records");
    let record = |id: usize, body: &str| format!("{{\"messageId\":\"m{id}\",\"body\":{body:?}}}\n");
    let records = [
        r#"{"amount":100,"state":"paid"}"#,
        r#"{"amount":101,"state":"paid"}"#,
        r#"{"amount":99,"state":"paid"}"#,
        r#"{"amount":500,"state":"sent"}"#,
        "plain",
    ];
    let records = records
        .iter()
        .enumerate()
        .map(|(id, body)| record(id, body));
    folder.write("records.ndjson", records.collect::<String>());
    let args = ["diff", "old.json", "new.json", "records.ndjson"];
    let json = [&args[..], &["--format", "json"]].concat();
    check("diff-records", &[folder.run(&args), folder.run(&json)]);
}

#[test]
fn comparison_that_is_too_large_is_said_to_be_open() {
    let folder = Folder::new("diff-unknown");
    let texts = |prefix: &str| {
        let wildcards: Vec<String> = (0..9)
            .map(|n| format!(r#"{{"wildcard":"*{prefix}{n}word*"}}"#))
            .collect();
        format!(r#"{{"detail":{{"a":[{}]}}}}"#, wildcards[..3].join(","))
            + &wildcards[3..]
                .iter()
                .map(|it| format!(r#",{{"detail":{{"a":[{it}]}}}}"#))
                .collect::<String>()
    };
    let (old, new) = (format!("[{}]", texts("ab")), format!("[{}]", texts("cd")));
    let run = folder.run(&["diff", "--source", "eventbridge", &old, &new]);
    assert_eq!(run.code, Some(1));
    let open = r#"{"detail":{"a.":["x"]}}"#;
    check(
        "diff-unknown",
        &[folder.run(&["diff", "--source", "eventbridge", open, open])],
    );
}

#[test]
fn diff_that_cannot_run_exits_with_2() {
    let folder = folder("diff-wrong");
    let runs = [
        folder.run(&["diff", r#"{"data":{"a":[1]}}"#, r#"{"data":{"a":[2]}}"#]),
        folder.run(&[
            "diff",
            "--source",
            "sqs",
            "old.json",
            r#"{"body":{"a":[[1]]}}"#,
        ]),
        folder.run(&["diff", "--source", "sqs", "old.json", "none.json"]),
        folder.run(&["diff", "--source", "sqs", "old.json"]),
        folder.run(&["diff", "--source", "sqs", "-", "-"]),
    ];
    assert!(runs.iter().all(|run| run.code == Some(2)));
    check("diff-wrong", &runs);
}

#[test]
fn old_filter_can_come_from_stdin() {
    let folder = folder("diff-stdin");
    let run = folder.run_on(
        &["diff", "--source", "sqs", "-", "old.json"],
        OLD.as_bytes(),
    );
    assert_eq!(run.code, Some(0));
    assert!(
        run.stdout().contains("equivalent: OLD and NEW"),
        "{}",
        run.stdout()
    );
}

/// Returns a template with a function for each name, and a filter of its queue.
fn template(functions: &[(&str, &str)]) -> String {
    let resources = functions.iter().map(|(name, pattern)| {
        let filters = format!(r#"{{"Filters":[{{"Pattern":{pattern:?}}}]}}"#);
        format!(
            r#""{name}":{{"Type":"AWS::Lambda::EventSourceMapping","Properties":{{"EventSourceArn":"arn:aws:sqs:eu-west-1:111122223333:{name}","FunctionName":"f","FilterCriteria":{filters}}}}}"#
        )
    });
    format!(
        r#"{{"Resources":{{{}}}}}"#,
        resources.collect::<Vec<_>>().join(",")
    )
}

#[test]
fn templates_are_compared_mapping_by_mapping() {
    let folder = Folder::new("diff-templates");
    let old = template(&[("A", NEW), ("B", OLD), ("C", OLD)]);
    let new = template(&[("A", OLD), ("B", OLD), ("D", OLD)]);
    folder.write("old.json", &old).write("new.json", &new);
    let args = ["diff", "old.json", "new.json"];
    let narrow = folder.run_at(&args, 60);
    let markdown = folder.run(&[&args[..], &["--format", "md"]].concat());
    let runs = [folder.run(&args), narrow, markdown];
    assert!(runs.iter().all(|run| run.code == Some(1)));
    check("diff-templates", &runs);
    let same = folder.run(&["diff", "old.json", "old.json"]);
    assert_eq!(same.code, Some(0));
    let named = folder.run(&["diff", "old.json#A", "new.json#A"]);
    assert!(named.stdout().contains("wider: "), "{}", named.stdout());
    let stdin = folder.run_on(&["diff", "-", "new.json"], old.as_bytes());
    assert!(stdin.stdout().contains("1 added"), "{}", stdin.stdout());
}
