//! Records by fate: the bar and its legend, the filters, and what keeps records out.

use tidegate_figures::{count, counted};
use tidegate_report::text::columns::INDENT;
use tidegate_report::text::wrap;
use tidegate_report::{Row, Table};

use super::Page;
use crate::report::tables;

/// Glyphs of delivered, filtered, dropped, unreadable.
const GLYPHS: [char; 4] = ['█', '░', '▒', '×'];

/// From this width on there is no need to save columns.
const ROOMY: usize = 66;

/// Columns of the bar of a near miss.
const NEAR_COLUMNS: usize = 12;

impl Page<'_> {
    pub(super) fn records(&self) -> Vec<String> {
        let read = self.report.tally.read;
        let mut lines = vec![
            format!("{INDENT}{}", counted(read, "record")),
            format!("{INDENT}{}", self.bar()),
        ];
        let rows = tables::records(self.report).rows;
        for ((row, glyph), colour) in rows.iter().zip(GLYPHS).zip(self.colours()) {
            let glyph = self.palette.paint(colour, &glyph.to_string());
            let [number, share, note] = [0, 1, 2].map(|at| &row.cells[at]);
            let (count, rest) = self.record_columns();
            let figures = format!("{:<10}{number:>count$}{share:>rest$}  ", row.name);
            let taken = INDENT.len() + 2 + figures.len();
            let mut notes = wrap(note, self.width - taken).into_iter();
            let note = notes.next().unwrap_or_default();
            lines.push(format!("{INDENT}{glyph} {figures}{note}"));
            lines.extend(notes.map(|note| " ".repeat(taken) + &note));
        }
        lines.push(String::new());
        lines
    }

    /// Columns of counts and of shares; fewer where a note behind them would not fit.
    const fn record_columns(&self) -> (usize, usize) {
        if self.width < ROOMY {
            (11, 9)
        } else {
            (12, 11)
        }
    }

    const fn colours(&self) -> [&'static str; 4] {
        let palette = self.palette;
        [
            palette.good,
            palette.faint,
            palette.caution,
            palette.caution,
        ]
    }

    /// The four counts as one bar. Each count above zero has at least one column.
    fn bar(&self) -> String {
        let tally = &self.report.tally;
        let counts = [
            tally.delivered,
            tally.filtered,
            tally.dropped_total(),
            tally.unreadable_total(),
        ];
        let columns = apportion(&counts, self.width - 2 * INDENT.len());
        let parts = GLYPHS.iter().zip(columns).zip(self.colours());
        parts
            .map(|((glyph, n), colour)| self.palette.paint(colour, &glyph.to_string().repeat(n)))
            .collect()
    }

    pub(super) fn filters(&self) -> Vec<String> {
        let Some(table) = tables::filters(self.report) else {
            return vec![];
        };
        let widths = [0, 1].map(|at| self.figure_columns(&table, at));
        let mut lines: Vec<_> = table
            .rows
            .iter()
            .flat_map(|row| self.filter(row, widths))
            .collect();
        lines.push(String::new());
        lines
    }

    /// Wide columns, or on a narrow terminal those that the figures need.
    fn figure_columns(&self, table: &Table, at: usize) -> usize {
        let longest = table.rows.iter().map(|row| row.cells[at].len()).max();
        let roomy = if self.width < ROOMY { 0 } else { [12, 10][at] };
        longest.unwrap_or(0).max(roomy)
    }

    fn filter(&self, row: &Row, [delivered, only]: [usize; 2]) -> Vec<String> {
        let figures = format!(
            "{INDENT}{:>delivered$} delivered, {:>only$} by it alone   ",
            row.cells[0], row.cells[1]
        );
        let mut words = wrap(&row.name, self.width.saturating_sub(figures.len())).into_iter();
        let mut lines = vec![figures.clone() + &words.next().unwrap_or_default()];
        lines.extend(words.map(|word| " ".repeat(figures.len()) + &word));
        lines
    }

    pub(super) fn near(&self) -> Vec<String> {
        let (Some(table), Some(near)) = (tables::near(self.report), &self.report.near) else {
            return vec![];
        };
        let mut lines: Vec<_> = wrap(&table.caption, self.width - INDENT.len());
        let most = near
            .conditions
            .first()
            .map_or(1, |miss| miss.records.max(1));
        for (row, miss) in table.rows.iter().zip(&near.conditions) {
            let full = u128::from(miss.records) * NEAR_COLUMNS as u128;
            let full = usize::try_from(full.div_ceil(u128::from(most))).unwrap_or(NEAR_COLUMNS);
            let bar = self.palette.paint(self.palette.caution, &"▒".repeat(full));
            let blank = " ".repeat(NEAR_COLUMNS.saturating_sub(full));
            let figures = format!("{:>12}  {bar}{blank}  ", count(miss.records));
            let room = self
                .width
                .saturating_sub(INDENT.len() + 12 + 2 + NEAR_COLUMNS + 2);
            let mut words = wrap(&row.name, room).into_iter();
            lines.push(figures + &words.next().unwrap_or_default());
            lines.extend(words.map(|word| " ".repeat(12 + 2 + NEAR_COLUMNS + 2) + &word));
        }
        let mut lines: Vec<_> = lines.iter().map(|line| format!("{INDENT}{line}")).collect();
        lines.push(String::new());
        lines
    }
}

/// Shares `columns` among `counts` by size: every count above zero gets one at least, and all are used.
fn apportion(counts: &[u64], columns: usize) -> Vec<usize> {
    let total: u128 = counts.iter().map(|&count| u128::from(count)).sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let share = |count: u64| usize::try_from(u128::from(count) * columns as u128 / total);
    let mut widths: Vec<_> = counts
        .iter()
        .map(|&count| share(count).unwrap_or(0).max(usize::from(count > 0)))
        .collect();
    let used: usize = widths.iter().sum();
    let largest = (0..counts.len()).max_by_key(|&at| counts[at]).unwrap_or(0);
    widths[largest] = (widths[largest] + columns).saturating_sub(used);
    widths
}

#[cfg(test)]
mod tests {
    use super::apportion;

    #[test]
    fn a_bar_uses_all_columns_and_hides_no_count() {
        for counts in [
            [1, 1_000_000, 0, 3],
            [5, 5, 5, 5],
            [0, 0, 0, 9],
            [u64::MAX, 1, 1, 1],
        ] {
            let widths = apportion(&counts, 56);
            assert_eq!(widths.iter().sum::<usize>(), 56, "{counts:?}");
            for (count, width) in counts.iter().zip(widths) {
                assert_eq!(*count > 0, width > 0, "{counts:?}");
            }
        }
    }

    #[test]
    fn no_record_no_bar() {
        assert_eq!(apportion(&[0, 0], 56), [0, 0]);
    }
}
