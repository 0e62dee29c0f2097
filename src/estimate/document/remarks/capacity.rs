//! Warnings about a load that the mapping cannot run: which side falls behind, by how much, and which records are lost.

use tidegate_figures::{count, counted, decimal, percent_short, significant, span};
use tidegate_mapping::Mapping;

use super::settings::lane_noun;
use crate::model::{Capacity, CapacityUse, Report, ShardWrites};

/// Returns the dangers in short: a stream that cannot take the records, a function that can't keep up with the filter, and
/// records that expire. One that can't keep up without the filter is among them, because it bounds today's bill.
pub(super) fn dangers(report: &Report) -> Vec<String> {
    let Some(capacity) = &report.capacity else {
        return Vec::new();
    };
    let refused = capacity.shard_writes.map(|writes| writes.load());
    let refused = refused.filter(|load| *load > 1.0).map(|load| {
        format!(
            "producers get errors: their writes need {}, not {}",
            counted(needed(report, load), "shard"),
            shards(report)
        )
    });
    let all = [refused, behind_short(capacity), expiry_short(capacity)];
    all.into_iter().flatten().collect()
}

fn behind_short(capacity: &Capacity) -> Option<String> {
    let (before, after) = (&capacity.unfiltered, &capacity.filtered);
    let last = &capacity.conservative;
    let (side, when) = match (before.is_over(), after.is_over()) {
        (true, true) => (after, "even with the filter the function falls behind"),
        (false, true) => (after, "with the filter the function falls behind"),
        (true, false) => (before, "without the filter the function falls behind"),
        (false, false) if last.is_over() => (
            last,
            "the function falls behind if AWS batches before it filters",
        ),
        (false, false) => return None,
    };
    let load = match side.busiest {
        load if load < 10.0 => format!("load {} %", count(percent_above(load))),
        load => format!("{} times its capacity", two_digits(load)),
    };
    Some(format!("{when} ({load})"))
}

/// Returns a load above 1 in whole per cent, above 100.
fn percent_above(load: f64) -> u64 {
    (load * 100.0).round().max(101.0) as u64
}

/// Returns when records expire with the filter, and how many do.
fn expiry_short(capacity: &Capacity) -> Option<String> {
    let side = Some(capacity.filtered).filter(CapacityUse::is_over)?;
    let after = days(side.expires_after_seconds.filter(|_| side.expired > 0)?);
    let lost = rough(side.expired);
    Some(format!(
        "records expire unhandled from {after} on: {lost} by day 30"
    ))
}

/// Returns whether the dangers say how many records expire.
pub(super) fn says_expiry(report: &Report) -> bool {
    report.capacity.as_ref().and_then(expiry_short).is_some()
}

/// Returns three digits of a number: `347 million`, `12,300`.
pub(super) fn rough(number: u64) -> String {
    const MILLION: u64 = 1_000_000;
    const BILLION: u64 = 1_000_000_000;
    let number = three_digits(number);
    let of = |scale: u64| decimal(number as f64 / scale as f64);
    match number {
        ..MILLION => count(number),
        MILLION..BILLION => format!("{} million", of(MILLION)),
        BILLION.. => format!("{} billion", of(BILLION)),
    }
}

/// Returns the warnings, in order: a stream that cannot take the records; a mapping that falls behind with the filter,
/// without it, or with it if AWS batches first; the records that expire.
pub(super) fn falls_behind(report: &Report) -> Vec<String> {
    let Some(capacity) = &report.capacity else {
        return Vec::new();
    };
    let refused = capacity.shard_writes.as_ref();
    let refused = refused.and_then(|writes| refused_writes(report, writes));
    let all = [refused, behind(report, capacity), expiry(capacity)];
    all.into_iter().flatten().collect()
}

fn refused_writes(report: &Report, writes: &ShardWrites) -> Option<String> {
    let load = writes.load();
    let bytes = writes.bytes_per_second / writes.records_per_second;
    (load > 1.0).then(|| {
        format!(
            "producers get errors: each shard gets {} records/s of {} and accepts 1,000 or 1 MiB; {} shards are \
             needed, and all figures are as if every record were accepted",
            significant(writes.records_per_second),
            counted(bytes.round() as u64, "byte"),
            count(needed(report, load)),
        )
    })
}

/// Returns the number of shards that take the writes.
fn needed(report: &Report, load: f64) -> u64 {
    (load * f64::from(shards(report))).ceil() as u64
}

fn shards(report: &Report) -> u32 {
    let mapping = report.delivery.mapping();
    mapping.and_then(Mapping::shards).unwrap_or(1)
}

fn behind(report: &Report, capacity: &Capacity) -> Option<String> {
    let (before, after) = (&capacity.unfiltered, &capacity.filtered);
    if after.is_over() {
        let lag_ms = (after.lag_seconds_per_hour * 1_000.0).round() as u64;
        return Some(format!(
            "the function falls behind with the filter{}: {}; records wait {} longer every hour",
            if before.is_over() { " too" } else { "" },
            harm(report, capacity, after),
            span(rounded_ms(lag_ms))
        ));
    }
    if before.is_over() {
        return Some(format!(
            "the function falls behind without the filter: {}; with it, it keeps up ({} busy)",
            harm(report, capacity, before),
            percent_short(after.busiest),
        ));
    }
    let last = &capacity.conservative;
    last.is_over().then(|| {
        format!(
            "the function falls behind if AWS batches before it filters: {}",
            harm(report, capacity, last)
        )
    })
}

/// Names the lanes that get more than they can run, and how much more.
fn harm(report: &Report, capacity: &Capacity, side: &CapacityUse) -> String {
    let who = who(report, capacity, side);
    let times = match side.busiest {
        load if load < 1.995 => format!("{} % of", count(percent_above(load))),
        load => format!("{} times", two_digits(load)),
    };
    let they = if who.ends_with("get") { "they" } else { "it" };
    format!("{who} {times} what {they} can run")
}

/// Says when the first records expire, and how many do in the first month: a bill that is lower because of them is not
/// a saving.
fn expiry(capacity: &Capacity) -> Option<String> {
    let side = [capacity.filtered, capacity.unfiltered]
        .into_iter()
        .find(CapacityUse::is_over)?;
    let which = if capacity.filtered.is_over() {
        ""
    } else {
        "without the filter, "
    };
    let after = days(side.expires_after_seconds.filter(|_| side.expired > 0)?);
    let lost = format!(", {} in the first month", count(three_digits(side.expired)));
    Some(format!(
        "{which}records expire unhandled from {after} on{lost}; the bill stops at what can run"
    ))
}

fn who(report: &Report, capacity: &Capacity, side: &CapacityUse) -> String {
    let at_once = u64::from(capacity.lanes) * u64::from(capacity.per_lane);
    let limit = capacity
        .reserved
        .filter(|reserved| u64::from(*reserved) <= at_once);
    if let Some(reserved) = limit {
        return format!(
            "the reserved concurrency of {} gets",
            count(reserved.into())
        );
    }
    let noun = lane_noun(report);
    match (
        report.delivery.is_standard_queue(),
        capacity.lanes,
        side.lanes_over,
    ) {
        (true, _, _) => format!("{} get", counted(capacity.per_lane.into(), "poller")),
        (false, 1, _) => format!("the {noun} gets"),
        (false, all, over) if all == over => format!("each {noun} gets"),
        (false, all, 1) => format!("1 of {} gets", counted(all.into(), noun)),
        (false, all, over) => format!(
            "{} of {} get more than they can run, one of them",
            count(over.into()),
            counted(all.into(), noun)
        ),
    }
}

/// Returns a time in whole minutes from ten minutes on, and below in seconds, rounded up.
const fn rounded_ms(ms: u64) -> u64 {
    match ms {
        600_000.. => (ms + 30_000) / 60_000 * 60_000,
        _ => ms.div_ceil(1_000) * 1_000,
    }
}

/// Returns a time after the start, in hours or days.
fn days(seconds: f64) -> String {
    let hours = seconds / 3_600.0;
    if hours < 47.5 {
        return format!("hour {}", count(hours.ceil() as u64));
    }
    format!("day {}", count((hours / 24.0).ceil() as u64))
}

fn two_digits(number: f64) -> String {
    if number >= 9.95 {
        let unit = 10_f64.powf(number.log10().floor() - 1.0);
        return count(((number / unit).round() * unit) as u64);
    }
    decimal((number * 10.0).round() / 10.0)
}

fn three_digits(number: u64) -> u64 {
    let unit = 10_u64.pow(number.checked_ilog10().unwrap_or(0).saturating_sub(2));
    (number + unit / 2) / unit * unit
}
