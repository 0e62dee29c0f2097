//! `lint`: files and directories with filters of every form, in every format.

use std::fs;

use crate::harness::{Folder, Run, check};

/// Returns a folder with a mapping that has faults of several kinds, patterns whose source the rows beside them, their
/// keys or nothing says, and files that are not filters.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    for inner in ["deep", "node_modules"] {
        fs::create_dir_all(folder.path(inner)).unwrap();
    }
    folder.write(
        "mapping.json",
        r#"{
  "Filters": [
    { "Pattern": "{\"state\": [\"paid\"], \"n\": [1]}" },
    { "Pattern": {"body": {"x": ["y"]}} },
    { "Pattern": "{\"body\":{\"state\":\"paid\"}}" }
  ]
}
"#,
    );
    folder.write("deep/broken.json", "{ \"body\": { \"price\": [ { \"numeric\": [ \">\", \"5\" ] } ],\n            \"kind\":  \"x\" } }\n");
    folder.write("deep/stream.json", "{\"a\": {\"b\": [\"é\"]}}\n");
    folder.write(
        "deep/stream.cases.jsonl",
        "{\"id\":\"x\",\"source\":\"kinesis\",\"event\":{},\"expect\":\"filtered\"}\n",
    );
    folder.write("unknown.json", "{\"a\": [1]}\n");
    folder.write("package.json", "{\"name\": \"x\", \"files\": [\"a\"]}\n");
    folder.write("node_modules/copy.json", "{\"state\": [1]}\n");
    folder
}

fn run(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["lint"], args].concat())
}

#[test]
fn filters_of_a_directory_are_found_and_judged() {
    let folder = folder("lint");
    let narrow = folder.run_at(&["lint", "mapping.json"], 60);
    check(
        "lint",
        &[run(&folder, &[]), run(&folder, &["--list"]), narrow],
    );
}

#[test]
fn every_format_has_the_same_findings() {
    let folder = folder("lint-formats");
    let formats = ["json", "sarif", "github", "junit", "md"];
    let runs = formats.map(|it| run(&folder, &["deep", "--format", it]));
    let list = run(&folder, &["deep", "--list", "--format", "json"]);
    let statistics = run(&folder, &["--statistics"]);
    let more = [list, statistics];
    check(
        "lint-formats",
        &runs.into_iter().chain(more).collect::<Vec<_>>(),
    );
}

#[test]
fn options_choose_findings() {
    let folder = folder("lint-options");
    let told = ["--source", "sqs"];
    let runs = [
        run(
            &folder,
            &["--select", "L01,L0705", "--source", "sqs", "mapping.json"],
        ),
        run(
            &folder,
            &["--ignore", "L02", "--deny", "L0102", "mapping.json"],
        ),
        run(
            &folder,
            &[&told[..], &["unknown.json", "--pedantic"]].concat(),
        ),
        run(&folder, &["--ignore", "E0204"]),
        run(&folder, &["--select", "L09"]),
        run(&folder, &["missing.json", "unknown.json"]),
        run(&folder, &["node_modules/copy.json"]),
        run(&folder, &["package.json"]),
    ];
    check("lint-options", &runs);
}

#[test]
fn corrections_keep_the_spelling_of_a_file() {
    let folder = folder("lint-fix");
    let diff = run(&folder, &["--fix", "--diff"]);
    let untouched = fs::read_to_string(folder.path("mapping.json")).unwrap();
    assert!(
        untouched.contains("\"Pattern\": {"),
        "--diff wrote the file"
    );
    let safe = run(&folder, &["--fix"]);
    let all = run(&folder, &["--fix", "--unsafe-fixes"]);
    let again = run(&folder, &["--fix", "--unsafe-fixes"]);
    check("lint-fix", &[diff, safe, all, again]);
    let text = fs::read_to_string(folder.path("mapping.json")).unwrap();
    let first = r#"{ "Pattern": "{\"body\":{\"state\": [\"paid\"], \"n\": [1]}}" }"#;
    assert!(text.contains(first), "{text}");
}

#[test]
fn files_that_are_not_read_are_named() {
    let folder = folder("lint-unread");
    folder.write("chart.yaml", "a: {{ .Values.b }}\n");
    folder.write("compose.yaml", "services: {web: {image: x}}\n");
    check(
        "lint-unread",
        &[
            run(&folder, &["--select", "L0102"]),
            run(&folder, &["compose.yaml"]),
        ],
    );
}
