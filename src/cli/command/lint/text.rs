//! Findings as text for people: each under the line it is about.

use std::collections::{BTreeMap, BTreeSet};

use tidegate_figures::counted;
use tidegate_lint::{Safety, Severity};

use super::hit::Hit;
use super::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Level, LineFinder};

/// Returns the drawings, with terminal colours.
pub(super) fn drawn(outcome: &Outcome, columns: usize) -> String {
    let mut parts = Vec::new();
    for file in &outcome.files {
        let mut lines = LineFinder::new(&file.document);
        // The corrected filter is shown once.
        let mut shown = BTreeSet::new();
        for hit in &file.hits {
            let is_new = |fixed: &&str| shown.insert((hit.name.clone(), (*fixed).to_owned()));
            let fixed = hit.fixed.as_deref().filter(is_new);
            let drawing = diagnostic(hit, fixed).draw_with(&mut lines, &file.document, columns);
            let written = file.code_of(hit).map(|it| {
                format!(
                    "  = note: written at {}:{}:{}\n",
                    it.file, it.line, it.column
                )
            });
            parts.push(format!("{drawing}\n{}", written.unwrap_or_default()));
        }
    }
    parts.join("\n")
}

fn diagnostic<'h>(hit: &'h Hit, fixed: Option<&'h str>) -> Diagnostic<'h> {
    Diagnostic {
        level: match hit.severity {
            Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
            Severity::Info => Level::Info,
        },
        code: Some(hit.code),
        message: &hit.message,
        span: hit.span,
        help: hit.help.as_deref(),
        choices: &[],
        fixed,
        aws: hit.aws.as_deref(),
        related: &hit.related,
    }
}

/// Returns the counts of findings by code, one a line, the most frequent first.
pub(super) fn statistics(outcome: &Outcome) -> String {
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for hit in outcome.hits() {
        *counts.entry((hit.code, hit.severity.name())).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(code, count)| (std::cmp::Reverse(count), code));
    let lines = counts.iter().map(|((code, severity), count)| {
        let name = tidegate_lint::explain(code).map_or("", |it| it.name);
        format!("{count:>6}  {code}  {severity:<7}  {name}\n")
    });
    lines.collect()
}

/// Returns the last line: what was looked at, and what was found.
pub(super) fn summary(outcome: &Outcome) -> String {
    let filters = counted(outcome.filters() as u64, "filter");
    let files = counted(outcome.files.len() as u64, "file");
    let found = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let count = outcome.hits().filter(|it| it.severity == severity).count();
        match (severity, count) {
            (_, 0) => None,
            (Severity::Info, count) => Some(format!("{count} info")),
            (severity, count) => Some(counted(count as u64, severity.name())),
        }
    });
    let found: Vec<_> = found.into_iter().flatten().collect();
    let unread = (!outcome.unreadable.is_empty()).then(|| {
        let paths = counted(outcome.unreadable.len() as u64, "path");
        format!("{paths} could not be read")
    });
    let found = match (found.is_empty(), outcome.files.is_empty(), &unread) {
        (true, true, Some(_)) => None,
        (true, ..) => Some("nothing found".to_owned()),
        (false, ..) => Some(found.join(", ")),
    };
    let said: Vec<_> = unread.into_iter().chain(found).collect();
    format!(
        "{filters} in {files}: {}{}",
        said.join(", "),
        fixable(outcome)
    )
}

/// Returns what `--fix` could do.
fn fixable(outcome: &Outcome) -> String {
    let count = |safety| {
        let fixes = outcome.hits().filter_map(|it| it.fix.as_ref());
        fixes.filter(|fix| fix.safety == safety).count()
    };
    match (count(Safety::Safe), count(Safety::Unsafe)) {
        (0, 0) => String::new(),
        (0, look) => format!("; --fix --unsafe-fixes corrects {look}"),
        (safe, 0) => format!("; --fix corrects {safe}"),
        (safe, look) => format!("; --fix corrects {safe}, --unsafe-fixes {look} more"),
    }
}
