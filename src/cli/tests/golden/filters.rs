//! Messages about filters that can't be used, or that AWS would refuse as they are.

use crate::harness::{Folder, check};
use crate::records::{kinesis, lines};

/// Returns a folder with one record, `r.ndjson`, that `{"data":{"a":["x"]}}` delivers.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("r.ndjson", lines(&[kinesis(r#"{"a":"x"}"#)]));
    folder
}

const MATCH: [&str; 4] = ["match", "--count", "--source", "kinesis"];

fn with<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    MATCH.into_iter().chain(rest.iter().copied()).collect()
}

fn check_file(name: &str, content: impl AsRef<[u8]>) {
    let folder = folder(name);
    folder.write("filter.json", content);
    check(
        name,
        &[folder.run(&with(&["-f", "filter.json", "r.ndjson"]))],
    );
}

/// Returns `{"data":{"a":["xx..."]}}` of this many characters.
fn pattern_of(chars: usize) -> String {
    let frame = r#"{"data":{"a":["é"]}}"#;
    let filler = "é".repeat(chars - frame.chars().count());
    frame.replace('é', &format!("é{filler}"))
}

fn many_filters(count: usize) -> String {
    let patterns: Vec<_> = (0..count)
        .map(|n| format!(r#"{{"data":{{"a":["x",{n}]}}}}"#))
        .collect();
    format!("[{}]", patterns.join(",\n "))
}

#[test]
fn error_in_a_quoted_pattern_is_shown_in_its_file() {
    check_file(
        "filter-quoted",
        r#"{
  "Filters": [
    {
      "Pattern": "{\"data\":{\"kind\":[]}}"
    },
    {
      "Pattern": "{\"data\": {\"caf\u00e9\": [{\"prefx\": \"a\"}]}}"
    }
  ]
}
"#,
    );
}

#[test]
fn error_in_a_list_of_patterns_is_shown_in_its_pattern() {
    check_file(
        "filter-list",
        "[\n  {\"data\": {\"a\": [\"x\"]}},\n  {\"data\": {\"a\": \"x\"}}\n]\n",
    );
}

#[test]
fn eventbridge_gives_its_reason() {
    let folder = folder("filter-eventbridge");
    let pattern = r#"{"detail":{"state":[{"numeric":[">",5,"<",1]}]}}"#;
    check(
        "filter-eventbridge",
        &[folder.run(&["match", "--source", "eventbridge", "-e", pattern])],
    );
}

#[test]
fn long_line_is_cut_around_the_error() {
    let fields = |name: &str| {
        (0..90)
            .map(|n| format!("\"{name}{n}\":[\"v{n}\"],"))
            .collect::<String>()
    };
    check_file(
        "filter-long-line",
        format!(
            "{{\"data\":{{{}\"here\":[],{}\"last\":[1]}}}}",
            fields("before"),
            fields("after")
        ),
    );
}

#[test]
fn pattern_as_an_object_is_accepted_with_a_warning() {
    check_file(
        "filter-object",
        r#"{"Filters": [{"Name": "letters", "Pattern": {"data": {"a": ["x"]}}}]}"#,
    );
}

#[test]
fn output_of_get_event_source_mapping_is_accepted() {
    check_file(
        "filter-mapping",
        r#"{
    "UUID": "a1b2c3d4-5678-90ab-cdef-11111EXAMPLE",
    "BatchSize": 100,
    "FilterCriteria": {
        "Filters": [
            {
                "Pattern": "{\"data\":{\"a\":[\"x\"]}}"
            }
        ]
    },
    "State": "Enabled"
}
"#,
    );
}

#[test]
fn text_after_a_pattern_is_pointed_out() {
    check_file(
        "filter-trailing",
        "{\"data\":{\"a\":[\"x\"]}}\n{\"data\":{\"b\":[\"y\"]}}\n",
    );
}

#[test]
fn document_without_a_filter_is_refused() {
    check_file(
        "filter-number",
        "[\n  {\"data\":{\"a\":[\"x\"]}},\n  5\n]\n",
    );
}

#[test]
fn missing_filter_is_refused() {
    check_file("filter-none", "{\"FilterCriteria\": {\"Filters\": []}}\n");
}

#[test]
fn empty_file_is_refused() {
    check_file("filter-empty", "");
}

#[test]
fn truncated_file_is_refused() {
    check_file(
        "filter-truncated",
        "{\"Filters\": [\n  {\"Pattern\": \"{\\\"data\\\":{\\\"a\\\"",
    );
}

#[test]
fn binary_file_is_refused() {
    check_file(
        "filter-binary",
        [0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0xf0, 0xff],
    );
}

#[test]
fn file_that_is_not_utf8_is_refused() {
    check_file(
        "filter-not-utf8",
        b"{\"data\":\n  {\"a\": [\"gr\xfcn\"]}}\n",
    );
}

#[test]
fn hundred_thousand_levels_are_refused() {
    check_file("filter-deep", "{\"a\":".repeat(100_000));
}

#[test]
fn pattern_over_4096_characters_is_refused() {
    let folder = folder("filter-length");
    folder
        .write("4096.json", pattern_of(4096))
        .write("4097.json", pattern_of(4097));
    let runs = ["4096.json", "4097.json"].map(|file| folder.run(&with(&["-f", file, "r.ndjson"])));
    check("filter-length", &runs);
}

#[test]
fn filters_over_5_and_over_10_are_reported() {
    let folder = folder("filter-quota");
    let counts = [5, 6, 10, 11];
    let files = counts.map(|count| format!("{count}.json"));
    for (count, file) in counts.iter().zip(&files) {
        folder.write(file, many_filters(*count));
    }
    let runs = files
        .each_ref()
        .map(|file| folder.run(&with(&["-f", file, "r.ndjson"])));
    check("filter-quota", &runs);
    let rules = many_filters(11).replace("data", "detail");
    folder.write("rules.json", rules);
    let bus = folder.run_on(
        &["match", "--source", "eventbridge", "-f", "rules.json"],
        b"{\"detail\":{}}\n",
    );
    assert_eq!(
        bus.code,
        Some(1),
        "a bus has any number of rules: {}",
        bus.stderr
    );
}

#[test]
fn directory_and_missing_file_are_refused() {
    let folder = folder("filter-path");
    std::fs::create_dir(folder.path("filters")).unwrap();
    let runs =
        ["filters", "no-such-file.json"].map(|path| folder.run(&with(&["-f", path, "r.ndjson"])));
    check("filter-path", &runs);
}

#[test]
fn filters_are_numbered_in_the_order_typed() {
    let folder = folder("filter-order");
    folder.write("second.json", r#"{"data":{"a":["x"]}}"#);
    let args = with(&[
        "-e",
        r#"{"data":{"a":["y"]}}"#,
        "-f",
        "second.json",
        "-e",
        r#"{"data":{"a":[]}}"#,
    ]);
    let without_error = &args[..args.len() - 2];
    let good = folder.run(&[without_error, &["r.ndjson"]].concat());
    check(
        "filter-order",
        &[good, folder.run(&[&args[..], &["r.ndjson"]].concat())],
    );
}

#[test]
fn profile_can_refuse_more() {
    let folder = folder("filter-profile");
    let args = with(&["-e", r#"{"data":{"a":[{"wildcard":"x*"}]}}"#, "r.ndjson"]);
    let pipes = [&args[..], &["--profile", "pipes"]].concat();
    check("filter-profile", &[folder.run(&args), folder.run(&pipes)]);
}

#[test]
fn quiet_silences_warnings_and_no_error() {
    let folder = folder("filter-quiet");
    folder.write("6.json", many_filters(6));
    let warned = folder.run(&with(&["--quiet", "-f", "6.json", "r.ndjson"]));
    let refused = folder.run(&with(&["--quiet", "-e", r#"{"data":[]}"#, "r.ndjson"]));
    check("filter-quiet", &[warned, refused]);
}

#[test]
fn errors_are_coloured_if_asked_for() {
    let folder = folder("filter-colour");
    let run = folder.run(&with(&[
        "--color",
        "always",
        "-e",
        r#"{"data":[]}"#,
        "r.ndjson",
    ]));
    check("filter-colour", &[run]);
}

#[test]
fn byte_order_mark_before_a_filter_is_ignored() {
    let folder = folder("filter-mark");
    folder.write("filter.json", "\u{feff}{\"data\":{\"a\":[\"x\"]}}\r\n");
    let run = folder.run(&with(&["-q", "-f", "filter.json", "r.ndjson"]));
    assert_eq!((run.code, run.stdout()), (Some(0), "1\n"), "{}", run.stderr);
}
