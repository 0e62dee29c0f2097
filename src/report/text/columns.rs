//! A table in columns, or, where they are wider than the terminal, row by row as a list of figures.

use super::palette::Palette;
use super::wrap::wrap;
use crate::table::{Row, Table};

/// Narrowest column of figures, and of the rows' names.
const FIGURE_COLUMNS: usize = 12;
const NAME_COLUMNS: usize = 22;

/// What stands left of every line.
pub const INDENT: &str = "  ";

/// The lines of `table` without its caption.
#[must_use]
pub fn lines(table: &Table, width: usize, palette: &Palette) -> Vec<String> {
    for (name, figure, gap) in [(NAME_COLUMNS, FIGURE_COLUMNS, 1), (0, 0, 2), (0, 0, 1)] {
        let widths = widths(table, name, figure, gap);
        if INDENT.len() + widths.iter().sum::<usize>() <= width {
            return in_columns(table, &widths, palette);
        }
    }
    row_by_row(table, width, palette)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Of each column, that of the names first; figures with a gap before them.
fn widths(table: &Table, name: usize, figure: usize, gap: usize) -> Vec<usize> {
    let column = |at: usize| {
        let cells = table.rows.iter().map(|row| length(&row.cells[at]));
        let widest = cells.max().unwrap_or(0).max(length(&table.head[at + 1]));
        // Words stand left, two columns behind the figures.
        let is_words = table.ends_in_words && at + 2 == table.head.len();
        if is_words {
            widest + 2
        } else {
            (widest + gap).max(figure)
        }
    };
    let names = table.rows.iter().map(|row| length(&row.name));
    let names = names.max().unwrap_or(0).max(length(&table.head[0]));
    let figures = (0..table.head.len() - 1).map(column);
    std::iter::once(names.max(name)).chain(figures).collect()
}

fn in_columns(table: &Table, widths: &[usize], palette: &Palette) -> Vec<String> {
    let line = |name: &str, cells: &[String]| {
        let (last, figures) = match cells.split_last() {
            Some((last, figures)) if table.ends_in_words => (format!("  {last}"), figures),
            _ => (String::new(), cells),
        };
        let figures = figures.iter().zip(&widths[1..]);
        let figures: String = figures
            .map(|(cell, width)| format!("{cell:>width$}"))
            .collect();
        format!("{name:<width$}{figures}{last}", width = widths[0])
    };
    let (first, others) = table
        .head
        .split_first()
        .expect("a table has a column of names");
    let blank = " ".repeat(widths[0].saturating_sub(length(first)));
    let head = palette.paint(palette.faint, &line("", others)[widths[0]..]);
    let mut lines = vec![format!(
        "{INDENT}{}{blank}{head}",
        palette.paint(palette.faint, first)
    )];
    lines.extend(table.rows.iter().map(|row| {
        let text = line(&row.name, &row.cells);
        format!("{INDENT}{}", palette.paint(palette.of(row.weight), &text))
    }));
    lines
}

fn row_by_row(table: &Table, width: usize, palette: &Palette) -> Vec<String> {
    let rows = table.rows.iter().filter(|row| !row.name.is_empty());
    let names = rows.clone().map(|row| length(&row.name)).max().unwrap_or(0);
    let names = names.min(width / 3);
    rows.flat_map(|row| one_row(table, row, names, width, palette))
        .collect()
}

fn one_row(table: &Table, row: &Row, names: usize, width: usize, palette: &Palette) -> Vec<String> {
    let figures = table.head[1..].iter().zip(&row.cells);
    let figures = figures.filter(|(_, cell)| !cell.is_empty());
    let figures: Vec<_> = figures
        .map(|(name, cell)| format!("{name} {cell}").trim().to_owned())
        .collect();
    let room = width.saturating_sub(INDENT.len() + names + 2).max(1);
    let mut lines = wrap(&figures.join(", "), room);
    let mut out = Vec::new();
    let mut name = row.name.as_str();
    if length(name) > names {
        out.push(format!(
            "{INDENT}{}",
            palette.paint(palette.of(row.weight), name)
        ));
        name = "";
    }
    for text in lines.drain(..) {
        let painted = palette.paint(palette.of(row.weight), &format!("{name:<names$}  {text}"));
        out.push(format!("{INDENT}{painted}"));
        name = "";
    }
    out
}
