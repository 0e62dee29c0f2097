//! The next steps, the most useful one first.

use crate::model::{Period, Report};

pub(in crate::document) fn next(report: &Report) -> Vec<String> {
    let mut steps = Vec::new();
    if report.never_matches() {
        steps.push("correct the filter, then estimate again".to_owned());
    } else if report.tally.delivered == 0 && report.tally.read > 0 {
        steps.push("`tidegate explain` with the same filter and records says why".to_owned());
    }
    if report.period == Period::Sample {
        steps.push("add --rate 400/s (or /h, /day, /month) for a month and its cost".to_owned());
    }
    steps.extend(report.advice.iter().map(|advice| advice.text.clone()));
    steps
}
