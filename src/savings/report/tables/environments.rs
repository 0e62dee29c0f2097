//! Environments before and after the filter.

use super::{Row, Table, Weight, words};
use crate::figures::{count, span};
use crate::plan::Value;
use crate::report::{ColdSide, Concurrency, Report};

/// `None` without a replay.
pub(in crate::report) fn environments(report: &Report) -> Option<Table> {
    let (found, load) = (report.environments.as_ref()?, report.load.as_ref()?);
    let row = |name: String, of: &dyn Fn(&Concurrency) -> String| {
        let cells = [&found.unfiltered, &found.filtered].map(of);
        Row::new(Weight::Plain, name, cells.into())
    };
    let number = |number: f64| Value::Number(number).shown();
    let mut rows = vec![
        row("busy on average".to_owned(), &|side| number(side.mean)),
        row(format!("in the busiest {}", span(load.width_ms)), &|side| {
            number(side.busiest)
        }),
        row("busy at once, at most".to_owned(), &|side| {
            count(side.at_once)
        }),
    ];
    rows.extend(found.cold.iter().map(|cold| {
        let name = format!(
            "cold starts a month, idle ones stay {} min",
            cold.idle_minutes
        );
        let cells = [cold.unfiltered, cold.filtered].map(cold_cell);
        Row::new(Weight::Plain, name, cells.into())
    }));
    Some(Table {
        caption: "environments of the function, by the replay".to_owned(),
        head: words(&["", "unfiltered", "filtered"]),
        rows,
        ends_in_words: false,
    })
}

/// `1,421 (0.55 %)`; at most, where the replay had none.
fn cold_cell(side: ColdSide) -> String {
    let at_most = if side.is_at_most { "≤ " } else { "" };
    let share = Value::Share(side.share).shown();
    format!("{at_most}{} ({at_most}{share})", count(side.month))
}
