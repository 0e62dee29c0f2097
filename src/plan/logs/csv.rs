//! Reads comma-separated values (RFC 4180), which Logs Insights exports, into rows with line numbers. Quoted cells may
//! hold commas, doubled quotes and line breaks.

/// A row and the line where it starts, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
    /// Whether a quoted cell was left open at the end of the text.
    pub(super) is_cut: bool,
}

/// Returns the rows of `text`. Empty lines are skipped.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let mut reader = Reader {
        characters: text.chars().peekable(),
        line: 1,
    };
    let mut rows = Vec::new();
    while let Some(row) = reader.row() {
        if row.cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(row);
        }
    }
    rows
}

struct Reader<'t> {
    characters: std::iter::Peekable<std::str::Chars<'t>>,
    line: usize,
}

impl Reader<'_> {
    fn row(&mut self) -> Option<Row> {
        self.characters.peek()?;
        let mut row = Row {
            line: self.line,
            cells: Vec::new(),
            is_cut: false,
        };
        loop {
            let (cell, is_closed) = self.cell();
            row.cells.push(cell);
            row.is_cut |= !is_closed;
            match self.characters.next() {
                Some(',') => {}
                Some('\n') => {
                    self.line += 1;
                    return Some(row);
                }
                _ => return Some(row),
            }
        }
    }

    /// Reads a cell up to the comma or line break, which is not consumed. Returns the cell and whether its quotes, if
    /// any, were closed.
    fn cell(&mut self) -> (String, bool) {
        let mut cell = String::new();
        let is_quoted = self.characters.next_if_eq(&'"').is_some();
        let mut is_open = is_quoted;
        while let Some(&next) = self.characters.peek() {
            if !is_open && matches!(next, ',' | '\n') {
                break;
            }
            self.characters.next();
            match next {
                '"' if is_open && self.characters.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' if is_open => is_open = false,
                '\r' if !is_open => {}
                _ => {
                    self.line += usize::from(next == '\n');
                    cell.push(next);
                }
            }
        }
        (cell, !is_open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_cells_hold_commas_quotes_and_line_breaks() {
        let text = "a,b\r\n\"1,\"\"2\"\"\nx\",3\n\n,\"\nz,4";
        let got = rows(text);
        let cells: Vec<Vec<&str>> = got
            .iter()
            .map(|row| row.cells.iter().map(String::as_str).collect())
            .collect();
        assert_eq!(
            cells,
            [vec!["a", "b"], vec!["1,\"2\"\nx", "3"], vec!["", "\nz,4"]]
        );
        let lines: Vec<_> = got.iter().map(|row| (row.line, row.is_cut)).collect();
        assert_eq!(lines, [(1, false), (2, false), (5, true)]);
    }
}
