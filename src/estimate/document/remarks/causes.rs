//! The likely cause if nothing was delivered: a finding about the filters, one condition that keeps the records out, or
//! payloads that no filter could test.

use tidegate_figures::{count, counted};

use crate::counts::{drop_reasons, filter_label, unreadable_reasons};
use crate::model::{NearMiss, Report};

/// Returns the likely cause in at most `chars` characters: without the text of a finding, or without the values of a condition, if
/// it would be longer. `None` if something was delivered.
pub(super) fn cause_within(report: &Report, chars: usize) -> Option<String> {
    if report.tally.delivered > 0 || report.tally.read == 0 {
        return None;
    }
    let word = if report.never_matches() {
        "cause"
    } else {
        "likely cause"
    };
    let room = chars.saturating_sub(word.len() + 2);
    let cause = of_finding(report, room)
        .or_else(|| of_format(report))
        .or_else(|| of_condition(report, room));
    let cause = cause.map(|cause| format!("{word}: {cause}"));
    cause.or_else(|| no_condition(report))
}

/// Says that no single condition is the cause; `None` if near misses were not counted.
fn no_condition(report: &Report) -> Option<String> {
    report.near.as_ref()?;
    Some("no single condition keeps them out: every record fails several".to_owned())
}

fn of_finding(report: &Report, room: usize) -> Option<String> {
    let of = |severity: &'static str| {
        let mut findings = report.findings.iter();
        findings.find(move |finding| finding.severity == severity)
    };
    let finding = of("error").or_else(|| of("warning"))?;
    let code = &finding.code;
    let help = finding.help.as_ref();
    let texts = [
        help.map(|help| format!("{}; {help} [{code}]", finding.message)),
        Some(format!("{} [{code}]", finding.message)),
    ];
    let fitting = texts.into_iter().flatten().find(|it| fits(it, room));
    let code = || format!("finding {code} on {}, line {}", finding.file, finding.line);
    Some(fitting.unwrap_or_else(code))
}

fn fits(text: &str, room: usize) -> bool {
    text.chars().count() <= room
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

fn of_condition(report: &Report, room: usize) -> Option<String> {
    let near = report.near.as_ref()?;
    let miss = near.conditions.first()?;
    let which = match (miss.records, near.filtered) {
        (1, 1) => "the filtered record fails".to_owned(),
        (some, all) if some == all => format!("all {} fail", counted(all, "filtered record")),
        (some, _) => format!(
            "{} of {} {}",
            count(some),
            counted(near.examined, "filtered record"),
            if some == 1 { "fails" } else { "fail" }
        ),
    };
    let lead = format!("{which} only ");
    let condition = named_within(report, miss, room.saturating_sub(lead.chars().count()));
    Some(lead + &condition)
}

/// Returns the condition, and its filter if there are several.
pub(super) fn named(report: &Report, miss: &NearMiss) -> String {
    named_within(report, miss, usize::MAX)
}

/// Returns the condition in at most `chars` characters, without the values that it asks for if they take too many, or its
/// kind alone if its path does.
pub(super) fn named_within(report: &Report, miss: &NearMiss, chars: usize) -> String {
    let path = miss.condition.split_once("  ").map(|(path, _)| path);
    let names = [Some(miss.condition.as_str()), path].into_iter().flatten();
    let of = if report.tally.by_filter.len() < 2 {
        String::new()
    } else {
        let label = filter_label(miss.filter.saturating_sub(1), &report.names);
        format!(" of {label}")
    };
    let mut names = names.map(|name| format!("{name}{of}"));
    let fitting = names.find(|name| fits(name, chars));
    fitting.unwrap_or_else(|| "one condition".to_owned())
}
