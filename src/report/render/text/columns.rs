//! A table in columns, or, where they are wider than the terminal, row by row as a list of figures.

use super::fit::{left, right, width, wrap};
use super::palette::tone_of;
use super::{INDENT, Page};
use crate::document::{LastColumn, Row, Table, Tone};
use crate::safe::safe;

/// Narrowest column of figures, and of the rows' names.
const FIGURE_COLUMNS: usize = 12;
const NAME_COLUMNS: usize = 22;

/// Least widths of names and figures and the gap between them, from roomy to tight.
const LAYOUTS: [(usize, usize, usize); 3] =
    [(NAME_COLUMNS, FIGURE_COLUMNS, 2), (0, 0, 2), (0, 0, 1)];

/// The lines of `table` without its caption.
pub(super) fn lines(page: &Page<'_>, table: &Table) -> Vec<String> {
    let grid = Grid {
        page,
        table: &made_safe(table),
    };
    for (name, figure, gap) in LAYOUTS {
        let widths = grid.widths(name, figure, gap);
        if INDENT.len() + widths.iter().sum::<usize>() <= page.width {
            return grid.in_columns(&widths);
        }
    }
    grid.row_by_row()
}

fn made_safe(table: &Table) -> Table {
    let all = |texts: &[String]| texts.iter().map(|text| safe(text)).collect::<Vec<_>>();
    let rows = table.rows.iter();
    Table {
        head: all(&table.head),
        rows: rows
            .map(|row| Row::new(row.weight, safe(&row.name), all(&row.cells)))
            .collect(),
        ..table.clone()
    }
}

/// A table of safe texts.
struct Grid<'g> {
    page: &'g Page<'g>,
    table: &'g Table,
}

impl Grid<'_> {
    /// Returns the width of each column, the names' first. The width of a column of figures includes the gap before it.
    fn widths(&self, name: usize, figure: usize, gap: usize) -> Vec<usize> {
        let table = self.table;
        let column = |at: usize| {
            let cells = table.rows.iter().map(|row| width(&row.cells[at]));
            let widest = cells.max().unwrap_or(0).max(width(&table.head[at + 1]));
            if self.is_words(at) {
                widest + 2
            } else {
                (widest + gap).max(figure)
            }
        };
        let names = table.rows.iter().map(|row| width(&row.name));
        let names = names.max().unwrap_or(0).max(width(&table.head[0]));
        let figures = (0..table.head.len() - 1).map(column);
        std::iter::once(names.max(name)).chain(figures).collect()
    }

    /// Whether a column, counted from the first after the names, holds words.
    fn is_words(&self, at: usize) -> bool {
        self.table.last == LastColumn::Words && at + 2 == self.table.head.len()
    }

    fn in_columns(&self, widths: &[usize]) -> Vec<String> {
        let table = self.table;
        let (first, others) = table
            .head
            .split_first()
            .expect("a table has a column of names");
        let faint = |text: &str| self.page.paint(Tone::Faint, text);
        let blank = " ".repeat(widths[0].saturating_sub(width(first)));
        let head = faint(&self.cells(others, &widths[1..]));
        let mut lines = vec![format!("{INDENT}{}{blank}{head}", faint(first))];
        lines.extend(table.rows.iter().map(|row| {
            let text = left(&row.name, widths[0]) + &self.cells(&row.cells, &widths[1..]);
            format!("{INDENT}{}", self.page.paint(tone_of(row.weight), &text))
        }));
        lines
    }

    /// Figures stand right, words left, two columns after the figures.
    fn cells(&self, cells: &[String], widths: &[usize]) -> String {
        let cells = cells.iter().zip(widths).enumerate();
        let cells = cells.map(|(at, (cell, width))| {
            if self.is_words(at) {
                format!("  {cell}")
            } else {
                right(cell, *width)
            }
        });
        cells.collect()
    }

    fn row_by_row(&self) -> Vec<String> {
        let rows = self.table.rows.iter().filter(|row| !row.name.is_empty());
        let names = rows.clone().map(|row| width(&row.name)).max().unwrap_or(0);
        let names = names.min(self.page.width / 3);
        let head = self.table.head.first().filter(|name| !name.is_empty());
        let head = head.map(|name| format!("{INDENT}{}", self.page.paint(Tone::Faint, name)));
        let rows = rows.flat_map(|row| self.one_row(row, names));
        head.into_iter().chain(rows).collect()
    }

    fn one_row(&self, row: &Row, names: usize) -> Vec<String> {
        let paint = |text: &str| format!("{INDENT}{}", self.page.paint(tone_of(row.weight), text));
        let room = self.page.width.saturating_sub(INDENT.len() + names + 2);
        let mut lines = Vec::new();
        let mut name = row.name.as_str();
        if width(name) > names {
            lines.push(paint(name));
            name = "";
        }
        for text in wrap(&self.figures(row), room) {
            lines.push(paint(&format!("{}  {text}", left(name, names))));
            name = "";
        }
        lines
    }

    /// `expected 4, high 10`.
    fn figures(&self, row: &Row) -> String {
        let figures = self.table.head[1..].iter().zip(&row.cells);
        let figures = figures.filter(|(_, cell)| !cell.is_empty());
        let figures = figures.map(|(name, cell)| format!("{name} {cell}").trim().to_owned());
        figures.collect::<Vec<_>>().join(", ")
    }
}
