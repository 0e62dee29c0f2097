//! The first screen of a terminal: what is worth twenty lines of eighty columns, and which lines go first where there are
//! more.

use tidegate_report::{Block, Document, Note, Palette, Table, Warning, cut};

use crate::model::Report;

/// Most lines of a first screen, and the columns that they are counted for.
const LINES_MAX: usize = 20;
const COLUMNS: usize = 80;

/// Most columns of one danger, and of one cause: two lines. Conditions and names may be of any length.
const SENTENCE_COLUMNS: usize = 128;

/// How to see what a first screen leaves out.
const MORE: &str = "--full: bounds, cost by line, load, other settings, assumptions";

impl Report {
    /// The first screen alone: twenty lines at most of a terminal with 80 columns. Dangers that it has no room for are
    /// counted; the worst one always stands.
    #[must_use]
    pub fn first_screen(&self) -> Document {
        let mut document = self.document().first_screen(MORE);
        shorten(&mut document);
        for leave_out in [prices, footnotes] {
            if !fits(&document) {
                leave_out(&mut document);
            }
        }
        worst_dangers(document)
    }
}

fn fits(document: &Document) -> bool {
    document.text(COLUMNS, &Palette::PLAIN).lines().count() <= LINES_MAX
}

fn shorten(document: &mut Document) {
    let warnings = document.warnings.iter_mut().map(|it| &mut it.text);
    for text in warnings.chain(&mut document.causes) {
        *text = cut(text, SENTENCE_COLUMNS);
    }
}

/// As many of the dangers as fit, the worst first, and the number of the others.
fn worst_dangers(document: Document) -> Document {
    let all = document.warnings.len();
    let least = all.min(1);
    let screens = (least..=all)
        .rev()
        .map(|shown| with_dangers(&document, shown));
    let mut screens = screens.skip_while(|screen| !fits(screen));
    screens
        .next()
        .unwrap_or_else(|| with_dangers(&document, least))
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

/// Leaves out what the prices are of, the second of the notes.
fn prices(document: &mut Document) {
    let notes = document.sections.iter_mut();
    let notes = notes.flat_map(|section| &mut section.blocks);
    notes
        .filter_map(notes_of)
        .for_each(|notes| notes.truncate(1));
}

/// Leaves out where the range comes from, which the full report says too.
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
