//! Model and assumptions, as notes of a document and as the list of the JSON.

use tidegate_batch::Route;
use tidegate_figures::{Decimal, count};
use tidegate_price::{Item, Money};
use tidegate_report::{Note, NoteKind, Statement};

use super::assumptions;
use super::evidence::LEGEND;
use super::model::model;
use super::not_saved::WORD as NOT_SAVED;
use crate::model::{Cost, Known, Period, Report};

/// The words before the two statements that are not assumptions.
const MODEL: &str = "model";
const EVIDENCE: &str = "evidence";

impl Report {
    /// Returns model and assumptions in one list for readers of the JSON, with the costs that are paid either way.
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

/// Names the prices used, which figures are guesses, and what the prices leave out. `None` without prices.
pub(in crate::document) fn priced(report: &Report) -> Option<Note> {
    let cost = report.cost.as_ref()?;
    let function = format!(
        "{}{}, {} MB, {}{}",
        cost.region,
        known(report.region_known),
        count(cost.memory_mb.into()),
        report.handler,
        known(report.handler_known)
    );
    let text = [Some(function), logs(cost), pipe(report)];
    let text: Vec<_> = text.into_iter().flatten().collect();
    Some(Note::new("priced for", NoteKind::Named, [text.join("; ")]))
}

/// Most settings that are named in one line.
const NAMED_MAX: usize = 3;

/// Names the settings of the mapping that the figures leave out. `None` if there are none.
pub(in crate::document) fn left_out(report: &Report) -> Option<Note> {
    let names = &report.left_out;
    let named = names.iter().take(NAMED_MAX).map(|name| format!("`{name}`"));
    let named: Vec<_> = named.collect();
    let more = match names.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let text = || format!("the mapping's {}{more}", named.join(", "));
    (!names.is_empty()).then(|| Note::new("left out", NoteKind::Named, [text()]))
}

/// If the logs are at least this part of today's cost, the first screen names them.
const LOGS_NAMED_PART: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// Says whether the cost includes the function's logs, if that makes a difference.
fn logs(cost: &Cost) -> Option<String> {
    let mut unpriced = cost.unpriced.iter();
    if unpriced.any(|why| why.item == Item::Logs) {
        return Some("logs not included: no price known".to_owned());
    }
    let [logs, today] = [cost.logs_today(), cost.today()].map(Money::decimal);
    let named = || format!("logs are {} of today's cost", percent_of_money(logs, today));
    (!logs.is_zero() && logs >= today * LOGS_NAMED_PART).then(named)
}

fn percent_of_money(part: Decimal, whole: Decimal) -> String {
    let share = part.saturating_mul(Decimal::ONE_HUNDRED).checked_div(whole);
    format!("{} %", share.unwrap_or_default().round())
}

/// Says that the charge of a pipe is not included, where it has no price.
fn pipe(report: &Report) -> Option<String> {
    let is_pipe = |item: Item| item == Item::EventBridgePipes;
    let is_priced = |cost: &Cost| cost.lines.iter().any(|line| is_pipe(line.item));
    match report.route {
        Route::Service(_) => None,
        Route::Pipe(_) if report.cost.as_ref().is_some_and(is_priced) => None,
        Route::Pipe(_) => Some("without the charge of EventBridge Pipes".to_owned()),
    }
}

const fn known(known: Known) -> &'static str {
    match known {
        Known::Stated => "",
        Known::Records => " (recorded)",
        Known::Guessed => " (guess)",
    }
}

/// Returns how the invocations were counted, why there is no cost, the assumptions, and the meaning of the letters.
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

/// Says why there is no cost, or no month.
fn without_money(report: &Report) -> Option<&'static str> {
    match (report.period, &report.cost) {
        (Period::Sample, _) => {
            Some("these counts are for the records read, not for a month; give --rate for money")
        }
        (Period::Month, None) => Some("no price is given, so there is no cost"),
        (Period::Month, Some(_)) => None,
    }
}
