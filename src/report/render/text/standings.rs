//! Counts with a bar each where there is room for bars.

use tidegate_figures::count;

use super::INDENT;
use super::fit::{cut, width};
use super::line::Line;
use super::palette::Palette;
use crate::document::{Standing, Standings, Tone};
use crate::safe::safe;

/// Widest bar, in columns.
const BAR_COLUMNS: usize = 12;

/// Fewest columns of a terminal that leave room for bars.
const BARRED: usize = 60;

impl Standings {
    /// Renders it for a terminal of `columns`.
    #[must_use]
    pub fn text(&self, columns: usize, palette: &Palette) -> String {
        let page = Page {
            columns,
            palette,
            most: self.rows.iter().map(|row| row.count).max().unwrap_or(1),
        };
        let mut title = Line::default();
        for phrase in &self.title {
            title.phrase(palette, phrase);
        }
        let rows = self.rows.iter().map(|row| page.row(row));
        let mut lines = vec![title.finish()];
        lines.extend(rows);
        if self.more > 0 {
            lines.push(format!("{INDENT}and {} more {}", self.more, self.noun));
        }
        lines.into_iter().map(|line| line + "\n").collect()
    }
}

struct Page<'p> {
    columns: usize,
    palette: &'p Palette,
    /// The largest count.
    most: u64,
}

impl Page<'_> {
    fn row(&self, row: &Standing) -> String {
        let number = count(row.count);
        let digits = width(&count(self.most));
        let mut line = Line::default();
        line.pad_to(INDENT.len() + digits - width(&number))
            .push(self.palette, Tone::Strong, &number)
            .push(self.palette, Tone::Plain, " ");
        if self.columns >= BARRED {
            let end = line.columns() + BAR_COLUMNS + 1;
            line.push(self.palette, Tone::Alarm, &self.bar(row.count))
                .pad_to(end);
        }
        if !row.group.is_empty() {
            let group = safe(&row.group) + "  ";
            line.push(self.palette, Tone::Plain, &group);
        }
        let room = self.columns.saturating_sub(line.columns());
        line.push(self.palette, Tone::Plain, &cut(&safe(&row.name), room));
        if !row.detail.is_empty() {
            line.push(self.palette, Tone::Plain, "  ");
            let room = self.columns.saturating_sub(line.columns());
            line.push(self.palette, Tone::Faint, &cut(&safe(&row.detail), room));
        }
        line.finish()
    }

    /// Returns the bar of a count, in proportion to the largest count; it is never empty.
    fn bar(&self, count: u64) -> String {
        let columns = count.saturating_mul(BAR_COLUMNS as u64);
        let columns = usize::try_from(columns.div_ceil(self.most.max(1)));
        "▇".repeat(columns.unwrap_or(BAR_COLUMNS).min(BAR_COLUMNS))
    }
}
