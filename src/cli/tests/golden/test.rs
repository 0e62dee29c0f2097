//! `test`: rows, misses, counts, and rows that can't be run.

use crate::harness::{Folder, check};

#[test]
fn row_with_an_ambiguous_event_names_the_remedy() {
    let folder = Folder::new("test-lookalikes");
    folder.write("rows.jsonl", LOOKALIKES);
    let args = ["test", "rows.jsonl"];
    check(
        "test-lookalikes",
        &[folder.run(&args), folder.run_at(&args, 60)],
    );
}

#[test]
fn cases_of_the_examples_pass() {
    let run = Folder::repository().run(&["test", "filters/examples"]);
    let last = run.stdout().lines().last().unwrap_or_default();
    assert!(
        last.ends_with(" passed, 0 failed"),
        "{}{}",
        run.stdout(),
        run.stderr
    );
    assert_eq!(run.code, Some(0));
}

const PASSING: &str = r#"{"id":"text","dialect":"eventbridge","pattern":"{\"a\":[1]}","event":"{\"a\":1.0} and more","expect":"match"}
{"id":"json","dialect":"ruler","pattern":{"a":[1]},"event":{"a":"1"},"expect":"no_match"}

{"id":"pattern-only","dialect":"pipes","pattern":{"a":[{"wildcard":"x*"}]},"event":null,"expect":"invalid_pattern"}
{"id":"valid","dialect":"eventbridge","pattern":{"a":[{"wildcard":"x*"}]},"expect":"valid_pattern"}
{"id":"event","dialect":"eventbridge","pattern":{"a":[1]},"event":"{\"a\":","expect":"invalid_event"}
{"id":"api","dialect":"testeventpattern-api","pattern":{"a":[1]},"event":{"a":1},"expect":"invalid_event"}
{"id":"api-whole","dialect":"testeventpattern-api","pattern":{"source":["s"]},"event":{"id":"1","account":"2","source":"s","time":"t","region":"r","detail-type":"d"},"expect":"match"}
{"id":"dropped","source":"sqs","pattern":{"body":{"a":[1]}},"event":{"body":"plain"},"expect":"dropped:not-json"}
{"id":"dropped-is-no-match","dialect":"esm-sqs","pattern":{"body":{"a":[1]}},"event":{"body":"plain"},"expect":"no_match"}
{"id":"payload","source":"kinesis","pattern":{"data":{"a":[1]}},"event":{"a":1},"expect":"delivered"}
{"id":"payload-said","source":"kinesis","input":"payload","pattern":{"data":{"data":[1]}},"event":{"data":1},"expect":"delivered"}
{"id":"text-payload","source":"sqs","pattern":{"body":["plain"]},"event":"plain","expect":"delivered"}
{"id":"whole-event","source":"sqs","pattern":{"body":{"a":[1]}},"event":{"Records":[{"body":"{\"a\":2}","eventSource":"aws:sqs"}]},"expect":"filtered"}
{"id":"unreadable","source":"kinesis","pattern":{"data":{"a":[1]}},"event":{"kinesis":{"data":"%%%"}},"expect":"unreadable:bad-base64"}
{"id":"texts","dialect":"eventbridge","pattern":{"a":[]},"expect":"invalid_pattern","aws_error":"Event pattern is not valid. Reason: Empty arrays are not allowed\n at [Source: (String)\"{}\"; line: 1, column: 6]","ruler_error":"Empty arrays are forbidden"}
{"id":"lambda-text","dialect":"esm-sqs","pattern":{"a":[]},"expect":"invalid_pattern","aws_error":"Invalid filter pattern definition."}
"#;

#[test]
fn every_kind_of_row_is_run() {
    let folder = Folder::new("test-rows");
    folder.write("rows.jsonl", PASSING);
    check(
        "test-rows",
        &[
            folder.run(&["test", "rows.jsonl"]),
            folder.run(&["test", "-v", "rows.jsonl"]),
        ],
    );
}

/// Events that a queue may hold as payloads, and rows that do not say so.
const LOOKALIKES: &str = r#"{"id":"s3","source":"sqs","pattern":{"body":{"a":[1]}},"event":{"Records":[{"eventSource":"aws:s3","s3":{"object":{"key":"k"}}}]},"expect":"filtered"}
{"id":"s3-payload","source":"sqs","pattern":{"body":{"a":[1]}},"input":"payload","event":{"Records":[{"eventSource":"aws:s3","s3":{"object":{"key":"k"}}}]},"expect":"filtered"}
{"id":"either","source":"sqs","pattern":{"body":{"a":[1]}},"event":{"body":"{}","total":1},"expect":"filtered"}
"#;

const FAILING: &str = r#"{"id":"miss","dialect":"eventbridge","pattern":{"a":[1]},"event":{"a":2},"expect":"match"}
{"id":"miss-2","source":"sqs","pattern":{"body":{"a":[1]}},"event":{"body":"{\"a\":1}"},"expect":"filtered"}
{"id":"miss-3","source":"sqs","pattern":{"body":{"a":[1]}},"event":{"body":"5"},"expect":"dropped:not-json"}
{"id":"miss-4","dialect":"eventbridge","pattern":{"a":[{"prefx":"b"}]},"event":{"a":2},"expect":"match"}
{"id":"miss-5","dialect":"eventbridge","pattern":{"a":[1]},"event":"[]","expect":"no_match"}
{"id":"miss-6","source":"sqs","pattern":{"body":{"a":[1]}},"event":{"Records":[{"body":"1","eventSource":"aws:sqs"},{"body":"2","eventSource":"aws:sqs"}]},"expect":"filtered"}
{"id":"java","dialect":"ruler","pattern":{"a":[1]},"event":{"a":2},"expect":"match","jvm_dependent":true}
{"id":"guide","dialect":"ruler","pattern":{"a":[1]},"event":{"a":1},"expect":"match","authority":"aws-docs-unverified"}
{"id":"hit","dialect":"ruler","pattern":{"a":[1]},"event":{"a":1},"expect":"match"}
"#;

#[test]
fn misses_and_uncounted_rows_are_listed() {
    let folder = Folder::new("test-misses");
    folder.write("rows.jsonl", FAILING);
    let json = folder.run(&["test", "--format", "json", "rows.jsonl"]);
    check("test-misses", &[folder.run(&["test", "rows.jsonl"]), json]);
}

#[test]
fn uncounted_rows_alone_pass() {
    let folder = Folder::new("test-apart");
    folder.write("rows.jsonl", FAILING.lines().nth(6).unwrap());
    check("test-apart", &[folder.run(&["test", "rows.jsonl"])]);
}

#[test]
fn malformed_rows_are_named_and_the_rest_is_run() {
    let folder = Folder::new("test-malformed");
    folder.write(
        "rows.jsonl",
        [
            r#"{"id":"hit","dialect":"ruler","pattern":{"a":[1]},"event":{"a":1},"expect":"match"}"#,
            r#"{"id":"cut","dialect":"ruler","#,
            r#"{"id":"word","dialect":"ruler","pattern":{"a":[1]},"event":{"a":1},"expect":"matches"}"#,
            r#"{"id":"dialect","dialect":"rulr","pattern":{"a":[1]},"event":{"a":1},"expect":"match"}"#,
            r#"{"id":"event","dialect":"ruler","pattern":{"a":[1]},"expect":"match"}"#,
            r#"{"id":"nobody","pattern":{"a":[1]},"event":{"a":1},"expect":"match"}"#,
            r#"{"id":"pattern","dialect":"ruler","event":{"a":1},"expect":"match"}"#,
            r#"{"id":"filter","dialect":"ruler","filter":"gone.json","event":{"a":1},"expect":"match"}"#,
            r#"[1]"#,
            r#"{"id":"last","dialect":"ruler","pattern":{"a":[1]},"event":{"a":2},"expect":"no_match"}"#,
        ]
        .join("\n"),
    );
    let missing = folder.run(&["test", "no-such-file.jsonl", "rows.jsonl"]);
    check(
        "test-malformed",
        &[folder.run(&["test", "rows.jsonl"]), missing],
    );
}

#[test]
fn directories_are_searched_and_filters_found_beside_the_rows() {
    let folder = Folder::new("test-directory");
    std::fs::create_dir_all(folder.path("cases/deep")).unwrap();
    let row = r#"{"id":"r","source":"sqs","event":{"body":"{\"a\":1}"},"expect":"delivered"}"#;
    let other = r#"{"id":"o","source":"sqs","filter":"two.json","event":{"body":"{\"a\":1}"},"expect":"filtered"}"#;
    folder.write(
        "cases/one.json",
        r#"{"Filters":[{"Pattern":"{\"body\":{\"a\":[1]}}"}]}"#,
    );
    folder.write(
        "cases/deep/two.json",
        r#"[{"body":{"a":[2]}},{"body":{"a":[3]}}]"#,
    );
    folder
        .write("cases/one.cases.jsonl", row)
        .write("cases/deep/x.cases.jsonl", other);
    folder.write("cases/ignored.jsonl", "not a row");
    check("test-directory", &[folder.run(&["test", "cases"])]);
}

#[test]
fn no_rows_is_an_error() {
    let folder = Folder::new("test-none");
    folder.write("empty.jsonl", "\n").write("filter.json", "{}");
    check(
        "test-none",
        &[
            folder.run(&["test", "."]),
            folder.run(&["test", "empty.jsonl"]),
        ],
    );
}

#[test]
fn results_are_written_for_ci_servers() {
    let folder = Folder::new("test-ci");
    folder.write("rows.jsonl", FAILING);
    folder.write("a,b.jsonl", "{\"id\":\"cut <&>\",\n");
    folder.write("filter.json", r#"{"body":{"a":[1]},"status":["x"]}"#);
    folder.write(
        "filter.cases.jsonl",
        r#"{"id":"100 %: <a>","source":"sqs","event":{"body":"{\"a\":1}"},"expect":"delivered"}"#,
    );
    let runs = ["junit", "github"].map(|format| {
        let files = [
            "rows.jsonl",
            "a,b.jsonl",
            "filter.cases.jsonl",
            "gone.jsonl",
        ];
        folder.run(&[&["test", "-q", "--format", format], &files[..]].concat())
    });
    check("test-ci", &runs);
}
