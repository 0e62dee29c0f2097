//! Lines of text with styles: measured plain, written with terminal escapes, which stdout drops where it takes none.

use anstyle::{AnsiColor, Style};

use super::safe::width;

pub(super) const PLAIN: Style = Style::new();
pub(super) const STRONG: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();
pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(super) const CAUTION: Style = AnsiColor::Yellow.on_default().bold();

/// A line under construction. What is pushed has to be safe text.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    columns: usize,
    painted: String,
    /// Blanks not yet written: none is left at the end of a line.
    blanks: usize,
}

impl Line {
    pub(super) fn push(&mut self, style: Style, text: &str) -> &mut Self {
        let inked = text.trim_end_matches(' ');
        if !inked.is_empty() {
            self.painted.push_str(&" ".repeat(self.blanks));
            self.blanks = 0;
            if style == PLAIN {
                self.painted.push_str(inked);
            } else {
                self.painted.push_str(&format!("{style}{inked}{style:#}"));
            }
        }
        self.blanks += text.len() - inked.len();
        self.columns += width(text);
        self
    }

    /// Blanks up to this column.
    pub(super) fn pad_to(&mut self, column: usize) -> &mut Self {
        let missing = column.saturating_sub(self.columns);
        self.blanks += missing;
        self.columns += missing;
        self
    }

    /// Columns taken so far.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    pub(super) fn finish(&self) -> String {
        format!("{}\n", self.painted)
    }
}
