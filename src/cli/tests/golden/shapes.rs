//! The output of AWS's tools as input of the commands, with no option but the filter.

use serde_json::Value;

use crate::harness::{Folder, Run, check};

/// Returns the repository's samples of a kind each.
fn expected() -> Vec<Value> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/shapes");
    let text = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn sample(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/shapes");
    std::fs::read(folder.join(name)).unwrap()
}

fn filter(row: &Value) -> String {
    let usual = match row["source"].as_str().unwrap() {
        "sqs" => r#"{"body":{"state":["paid"]}}"#,
        "kafka" => r#"{"value":{"state":["paid"]}}"#,
        "dynamodb" => r#"{"dynamodb":{"NewImage":{"state":{"S":["paid"]}}}}"#,
        "eventbridge" => r#"{"detail":{"state":["paid"]}}"#,
        _ => r#"{"data":{"state":["paid"]}}"#,
    };
    row["filter"].as_str().unwrap_or(usual).to_owned()
}

fn records(run: &Run, name: &str) -> (u64, u64) {
    let json: Value =
        serde_json::from_str(run.stdout()).unwrap_or_else(|_| panic!("{name}: {}", run.stderr));
    let count = |key: &str| json["records"][key].as_u64().unwrap();
    (count("read"), count("delivered"))
}

#[test]
fn every_command_counts_them_alike() {
    for row in expected() {
        let (name, filter) = (row["sample"].as_str().unwrap(), filter(&row));
        let folder = Folder::new(&format!("shapes-{name}"));
        folder.write(name, sample(name));
        let source = row["source"].as_str().unwrap();
        let named = ["--source", source];
        let kind = ["--input", row["input"].as_str().unwrap()];
        let mut more: Vec<&str> = Vec::new();
        if row["needs_source"] == true {
            more.extend(named);
        }
        if row["forced"] == true {
            more.extend(kind);
        }
        let wanted = (
            row["read"].as_u64().unwrap(),
            row["delivered"].as_u64().unwrap(),
        );
        for command in ["match", "explain", "estimate"] {
            if command == "estimate" && wanted.0 == 0 {
                continue;
            }
            let args = [command, "--format", "json", "-e", &filter, name];
            let run = folder.run(&[&args[..], &more].concat());
            assert_eq!(records(&run, name), wanted, "{command} {name}");
        }
    }
}

/// Several files of a directory are read at the same time; the output is in order, and always the same.
#[test]
fn directory_and_a_pattern_stand_for_their_files() {
    let folder = Folder::new("shapes-directory");
    std::fs::create_dir_all(folder.path("dump/b")).unwrap();
    folder.write("dump/z.json", sample("sqs-receive.json"));
    folder.write("dump/b/a.ndjson", sample("records-sqs.ndjson"));
    folder.write("dump/b/c.json", sample("event-sqs.json"));
    folder.write("dump/.DS_Store", "x");
    let args = ["match", "--count", "-e", r#"{"body":{"state":["paid"]}}"#];
    let run = |input: &str, more: &[&str]| folder.run(&[&args[..], &[input], more].concat());
    check(
        "shapes-directory",
        &[
            run("dump", &[]),
            run("dump/*.json", &[]),
            run("dump/*.gz", &[]),
        ],
    );
    let one = run("dump", &["--threads", "1"]);
    assert_eq!(run("dump", &["--threads", "3"]).stdout(), one.stdout());
}

#[test]
fn ambiguous_input_is_refused_with_its_readings() {
    let folder = Folder::new("shapes-asked");
    folder.write("payloads.ndjson", sample("payloads.ndjson"));
    folder.write(
        "mail.ndjson",
        "{\"body\":\"Dear all\",\"title\":\"News\"}\n",
    );
    folder.write("strings.ndjson", "\"{\\\"k\\\":1}\"\n");
    folder.write(
        "s3.json",
        r#"{"Records":[{"eventSource":"aws:s3","s3":{}}]}"#,
    );
    folder.write("queue.json", sample("sqs-receive.json"));
    folder.write("stream.json", sample("kinesis-get-records.json"));
    folder.write("nothing", "");
    let filter = r#"{"body":{"state":["paid"]}}"#;
    let run =
        |inputs: &[&str]| folder.run(&[&["match", "--count", "-e", filter][..], inputs].concat());
    check(
        "shapes-asked",
        &[
            run(&["payloads.ndjson"]),
            run(&["--source", "sqs", "mail.ndjson"]),
            run(&["--source", "sqs", "strings.ndjson"]),
            run(&["s3.json"]),
            run(&["--source", "kinesis", "queue.json"]),
            run(&["queue.json", "stream.json"]),
            run(&["nothing"]),
        ],
    );
}

#[test]
fn aggregate_is_taken_apart_where_it_is_asked_for() {
    let folder = Folder::new("shapes-aggregated");
    folder.write("a.json", sample("kinesis-aggregated.json"));
    let args = [
        "match",
        "--count",
        "-e",
        r#"{"data":{"state":["paid"]}}"#,
        "a.json",
    ];
    let apart = [&args[..], &["--enhanced-fan-out"]].concat();
    check(
        "shapes-aggregated",
        &[folder.run(&args), folder.run(&apart)],
    );
}
