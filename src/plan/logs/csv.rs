//! Reads the CSV that Logs Insights exports. Each row comes with the line it begins on, and with whether the text ended
//! inside its quotes: a report in such a row is cut, and must not count.

use csv::{ReaderBuilder, StringRecord};

/// A row of CSV.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The line the row begins on, from 1.
    pub(super) line: usize,
    pub(super) cells: StringRecord,
    /// Whether a quoted cell was left open at the end of the text.
    pub(super) is_cut: bool,
}

/// Returns the rows of `text`. Lines whose cells are all empty are left out.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows: Vec<Row> = reader
        .records()
        .filter_map(Result::ok)
        .map(|cells| row(text, cells))
        .collect();
    // The reader accepts an open quote at the end of the text, so its quotes are counted here.
    if let Some(last) = rows.last_mut() {
        last.is_cut = rest(text, &last.cells).matches('"').count() % 2 == 1;
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    rows
}

fn row(text: &str, cells: StringRecord) -> Row {
    let line = cells.position().map_or(1, csv::Position::line);
    // The position of a row is that of the blank lines before it.
    let rest = rest(text, &cells);
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    Row {
        line: usize::try_from(line).unwrap_or(usize::MAX) + rest[..blank].matches('\n').count(),
        cells,
        is_cut: false,
    }
}

/// Returns the text from a row's position on.
fn rest<'t>(text: &'t str, cells: &StringRecord) -> &'t str {
    let at = cells.position().map_or(0, csv::Position::byte);
    text.get(usize::try_from(at).unwrap_or(usize::MAX)..)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_commas_and_lines() {
        let text = "a,b\r\n\"1,\"\"2\"\"\nx\",3\n\n,\n,\"\nz,4";
        let got = rows(text);
        let cells: Vec<Vec<&str>> = got.iter().map(|row| row.cells.iter().collect()).collect();
        assert_eq!(
            cells,
            [vec!["a", "b"], vec!["1,\"2\"\nx", "3"], vec!["", "\nz,4"]]
        );
        let lines: Vec<_> = got.iter().map(|row| (row.line, row.is_cut)).collect();
        assert_eq!(lines, [(1, false), (2, false), (6, true)]);
    }

    #[test]
    fn text_without_rows_has_none() {
        assert_eq!(rows(""), []);
        assert_eq!(rows("\n\r\n"), []);
    }
}
