//! GitHub Markdown: a headline, two tables, and the fine print folded away.

use std::fmt::Write;

use super::Report;
use crate::counts::{filter_label, reasons};
use crate::figures::{count, difference, percent, percent_of};
use crate::share::Share;

/// Lets a bot find its own comment and update it.
const MARK: &str = "<!-- tidegate:estimate -->";

pub(super) fn render(report: &Report) -> String {
    let mut out = format!("{MARK}\n### tidegate estimate: {}\n\n", report.setting());
    headline(report, &mut out);
    records(report, &mut out);
    invocations(report, &mut out);
    filters(report, &mut out);
    for warning in report.warnings() {
        push(&mut out, format_args!("> **Warning:** {warning}\n>\n"));
    }
    fine_print(report, &mut out);
    out
}

fn push(out: &mut String, line: std::fmt::Arguments<'_>) {
    out.write_fmt(line)
        .expect("writing to a String does not fail");
}

fn headline(report: &Report, out: &mut String) {
    let (avoided, unfiltered) = (report.forecast.avoided(), report.forecast.unfiltered);
    push(
        out,
        format_args!(
            "**{} of {} invocations avoided** in this sample (range {} to {}).\n\n",
            difference(avoided.expected),
            count(unfiltered.expected),
            difference(avoided.low),
            difference(avoided.high),
        ),
    );
}

fn records(report: &Report, out: &mut String) {
    let tally = &report.tally;
    out.push_str("| records | count | share | |\n|---|---:|---:|---|\n");
    let interval = report.delivered_share().map_or_else(String::new, |share| {
        format!("95 %: {} to {}", percent(share.low), percent(share.high))
    });
    for (name, number, note) in [
        ("delivered", tally.delivered, interval),
        ("filtered", tally.filtered, String::new()),
        ("dropped", tally.dropped_total(), reasons(&tally.dropped)),
        (
            "unreadable",
            tally.unreadable_total(),
            reasons(&tally.unreadable),
        ),
        ("read", tally.read, String::new()),
    ] {
        let share = Share::of(number, tally.read).map_or_else(String::new, |s| percent(s.value));
        push(
            out,
            format_args!("| {name} | {} | {share} | {note} |\n", count(number)),
        );
    }
    out.push('\n');
}

fn invocations(report: &Report, out: &mut String) {
    let forecast = &report.forecast;
    let avoided = forecast.avoided();
    out.push_str("| | low | expected | high |\n|---|---:|---:|---:|\n");
    for (name, range) in [
        ("invocations unfiltered", forecast.unfiltered),
        ("invocations filtered", forecast.filtered),
    ] {
        let [low, expected, high] = [range.low, range.expected, range.high].map(count);
        push(
            out,
            format_args!("| {name} | {low} | {expected} | {high} |\n"),
        );
    }
    let levels = [avoided.low, avoided.expected, avoided.high].map(|level| {
        let share = percent_of(level, forecast.unfiltered.expected);
        let share = share.map_or_else(String::new, |share| format!(" ({share})"));
        format!("**{}**{share}", difference(level))
    });
    push(
        out,
        format_args!("| **invocations avoided** | {} |\n\n", levels.join(" | ")),
    );
}

fn filters(report: &Report, out: &mut String) {
    if report.tally.by_filter.len() < 2 {
        return;
    }
    out.push_str("| filter | delivers | alone |\n|---|---:|---:|\n");
    for (index, filter) in report.tally.by_filter.iter().enumerate() {
        let label = filter_label(index, &report.names).replace('|', "\\|");
        let (delivered, only) = (count(filter.delivered), count(filter.only));
        push(out, format_args!("| {label} | {delivered} | {only} |\n"));
    }
    out.push('\n');
}

fn fine_print(report: &Report, out: &mut String) {
    out.push_str("<details><summary>Model and assumptions</summary>\n\n");
    for assumption in report.assumptions() {
        push(out, format_args!("- {assumption}\n"));
    }
    out.push_str("\n</details>\n");
}
