//! The load over time, before and after the filter, and the environments that it keeps busy.

use tidegate_figures::{count, percent_short, span};
use tidegate_report::{Block, Measure, Row, Section, Series, Table};

use crate::model::{COLD_SEEN_MIN, ColdSide, Concurrency, Load, LoadPoint, Report};

/// Returns the section; `None` without a replay.
pub(super) fn load(report: &Report) -> Option<Section> {
    let load = report.load.as_ref()?;
    let mut blocks = vec![Block::Series(series(load))];
    blocks.extend(environments(report, load).map(Block::Table));
    let section = Section::new("load", "Load over time", blocks);
    Some(section.folded("Concurrency and cold starts"))
}

fn series(load: &Load) -> Series {
    let part_us = load.width_ms.max(1) as f64 * 1_000.0;
    let measure = |title, divisor, figure: fn(&LoadPoint) -> u64| Measure {
        title,
        word: None,
        divisor,
        before: load.unfiltered.iter().map(figure).collect(),
        after: load.filtered.iter().map(figure).collect(),
    };
    let invocations = measure("Invocations started", 1.0, |point| point.invocations);
    Series {
        width_ms: load.width_ms,
        scope: scope(load),
        sides: ["unfiltered", "filtered"],
        measures: vec![
            measure("Records for the function", 1.0, |point| point.records),
            Measure {
                word: Some("invocations"),
                ..invocations
            },
            measure("Invocations at once, on average", part_us, |point| {
                point.busy_us
            }),
        ],
    }
}

fn scope(load: &Load) -> String {
    if load.lanes >= load.lanes_all {
        return String::new();
    }
    let [some, all] = [load.lanes, load.lanes_all].map(|lanes| count(lanes.into()));
    format!("{some} of {all} lanes")
}

fn environments(report: &Report, load: &Load) -> Option<Table> {
    let found = report.environments.as_ref()?;
    let sides = [&found.unfiltered, &found.filtered];
    let row = |name: String, of: fn(&Concurrency) -> String| Row::plain(name, sides.map(of));
    let busiest = format!("in the busiest {}", span(load.width_ms));
    let rows = [
        row("busy on average".to_owned(), |side| busy(side.mean)),
        row(busiest, |side| busy(side.busiest)),
        row("busy at once, at most".to_owned(), |side| {
            count(side.at_once)
        }),
    ];
    let told = found.cold.iter().filter(|cold| {
        let seen = [cold.unfiltered.seen, cold.filtered.seen];
        seen.into_iter().any(|seen| seen >= COLD_SEEN_MIN)
    });
    let cold = told.map(|cold| {
        let name = format!("cold starts, {} min idle", cold.idle_minutes);
        Row::plain(name, [cold.unfiltered, cold.filtered].map(cold_cell))
    });
    let caption = "environments of the function, a month as replayed";
    let table = Table::new(caption, &["", "unfiltered", "filtered"]);
    Some(table.with(rows.into_iter().chain(cold)))
}

/// Returns a number of environments with three digits, or `under 1`.
fn busy(environments: f64) -> String {
    match environments {
        ..=0.0 => "0".to_owned(),
        ..1.0 => "under 1".to_owned(),
        1.0..10.0 => format!("{environments:.2}"),
        10.0..100.0 => format!("{environments:.1}"),
        _ => count(environments.round() as u64),
    }
}

/// Returns `1,421 (0.55 %, 23 seen)`, or `2 seen` if that is too few for an estimate.
fn cold_cell(side: ColdSide) -> String {
    if side.seen < COLD_SEEN_MIN {
        return format!("{} seen", count(side.seen));
    }
    let (month, share) = (count(side.month), percent_short(side.share));
    format!("{month} ({share}, {} seen)", count(side.seen))
}
