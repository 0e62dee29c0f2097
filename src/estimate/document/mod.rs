//! An estimate as a document: which figure stands where, and in which words.
//! A report goes in, a [`Document`] comes out; how it looks in a format is the business of the package `report`.
//! The sentences of [`remarks`] are part of the JSON too.

mod bounds;
mod cost;
mod curve;
mod headline;
mod invocations;
mod load;
mod records;
mod remarks;

use tidegate_report::{Block, Document, Section};

use crate::model::Report;

/// The title of the fold of the fine print.
const FINE_PRINT: &str = "Model and assumptions";

impl Report {
    /// For every format but JSON.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut sections = vec![records::records(self), invocations::invocations(self)];
        sections.extend(cost::cost(self));
        sections.extend(records::filters(self));
        sections.extend(records::near(self));
        sections.extend(load::load(self));
        sections.extend(self.curves.iter().map(|it| curve::curve(self, it)));
        let advice = self.advice.iter().map(|advice| advice.text.clone());
        Document {
            command: "tidegate estimate".to_owned(),
            setting: remarks::setting(self),
            headline: Some(headline::headline(self)),
            glance: headline::glance(self),
            sections,
            next: advice.collect(),
            warnings: remarks::warnings(self),
            fine_print: fine_print(self),
            mark: Some("tidegate:estimate"),
            ..Document::default()
        }
    }
}

fn fine_print(report: &Report) -> Vec<Section> {
    let section = |id, heading, block| Section::new(id, heading, vec![block]).folded(FINE_PRINT);
    let notes = Block::Notes(remarks::founded_on(report));
    let not_saved = Block::Notes(vec![remarks::not_saved_note(report)]);
    let mut sections = vec![
        section("assumptions", FINE_PRINT, notes),
        section("not-saved", "Not saved", not_saved),
    ];
    sections.extend(report.cost.as_ref().map(|cost| {
        let prices = Block::Table(cost::prices(cost));
        section("prices", "Prices", prices).on_pages()
    }));
    sections
}
