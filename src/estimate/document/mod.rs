//! An estimate as a document: the place and the words of each figure. Turns a report into a [`Document`], which the
//! package `report` lays out for each format. The open sections are the first screen: records delivered, savings, costs
//! that stay, dangers, and one next step. All other sections are folded.

mod bounds;
mod cost;
mod curve;
mod figures;
mod first_screen;
mod headline;
mod invocations;
mod load;
mod range;
mod records;
mod remarks;
mod summary;

pub use figures::MonthFigures;

use tidegate_report::{Block, Closing, Document, Section};

use crate::model::Report;

/// The title of the fold of the fine print.
const FINE_PRINT: &str = "Model and assumptions";

/// The title of the fold of remarks on the figures.
const NOTES: &str = "What to know about these figures";

impl Report {
    /// Returns why the records can't carry a figure for a month, and what helps. `None` if they can, or if the figures are
    /// those of the records themselves.
    #[must_use]
    pub fn unfounded(&self) -> Option<String> {
        remarks::unfounded(self)
    }

    /// Returns the document for every format but JSON.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut sections = vec![records::records(self), summary::summary(self), small(self)];
        sections.extend(notes(self));
        sections.push(invocations::invocations(self));
        sections.extend(cost::cost(self));
        sections.extend(records::filters(self));
        sections.extend(records::near(self));
        sections.extend(load::load(self));
        sections.extend(self.curves.iter().map(|it| curve::curve(self, it)));
        Document {
            command: "tidegate estimate".to_owned(),
            setting: remarks::setting(self),
            headline: Some(headline::headline(self)),
            about_headline: headline::about(self, usize::MAX),
            glance: headline::glance(self),
            sections,
            next: remarks::next(self),
            warnings: remarks::dangers(self),
            fine_print: fine_print(self),
            closing: Closing::FirstScreen,
            mark: Some("tidegate:estimate"),
            ..Document::default()
        }
    }
}

/// Names the costs that are not saved, the settings that are not counted, and the prices used, one line each.
fn small(report: &Report) -> Section {
    let mut notes = vec![remarks::not_saved_short(report)];
    notes.extend(remarks::left_out(report));
    notes.extend(remarks::priced(report));
    Section::new(
        "not-saved",
        "Not saved, and prices used",
        vec![Block::Notes(notes)],
    )
}

/// Returns the dangers at their full length, and the remarks that qualify the figures; `None` if there are none.
fn notes(report: &Report) -> Option<Section> {
    let notes = remarks::notes(report)?;
    let section = Section::new("notes", NOTES, vec![Block::Notes(vec![notes])]);
    Some(section.folded(NOTES))
}

fn fine_print(report: &Report) -> Vec<Section> {
    let section = |id, heading, block| Section::new(id, heading, vec![block]).folded(FINE_PRINT);
    let notes = Block::Notes(remarks::founded_on(report));
    let not_saved = Block::Notes(vec![remarks::not_saved_note(report)]);
    let mut sections = vec![
        section("assumptions", FINE_PRINT, notes),
        section("either-way", "Paid either way", not_saved),
    ];
    sections.extend(remarks::unpriced_note(report).map(|note| {
        let notes = Block::Notes(vec![note]);
        section("not-priced", "Without a price", notes)
    }));
    sections.extend(report.cost.as_ref().map(|cost| {
        let prices = Block::Table(cost::prices(cost));
        section("prices", "Prices", prices).on_pages()
    }));
    sections
}
