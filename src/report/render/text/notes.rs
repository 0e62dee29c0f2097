//! Statements with a word beside the first line; several are marked as a list.

use super::fit::{left, wrap};
use super::{INDENT, Page};
use crate::document::{Block, Closing, Document, Note, Tone};
use crate::safe::safe;

/// Columns of the words that stand before the statements.
const WORD_COLUMNS: usize = 11;

/// Returns next steps, warnings and fine print, in one group or with a blank line between the groups.
pub(super) fn closing(page: &Page<'_>, document: &Document) -> Vec<Vec<String>> {
    let groups = vec![
        statements(page, ("next", Tone::Good), document.next.iter()),
        warnings(page, document),
        fine_print(page, document),
    ];
    match document.closing {
        Closing::Apart => groups,
        Closing::Together | Closing::FirstScreen => vec![groups.concat()],
    }
}

pub(super) fn warnings(page: &Page<'_>, document: &Document) -> Vec<String> {
    let warnings = document.warnings.iter().map(|warning| &warning.text);
    statements(page, ("warning", Tone::Caution), warnings)
}

/// Returns the end of a first screen: the notes of its sections, the next step, and how to see the rest.
pub(super) fn of_first_screen(page: &Page<'_>, document: &Document) -> Vec<String> {
    let (open, _) = document.open_and_folded();
    let blocks = open.iter().flat_map(|section| &section.blocks);
    let notes = blocks.filter_map(Block::notes).flatten();
    let mut lines: Vec<_> = notes.flat_map(|it| note(page, it)).collect();
    lines.extend(statements(page, ("next", Tone::Good), document.next.iter()));
    let more = document.more.map(str::to_owned);
    lines.extend(statements(page, ("more", Tone::Faint), more.iter()));
    lines
}

/// The fine print.
pub(super) fn fine_print(page: &Page<'_>, document: &Document) -> Vec<String> {
    let sections = document.fine_print.iter();
    let blocks = sections.flat_map(|section| &section.blocks);
    let notes = blocks.filter_map(Block::notes).flatten();
    notes.flat_map(|it| note(page, it)).collect()
}

pub(super) fn note(page: &Page<'_>, note: &Note) -> Vec<String> {
    let texts: Vec<_> = note.statements.iter().map(ToString::to_string).collect();
    statements(page, (note.word, Tone::Faint), texts.iter())
}

fn statements<'t>(
    page: &Page<'_>,
    (word, tone): (&str, Tone),
    texts: impl ExactSizeIterator<Item = &'t String>,
) -> Vec<String> {
    let mark = if texts.len() > 1 { "- " } else { "" };
    let columns = page.width - INDENT.len() - WORD_COLUMNS - mark.len();
    let mut lines = Vec::new();
    for text in texts {
        for (at, line) in wrap(&safe(text), columns).into_iter().enumerate() {
            let word = if lines.is_empty() { word } else { "" };
            let mark = if at == 0 { mark } else { &"  "[..mark.len()] };
            let padded = page.paint(tone, &left(word, WORD_COLUMNS));
            lines.push(format!("{INDENT}{padded}{mark}{line}"));
        }
    }
    lines
}
