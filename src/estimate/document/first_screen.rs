//! The first screen of a terminal: at most twenty lines of eighty columns. Lines are left out in a fixed order until
//! they fit. A narrower terminal shows the same words in more lines.

use tidegate_report::{Block, Document, Note, Palette, Table, Warning, cut};

use crate::model::Report;

/// Columns of the usual terminal, and most lines of a first screen there.
const COLUMNS: usize = 80;
const LINES_MAX: usize = 20;

/// Columns of a line that a sentence can't use: a word and a mark stand before a danger.
const ASIDE_COLUMNS: usize = 16;

/// Says how to see the rest.
const MORE: &str = "--full: ranges, cost by line, load, other settings, assumptions";

impl Report {
    /// Returns the first screen alone, for a terminal of `columns`: at most twenty lines from 80 columns on. Dangers
    /// without room are counted; the worst one is always shown.
    #[must_use]
    pub fn first_screen(&self, columns: usize) -> Document {
        let columns = columns.max(COLUMNS);
        let mut document = self.document().first_screen(MORE);
        if !fits(&document, columns) {
            shorten(&mut document, columns);
        }
        for leave_out in [keep, prices, footnotes] {
            leave_out(&mut document);
            let screen = worst_dangers(&document, columns);
            if fits(&screen, columns) {
                return screen;
            }
        }
        worst_dangers(&document, columns)
    }
}

fn fits(document: &Document, columns: usize) -> bool {
    document.text(columns, &Palette::PLAIN).lines().count() <= LINES_MAX
}

/// Cuts dangers and causes to two lines. Conditions and names in them may be of any length.
fn shorten(document: &mut Document, columns: usize) {
    let most = 2 * columns.saturating_sub(ASIDE_COLUMNS);
    let warnings = document.warnings.iter_mut().map(|it| &mut it.text);
    for text in warnings.chain(&mut document.causes) {
        *text = cut(text, most);
    }
}

/// Returns the screen with as many dangers as fit, the worst first, and the number of the others.
fn worst_dangers(document: &Document, columns: usize) -> Document {
    let all = document.warnings.len();
    let least = all.min(1);
    let mut screens = (least..=all)
        .rev()
        .map(|shown| with_dangers(document, shown));
    screens
        .find(|screen| fits(screen, columns))
        .unwrap_or_else(|| with_dangers(document, least))
}

fn with_dangers(document: &Document, shown: usize) -> Document {
    let mut screen = document.clone();
    let hidden = screen.warnings.split_off(shown).len();
    if hidden > 0 {
        screen
            .warnings
            .push(Warning::from(format!("{hidden} more: --full")));
    }
    screen
}

/// Leaves out nothing.
fn keep(_: &mut Document) {}

/// Leaves out the note about prices, the second one.
fn prices(document: &mut Document) {
    let notes = document.sections.iter_mut();
    let notes = notes.flat_map(|section| &mut section.blocks);
    notes
        .filter_map(notes_of)
        .for_each(|notes| notes.truncate(1));
}

/// Leaves out the reason for the range, which the full report gives too.
fn footnotes(document: &mut Document) {
    let tables = document.sections.iter_mut();
    let tables = tables.flat_map(|section| &mut section.blocks);
    tables
        .filter_map(table_of)
        .for_each(|table| table.footnote.clear());
}

fn notes_of(block: &mut Block) -> Option<&mut Vec<Note>> {
    if let Block::Notes(notes) = block {
        return Some(notes);
    }
    None
}

fn table_of(block: &mut Block) -> Option<&mut Table> {
    if let Block::Table(table) = block {
        return Some(table);
    }
    None
}
