//! `test --init`: writes a first file of rows from a filter and records.

use serde_json::Value;

use crate::harness::{Folder, Run, check};

/// Returns a folder of this name, with two filters and records of every fate.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let filters =
        r#"[{"body":{"kind":["a"]}},{"body":{"customer":{"email":[{"suffix":"@x.com"}]}}}]"#;
    let record = |body: &str| {
        let attributes = r#"{"phone":{"stringValue":"5550100","dataType":"String"}}"#;
        format!(
            "{{\"messageId\":\"m\",\"body\":{body:?},\"md5OfBody\":\"0a1b\",\"messageAttributes\":{attributes}}}\n"
        )
    };
    let bodies = [
        r#"{"kind":"a","n":1000,"customer":{"email":"ada@y.org","vip":true}}"#,
        r#"{"kind":"a","n":10,"customer":{"email":"bob@y.org"}}"#,
        r#"{"kind":"a","n":1}"#,
        r#"{"kind":"a","n":2}"#,
        r#"{"kind":"a","n":2}"#,
        r#"{"kind":"b","customer":{"email":"eve@x.com"}}"#,
        r#"{"kind":"c","items":[{"card":4111},{"card":"4222"}]}"#,
        "plain \u{e9}",
    ];
    let records: String = bodies.into_iter().map(record).collect();
    folder.write("orders.json", filters);
    folder.write("records.ndjson", records + "{\"messageId\":7}\n");
    folder
}

fn init(folder: &Folder, options: &[&str]) -> Run {
    let asked = [
        "test",
        "--init",
        "orders.json",
        "records.ndjson",
        "--source",
        "sqs",
    ];
    folder.run(&[&asked[..], &["--input", "record"], options].concat())
}

fn rows(folder: &Folder) -> String {
    std::fs::read_to_string(folder.path("orders.cases.jsonl")).unwrap()
}

/// Runs the file, whose rows all have to pass; returns its text.
#[track_caller]
fn passing(folder: &Folder) -> String {
    let run = folder.run(&["test", "orders.cases.jsonl"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout(), run.stderr);
    let text = rows(folder);
    let counts = format!("{} passed, 0 failed\n", text.lines().count());
    assert_eq!(run.stdout(), counts);
    text
}

#[test]
fn first_file_has_each_fate_and_is_never_overwritten() {
    let folder = folder("test-init");
    let first = init(&folder, &[]);
    let text = passing(&folder);
    check("test-init", &[first, init(&folder, &[])]);
    assert_eq!(rows(&folder), text);
    let expected: Vec<_> = text.lines().map(expect).collect();
    let wanted = [
        "delivered",
        "delivered",
        "delivered",
        "delivered",
        "filtered",
        "dropped:not-json",
        "unreadable:bad-envelope",
    ];
    assert_eq!(expected, wanted);
}

fn expect(line: &str) -> String {
    let row: Value = serde_json::from_str(line).unwrap();
    row["expect"].as_str().unwrap().to_owned()
}

#[test]
fn redacted_values_are_gone_and_the_file_still_passes() {
    let folder = folder("test-init-redact");
    let paths = "body.customer.email,items.card,messageAttributes.phone,custmer";
    let run = init(&folder, &["--redact", paths]);
    let text = passing(&folder);
    for gone in ["@", "4111", "4222", "5550100", "0a1b"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
    assert!(text.contains(r#""dataType":"String""#));
    check("test-init-redact", &[run]);
}

#[test]
fn payloads_in_base64_are_redacted() {
    let folder = Folder::new("test-init-base64");
    folder.write("f.json", r#"{"data":{"kind":["a"]}}"#);
    // {"kind":"a","email":"ada@y.org"}
    let data = "eyJraW5kIjoiYSIsImVtYWlsIjoiYWRhQHkub3JnIn0=";
    folder.write("r", format!("{{\"kinesis\":{{\"data\":\"{data}\"}}}}\n"));
    let run = folder.run(&[
        "test", "--init", "f.json", "--source", "kinesis", "--redact", "email", "r",
    ]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let rows = std::fs::read_to_string(folder.path("f.cases.jsonl")).unwrap();
    // The text up to the address is the same, and so is its base64.
    assert!(
        rows.contains("eyJraW5kIjoiYSIsImVtYWlsIjoi") && !rows.contains(data),
        "{rows}"
    );
    assert_eq!(folder.run(&["test", "f.cases.jsonl"]).code, Some(0));
}

#[test]
fn rows_are_made_up_where_there_are_no_records() {
    let folder = Folder::new("test-init-blank");
    for (source, pattern) in [
        (
            "sqs",
            r#"{"body":{"a":["x"],"n":[{"numeric":[">",1,"<",2]}],"gone":[{"exists":false}]}}"#,
        ),
        (
            "kinesis",
            r#"{"data":{"a":[{"wildcard":"a*b"}],"$or":[{"b":[1]},{"c":[2]}]}}"#,
        ),
        (
            "dynamodb",
            r#"{"eventName":["INSERT"],"dynamodb":{"NewImage":{"a":{"S":[{"prefix":"p"}]}}}}"#,
        ),
        ("kafka", r#"{"value":{"ip":[{"cidr":"10.0.0.0/8"}]}}"#),
        (
            "eventbridge",
            r#"{"source":["s"],"detail":{"a":[{"anything-but":"b"}]}}"#,
        ),
        (
            "pipes/sqs",
            r#"{"body":{"a":[{"prefix":{"equals-ignore-case":"x"}}]}}"#,
        ),
    ] {
        let _ = std::fs::remove_file(folder.path("orders.cases.jsonl"));
        folder.write("orders.json", pattern);
        let run = folder.run(&["test", "--init", "orders.json", "--source", source]);
        assert_eq!(run.code, Some(0), "{source}: {}", run.stderr);
        let text = passing(&folder);
        let fates: Vec<_> = text.lines().map(expect).collect();
        assert!(
            fates.contains(&"delivered".to_owned()),
            "{source} {pattern}: {text}"
        );
        assert!(fates.len() > 1, "{source} {pattern}: {text}");
    }
    let _ = std::fs::remove_file(folder.path("orders.cases.jsonl"));
    check(
        "test-init-blank",
        &[
            folder.run(&["test", "--init", "orders.json"]),
            folder.run(&["test", "--init", "orders.json", "--source", "pipes/sqs"]),
            folder.run(&["test", "--init", "gone.json", "--source", "sqs"]),
            folder.run(&["test", "--init", "orders.json", "--format", "json"]),
            folder.run(&["test", "--redact", "a", "x.jsonl"]),
        ],
    );
}

#[test]
fn filter_with_another_file_ending_is_named_in_the_rows() {
    let folder = Folder::new("test-init-name");
    folder.write("f.filter", r#"{"body":{"a":["x"]}}"#);
    let run = folder.run(&["test", "--init", "f.filter", "--source", "sqs"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let rows = std::fs::read_to_string(folder.path("f.cases.jsonl")).unwrap();
    assert!(
        rows.lines()
            .all(|row| row.contains(r#""filter":"f.filter""#)),
        "{rows}"
    );
    assert_eq!(folder.run(&["test", "f.cases.jsonl"]).code, Some(0));
}
