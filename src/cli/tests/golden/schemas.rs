//! The JSON documents of the command line, checked against the committed schemas. Estimates and plans are checked against
//! theirs where they are made.

use serde_json::Value;

use crate::harness::{Folder, Run};

fn schema(name: &str) -> Value {
    let file = format!("{}/schema/{name}.v1.json", env!("CARGO_MANIFEST_DIR"));
    let schema = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    schema
}

#[track_caller]
fn assert_meets(name: &str, document: &Value) {
    let schema = schema(name);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors = validator.iter_errors(document);
    let errors: Vec<_> = errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}\n{document:#}");
}

#[track_caller]
fn assert_run_meets(name: &str, run: &Run) {
    let document = serde_json::from_str(run.stdout()).unwrap();
    assert_meets(name, &document);
}

/// Returns a folder with records of all four fates, and two filters of which one has a name.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write(
        "filters.json",
        r#"{"Filters":[{"Pattern":"{\"body\":{\"kind\":[\"a\"],\"n\":[{\"numeric\":[\">\",5]}]}}"},{"Pattern":"{\"body\":{\"$or\":[{\"kind\":[\"b\"]},{\"kind\":[\"c\"]},{\"n\":[1]}]}}"}]}"#,
    );
    let record = |body: &str| format!("{{\"messageId\":\"m\",\"body\":{body:?}}}\n");
    folder.write(
        "records.ndjson",
        [
            record(r#"{"kind":"a","n":6}"#),
            record(r#"{"kind":"a","n":5}"#),
            record(r#"{"kind":"z"}"#),
            record("plain"),
            "{\"messageId\":7}\n".to_owned(),
        ]
        .concat(),
    );
    folder
}

fn run(folder: &Folder, args: &[&str]) -> Run {
    let asked = [
        "-f",
        "filters.json",
        "--source",
        "sqs",
        "--input",
        "record",
        "-q",
    ];
    let (command, options) = args.split_first().unwrap();
    folder.run(&[&[*command][..], &asked, options, &["records.ndjson"]].concat())
}

#[test]
fn counts_of_match_fit_their_schema() {
    let folder = folder("schema-match");
    assert_run_meets("match", &run(&folder, &["match", "--format", "json"]));
    let lines = run(&folder, &["match", "--dispositions", "--format", "jsonl"]);
    assert_eq!(lines.stdout().lines().count(), 5);
    for line in lines.stdout().lines() {
        assert_meets("match-line", &serde_json::from_str(line).unwrap());
    }
}

#[test]
fn explanations_fit_their_schema() {
    let folder = folder("schema-explain");
    for chosen in [&["--first-miss", "9"][..], &["--record", "0"], &["--near"]] {
        let args = [&["explain", "--format", "json"], chosen].concat();
        assert_run_meets("explain", &run(&folder, &args));
    }
}

#[test]
fn compiled_filters_fit_their_schema() {
    let folder = folder("schema-compile");
    let args = [
        "compile",
        "-f",
        "filters.json",
        "--source",
        "sqs",
        "--format",
        "json",
    ];
    assert_run_meets("compile", &folder.run(&args));
    assert_run_meets("compile", &folder.run(&[&args[..], &["--stats"]].concat()));
    let simplified = folder.run(&[&args[..], &["--simplify"]].concat());
    assert_run_meets("compile", &simplified);
}

#[test]
fn differences_fit_their_schema() {
    let folder = folder("schema-diff");
    let args = [
        "diff",
        "--source",
        "sqs",
        "--format",
        "json",
        "-q",
        "filters.json",
    ];
    let other = r#"{"body":{"kind":["a"]}}"#;
    assert_run_meets("diff", &folder.run(&[&args[..], &[other]].concat()));
    assert_run_meets(
        "diff",
        &folder.run(&[&args[..], &["filters.json"]].concat()),
    );
    let records = [&args[..], &[other, "--input", "record", "records.ndjson"]].concat();
    assert_run_meets("diff", &folder.run(&records));
    let open = r#"{"body":{"a.":["x"]}}"#;
    assert_run_meets("diff", &folder.run(&[&args[..], &[open]].concat()));
    let month = [&records[..], &["--rate", "5/s"]].concat();
    let month = folder.run(&month);
    assert_run_meets("diff", &month);
    let document: Value = serde_json::from_str(month.stdout()).unwrap();
    let estimate = serde_json::from_str(tidegate_estimate::v1::SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&estimate).unwrap();
    for side in ["old", "new"] {
        assert!(validator.is_valid(&document["month"][side]), "{document:#}");
    }
}

#[test]
fn differences_of_templates_fit_their_schema() {
    let folder = Folder::new("schema-diff-templates");
    let filters = |pattern: &str| format!(r#"{{"Filters":[{{"Pattern":{pattern:?}}}]}}"#);
    let mapping = |name: &str, batch: u32, pattern: &str| {
        format!(
            r#""{name}":{{"Type":"AWS::Lambda::EventSourceMapping","Properties":{{"EventSourceArn":"arn:aws:sqs:eu-west-1:111122223333:{name}","FunctionName":"f","BatchSize":{batch},"FilterCriteria":{}}}}}"#,
            filters(pattern)
        )
    };
    let template = |mappings: &[String]| format!(r#"{{"Resources":{{{}}}}}"#, mappings.join(","));
    let (paid, sent) = (r#"{"body":{"a":["paid"]}}"#, r#"{"body":{"a":["sent"]}}"#);
    let old = [
        mapping("A", 5, paid),
        mapping("B", 5, paid),
        mapping("C", 5, paid),
    ];
    let new = [
        mapping("A", 5, sent),
        mapping("B", 7, paid),
        mapping("D", 5, paid),
    ];
    folder.write("old.json", template(&old));
    folder.write("new.json", template(&new));
    folder.write(
        "records.ndjson",
        "{\"messageId\":\"m\",\"body\":\"{\\\"a\\\":\\\"sent\\\"}\"}\n",
    );
    let args = ["diff", "old.json", "new.json", "--format", "json", "-q"];
    let run = folder.run(&args);
    assert_run_meets("diff-templates", &run);
    for change in ["added", "removed", "same", "compared"] {
        let written = format!("\"change\": \"{change}\"");
        assert!(run.stdout().contains(&written), "{}", run.stdout());
    }
    let records = [&args[..], &["--input", "record", "records.ndjson#A"]].concat();
    assert_run_meets("diff-templates", &folder.run(&records));
}

#[test]
fn results_of_rows_fit_their_schema() {
    let repository = Folder::repository();
    for rows in ["filters/examples", "filters/cases/prefix.jsonl"] {
        let results = repository.run(&["test", rows, "--format", "json"]);
        assert_run_meets("test", &results);
    }
    let folder = Folder::new("schema-test");
    folder.write(
        "rows.jsonl",
        r#"{"id":"miss","dialect":"ruler","pattern":{"a":["x"]},"event":{"a":"y"},"expect":"match"}
{"id":"java","dialect":"ruler","pattern":{"a":["x"]},"event":{"a":"y"},"expect":"match","jvm_dependent":true}
{"id":"text","dialect":"testeventpattern-api","pattern":"{","expect":"reject","aws_error":"no"}
"#,
    );
    assert_run_meets(
        "test",
        &folder.run(&["test", "rows.jsonl", "--format", "json"]),
    );
}

#[test]
fn findings_and_filters_fit_their_schemas() {
    let folder = folder("schema-lint");
    folder.write(
        "wrong.json",
        r#"{"Filters":[{"Pattern":"{\"state\":\"x\"}"}]}"#,
    );
    let found = folder.run(&["lint", "--source", "sqs", "--format", "json", "--pedantic"]);
    assert_run_meets("lint", &found);
    assert!(found.stdout().contains("\"fix\""));
    let list = folder.run(&["lint", "--list", "--format", "json"]);
    assert_run_meets("lint-list", &list);
}

/// OASIS's own schema, without its descriptions. Its pattern of a language has an unmatched bracket, mended here.
const SARIF: &str = include_str!("sarif-2.1.0.schema.json");

#[test]
fn sarif_fits_the_schema_of_the_standard() {
    let folder = folder("schema-sarif");
    folder.write(
        "ü 1.json",
        r#"{"Filters":[{"Pattern":"{\"state\":\"x\"}"}]}"#,
    );
    let run = folder.run(&["lint", "--source", "sqs", "--format", "sarif", "--pedantic"]);
    let log: Value = serde_json::from_str(run.stdout()).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(SARIF).unwrap()).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(&log)
        .map(|it| it.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(
        !results.is_empty() && run.stdout().contains("%C3%BC%201.json"),
        "{log:#}"
    );
}

/// Every object with properties says which it requires and forbids others.
#[test]
fn schemas_are_closed() {
    for name in [
        "match",
        "match-line",
        "explain",
        "compile",
        "diff",
        "diff-templates",
        "test",
        "lint",
        "lint-list",
    ] {
        assert_closed(name, &schema(name));
    }
}

fn assert_closed(name: &str, value: &Value) {
    match value {
        Value::Object(object) => {
            if object.contains_key("properties") && object.contains_key("type") {
                assert_eq!(object["additionalProperties"], false, "{name}: {object:#?}");
                assert!(object.contains_key("required"), "{name}: {object:#?}");
            }
            object.values().for_each(|value| assert_closed(name, value));
        }
        Value::Array(list) => list.iter().for_each(|value| assert_closed(name, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
