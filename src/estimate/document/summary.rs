//! The table of the first screen: today, with the filter, avoided. It subtracts as it stands.

use tidegate_figures::{count, counted, percent_short};
use tidegate_report::{Block, Row, Section, Table, Weight};

use super::headline::BILL_MIN;
use super::range::Range;
use crate::model::{Cost, Period, Report};

pub(super) fn summary(report: &Report) -> Section {
    let row = |name: &str, range: &Range| {
        let cells = [
            range.today_words(),
            range.filtered_words(),
            range.avoided_words(),
        ];
        Row::new(weight(report), name, cells.into())
    };
    let mut rows = vec![row("invocations", &Range::invocations(report))];
    rows.extend(
        report
            .cost
            .as_ref()
            .map(|cost| cost_row(report, cost, &row)),
    );
    let period = match report.period {
        Period::Sample => "this sample",
        Period::Month => "a month",
    };
    let head = [period, "today", "with the filter", "avoided"];
    let table = Table {
        footnote: footnote(report),
        ..Table::new("", &head).with(rows)
    };
    Section::new("summary", "What it saves", vec![Block::Table(table)])
}

/// Nothing is praised that delivers nothing.
const fn weight(report: &Report) -> Weight {
    if report.tally.delivered == 0 {
        Weight::Plain
    } else {
        Weight::Sum
    }
}

fn cost_row(report: &Report, cost: &Cost, row: &dyn Fn(&str, &Range) -> Row) -> Row {
    let range = Range::cost(report, cost);
    if range.today < BILL_MIN {
        let least = range.words(BILL_MIN);
        let cell = format!("under {}", least.trim_end_matches(".00"));
        return Row::plain("cost", [cell, String::new(), String::new()]);
    }
    row("cost", &range)
}

/// Where a range comes from.
fn footnote(report: &Report) -> String {
    let read = counted(report.tally.read, "record");
    if report.is_upper_bound() {
        let share = percent_short(report.share_used());
        return format!("no match in {read} leaves {share} possible (95 %, rule of three)");
    }
    let filtered = report.forecast.filtered;
    let is_order = filtered.conservative > filtered.expected;
    let is_sample = report.sampling.is_some_and(|sampling| {
        sampling.low < filtered.expected || sampling.high > filtered.conservative
    });
    let is_range = Range::invocations(report).is_range();
    let matches = match report.tally.delivered {
        1 => "1 match".to_owned(),
        delivered => format!("{} matches", count(delivered)),
    };
    let leaves = if report.tally.delivered == 1 {
        "leaves"
    } else {
        "leave"
    };
    match (is_range && is_order, is_range && is_sample) {
        (true, true) => {
            format!("range: AWS may filter before or after batching; {matches} in {read}")
        }
        (true, false) => "range: AWS may filter before it batches, or after".to_owned(),
        (false, true) => format!("range: what {matches} in {read} {leaves} open (95 %)"),
        (false, false) => String::new(),
    }
}
