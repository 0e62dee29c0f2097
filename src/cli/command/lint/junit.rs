//! Findings as JUnit's XML: a suite for each file, a case for each finding, and one passed case for a file without
//! findings. CI servers show the cases that failed.

use super::out::{Located, of_file};
use super::outcome::{Outcome, Reported};
use crate::xml::{escaped, escaped_lines};

/// Returns the document.
pub(super) fn document(outcome: &Outcome) -> String {
    let suites: String = outcome.files.iter().map(suite).collect();
    let cases: usize = outcome.files.iter().map(|it| it.hits.len().max(1)).sum();
    let failures = outcome.hits().count();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"tidegate lint\" tests=\"{cases}\" failures=\"{failures}\">\n{suites}</testsuites>\n"
    )
}

fn suite(file: &Reported) -> String {
    let name = escaped(&file.document.name);
    let found = of_file(file);
    let cases: String = match found.is_empty() {
        true => {
            format!("    <testcase name=\"no findings\" classname=\"{name}\" file=\"{name}\"/>\n")
        }
        false => found.iter().map(|it| case(it, &name)).collect(),
    };
    let (tests, failures) = (found.len().max(1), found.len());
    format!(
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\">\n{cases}  </testsuite>\n"
    )
}

fn case(it: &Located, file: &str) -> String {
    let of = it.name.as_ref().map(|name| format!(" {name}"));
    let title = escaped(&format!(
        "{}{}:{}",
        it.code,
        of.unwrap_or_default(),
        it.line
    ));
    let place = format!("{}:{}:{}{}", it.file, it.line, it.column, it.remedy());
    format!(
        "    <testcase name=\"{title}\" classname=\"{file}\" file=\"{file}\" line=\"{}\">\n      \
         <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
        it.line,
        it.severity,
        escaped(&it.message),
        escaped_lines(&place)
    )
}
