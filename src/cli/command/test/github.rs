//! Results as workflow commands of GitHub Actions.

use tidegate_estimate::FilterFinding;

use super::place::Place;
use super::results::{Miss, Results};
use crate::workflow::{At, command};

/// Writes a command for each miss, each row that can't be run and each finding. The last line has the counts.
pub(super) fn lines(results: &Results, findings: &[FilterFinding]) -> String {
    let misses = results.misses.iter().map(|it| of_miss("error", it));
    let apart = [&results.jvm_dependent, &results.unverified];
    let apart = apart.into_iter().flat_map(|it| &it.otherwise);
    let apart = apart.map(|it| of_miss("notice", it));
    let broken = results.broken.iter();
    let broken = broken.map(|it| at_place("error", "tidegate test", &it.place, &it.why));
    let commands = misses
        .chain(broken)
        .chain(apart)
        .chain(findings.iter().map(of_finding));
    commands.chain([results.counts() + "\n"]).collect()
}

fn of_miss(level: &str, miss: &Miss) -> String {
    let mut message = miss.told();
    if let Some(tree) = &miss.tree {
        message.push('\n');
        message.push_str(tree.trim_end());
    }
    at_place(level, &miss.id, &miss.place, &message)
}

fn at_place(level: &str, title: &str, place: &Place, message: &str) -> String {
    let at = place.line.map_or(At::File, At::Line);
    command(level, title, &place.file, at, message)
}

fn of_finding(finding: &FilterFinding) -> String {
    let level = match finding.severity.as_str() {
        "info" => "notice",
        severity => severity,
    };
    let at = At::Line(finding.line);
    command(level, &finding.code, &finding.file, at, &finding.message)
}
