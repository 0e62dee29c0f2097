//! `--fix`: corrects files until nothing more can be corrected.

mod apply;

use std::fs;
use std::path::Path;

use tidegate_lint::{Safety, Severity};

use super::choose::chosen;
use super::file::reread;
use super::find::Candidate;
use super::found::LintFile;
use super::hit::{Hit, hits};
use crate::args::{FixArgs, LintArgs};
use crate::exit::Reported;
use crate::output::Console;

/// Most rounds of corrections: each corrects at least one pattern, and corrections rarely make new findings.
const ROUNDS_MAX: usize = 20;

/// What was done to one file.
#[derive(Clone, Debug)]
pub(super) struct Corrected {
    pub(super) before: String,
    pub(super) file: LintFile,
    /// How many corrections were made.
    pub(super) count: usize,
}

/// Corrects a file in memory.
pub(super) fn corrected(candidate: &Candidate, file: LintFile, args: &LintArgs) -> Corrected {
    let before = file.document.text.clone();
    let mut state = Corrected {
        before,
        file,
        count: 0,
    };
    for _ in 0..ROUNDS_MAX {
        let found = wanted(&state.file, args);
        let chosen = apply::together(&found, &args.fixing);
        if chosen.is_empty() {
            break;
        }
        let text = apply::applied(&state.file.document.text, &chosen);
        let after = reread(candidate, &state.file, text, args.source);
        // A correction never adds an error.
        if errors(&wanted(&after, args)) > errors(&found) {
            break;
        }
        state.count += chosen.len();
        state.file = after;
    }
    state
}

fn wanted(file: &LintFile, args: &LintArgs) -> Vec<Hit> {
    chosen(hits(file), &file.document, &args.choice)
}

fn errors(hits: &[Hit]) -> usize {
    let errors = hits.iter().filter(|it| it.severity == Severity::Error);
    errors.count()
}

/// Returns whether the options allow a correction.
fn is_allowed(safety: Safety, fixing: &FixArgs) -> bool {
    match safety {
        Safety::Safe => true,
        Safety::Unsafe => fixing.unsafe_fixes,
    }
}

/// Writes a corrected file.
pub(super) fn write(path: &Path, corrected: &Corrected, console: &Console) -> Result<(), Reported> {
    fs::write(path, &corrected.file.document.text).map_err(|error| {
        console.error(format_args!("can't write {}: {error}", path.display()));
        Reported
    })
}

/// Returns the change of a file as a unified diff.
pub(super) fn diff(corrected: &Corrected) -> String {
    let name = &corrected.file.document.name;
    let after = &corrected.file.document.text;
    let diff = similar::TextDiff::from_lines(corrected.before.as_str(), after.as_str());
    let mut unified = diff.unified_diff();
    unified.header(name, name).to_string()
}
