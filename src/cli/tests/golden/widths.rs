//! Findings fit the terminal: the example of every code, drawn for 80 and for 60 columns.

use tidegate_lint::Example;
use unicode_width::UnicodeWidthStr;

use crate::harness::{Folder, Run};

/// Runs an example, for the findings about its filters and those that its records show.
fn run(folder: &Folder, code: &str, example: Example, columns: usize) -> Run {
    let filters = example.filters.iter().flat_map(|text| ["-e", text]);
    let filters: Vec<&str> = filters.collect();
    let source = ["--pedantic", "--source", example.source];
    if example.records.is_empty() {
        return folder.run_at(&[&["compile"], &source[..], &filters].concat(), columns);
    }
    let records = format!("{code}.ndjson");
    folder.write(&records, example.records.join("\n"));
    let rest = ["--count", "--input", "record", &records];
    folder.run_at(
        &[&["match"], &source[..], &filters, &rest].concat(),
        columns,
    )
}

#[track_caller]
fn fits(run: &Run, columns: usize) {
    let widest = run.stderr.lines().max_by_key(|line| line.width());
    let width = widest.map_or(0, UnicodeWidthStr::width);
    assert!(
        width <= columns,
        "{width} of {columns} columns:\n{}",
        run.stderr
    );
}

#[test]
fn finding_of_every_example_fits() {
    let folder = Folder::new("widths");
    for code in tidegate_lint::codes() {
        let example = tidegate_lint::explain(code).unwrap().example;
        if example.filters.is_empty() {
            continue;
        }
        for columns in [80, 60] {
            let run = run(&folder, code, example, columns);
            let said: String = run.stderr.split_whitespace().collect();
            assert!(
                said.contains(&format!("[{code}]:")),
                "{code}: {}",
                run.stderr
            );
            fits(&run, columns);
        }
    }
}

#[test]
fn findings_of_long_lines_fit_and_show_their_place() {
    let folder = Folder::new("widths-long");
    let filler = r#""field":["a value of some length"],"#.repeat(40);
    for wide in ["x", "銀座", "é", "\u{1f600}"] {
        let long = wide.repeat(60);
        let patterns = [
            format!(r#"{{"body":{{{filler}"here":[],{filler}"z":[1]}}}}"#),
            format!(r#"{{"body":{{{filler}"{long}":["{long}"],"z":"{long}"}}}}"#),
            format!(
                "{{\n\"body\":{{\n{filler}\n\"{long}\":[\n\"{wide}\",\n\"a\"\n], \"z\":[9007199254740993]}}}}"
            ),
            format!(r#"{{"{long}":["{long}"]}}"#),
        ];
        for (pattern, columns) in patterns.iter().zip([60, 80, 60, 80]) {
            let run = folder.run_at(
                &["compile", "--pedantic", "--source", "sqs", "-e", pattern],
                columns,
            );
            assert!(run.stderr.contains('^'), "{}", run.stderr);
            let drawn = run.stderr.lines().filter(|line| !is_whole(line));
            for line in drawn {
                assert!(line.width() <= columns, "{line}\n{}", run.stderr);
            }
        }
    }
}

/// Returns whether the line holds a part of a pattern to copy, in which strings are never broken.
fn is_whole(line: &str) -> bool {
    line.starts_with("  = help: write") || line.starts_with("          ")
}
