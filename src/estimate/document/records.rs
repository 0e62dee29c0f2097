//! Records by fate, by filter, and by the one condition that keeps them out.

use tidegate_figures::{count, percent_of, percent_range};
use tidegate_report::{Block, Ranked, Ranking, Section};

use crate::counts::{filter_label, filter_overlaps, record_parts};
use crate::model::{NearMisses, Report};

/// The number of near misses shown.
const NEAR_MAX: usize = 5;

pub(super) fn records(report: &Report) -> Section {
    let mut parts = record_parts(&report.tally);
    if let (Some(delivered), Some(interval)) = (parts.parts.first_mut(), interval_words(report)) {
        delivered.note = interval;
    }
    Section::new("records", "Records", vec![Block::Parts(parts)])
        .about("The disposition of each record that was read.")
}

/// Returns the interval of the delivered share, or says that no record can match. `None` if no record was read.
pub(super) fn interval_words(report: &Report) -> Option<String> {
    if report.never_matches() {
        return Some("none can match".to_owned());
    }
    let share = report.delivered_share()?;
    Some(format!(
        "95 % sure: {}",
        percent_range(share.low, share.high)
    ))
}

/// Returns the records by filter; `None` for a single filter, which delivers all that is delivered.
pub(super) fn filters(report: &Report) -> Option<Section> {
    let overlaps = filter_overlaps(&report.tally, &report.names);
    let has_choice = overlaps.rows.len() > 1;
    let section = || {
        Section::new("filters", "By filter", vec![Block::Overlaps(overlaps)]).folded("By filter")
    };
    has_choice.then(section)
}

/// Returns the conditions that keep most records out; `None` if there are none.
pub(super) fn near(report: &Report) -> Option<Section> {
    let near = report.near.as_ref()?;
    let several = report.tally.by_filter.len() > 1;
    let rows = near.conditions.iter().take(NEAR_MAX).map(|miss| {
        let name = if several {
            let label = filter_label(miss.filter.saturating_sub(1), &report.names);
            format!("{}, {label}", miss.condition)
        } else {
            miss.condition.clone()
        };
        let records = i64::try_from(miss.records).unwrap_or(i64::MAX);
        Ranked {
            name,
            count: miss.records,
            share: percent_of(records, near.examined).unwrap_or_default(),
        }
    });
    let ranking = Ranking {
        topic: "near misses",
        caption: caption(near),
        head: ["condition", "records", "share"],
        rows: rows.collect(),
    };
    let section = || {
        Section::new("near", "Near misses", vec![Block::Ranking(ranking)])
            .about("Conditions that alone keep records out. If one of them is not meant to, the filter is too narrow.")
            .folded("Near misses")
    };
    (!near.conditions.is_empty()).then(section)
}

fn caption(near: &NearMisses) -> String {
    if near.filtered == 1 {
        return "the filtered record fails a single condition".to_owned();
    }
    format!(
        "{} of {} filtered records {} a single condition",
        count(near.records),
        examined(near),
        if near.records == 1 { "fails" } else { "fail" }
    )
}

/// Returns `the 900`, or `the first 20,000 of 60,666`.
fn examined(near: &NearMisses) -> String {
    if near.examined < near.filtered {
        format!(
            "the first {} of {}",
            count(near.examined),
            count(near.filtered)
        )
    } else {
        format!("the {}", count(near.filtered))
    }
}
