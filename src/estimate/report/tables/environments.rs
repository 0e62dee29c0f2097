//! Environments before and after the filter.

use tidegate_figures::{count, per_cent, significant, span};
use tidegate_report::{Row, Table, Weight};

use super::words;
use crate::report::{ColdSide, Concurrency, Report};

/// `None` without a replay.
pub(in crate::report) fn environments(report: &Report) -> Option<Table> {
    let (found, load) = (report.environments.as_ref()?, report.load.as_ref()?);
    let row = |name: String, of: &dyn Fn(&Concurrency) -> String| {
        let cells = [&found.unfiltered, &found.filtered].map(of);
        Row::new(Weight::Plain, name, cells.into())
    };
    let mut rows = vec![
        row("busy on average".to_owned(), &|side| significant(side.mean)),
        row(format!("in the busiest {}", span(load.width_ms)), &|side| {
            significant(side.busiest)
        }),
        row("busy at once, at most".to_owned(), &|side| {
            count(side.at_once)
        }),
    ];
    rows.extend(found.cold.iter().map(|cold| {
        let name = format!("cold starts, {} min idle", cold.idle_minutes);
        let cells = [cold.unfiltered, cold.filtered].map(cold_cell);
        Row::new(Weight::Plain, name, cells.into())
    }));
    Some(Table {
        caption: "environments of the function, a month as replayed".to_owned(),
        head: words(&["", "unfiltered", "filtered"]),
        rows,
        ends_in_words: false,
    })
}

/// `1,421 (0.55 %, 23 seen)`; at most, where the replay had none.
fn cold_cell(side: ColdSide) -> String {
    let (month, share) = (count(side.month), per_cent(side.share));
    if side.seen == 0 {
        return format!("≤ {month} (≤ {share})");
    }
    format!("{month} ({share}, {} seen)", count(side.seen))
}
