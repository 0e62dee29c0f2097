//! The schemas of filters, checked against every pattern and row of the repository.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::Folder;

fn validator(name: &str) -> jsonschema::Validator {
    let run = Folder::repository().run(&["schema", name]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{name}");
    let schema = serde_json::from_str(run.stdout()).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn files(folder: &str, end: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(folder);
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|it| it.to_string_lossy().ends_with(end))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn rows() -> Vec<Value> {
    let files = files("filters/cases", ".jsonl");
    let lines = files.iter().flat_map(|file| {
        let text = fs::read_to_string(file).unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    let rows = lines.filter_map(|line| serde_json::from_str(&line).ok());
    rows.collect()
}

#[test]
fn every_row_fits_the_schema_of_cases() {
    let cases = validator("cases");
    let rows = rows();
    assert!(rows.len() > 500);
    for row in &rows {
        assert!(cases.is_valid(row), "{row}");
    }
}

/// A pattern that a row expects to be accepted fits. A schema can't hold all that AWS refuses, but most of it.
#[test]
fn patterns_of_rows_fit_their_schema_if_aws_accepts_them() {
    let pattern = validator("pattern");
    let (mut refused, mut noticed) = (0, 0);
    for row in rows() {
        let wanted = match &row["pattern"] {
            Value::String(text) => serde_json::from_str(text).ok(),
            Value::Null => None,
            other => Some(other.clone()),
        };
        let Some(wanted) = wanted else { continue };
        let is_ruler = row["dialect"] == "ruler";
        match row["expect"].as_str().unwrap() {
            "invalid_pattern" => {
                refused += 1;
                noticed += u32::from(!pattern.is_valid(&wanted));
            }
            _ if is_ruler => {}
            _ => assert!(pattern.is_valid(&wanted), "{row}"),
        }
    }
    assert!(noticed * 10 > refused * 6, "{noticed} of {refused}");
}

#[test]
fn filter_files_fit_the_schema_of_criteria() {
    let criteria = validator("filter-criteria");
    let mut fitting = 0;
    for file in files("filters/examples", ".json") {
        let document: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        if document.get("Filters").is_some() {
            assert!(criteria.is_valid(&document), "{}", file.display());
            fitting += 1;
        }
    }
    assert!(fitting > 3);
    let wrong = serde_json::json!({"Filters": [{"Pattern": {"body": ["x"]}}]});
    assert!(!criteria.is_valid(&wrong));
}

#[test]
fn pattern_of_a_source_has_the_roots_of_its_records() {
    for (source, good, wrong) in [
        ("sqs", r#"{"body":{"a":[1]}}"#, r#"{"state":[1]}"#),
        (
            "kinesis",
            r#"{"data":{"a":[{"exists":true}]}}"#,
            r#"{"kinesis":{"data":{"a":[1]}}}"#,
        ),
        (
            "dynamodb",
            r#"{"eventName":["INSERT"]}"#,
            r#"{"NewImage":{"a":{"S":["x"]}}}"#,
        ),
        (
            "kafka",
            r#"{"$or":[{"key":["x"]},{"value":{"a":[1]}}]}"#,
            r#"{"$or":[{"k":["x"]},{"value":{"a":[1]}}]}"#,
        ),
        ("mq", r#"{"data":[{"prefix":"x"}]}"#, r#"{"body":["x"]}"#),
        (
            "eventbridge",
            r#"{"detail":{"a":[null]}}"#,
            r#"{"detailType":["x"]}"#,
        ),
    ] {
        let schema = validator(&format!("pattern-{source}"));
        let fits = |text: &str| schema.is_valid(&serde_json::from_str(text).unwrap());
        assert!(fits(good) && !fits(wrong), "{source}");
    }
}

#[test]
fn schemas_are_listed() {
    let run = Folder::repository().run(&["schema"]);
    for name in run.stdout().lines() {
        validator(name);
    }
    assert!(run.stdout().lines().count() > 15);
}
