//! Findings as JSON, and the form that the other formats for programs are made of.

use serde::Serialize;

use super::hit::Hit;
use super::outcome::{Outcome, Reported};
use crate::diagnostic::LineFinder;

/// The name and version of the JSON.
const SCHEMA: &str = "tidegate.lint/v1";

#[derive(Serialize)]
struct Out {
    schema: &'static str,
    files: usize,
    filters: usize,
    findings: Vec<Located>,
    /// Paths that can't be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unreadable: Vec<String>,
}

/// A finding with the lines and columns of its place.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Located {
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) file: String,
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    pub(super) end_line: usize,
    /// The column after the last character.
    pub(super) end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<&'static str>,
    pub(super) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help: Option<String>,
    /// The corrected pattern.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fixed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fix: Option<Replacement>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) aws: Option<String>,
    /// Where the program that made the template has the construct.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) written_at: Option<WrittenAt>,
    /// Other places that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related: Vec<Related>,
}

impl Located {
    /// Returns the remedy in lines below a message: in words, and as a pattern. Empty if there is none.
    pub(super) fn remedy(&self) -> String {
        let help = self.help.iter().map(|help| format!("\n{help}"));
        let fixed = self.fixed.iter().map(|fixed| format!("\nwrite {fixed}"));
        help.chain(fixed).collect()
    }
}

/// A place in the program that made a template.
#[derive(Clone, Debug, Serialize)]
pub(super) struct WrittenAt {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Another place of the file, and what is there.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Related {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) message: String,
}

/// An edit of the file.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Replacement {
    /// `safe` or `unsafe`.
    pub(super) safety: &'static str,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    /// What takes the place of the text between.
    pub(super) text: String,
}

/// Returns the document.
pub(super) fn document(outcome: &Outcome) -> String {
    tidegate_report::json(&Out {
        schema: SCHEMA,
        files: outcome.files.len(),
        filters: outcome.filters(),
        findings: located(outcome),
        unreadable: outcome.unreadable.clone(),
    })
}

/// Returns all findings with their places.
pub(super) fn located(outcome: &Outcome) -> Vec<Located> {
    outcome.files.iter().flat_map(of_file).collect()
}

/// Returns the findings of one file.
pub(super) fn of_file(file: &Reported) -> Vec<Located> {
    let mut lines = LineFinder::new(&file.document);
    let found = file.hits.iter().map(|hit| {
        let (line, column) = lines.find(hit.span.start);
        let (end_line, end_column) = lines.find(hit.span.end);
        let fix = hit.fix.as_ref().map(|fix| {
            let (line, column) = lines.find(fix.edit.span.start);
            let (end_line, end_column) = lines.find(fix.edit.span.end);
            Replacement {
                safety: fix.safety.name(),
                line,
                column,
                end_line,
                end_column,
                text: fix.edit.text.clone(),
            }
        });
        Located {
            code: hit.code,
            severity: hit.severity.name(),
            file: file.document.name.clone(),
            line,
            column,
            end_line,
            end_column,
            name: hit.name.clone(),
            source: hit.route.map(|it| it.name()),
            message: hit.message.clone(),
            help: hit.help.clone(),
            fixed: hit.fixed.clone(),
            fix,
            aws: hit.aws.clone(),
            written_at: file.code_of(hit).map(|it| WrittenAt {
                file: it.file.clone(),
                line: it.line,
                column: it.column,
            }),
            related: related(hit, &mut lines),
        }
    });
    found.collect()
}

fn related(hit: &Hit, lines: &mut LineFinder<'_>) -> Vec<Related> {
    let places = hit.related.iter().map(|(span, message)| {
        let (line, column) = lines.find(span.start);
        Related {
            line,
            column,
            message: message.clone(),
        }
    });
    places.collect()
}
