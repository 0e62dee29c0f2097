//! Findings about filters: where they are shown, which stop a command, and the list of codes in the documentation.

use std::fs;

use crate::harness::{Folder, check, check_file};

/// Returns a folder with two messages whose field is one level deeper than the filter assumes.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let record = |state: &str| {
        let body = format!(r#"{{\"detail\":{{\"state\":\"{state}\",\"by\":{{\"id\":1}}}}}}"#);
        format!("{{\"messageId\":\"m\",\"body\":\"{body}\"}}\n")
    };
    folder.write("r.ndjson", record("paid") + &record("sent"));
    folder
}

/// Wrong patterns that users write, and correct patterns that resemble them.
const WRONG: [(&str, &str); 21] = [
    ("sqs", r#"{"state":["paid"]}"#),
    ("sqs", r#"{"Body":{"state":["paid"]}}"#),
    ("kinesis", r#"{"kinesis":{"data":{"state":["paid"]}}}"#),
    ("kinesis", r#"{"Data":{"state":["paid"]}}"#),
    (
        "sqs",
        r#"{"messageAttributes":{"kind":{"stringValue":["a"]}}}"#,
    ),
    ("dynamodb", r#"{"body":{"eventName":["INSERT"]}}"#),
    ("dynamodb", r#"{"dynamodb":{"NewImage":{"n":{"N":[5,7]}}}}"#),
    (
        "dynamodb",
        r#"{"dynamodb":{"NewImage":{"n":{"N":[{"numeric":[">",5]}]}}}}"#,
    ),
    (
        "dynamodb",
        r#"{"dynamodb":{"NewImage":{"state":["paid"]}}}"#,
    ),
    ("sqs", r#"{"body":{"state":["paid"],"state":["sent"]}}"#),
    ("sqs", r#"{"body":{"id":[9007199254740993]}}"#),
    (
        "sqs",
        r#"{"body":{"a":[{"anything-but":"x"},{"anything-but":"y"}]}}"#,
    ),
    ("eventbridge", r#"{"detailType":["OrderPaid"]}"#),
    (
        "eventbridge",
        r#"{"detail":{"k":[{"wildcard":"*.jpg"},{"equals-ignore-case":"order"}]}}"#,
    ),
    (
        "sqs",
        r#"{"body":{"a":{"prefix":"x"},"b":"y","c":[{"EXISTS":"true"}]}}"#,
    ),
    ("sqs", r#"{"state":["paid"],"amount":[5]}"#),
    (
        "sqs",
        r#"{"body":{"a":["paid",{"anything-but":["paid"]}]}}"#,
    ),
    ("sqs", r#"{"body":{"or":[{"a":["x"]},{"b":["y"]}]}}"#),
    (
        "sqs",
        r#"{"body":{"a":{"$gt":[1],"$lte":[5]},"b":{"$regex":["^x"]}}}"#,
    ),
    ("sqs", r#"{"body":{"not":{"a":["x"]}}}"#),
    ("eventbridge", r#"{"$.detail.items[0].id":[1]}"#),
];

#[test]
fn wrong_patterns_are_reported_with_correct_ones() {
    let folder = folder("findings-wrong");
    let runs =
        WRONG.map(|(source, pattern)| folder.run(&["compile", "--source", source, "-e", pattern]));
    check("findings-wrong", &runs);
}

#[test]
fn every_command_prints_the_same_finding() {
    let folder = folder("findings-commands");
    folder.write("f.json", r#"{"state":["paid"]}"#);
    folder.write(
        "f.cases.jsonl",
        r#"{"id":"a","source":"sqs","event":"{\"body\":\"x\"}","expect":"filtered"}"#,
    );
    let with = |command: &[&str]| {
        let rest = ["--source", "sqs", "-f", "f.json", "r.ndjson"];
        let run = folder.run(&[command, &rest].concat());
        let finding: Vec<&str> = run
            .stderr
            .lines()
            .filter(|line| line.contains("[L0201]"))
            .collect();
        assert_eq!(finding.len(), 1, "{command:?}: {}", run.stderr);
        assert!(
            run.stderr
                .contains("help: write {\"body\":{\"state\":[\"paid\"]}}")
        );
        run.code
    };
    // `match` delivers nothing; the other commands succeed.
    assert_eq!(with(&["match", "--count"]), Some(1));
    assert_eq!(with(&["explain"]), Some(0));
    assert_eq!(with(&["estimate"]), Some(0));
    let test = folder.run(&["test", "f.cases.jsonl"]);
    assert!(test.stderr.contains("error[L0201]"), "{}", test.stderr);
    assert_eq!(test.code, Some(0));
}

#[test]
fn findings_are_denied_allowed_and_pedantic() {
    let folder = folder("findings-options");
    let wildcard = r#"{"body":{"detail":{"state":[{"wildcard":"pa*d"}]}}}"#;
    let run = |args: &[&str]| {
        let rest = ["--source", "sqs", "-e", wildcard];
        folder.run(&[args, &rest].concat())
    };
    check(
        "findings-options",
        &[
            run(&["match", "--deny", "warnings", "r.ndjson"]),
            run(&["match", "--deny", "l0308", "r.ndjson"]),
            run(&["compile", "--deny", "L0308"]),
            run(&["match", "--count", "--allow", "L0308", "r.ndjson"]),
            run(&["compile", "-q"]),
            run(&["compile", "--pedantic"]),
            run(&["compile", "--deny", "L0705"]),
            run(&["compile", "--allow", "E0203"]),
            run(&["compile", "--deny", "L9999"]),
        ],
    );
}

#[test]
fn records_show_what_a_pattern_alone_does_not() {
    let folder = folder("findings-records");
    folder.write("plain.ndjson", "{\"messageId\":\"m\",\"body\":\"hello\"}\n");
    let run = |pattern: &str, records: &str| {
        folder.run(&[
            "match", "--count", "--source", "sqs", "-e", pattern, records,
        ])
    };
    check(
        "findings-records",
        &[
            run(r#"{"body":{"state":["paid"]}}"#, "r.ndjson"),
            run(
                r#"{"body":{"detail":{"by":[{"exists":true}]}}}"#,
                "r.ndjson",
            ),
            run(r#"{"body":["paid"]}"#, "r.ndjson"),
            run(r#"{"body":{"state":["paid"]}}"#, "plain.ndjson"),
        ],
    );
}

/// A message with values of each kind, and filters that come close to them.
#[test]
fn near_values_are_reported() {
    let folder = Folder::new("findings-near");
    let body = r#"{\"state\":\"paid\",\"amount\":\"EUR 12\",\"count\":5,\"by\":null,\"order\":{\"id\":1}}"#;
    folder.write(
        "r.ndjson",
        format!("{{\"messageId\":\"m\",\"body\":\"{body}\"}}\n"),
    );
    let run = |pattern: &str, columns| {
        let args = [
            "match", "--count", "--source", "sqs", "-e", pattern, "r.ndjson",
        ];
        folder.run_at(&args, columns)
    };
    let patterns = [
        r#"{"body":{"state":["Paid"]}}"#,
        r#"{"body":{"state":["paid|open"],"amount":[{"numeric":[">",5]}]}}"#,
        r#"{"body":{"count":[{"anything-but":["5"]}],"by":["null"]}}"#,
        r#"{"Body":{"stat":["paid"],"id":["1"]},"eventSource":["sqs"]}"#,
    ];
    check("findings-near", &patterns.map(|pattern| run(pattern, 80)));
    check(
        "findings-near-narrow",
        &patterns.map(|pattern| run(pattern, 60)),
    );
}

#[test]
fn findings_that_records_show_are_denied_and_allowed() {
    let folder = folder("findings-denied-records");
    folder.write("f.json", r#"{"body":{"state":["paid"]}}"#);
    let run = |args: &[&str]| {
        let rest = ["--source", "sqs", "-f", "f.json", "r.ndjson"];
        folder.run(&[args, &rest].concat())
    };
    let init = |option: [&str; 2]| {
        let args = ["test", "--init", "f.json", "--source", "sqs", "r.ndjson"];
        folder.run(&[&args[..], &option].concat())
    };
    check(
        "findings-denied-records",
        &[
            run(&["match", "--count", "--deny", "L0213"]),
            run(&["match", "--count", "--deny", "warnings"]),
            run(&["match", "--count", "--deny", "L0214"]),
            run(&["match", "--count", "--allow", "L0213", "--deny", "warnings"]),
            run(&["explain", "--first-miss", "1", "--deny", "L0213"]),
            run(&["estimate", "--deny", "L0213"]),
            init(["--deny", "L0213"]),
            init(["--allow", "L0213"]),
        ],
    );
}

#[test]
fn explain_says_where_disturbed_values_decide() {
    let folder = Folder::new("findings-disturbed");
    let event = |key: &str| {
        format!(
            "{{\"id\":\"1\",\"source\":\"s\",\"detail-type\":\"t\",\"detail\":{{\"k\":\"{key}\"}}}}\n"
        )
    };
    folder.write(
        "e.ndjson",
        event("xorder") + &event("order") + &event("a.jpg"),
    );
    let pattern = r#"{"detail":{"k":[{"wildcard":"*.jpg"},{"equals-ignore-case":"order"}]}}"#;
    let records = ["--record", "0", "--record", "1", "--record", "2"];
    let args = [
        "explain",
        "--source",
        "eventbridge",
        "-e",
        pattern,
        "e.ndjson",
    ];
    let run = |columns| folder.run_at(&[&args[..], &records].concat(), columns);
    check("findings-disturbed", &[run(80), run(60)]);
}

#[test]
fn findings_are_in_the_json() {
    let folder = folder("findings-json");
    folder.write(
        "f.json",
        r#"{"Filters": [{"Name": "paid", "Pattern": "{\"state\": [\"paid\"]}"}, {"Pattern": "{\"body\":{\"a\":[],\"b\":1}}"}]}"#,
    );
    let args = [
        "compile", "--source", "sqs", "-f", "f.json", "--format", "json",
    ];
    check("findings-json", &[folder.run(&args)]);
}

#[test]
fn codes_are_explained() {
    let folder = folder("findings-explained");
    let explain = |code: &str, columns| folder.run_at(&["--explain", code], columns);
    check(
        "findings-explained",
        &[
            explain("L0213", 80),
            explain("e0203", 60),
            explain("E0301", 80),
            explain("L1", 80),
        ],
    );
}

/// The table of codes in `docs/findings.md`; rewritten as the transcripts are.
#[test]
fn documentation_lists_every_code() {
    let folder = Folder::repository();
    let path = folder.path("docs/findings.md");
    let document = fs::read_to_string(&path).unwrap();
    let start = document.find("| code |").expect("a table");
    let rows = tidegate_lint::codes().map(|code| {
        let it = tidegate_lint::explain(code).unwrap();
        let first = it.meaning.split_inclusive(". ").next().unwrap_or_default();
        let (name, severity, first) = (
            it.name,
            it.severities(),
            first.trim_end().replace('|', "\\|"),
        );
        format!("| {code} | {name} | {severity} | {first} |\n")
    });
    let table = "| code | name | severity | what it means |\n|---|---|---|---|\n".to_owned()
        + &rows.collect::<String>();
    check_file(&path, document[..start].to_owned() + &table);
}
