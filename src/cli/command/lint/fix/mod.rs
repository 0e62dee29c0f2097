//! `--fix`: corrects files until nothing more can be corrected. A correction in a template is tried out first, because how
//! a text is written there depends on what is around it.

mod apply;

use std::fs;
use std::path::Path;

use tidegate_lint::{Outputs, Safety, Severity};

use super::choose::chosen;
use super::file::reread;
use super::find::Candidate;
use super::found::LintFile;
use super::hit::{Fix, Hit, hits};
use super::seen::Seen;
use crate::args::LintArgs;
use crate::exit::Reported;
use crate::output::Console;

/// Most rounds of corrections: each corrects at least one pattern, and corrections rarely make new findings.
const ROUNDS_MAX: usize = 20;

/// Most times that one template is read again to try out corrections; further findings have none.
const CHECKED_MAX: usize = 100;

/// What was done to one file.
#[derive(Clone, Debug)]
pub(super) struct Corrected {
    pub(super) before: String,
    pub(super) file: LintFile,
    /// How many corrections were made.
    pub(super) count: usize,
    /// How many were left, because they need `--unsafe-fixes`.
    pub(super) held_back: usize,
}

/// Corrects a file in memory.
pub(super) fn corrected(
    candidate: &Candidate,
    file: LintFile,
    args: &LintArgs,
    seen: &Seen,
) -> Corrected {
    let before = file.document.text.clone();
    let mut state = Corrected {
        before,
        file,
        count: 0,
        held_back: 0,
    };
    for _ in 0..ROUNDS_MAX {
        let found = wanted(&state.file, args, seen);
        let chosen = apply::together(&found, &args.fixing);
        let Some((after, count)) = round(candidate, &state.file, (&found, &chosen), args, seen)
        else {
            break;
        };
        state.count += count;
        state.file = after;
    }
    if !args.fixing.unsafe_fixes {
        let left = wanted(&state.file, args, seen);
        let fixes = left.iter().filter_map(|hit| hit.fix.as_ref());
        state.held_back = fixes.filter(|fix| fix.safety == Safety::Unsafe).count();
    }
    state
}

/// Returns the file after one round, and the number of corrections: all, or if they do not all become what they should,
/// the first that does. Returns `None` if nothing can be corrected.
fn round(
    candidate: &Candidate,
    file: &LintFile,
    (found, chosen): (&[Hit], &[&Fix]),
    args: &LintArgs,
    seen: &Seen,
) -> Option<(LintFile, usize)> {
    let attempt = |fixes: &[&Fix]| {
        let text = apply::applied(&file.document.text, fixes);
        let after = reread(candidate, file, text, args.source);
        let is_better = errors(&wanted(&after, args, seen)) <= errors(found);
        (is_better && apply::is_as_meant(&after, fixes)).then_some((after, fixes.len()))
    };
    let all = (!chosen.is_empty()).then(|| attempt(chosen)).flatten();
    all.or_else(|| chosen.chunks(1).find_map(attempt))
}

/// Returns the hits without corrections that would not become what they should. In JSON they always do. All corrections
/// that do not overlap are tried together; only if some fail, each of these by itself.
pub(super) fn checked(
    candidate: &Candidate,
    file: &LintFile,
    hits: Vec<Hit>,
    args: &LintArgs,
) -> Vec<Hit> {
    if file.template.is_none() {
        return hits;
    }
    let mut open: Vec<&Fix> = hits.iter().filter_map(|hit| hit.fix.as_ref()).collect();
    open.sort_by_key(|fix| (fix.edit.span.start, fix.edit.span.end));
    open.dedup();
    let (mut good, mut left) = (Vec::new(), CHECKED_MAX);
    while !open.is_empty() && left > 0 {
        let (together, rest) = apply::apart(open);
        let attempt = |fixes: &[&Fix]| {
            let text = apply::applied(&file.document.text, fixes);
            let after = reread(candidate, file, text, args.source);
            apply::is_as_meant(&after, fixes)
        };
        left -= 1;
        if attempt(&together) {
            good.extend(together.into_iter().cloned());
        } else {
            for fix in together {
                let is_good = left > 0 && attempt(&[fix]);
                left = left.saturating_sub(1);
                good.extend(is_good.then(|| fix.clone()));
            }
        }
        open = rest;
    }
    let checked = hits.into_iter().map(|hit| {
        let fix = hit.fix.clone().filter(|fix| good.contains(fix));
        Hit { fix, ..hit }
    });
    checked.collect()
}

fn wanted(file: &LintFile, args: &LintArgs, seen: &Seen) -> Vec<Hit> {
    chosen(hits(file, &Outputs::default(), seen), file, &args.choice)
}

fn errors(hits: &[Hit]) -> usize {
    let errors = hits.iter().filter(|it| it.severity == Severity::Error);
    errors.count()
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
