//! The month of both sides as a section of the document.

use tidegate_estimate::{MonthFigures, Report};
use tidegate_figures::{Share, count, counted};
use tidegate_report::{Block, Row, Section, Table, Weight};

use super::month::Month;
use super::records::Changes;
use super::side::Sides;

pub(super) fn section(month: &Month, sides: &Sides) -> Option<Section> {
    let figures = [month.old.month_figures()?, month.new.month_figures()?];
    let mut blocks = vec![Block::Table(table(&figures))];
    blocks.extend(sentences(month, sides).into_iter().map(Block::Text));
    Some(Section::new("month", "A month before and after", blocks))
}

fn table(figures: &[MonthFigures; 2]) -> Table {
    let row = |weight, name: &str, of: fn(&MonthFigures) -> String| {
        Row::new(weight, name, figures.iter().map(of).collect())
    };
    let plain = |name, of| row(Weight::Plain, name, of);
    let faint = |name, of| row(Weight::Faint, name, of);
    let mut rows = vec![
        plain("records delivered", |it| known(it.delivered.as_ref())),
        faint("95 % sure", |it| known(it.delivered_range.as_ref())),
        row(Weight::Sum, "invocations", |it| it.invocations.clone()),
        faint("without filters", |it| it.unfiltered.clone()),
    ];
    if figures.iter().any(|it| it.cost.is_some()) {
        rows.push(row(Weight::Sum, "cost", |it| cost(it, 0)));
        rows.push(faint("without filters", |it| cost(it, 1)));
    }
    let table = Table::new("a month", &["", "before", "after"]).with(rows);
    let [old, new] = figures;
    Table {
        setting: match old.setting == new.setting {
            true => old.setting.clone(),
            false => format!("before: {}; after: {}", old.setting, new.setting),
        },
        ..table
    }
}

fn cost(figures: &MonthFigures, at: usize) -> String {
    known(figures.cost.as_ref().map(|it| &it[at]))
}

fn known(words: Option<&String>) -> String {
    words.cloned().unwrap_or_else(|| "unknown".to_owned())
}

/// Returns why the figures can't carry a month, the dangers of each side, and where all assumptions are shown.
fn sentences(month: &Month, sides: &Sides) -> Vec<String> {
    let [old, new] = [&month.old, &month.new].map(doubts);
    let mut sentences = Vec::new();
    sentences.extend(old.iter().filter(|it| new.contains(it)).cloned());
    for (side, doubts, others) in [(&sides.old, &old, &new), (&sides.new, &new, &old)] {
        let own = doubts.iter().filter(|it| !others.contains(it));
        sentences.extend(own.map(|it| format!("with {}: {it}", side.label)));
    }
    sentences.push(
        "the same records, rate and prices for both sides; `tidegate estimate --full` shows each line of the bill and \
         every assumption"
            .to_owned(),
    );
    sentences
}

fn doubts(report: &Report) -> Vec<String> {
    let document = report.document();
    let warnings = document.warnings.into_iter().map(|it| it.text);
    report.unfounded().into_iter().chain(warnings).collect()
}

/// Returns how many of the records read, and of a month if a rate is given, only the old filters deliver.
pub(super) fn lost(changes: &Changes) -> Option<String> {
    let lost = changes.only_old.count;
    let share = Share::of(lost, changes.read_count()).filter(|_| lost > 0)?;
    let read = counted(changes.read_count(), "record");
    let lost = format!("{} of {read} read", count(lost));
    let Some(month) = &changes.month else {
        return Some(lost);
    };
    let in_month = |share: f64| count(rough(month.records as f64 * share));
    let (low, high) = (in_month(share.low), in_month(share.high));
    Some(format!(
        "{lost}, which is {low} to {high} a month (95 % sure)"
    ))
}

/// Rounds to three significant digits: more would claim a precision that a sample does not have.
fn rough(number: f64) -> u64 {
    let mut unit = 1.0;
    while number / unit >= 1_000.0 {
        unit *= 10.0;
    }
    ((number / unit).round() * unit) as u64
}

#[cfg(test)]
mod tests {
    use super::rough;

    #[test]
    fn numbers_are_rounded_to_three_digits() {
        let rounded = [0.4, 7.0, 999.4, 1_234.0, 112_046.3].map(rough);
        assert_eq!(rounded, [0, 7, 999, 1_230, 112_000]);
    }
}
