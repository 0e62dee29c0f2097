//! Records that fail: given up after their last attempt, expired, or blocking those after them.

use std::cmp::Ordering;

use tidegate_figures::{count, counted, percent_of};
use tidegate_mapping::{Discarded, Mapping};

use super::settings::lane_noun;
use crate::model::{Capacity, CapacityUse, Report};

pub(super) fn given_up(report: &Report) -> Option<String> {
    let given_up = report.basis.replay()?.given_up;
    (given_up > 0).then(|| {
        let are = if given_up == 1 { "is" } else { "are" };
        let records = counted(given_up, "record");
        format!(
            "{records} a month {are} given up after the last attempt ({})",
            discarded(report)
        )
    })
}

/// Parts per million of the time from which on blocked shards are worth a word.
const RETRYING_PPM_MIN: u64 = 10_000;

/// Returns how much of the time failing records block a shard, if it is worth a word.
pub(super) fn blocked(report: &Report) -> Option<String> {
    let basis = report.basis.replay()?;
    (basis.retrying_ppm >= RETRYING_PPM_MIN).then(|| {
        format!(
            "failing records block {}s {} of the time ({} today)",
            lane_noun(report),
            of_time(basis.retrying_ppm),
            of_time(basis.retrying_unfiltered_ppm)
        )
    })
}

pub(super) fn expired(report: &Report) -> Option<String> {
    let basis = report.basis.replay()?;
    let blocked = blocked(report);
    // Those of a side that falls behind are said with its capacity.
    let is_over = |side: fn(&Capacity) -> CapacityUse| {
        let capacity = report.capacity.as_ref();
        capacity.is_some_and(|capacity| side(capacity).is_over())
    };
    let [with, without] = [
        (is_over(|it| it.filtered), basis.expired),
        (is_over(|it| it.unfiltered), basis.expired_unfiltered),
    ]
    .map(|(is_over, expired)| if is_over { 0 } else { expired });
    let expired = (with > 0).then(|| {
        let verb = if with == 1 { "expires" } else { "expire" };
        let records = counted(with, "record");
        let today = match without.cmp(&with) {
            Ordering::Greater => format!(", {} today", count(without)),
            Ordering::Less | Ordering::Equal => String::new(),
        };
        format!("{records} a month {verb} ({}{today})", discarded(report))
    });
    let freed = (with == 0 && without > 0).then(|| {
        let records = counted(without, "record");
        format!(
            "today {records} a month expire ({}); with the filter none do",
            discarded(report)
        )
    });
    if blocked.is_none() && freed.is_some() {
        return freed;
    }
    Some(match (blocked, expired) {
        (None, None) => return None,
        (Some(blocked), None) => blocked,
        (Some(blocked), Some(expired)) => format!("{blocked}, and {expired}: limit the retries"),
        (None, Some(expired)) => {
            format!("{expired}: limit the retries, or report the items that failed")
        }
    })
}

fn of_time(ppm: u64) -> String {
    percent_of(i64::try_from(ppm).unwrap_or(i64::MAX), 1_000_000).unwrap_or_default()
}

/// Says where the records go that Lambda gives up.
fn discarded(report: &Report) -> &'static str {
    let mapping = report.delivery.mapping();
    match mapping.map_or(Discarded::Lost, Mapping::discarded) {
        Discarded::Lost => "lost",
        Discarded::To(_) => "a destination gets a notice",
    }
}
