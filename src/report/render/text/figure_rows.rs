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
    let faint = |line: &str| page.paint(Tone::Faint, line);
    if taken + CHECK_COLUMNS <= page.width {
        // Further lines stand below the first one's text, to the right of its equals sign.
        let indent = " ".repeat(taken + 2);
        let mut checks = wrap(check, page.width - taken - 2).into_iter();
        let first = checks.next().unwrap_or_default();
        let mut lines = vec![format!("{head}  {}", faint(&format!("= {first}")))];
        lines.extend(checks.map(|line| format!("{indent}{}", faint(&line))));
        return lines;
    }
    let indent = INDENT.repeat(2);
    let checks = wrap(&format!("= {check}"), page.width - indent.len());
    let below = checks
        .into_iter()
        .map(|line| format!("{indent}{}", faint(&line)));
    std::iter::once(head).chain(below).collect()
}
