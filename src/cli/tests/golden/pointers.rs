//! Commands, options and values as users of other tools type them: they work, or the error names what works.

use crate::harness::{Folder, check};
use crate::records::{kinesis, lines};

#[test]
fn commands_of_other_names_point_to_ours() {
    let folder = Folder::new("pointers-commands");
    let words: [&[&str]; 6] = [
        &["validate", "-e", "{}"],
        &["check"],
        &["grep"],
        &["version"],
        &["mtach"],
        &["plan", "memry"],
    ];
    check("pointers-commands", &words.map(|words| folder.run(words)));
}

#[test]
fn pattern_is_text_or_a_file() {
    let folder = Folder::new("pointers-pattern");
    let pattern = r#"{"data":{"a":["x"]}}"#;
    folder.write("f.json", pattern);
    folder.write("r.ndjson", lines(&[kinesis(r#"{"a":"x"}"#)]));
    let count = |option: &str, value: &str| {
        let args = [
            "match", "--source", "Kinesis", "--count", "-q", "r.ndjson", option, value,
        ];
        folder.run(&args)
    };
    check(
        "pointers-pattern",
        &[
            count("--pattern", pattern),
            count("--pattern", "f.json"),
            count("--event-pattern", pattern),
            count("--patern", pattern),
        ],
    );
}

#[test]
fn values_are_accepted_with_units() {
    let folder = Folder::new("pointers-units");
    folder.write("p.ndjson", "{\"a\":\"x\"}\n");
    let estimate = |values: &[&str]| {
        let args = ["estimate", "--source", "kinesis", "-q", "--format", "json"];
        let filter = ["-e", r#"{"data":{"a":["x"]}}"#, "p.ndjson"];
        folder.run(&[&args[..], &filter, values].concat())
    };
    let plain = [
        "--rate",
        "1000000/month",
        "--memory",
        "1024",
        "--window",
        "60",
    ];
    let units = ["--rate", "1M/month", "--memory", "1GB", "--window", "1m"];
    let (plain, units) = (
        [&plain[..], &["--duration-ms", "1500"]].concat(),
        [&units[..], &["--duration-ms", "1.5s"]].concat(),
    );
    assert_eq!(estimate(&plain).stdout(), estimate(&units).stdout());
    check(
        "pointers-units",
        &[
            estimate(&["--window", "500ms"]),
            estimate(&["--memory", "1TB"]),
            estimate(&["--rate", "1M"]),
            estimate(&["--duration-ms", "20m"]),
        ],
    );
}
