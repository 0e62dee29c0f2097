//! Lines of text with tones: measured plain, written with the escapes of a palette.

use super::fit::width;
use super::palette::Palette;
use crate::document::{Phrase, Tone};

/// A line under construction. Only safe text may be pushed.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    columns: usize,
    painted: String,
    /// Blanks not yet written: none is left at the end of a line.
    blanks: usize,
}

impl Line {
    pub(super) fn push(&mut self, palette: &Palette, tone: Tone, text: &str) -> &mut Self {
        let inked = text.trim_end_matches(' ');
        if !inked.is_empty() {
            self.painted.push_str(&" ".repeat(self.blanks));
            self.blanks = 0;
            self.painted.push_str(&palette.paint(tone, inked));
        }
        self.blanks += text.len() - inked.len();
        self.columns += width(text);
        self
    }

    pub(super) fn phrase(&mut self, palette: &Palette, phrase: &Phrase) -> &mut Self {
        self.push(palette, phrase.tone, &phrase.text)
    }

    /// Blanks up to this column.
    pub(super) fn pad_to(&mut self, column: usize) -> &mut Self {
        let missing = column.saturating_sub(self.columns);
        self.blanks += missing;
        self.columns += missing;
        self
    }

    /// Columns taken so far.
    pub(super) const fn columns(&self) -> usize {
        self.columns
    }

    pub(super) fn finish(&self) -> String {
        self.painted.clone()
    }
}
