//! `compile`, `completions` and `man`.

use crate::harness::{Folder, check};

#[test]
fn valid_filters_compile() {
    let folder = Folder::new("compile");
    folder.write("f.json", r#"[{"data":{"kind":["a","b"],"n":[{"numeric":[">",5]}]}},{"data":{"kind":[{"prefix":"c"}]}}]"#);
    let args = ["compile", "-f", "f.json", "--source", "kinesis"];
    let json = [&args[..], &["--format", "json"]].concat();
    check("compile", &[folder.run(&args), folder.run(&json)]);
}

#[test]
fn simplified_filters_are_printed_with_what_they_save() {
    let folder = Folder::new("compile-simplify");
    folder.write("f.json", r#"[{"body": {"kind": ["a", "ab", {"prefix": "a"}], "n": [{"exists": true}, {"exists": false}]}}, {"body": {"kind": ["ab"]}}]"#);
    let args = [
        "compile",
        "-f",
        "f.json",
        "--source",
        "sqs",
        "--simplify",
        "-q",
    ];
    let short = [
        "compile",
        "-e",
        r#"{"body":{"kind":["a"]}}"#,
        "--source",
        "sqs",
        "--simplify",
    ];
    check("compile-simplify", &[folder.run(&args), folder.run(&short)]);
}

#[test]
fn graph_has_fields_conditions_alternatives_and_filters() {
    let folder = Folder::new("compile-dot");
    let pattern = r#"{"body":{"kind":["a",{"prefix":"b\""}],"$or":[{"n":[{"numeric":[">",5]}]},{"m":[{"exists":true}]}]}}"#;
    let other = r#"{"body":{"kind":["c"]}}"#;
    let args = [
        "compile", "--source", "sqs", "-e", pattern, "-e", other, "--dot",
    ];
    check("compile-dot", &[folder.run(&args)]);
}

/// Only the layout is compared here: the sizes are tested in the engine.
#[test]
fn stats_name_every_path() {
    let folder = Folder::new("compile-stats");
    let args = [
        "compile",
        "--stats",
        "--source",
        "sqs",
        "-e",
        r#"{"body":{"kind":["a"],"n":{"m":[5]}}}"#,
    ];
    let text = folder.run(&args);
    for part in ["states ", "bytes ", "body.kind: ", "body.n.m: "] {
        assert!(
            text.stdout().contains(part),
            "{part} is missing in:\n{}",
            text.stdout()
        );
    }
    let json = folder.run(&[&args[..], &["--format", "json"]].concat());
    for part in [
        "\"schema\": \"tidegate.compile/v1\"",
        "\"states\": ",
        "\"path\": \"body.n.m\"",
    ] {
        assert!(
            json.stdout().contains(part),
            "{part} is missing in:\n{}",
            json.stdout()
        );
    }
    assert_eq!((text.code, json.code), (Some(0), Some(0)));
}

#[test]
fn invalid_filter_is_refused() {
    let folder = Folder::new("compile-refused");
    check(
        "compile-refused",
        &[folder.run(&[
            "compile",
            "--source",
            "sqs",
            "-e",
            r#"{"body":{"a":[[1]]}}"#,
        ])],
    );
}

#[test]
fn completions_contain_every_command() {
    let folder = Folder::new("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = folder.run(&["completions", shell]);
        let script = run.stdout();
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{shell}");
        for word in ["tidegate", "estimate", "dispositions"] {
            assert!(script.contains(word), "{word} is missing for {shell}");
        }
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = Folder::new("man");
    let overview = folder.run(&["man"]);
    assert!(
        overview.stdout().contains(".TH tidegate 1"),
        "{}",
        overview.stdout()
    );
    for command in [
        "match",
        "explain",
        "test",
        "estimate",
        "compile",
        "completions",
        "man",
    ] {
        let page = folder.run(&["man", command]);
        assert_eq!(page.code, Some(0), "{command}");
        assert!(
            page.stdout().contains(&format!(".TH tidegate-{command} 1")),
            "{command}"
        );
    }
    check("man-unknown", &[folder.run(&["man", "nonsense"])]);
}

#[test]
fn help_and_version_are_printed() {
    let folder = Folder::new("help");
    let runs = [
        &["--help"][..],
        &["match", "-h"],
        &["explain", "-h"],
        &["test", "-h"],
        &["diff", "-h"],
        &["estimate", "-h"],
        &["compile", "-h"],
    ];
    check("help", &runs.map(|args| folder.run(args)));
    assert_eq!(
        folder.run(&["--version"]).stdout(),
        format!("tidegate {}\n", env!("CARGO_PKG_VERSION"))
    );
}
