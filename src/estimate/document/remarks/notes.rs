//! What the figures rest on, as notes of a document and as the list of the JSON.

use tidegate_figures::count;
use tidegate_report::{Note, NoteKind, Statement};

use super::assumptions;
use super::evidence::LEGEND;
use super::model::model;
use super::not_saved::WORD as NOT_SAVED;
use crate::model::{Known, Period, Report};

/// The words before the two statements that stand apart from the assumptions.
const MODEL: &str = "model";
const EVIDENCE: &str = "evidence";

impl Report {
    /// What the figures rest on, in one list for readers of the JSON: the model and what is not saved are part of it.
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        let named = |word: &str, text: &str| format!("{word}: {text}");
        let mut list = vec![named(MODEL, &model(self))];
        list.extend(assumptions::list(self).iter().map(Statement::to_string));
        list.push(named(NOT_SAVED, self.not_saved()));
        list.push(named(EVIDENCE, LEGEND));
        list
    }
}

/// Names the prices used, and which figures are guesses. `None` without prices, and if nothing has a price.
pub(in crate::document) fn priced(report: &Report) -> Option<Note> {
    let cost = report
        .cost
        .as_ref()
        .filter(|_| report.tally.delivered > 0)?;
    let text = format!(
        "{}{}, {} MB, {}{}",
        cost.region,
        known(report.region_known),
        count(cost.memory_mb.into()),
        report.handler,
        known(report.handler_known)
    );
    Some(Note::new("priced for", NoteKind::Named, [text]))
}

const fn known(known: Known) -> &'static str {
    match known {
        Known::Stated => "",
        Known::Records => " (recorded)",
        Known::Guessed => " (guess)",
    }
}

/// How the invocations were counted, why there is no money, what is assumed, and what the letters mean.
pub(in crate::document) fn founded_on(report: &Report) -> Vec<Note> {
    let mut notes = vec![Note::new(MODEL, NoteKind::Named, [model(report)])];
    notes.extend(without_money(report).map(|text| Note::new("sample", NoteKind::Remark, [text])));
    notes.push(Note {
        word: "assumes",
        kind: NoteKind::List,
        statements: assumptions::list(report),
    });
    notes.push(Note::new(EVIDENCE, NoteKind::Named, [LEGEND]));
    notes
}

/// Why there is no money, or no month.
fn without_money(report: &Report) -> Option<&'static str> {
    match (report.period, &report.cost) {
        (Period::Sample, _) => {
            Some("these counts are for the records read, not for a month; give --rate for money")
        }
        (Period::Month, None) => Some("no price is given, so there is no cost"),
        (Period::Month, Some(_)) => None,
    }
}
