//! Records by fate, by filter, and by the one condition that keeps them out.

use tidegate_figures::{Share, count, percent, percent_of};
use tidegate_report::{Row, Table, Weight, safe};

use super::words;
use crate::counts::{filter_label, reasons};
use crate::report::Report;

/// Most near misses that are shown.
const NEAR_MAX: usize = 5;

pub(in crate::report) fn records(report: &Report) -> Table {
    let tally = &report.tally;
    let interval = report.delivered_share().map_or_else(String::new, |share| {
        format!("95 %: {} to {}", percent(share.low), percent(share.high))
    });
    let row = |name: &str, number: u64, note: String| {
        let share = Share::of(number, tally.read);
        let share = share.map_or_else(|| "-".to_owned(), |share| percent(share.value));
        Row::new(Weight::Plain, name, vec![count(number), share, note])
    };
    let (dropped, unreadable) = (tally.dropped_total(), tally.unreadable_total());
    Table {
        caption: "records".to_owned(),
        head: words(&["records", "count", "share", ""]),
        rows: vec![
            row("delivered", tally.delivered, interval),
            row("filtered", tally.filtered, String::new()),
            row("dropped", dropped, reasons(&tally.dropped)),
            row("unreadable", unreadable, reasons(&tally.unreadable)),
        ],
        ends_in_words: true,
    }
}

/// `None` of a single filter: it delivers what is delivered.
pub(in crate::report) fn filters(report: &Report) -> Option<Table> {
    let filters = &report.tally.by_filter;
    let rows = filters.iter().enumerate().map(|(index, filter)| {
        let cells = vec![count(filter.delivered), count(filter.only)];
        Row::new(Weight::Plain, label(report, index), cells)
    });
    (filters.len() > 1).then(|| Table {
        caption: "filters".to_owned(),
        head: words(&["filter", "delivers", "alone"]),
        rows: rows.collect(),
        ends_in_words: false,
    })
}

/// A filter's name, fit to be shown.
pub(in crate::report) fn label(report: &Report, index: usize) -> String {
    safe(&filter_label(index, &report.names))
}

/// The conditions that keep most records out; `None` if there are none.
pub(in crate::report) fn near(report: &Report) -> Option<Table> {
    let near = report.near.as_ref()?;
    let several = report.tally.by_filter.len() > 1;
    let rows = near.conditions.iter().take(NEAR_MAX).map(|miss| {
        let condition = safe(&miss.condition);
        let name = if several {
            format!("{condition}, {}", label(report, miss.filter))
        } else {
            condition
        };
        let records = i64::try_from(miss.records).unwrap_or(i64::MAX);
        let share = percent_of(records, near.examined).unwrap_or_default();
        Row::new(Weight::Plain, name, vec![count(miss.records), share])
    });
    let examined = if near.examined < near.filtered {
        format!(
            "the first {} of {}",
            count(near.examined),
            count(near.filtered)
        )
    } else {
        format!("the {}", count(near.filtered))
    };
    (!near.conditions.is_empty()).then(|| Table {
        caption: format!(
            "near misses: {} of {examined} filtered records fail a single condition",
            count(near.records)
        ),
        head: words(&["condition", "records", "share"]),
        rows: rows.collect(),
        ends_in_words: false,
    })
}
