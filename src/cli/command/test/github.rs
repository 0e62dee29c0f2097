//! Results as workflow commands of GitHub Actions, which the site shows beside the line of a changed file.
//! (GitHub Docs, "Workflow commands for GitHub Actions", read 2026-11-30; what is escaped follows `command.ts` of
//! actions/toolkit.)

use std::borrow::Cow;

use tidegate_estimate::FilterFinding;

use super::place::Place;
use super::results::{Miss, Results};

/// Writes a command for each miss, each row that can't be run and each finding. The last line has the counts.
pub(super) fn lines(results: &Results, findings: &[FilterFinding]) -> String {
    let misses = results.misses.iter().map(|it| of_miss("error", it));
    let apart = [&results.jvm_dependent, &results.unverified];
    let apart = apart.into_iter().flat_map(|it| &it.otherwise);
    let apart = apart.map(|it| of_miss("notice", it));
    let broken = results.broken.iter();
    let broken = broken.map(|it| command("error", "tidegate test", &it.place, &it.why));
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
    command(level, &miss.id, &miss.place, &message)
}

fn of_finding(finding: &FilterFinding) -> String {
    let level = match finding.severity.as_str() {
        "info" => "notice",
        severity => severity,
    };
    let file = finding.file.clone();
    let line = Some(finding.line);
    command(
        level,
        &finding.code,
        &Place { file, line },
        &finding.message,
    )
}

fn command(level: &str, title: &str, place: &Place, message: &str) -> String {
    // The site takes paths from the root of the repository, without a dot in front.
    let file = place.file.strip_prefix("./").unwrap_or(&place.file);
    let line = place.line.map(|line| format!(",line={line}"));
    format!(
        "::{level} title={},file={}{}::{}\n",
        property(title),
        property(file),
        line.unwrap_or_default(),
        data(message)
    )
}

/// Escapes a message.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, which ends at a comma or a colon.
fn property(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '\r', '\n', ':', ',']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(data(text).replace(':', "%3A").replace(',', "%2C"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_and_a_property_are_escaped_apart() {
        let place = Place {
            file: "./a,b:c.jsonl".to_owned(),
            line: Some(3),
        };
        assert_eq!(
            command("error", "100%: x", &place, "a: 5 %,\r\nb"),
            "::error title=100%25%3A x,file=a%2Cb%3Ac.jsonl,line=3::a: 5 %25,%0D%0Ab\n"
        );
    }
}
