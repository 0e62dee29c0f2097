//! The likely cause if nothing was delivered: a finding about the filters, one condition that keeps the records out, or
//! payloads that no filter could test.

use tidegate_figures::{count, counted};

use crate::counts::{drop_reasons, filter_label, unreadable_reasons};
use crate::model::{FilterFinding, NearMiss, Report};

/// Returns the sentences right below the headline; none if something was delivered.
pub(in crate::document) fn causes(report: &Report) -> Vec<String> {
    if report.tally.delivered > 0 || report.tally.read == 0 {
        return Vec::new();
    }
    let cause = of_finding(report)
        .or_else(|| of_format(report))
        .or_else(|| of_condition(report));
    let word = if report.never_matches() {
        "cause"
    } else {
        "likely cause"
    };
    let cause = cause.map(|cause| format!("{word}: {cause}"));
    cause.or_else(|| no_condition(report)).into_iter().collect()
}

/// Says that no single condition is the cause; `None` if near misses were not counted.
fn no_condition(report: &Report) -> Option<String> {
    report.near.as_ref()?;
    Some("no single condition keeps them out: every record fails several".to_owned())
}

fn of_finding(report: &Report) -> Option<String> {
    let of = |severity: &'static str| {
        let mut findings = report.findings.iter();
        findings.find(move |finding| finding.severity == severity)
    };
    of("error").or_else(|| of("warning")).map(in_words)
}

fn in_words(finding: &FilterFinding) -> String {
    let help = finding.help.as_ref();
    let help = help.map_or_else(String::new, |help| format!("; {help}"));
    format!("{}{help} [{}]", finding.message, finding.code)
}

/// Names the reasons why most records never reached a filter.
fn of_format(report: &Report) -> Option<String> {
    let tally = &report.tally;
    let lost = tally.dropped_total() + tally.unreadable_total();
    let all = [drop_reasons(tally), unreadable_reasons(tally)];
    let all = all.into_iter().filter(|reasons| !reasons.is_empty());
    let all: Vec<_> = all.collect();
    (lost * 2 > tally.read).then(|| {
        format!(
            "no filter could look at {} ({})",
            counted(lost, "record"),
            all.join(", ")
        )
    })
}

fn of_condition(report: &Report) -> Option<String> {
    let near = report.near.as_ref()?;
    let miss = near.conditions.first()?;
    let which = if miss.records == near.filtered {
        format!("all {}", counted(miss.records, "filtered record"))
    } else {
        format!(
            "{} of {}",
            count(miss.records),
            counted(near.examined, "filtered record")
        )
    };
    Some(format!("{which} fail only {}", named(report, miss)))
}

/// Returns the condition, and its filter if there are several.
pub(super) fn named(report: &Report, miss: &NearMiss) -> String {
    if report.tally.by_filter.len() < 2 {
        return miss.condition.clone();
    }
    let label = filter_label(miss.filter.saturating_sub(1), &report.names);
    format!("{} of {label}", miss.condition)
}
