//! The table of the first screen: today, with the filter, avoided. Each row subtracts exactly.

use tidegate_figures::{count, counted, percent_short};
use tidegate_report::{Block, Row, Section, Table, Weight};

use super::headline::BILL_MIN;
use super::range::{Range, Reason};
use crate::model::{Period, Report};

pub(super) fn summary(report: &Report) -> Section {
    let row = |name: &str, range: &Range| Row::new(weight(report), name, range.written().into());
    let invocations = Range::invocations(report);
    let mut rows = vec![row("invocations", &invocations)];
    let cost = report.cost.as_ref().map(|cost| Range::cost(report, cost));
    rows.extend(cost.map(|range| cost_row(&range, &row)));
    let (period, heading) = match report.period {
        Period::Sample => ("this sample", "What it saves in this sample"),
        Period::Month => ("a month", "What it saves a month"),
    };
    let head = [period, "today", "with the filter", "avoided"];
    let table = Table {
        footnote: footnote(report, &invocations, cost.filter(is_shown).as_ref()),
        ..Table::new("", &head).with(rows)
    };
    Section::new("summary", heading, vec![Block::Table(table)])
}

/// Returns the weight of the rows: the savings of a filter that delivers nothing are not emphasised.
const fn weight(report: &Report) -> Weight {
    if report.tally.delivered == 0 {
        Weight::Plain
    } else {
        Weight::Sum
    }
}

/// Returns whether the cost is large enough for figures of its own.
fn is_shown(cost: &Range) -> bool {
    cost.today >= BILL_MIN
}

fn cost_row(range: &Range, row: &dyn Fn(&str, &Range) -> Row) -> Row {
    if !is_shown(range) {
        let least = range.words(BILL_MIN);
        let cell = format!("under {}", least.trim_end_matches(".00"));
        return Row::plain("cost", [cell, String::new(), String::new()]);
    }
    row("cost", range)
}

/// Gives the reasons for the ranges in the table.
fn footnote(report: &Report, invocations: &Range, cost: Option<&Range>) -> String {
    if report.is_upper_bound() {
        let read = counted(report.tally.read, "record");
        let share = percent_short(report.share_used());
        return format!("no match in {read} leaves {share} possible (95 %, rule of three)");
    }
    let reasons = [Some(invocations), cost].map(|range| reason_words(report, range?.reason));
    match reasons {
        [Some(invocations), Some(cost)] if invocations != cost => {
            format!("range of the cost: {cost}; of the invocations: {invocations}")
        }
        [Some(reason), _] | [None, Some(reason)] => format!("range: {reason}"),
        [None, None] => String::new(),
    }
}

fn reason_words(report: &Report, reason: Reason) -> Option<String> {
    let read = counted(report.tally.read, "record");
    match reason {
        Reason::Exact => None,
        Reason::Reads => Some(
            "AWS does not say how often it reads while records wait, nor whether it filters before it batches"
                .to_owned(),
        ),
        Reason::Order => Some("AWS may filter before it batches, or after".to_owned()),
        Reason::Sample => Some(format!(
            "what {} in {read} {} open (95 %)",
            matches(report),
            leave(report)
        )),
        Reason::Both => Some(format!(
            "AWS may filter before or after batching, and only {} of {read} matched",
            count(report.tally.delivered)
        )),
    }
}

fn matches(report: &Report) -> String {
    match report.tally.delivered {
        1 => "1 match".to_owned(),
        delivered => format!("{} matches", count(delivered)),
    }
}

const fn leave(report: &Report) -> &'static str {
    match report.tally.delivered {
        1 => "leaves",
        _ => "leave",
    }
}
