//! Notes below the tables of a report or a plan, each kind with a word before it.

use super::columns::INDENT;
use super::palette::Palette;
use super::wrap::wrap;
use crate::safe::safe;

/// Columns of the words that stand before the notes.
const WORD_COLUMNS: usize = 11;

/// The word beside the first line; several paragraphs are marked as a list.
#[must_use]
pub fn paragraphs(
    (word, colour): (&str, &str),
    texts: &[String],
    width: usize,
    palette: &Palette,
) -> Vec<String> {
    let mark = if texts.len() > 1 { "- " } else { "" };
    let width = width - INDENT.len() - WORD_COLUMNS - mark.len();
    let mut lines = Vec::new();
    for text in texts {
        for (at, line) in wrap(&safe(text), width).into_iter().enumerate() {
            let word = if lines.is_empty() { word } else { "" };
            let mark = if at == 0 { mark } else { &"  "[..mark.len()] };
            let padded = palette.paint(colour, &format!("{word:<WORD_COLUMNS$}"));
            lines.push(format!("{INDENT}{padded}{mark}{line}"));
        }
    }
    lines
}
