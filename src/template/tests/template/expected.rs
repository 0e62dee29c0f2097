//! Every template of `filters/templates` is read as `expected.jsonl` says. `SNAPSHOTS=overwrite` writes the file again.

use crate::rows::{Fixture, fixtures, folder};

#[test]
fn templates_are_read_as_expected() {
    let rows: Vec<String> = fixtures().iter().flat_map(Fixture::rows).collect();
    let path = folder().join("expected.jsonl");
    if std::env::var("SNAPSHOTS").is_ok_and(|it| it == "overwrite") {
        std::fs::write(&path, rows.join("\n") + "\n").unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    let expected: Vec<&str> = expected.lines().collect();
    for (got, expected) in rows.iter().zip(&expected) {
        assert_eq!(got, expected);
    }
    assert_eq!(rows.len(), expected.len());
}

#[test]
fn there_are_templates_of_every_kind() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 60, "{}", fixtures.len());
    let filters = fixtures.iter().flat_map(|it| it.template().entries);
    assert!(filters.map(|entry| entry.filters.len()).sum::<usize>() >= 100);
}
