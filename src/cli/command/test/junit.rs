//! Results as JUnit's XML, which Jenkins, GitLab and others show: a suite for each file, a case for each row. The
//! elements are those of Apache Ant's `junit` task with `file` and `line` added, as pytest writes them.

use super::place::Place;
use super::results::{ApartRows, JVM_DEPENDENT, Results, UNVERIFIED};
use crate::xml::{escaped, escaped_lines};

/// One row, or a file that can't be read.
struct Case<'r> {
    place: &'r Place,
    /// `None`: the row can't be read, so it has no id.
    id: Option<&'r str>,
    outcome: Outcome<'r>,
}

enum Outcome<'r> {
    Passed,
    Failed {
        message: String,
        tree: &'r str,
    },
    /// It can't be run.
    Broken(&'r str),
    /// It is run and not counted.
    Skipped(String),
}

/// Writes the document.
pub(super) fn document(results: &Results) -> String {
    let mut cases = cases(results);
    // Rows keep the order of their file, whatever their results. The sort is stable.
    cases.sort_by(|a, b| (&a.place.file, a.place.line).cmp(&(&b.place.file, b.place.line)));
    let suites = cases.chunk_by(|a, b| a.place.file == b.place.file);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let counts = counts(&cases);
    out.push_str(&format!("<testsuites name=\"tidegate test\"{counts}>\n"));
    suites.for_each(|suite| push_suite(&mut out, suite));
    out.push_str("</testsuites>\n");
    out
}

fn cases(results: &Results) -> Vec<Case<'_>> {
    let passed = results.passes.iter().map(|it| Case {
        place: &it.place,
        id: Some(&it.id),
        outcome: Outcome::Passed,
    });
    let failed = results.misses.iter().map(|it| Case {
        place: &it.place,
        id: Some(&it.id),
        outcome: Outcome::Failed {
            message: it.told(),
            tree: it.tree.as_deref().unwrap_or_default(),
        },
    });
    let broken = results.broken.iter().map(|it| Case {
        place: &it.place,
        id: None,
        outcome: Outcome::Broken(&it.why),
    });
    let counted = passed.chain(failed).chain(broken);
    counted
        .chain(skipped(&results.jvm_dependent, JVM_DEPENDENT))
        .chain(skipped(&results.unverified, UNVERIFIED))
        .collect()
}

fn skipped<'r>(rows: &'r ApartRows, why: &'r str) -> impl Iterator<Item = Case<'r>> {
    let as_expected = rows.as_expected.iter().map(move |it| Case {
        place: &it.place,
        id: Some(&it.id),
        outcome: Outcome::Skipped(format!("not counted: {why}; as expected")),
    });
    let otherwise = rows.otherwise.iter().map(move |it| Case {
        place: &it.place,
        id: Some(&it.id),
        outcome: Outcome::Skipped(format!("not counted: {why}; {}", it.told())),
    });
    as_expected.chain(otherwise)
}

fn counts(cases: &[Case<'_>]) -> String {
    let number = |is: fn(&Outcome<'_>) -> bool| cases.iter().filter(|it| is(&it.outcome)).count();
    format!(
        " tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"",
        cases.len(),
        number(|it| matches!(it, Outcome::Failed { .. })),
        number(|it| matches!(it, Outcome::Broken(_))),
        number(|it| matches!(it, Outcome::Skipped(_)))
    )
}

fn push_suite(out: &mut String, cases: &[Case<'_>]) {
    let name = escaped(&cases[0].place.file);
    out.push_str(&format!("  <testsuite name=\"{name}\"{}>\n", counts(cases)));
    for case in cases {
        push_case(out, case);
    }
    out.push_str("  </testsuite>\n");
}

fn push_case(out: &mut String, case: &Case<'_>) {
    let file = escaped(&case.place.file);
    let place = case.place.to_string();
    let id = escaped(case.id.unwrap_or(&place));
    let line = case.place.line.map(|line| format!(" line=\"{line}\""));
    let line = line.unwrap_or_default();
    let start = format!("    <testcase name=\"{id}\" classname=\"{file}\" file=\"{file}\"{line}");
    out.push_str(&start);
    let inside = match &case.outcome {
        Outcome::Passed => return out.push_str("/>\n"),
        Outcome::Failed { message, tree } => format!(
            "<failure message=\"{}\">{}</failure>",
            escaped(message),
            escaped_lines(tree)
        ),
        Outcome::Broken(why) => format!("<error message=\"{}\"/>", escaped(why)),
        Outcome::Skipped(why) => format!("<skipped message=\"{}\"/>", escaped(why)),
    };
    out.push_str(&format!(">\n      {inside}\n    </testcase>\n"));
}
