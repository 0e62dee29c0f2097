//! The first screen of a terminal: at most twenty lines of eighty columns. Parts are left out in a fixed order until it
//! fits, but never a danger, nor the guesses that the prices rest on. A narrower terminal shows the same words in more
//! lines.

use tidegate_report::{Block, Document, Note, Palette, Spacing, Table};

use super::{headline, remarks};
use crate::model::Report;

/// Columns of the usual terminal, and most lines of a first screen there.
const COLUMNS: usize = 80;
const LINES_MAX: usize = 20;

/// Most characters of the cause below the headline: two lines.
const CAUSE_CHARS_MAX: usize = 150;

/// Says how to see the rest.
const MORE: &str = "--full: ranges, cost by line, load, other settings, assumptions";

/// The steps that make a screen shorter, in the order in which they are taken.
const SHORTEN: [fn(&mut Document); 7] = [close, footnotes, not_saved, tight, steps, bars, tightest];

impl Report {
    /// Returns the first screen alone, for a terminal of `columns`: at most twenty lines from 80 columns on. It has every
    /// danger, each in its short form.
    #[must_use]
    pub fn first_screen(&self, columns: usize) -> Document {
        let columns = columns.max(COLUMNS);
        let mut document = self.document().first_screen(MORE);
        document.about_headline = headline::about(self, CAUSE_CHARS_MAX);
        for shorten in SHORTEN {
            if fits(&document, columns) {
                break;
            }
            shorten(&mut document);
        }
        document
    }
}

fn fits(document: &Document, columns: usize) -> bool {
    document.text(columns, &Palette::PLAIN).lines().count() <= LINES_MAX
}

/// Leaves out the blank line between the records and the table.
fn close(document: &mut Document) {
    document.spacing = Spacing::Close;
}

/// Leaves out the reason for the range, which the full report gives too.
fn footnotes(document: &mut Document) {
    let tables = blocks(document).filter_map(table_of);
    tables.for_each(|table| table.footnote.clear());
}

/// Leaves out the costs that are not saved.
fn not_saved(document: &mut Document) {
    let notes = blocks(document).filter_map(notes_of);
    notes.for_each(|notes| notes.retain(|note| !remarks::is_not_saved(note)));
}

/// Leaves out the blank lines below the dangers and the headline.
fn tight(document: &mut Document) {
    document.spacing = Spacing::Tight;
}

/// Leaves out all blank lines but the one below the title.
fn tightest(document: &mut Document) {
    document.spacing = Spacing::Tightest;
}

/// Leaves out the next step: a danger is more urgent.
fn steps(document: &mut Document) {
    document.next.clear();
}

/// Leaves out the records, of which the headline or a danger says the most important.
fn bars(document: &mut Document) {
    document.sections.retain(|section| section.id != "records");
}

fn blocks(document: &mut Document) -> impl Iterator<Item = &mut Block> {
    let sections = document.sections.iter_mut();
    sections.flat_map(|section| &mut section.blocks)
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
