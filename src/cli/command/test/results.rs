//! What the rows came to: counts, misses and compared texts in; the lines for people or one JSON document out.

use std::fmt::Write;

use serde::Serialize;

use super::error_text::{self, Comparison};
use super::expect::Answer;
use super::row::{Apart, Row};

/// The results so far.
#[derive(Default)]
pub(super) struct Results {
    passed: u64,
    misses: Vec<Miss>,
    jvm_dependent: ApartRows,
    unverified: ApartRows,
    aws_texts: Texts,
    ruler_texts: Texts,
}

/// A row that did not get what it expected.
#[derive(Serialize)]
struct Miss {
    id: String,
    expected: String,
    got: String,
    why: String,
}

/// Rows that are run and not counted.
#[derive(Default, Serialize)]
struct ApartRows {
    as_expected: u64,
    otherwise: Vec<Miss>,
}

/// Whether differences of error texts are listed, beside their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Differences {
    Counted,
    Listed,
}

/// Error texts compared.
#[derive(Default, Serialize)]
struct Texts {
    equal: u64,
    different: Vec<Difference>,
}

#[derive(Serialize)]
struct Difference {
    id: String,
    theirs: String,
    ours: Option<String>,
}

#[derive(Serialize)]
struct Document<'r> {
    schema: &'static str,
    passed: u64,
    failed: u64,
    misses: &'r [Miss],
    apart: ApartDocument<'r>,
    error_texts: ErrorTexts<'r>,
}

#[derive(Serialize)]
struct ApartDocument<'r> {
    jvm_dependent: &'r ApartRows,
    unverified: &'r ApartRows,
}

#[derive(Serialize)]
struct ErrorTexts<'r> {
    aws: &'r Texts,
    ruler: &'r Texts,
}

impl Results {
    /// Takes in what a row got.
    pub(super) fn add(&mut self, row: &Row, answer: &Answer) {
        let miss = (!row.expected.holds(answer)).then(|| Miss {
            id: row.id.clone(),
            expected: row.expected.to_string(),
            got: answer.to_string(),
            why: answer.why(),
        });
        match (row.apart, miss) {
            (Some(Apart::JvmDependent), miss) => self.jvm_dependent.add(miss),
            (Some(Apart::Unverified), miss) => self.unverified.add(miss),
            (None, Some(miss)) => self.misses.push(miss),
            (None, None) => self.passed += 1,
        }
        for comparison in error_text::compare(row, answer) {
            let texts = if comparison.whose == "AWS" {
                &mut self.aws_texts
            } else {
                &mut self.ruler_texts
            };
            texts.add(&row.id, comparison);
        }
    }

    /// Whether no row was run.
    pub(super) fn is_empty(&self) -> bool {
        self.passed + self.failed() + self.jvm_dependent.total() + self.unverified.total() == 0
    }

    /// Counted rows that did not get what they expected.
    pub(super) fn failed(&self) -> u64 {
        self.misses.len() as u64
    }

    /// Misses first, what is reported apart next, the counts in the last line.
    pub(super) fn text(&self, differences: Differences) -> String {
        let mut out = String::new();
        for miss in &self.misses {
            line(&mut out, format_args!("FAIL {miss}"));
        }
        self.jvm_dependent
            .write(&mut out, "the answer depends on the version of Java");
        self.unverified
            .write(&mut out, "AWS's guides say so, and nobody has confirmed it");
        self.aws_texts.write(&mut out, "AWS", differences);
        self.ruler_texts.write(&mut out, "event-ruler", differences);
        line(
            &mut out,
            format_args!("{} passed, {} failed", self.passed, self.failed()),
        );
        out
    }

    /// The schema `tidegate.test/v1`.
    pub(super) fn json(&self) -> String {
        let document = Document {
            schema: "tidegate.test/v1",
            passed: self.passed,
            failed: self.failed(),
            misses: &self.misses,
            apart: ApartDocument {
                jvm_dependent: &self.jvm_dependent,
                unverified: &self.unverified,
            },
            error_texts: ErrorTexts {
                aws: &self.aws_texts,
                ruler: &self.ruler_texts,
            },
        };
        tidegate_report::json(&document)
    }
}

fn line(out: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(out, "{line}").expect("writing to a String does not fail");
}

impl std::fmt::Display for Miss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}: expected {}, got {}: {}",
            self.id, self.expected, self.got, self.why
        )
    }
}

impl ApartRows {
    fn add(&mut self, miss: Option<Miss>) {
        match miss {
            None => self.as_expected += 1,
            Some(miss) => self.otherwise.push(miss),
        }
    }

    fn total(&self) -> u64 {
        self.as_expected + self.otherwise.len() as u64
    }

    fn write(&self, out: &mut String, why: &str) {
        if self.total() == 0 {
            return;
        }
        for miss in &self.otherwise {
            line(out, format_args!("apart {miss}"));
        }
        line(
            out,
            format_args!(
                "apart: {}, not counted ({why}): {} as expected, {} otherwise",
                tidegate_figures::counted(self.total(), "row"),
                self.as_expected,
                self.otherwise.len()
            ),
        );
    }
}

impl Texts {
    fn add(&mut self, id: &str, comparison: Comparison) {
        if comparison.is_equal() {
            self.equal += 1;
        } else {
            let Comparison { theirs, ours, .. } = comparison;
            self.different.push(Difference {
                id: id.to_owned(),
                theirs,
                ours,
            });
        }
    }

    fn write(&self, out: &mut String, whose: &str, differences: Differences) {
        let total = self.equal + self.different.len() as u64;
        if total == 0 {
            return;
        }
        let listed = match differences {
            Differences::Counted => &[],
            Differences::Listed => &self.different[..],
        };
        for Difference { id, theirs, ours } in listed {
            let ours = ours.as_deref().unwrap_or("no words of our own");
            line(
                out,
                format_args!("text {id}: {whose} says {theirs:?}, we say {ours:?}"),
            );
        }
        line(
            out,
            format_args!("{} of {total} error texts equal to {whose}'s", self.equal),
        );
    }
}
