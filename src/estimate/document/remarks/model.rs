//! How the invocations were counted, in a sentence that can be checked by hand.

use tidegate_figures::{RULE_OF_THREE, count, counted, decimal, span};

use super::settings::lane_noun;
use crate::model::{Basis, Period, ReplayBasis, Report};

impl Report {
    /// Returns how the invocations were counted, in a sentence.
    #[must_use]
    pub fn model(&self) -> String {
        model(self)
    }
}

pub(super) fn model(report: &Report) -> String {
    match report.basis {
        Basis::PerMatch => per_match(report),
        Basis::Groups { size } => groups(report, size),
        Basis::Backlog { records, size } => backlog(report, records, size),
        Basis::Replay(basis) => replay(report, &basis),
    }
}

fn per_match(report: &Report) -> String {
    let scaled = match report.period {
        Period::Sample => "",
        Period::Month => "; scaled from the sample to a month of 30 days",
    };
    format!(
        "one invocation for each event and each rule that matches it; unfiltered, every rule matches every event{scaled}"
    )
}

fn groups(report: &Report, size: u64) -> String {
    format!(
        "records in groups of n = min(batch size {}, records {}) = {}, in the order read; unfiltered: one \
         invocation per group; filtered: low packs the delivered records into full batches, expected \
         counts the groups that hold a delivered record, high is one invocation per delivered record \
         but no more than there are groups",
        count(report.delivery.batch_size().get().into()),
        count(report.tally.read),
        count(size)
    )
}

/// Returns the closed form with its figures.
fn backlog(report: &Report, records: u64, size: u64) -> String {
    let forecast = report.forecast;
    let share = report.share_used();
    format!(
        "a backlog: every read finds a full batch of n = {n}, records match independently; N = {records} records a \
         month, p = {p} delivered; unfiltered: N / n = {unfiltered}; filtered: low p N / n = {low}, full \
         batches; {orders}; high {high}, every matching record alone but no more than there are batches",
        orders = orders(report, size),
        n = count(size),
        records = count(records),
        p = share_words(report, share),
        unfiltered = count(forecast.unfiltered.expected),
        low = count(forecast.filtered.low),
        high = count(forecast.filtered.high),
    )
}

/// Returns how the two orders of filtering and batching are counted: alike if each receive is a batch.
fn orders(report: &Report, size: u64) -> String {
    let forecast = report.forecast;
    let filtered = forecast.filtered;
    let holding = format!(
        "N / n x (1 - (1 - p)^n) = {} x (1 - {}^{}) = {}, the batches that hold a match",
        count(forecast.unfiltered.expected),
        decimal(1.0 - report.share_used()),
        count(size),
        count(filtered.conservative),
    );
    if filtered.expected == filtered.conservative {
        return format!(
            "expected {holding}; conservative {}, the same",
            count(filtered.conservative)
        );
    }
    format!(
        "expected {}, the same, because the filter comes first and fills the batches; conservative {holding}",
        count(filtered.expected)
    )
}

/// Returns `1,000 of 10,000 = 0.1`.
fn share_words(report: &Report, share: f64) -> String {
    let of = if report.is_upper_bound() {
        format!("at most {RULE_OF_THREE}")
    } else {
        count(report.tally.delivered)
    };
    format!("{of} of {} = {}", count(report.tally.read), decimal(share))
}

fn replay(report: &Report, basis: &ReplayBasis) -> String {
    format!(
        "a replay of {} over {}, {}, in {}, scaled to {}, a month of 30 days; {LEVELS}",
        counted(basis.records, "record"),
        span(basis.span_ms),
        arrivals(basis),
        lanes(report, basis),
        counted(basis.month_records, "record"),
    )
}

/// Explains the four levels of a replay.
const LEVELS: &str = "low has every batch full; expected filters first and then batches, as AWS's guide said until 2023 and its Compute \
     Blog says; conservative batches first and then filters, which the guide's silence today also allows; high has every \
     matching record alone; no level is beyond what the mapping can run";

fn arrivals(basis: &ReplayBasis) -> String {
    let Some(recorded_ms) = basis.recorded_span_ms else {
        let process = match basis.burst {
            0 | 1 => "arriving at random (Poisson)".to_owned(),
            size => format!(
                "arriving at random in bursts of {} on average",
                count(size.into())
            ),
        };
        let drawn = count(basis.recorded);
        return format!(
            "drawn from the {drawn} of the sample, {process}, seed {}",
            basis.seed
        );
    };
    let repeated = if basis.records > basis.chosen {
        ", repeated"
    } else {
        ""
    };
    let stretched = if is_stretched(basis, recorded_ms) {
        ", stretched to the stated rate"
    } else {
        ""
    };
    format!(
        "at their recorded arrival times ({} within {}{stretched}{repeated})",
        counted(basis.recorded, "record"),
        span(recorded_ms)
    )
}

/// Returns whether the replay is faster or slower than the recording by more than one per cent.
fn is_stretched(basis: &ReplayBasis, recorded_ms: u64) -> bool {
    let pace = |records: u64, ms: u64| records as f64 / (ms as f64).max(1.0);
    let own = pace(basis.recorded.saturating_sub(1), recorded_ms);
    let replayed = pace(basis.records, basis.span_ms);
    (replayed / own.max(f64::MIN_POSITIVE) - 1.0).abs() > 0.01
}

/// Returns the number of lanes in the source's own word.
fn lanes(report: &Report, basis: &ReplayBasis) -> String {
    let noun = lane_noun(report);
    match (basis.lanes, basis.lanes_all) {
        (1, 1) => format!("one {noun}"),
        (some, all) if some == all => format!("all {} {noun}s", count(all.into())),
        (some, all) => format!("{} of {} {noun}s", count(some.into()), count(all.into())),
    }
}
