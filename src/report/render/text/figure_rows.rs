//! Figures in columns, each with its check beside it, or below it if there are too few columns.

use super::fit::{left, width, wrap};
use super::{INDENT, Page};
use crate::document::{Figure, Tone};
use crate::safe::safe;

/// Fewest columns in which a check stands beside its figure.
const CHECK_COLUMNS: usize = 40;

pub(super) fn lines(page: &Page<'_>, figures: &[Figure]) -> Vec<String> {
    let rows = figures.iter().map(|figure| Row {
        name: safe(&figure.label()),
        value: safe(&figure.value),
        check: safe(&figure.by_hand),
    });
    let rows: Vec<_> = rows.collect();
    let widest = |of: fn(&Row) -> &str| rows.iter().map(|row| width(of(row))).max().unwrap_or(0);
    let (names, values) = (widest(|row| &row.name), widest(|row| &row.value));
    let taken = INDENT.len() + names + 2 + values + 2;
    let mut lines = Vec::new();
    for row in &rows {
        let head = format!(
            "{INDENT}{}  {}",
            left(&row.name, names),
            left(&row.value, values)
        );
        lines.extend(checked(page, head, taken, &row.check));
    }
    lines
}

/// The texts of a figure, made safe.
struct Row {
    name: String,
    value: String,
    check: String,
}

fn checked(page: &Page<'_>, head: String, taken: usize, check: &str) -> Vec<String> {
    if check.is_empty() {
        return vec![head];
    }
    let beside = taken + CHECK_COLUMNS <= page.width;
    let start = if beside { taken } else { 2 * INDENT.len() };
    let faint = |line: &str| page.paint(Tone::Faint, line);
    let mut checks = wrap(&format!("= {check}"), page.width - start).into_iter();
    let mut lines = vec![head];
    if beside && let Some(first) = checks.next() {
        lines[0] = format!("{}  {}", lines[0], faint(&first));
    }
    let indent = " ".repeat(start + if beside { 2 } else { 0 });
    lines.extend(checks.map(|line| format!("{indent}{}", faint(&line))));
    lines
}
