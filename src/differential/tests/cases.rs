//! Runs the rows of `filters/cases` through reference and engine: both must return the expected result.

use tidegate_differential::{DIALECTS, dialect_name, dialect_named, read_rows, run_row};
use tidegate_fixtures::repository;

fn files() -> Vec<(String, String)> {
    let folder = repository().join("filters/cases");
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let rows = paths.filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    rows.map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.display().to_string(), text)
    })
    .collect()
}

#[test]
fn every_row_gets_the_expected_result_from_both_sides() {
    let mut count = 0;
    let mut misses = Vec::new();
    for (file, text) in files() {
        for row in read_rows(&text).unwrap_or_else(|error| panic!("{file}: {error}")) {
            assert!(row.dialect.is_some(), "{file}: {}: unknown dialect", row.id);
            let missed = run_row(&row);
            misses.extend(missed.into_iter().map(|miss| {
                let (side, got) = (miss.side, miss.got);
                format!(
                    "{file}: {}: {side} returns {got}, expected {}",
                    row.id, row.expect
                )
            }));
            count += 1;
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
    assert!(count > 100, "only {count} rows were found");
}

#[test]
fn wrong_expectation_is_reported_for_both_sides() {
    let row = r#"{"id":"x","dialect":"eventbridge","pattern":"{\"a\":[1]}","event":"{\"a\":1}","expect":"no_match"}"#;
    let rows = read_rows(row).unwrap();
    let sides: Vec<_> = run_row(&rows[0]).into_iter().map(|m| m.side).collect();
    assert_eq!(sides, ["engine", "reference"]);
}

#[test]
fn line_that_is_not_a_row_is_named() {
    let error = read_rows("\n{\"id\":\"x\"}").unwrap_err();
    assert_eq!(error.line, 2);
    assert!(error.message.contains("`expect`"), "{error}");
}

#[test]
fn every_dialect_is_found_by_its_name() {
    for dialect in DIALECTS {
        assert_eq!(dialect_named(dialect_name(dialect)), Some(dialect));
    }
    assert_eq!(dialect_named("testeventpattern-api"), None);
}
