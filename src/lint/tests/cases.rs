//! Every pattern of the case tables under every route: no rule fails on one, and AWS accepts each corrected filter,
//! which has one finding less.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use tidegate_batch::Route;
use tidegate_json::Json;
use tidegate_lint::{Filter, Finding, Severity, lint, mended};

/// Returns the texts of all patterns in `filters/cases`.
fn patterns() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../filters/cases");
    let files = fs::read_dir(folder).unwrap();
    let mut patterns = Vec::new();
    for file in files {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let rows = text.lines().filter_map(|line| Json::parse_whole(line).ok());
        patterns.extend(rows.filter_map(|row| {
            let pattern = row.get("pattern")?;
            Some(
                pattern
                    .as_str()
                    .map_or_else(|| pattern.to_string(), str::to_owned),
            )
        }));
    }
    patterns.sort_unstable();
    patterns.dedup();
    assert!(patterns.len() > 300, "{}", patterns.len());
    patterns
}

fn count(findings: &[Finding], code: &str) -> usize {
    findings
        .iter()
        .filter(|finding| finding.code == code)
        .count()
}

#[test]
fn corrected_filters_are_accepted_and_have_one_finding_less() {
    let patterns = patterns();
    for route in Route::ALL {
        for text in &patterns {
            let Ok(filter) = Filter::read(text, route, route.profile()) else {
                let fixed = mended(text, route, route.profile());
                let read = fixed.map(|fixed| Filter::read(&fixed, route, route.profile()).is_ok());
                assert_ne!(read, Some(false), "{route}: {text}");
                continue;
            };
            let findings = lint(&[filter]);
            let mistakes = findings.iter().filter(|it| it.severity > Severity::Info);
            let mut remedies: Vec<_> = mistakes.filter_map(|it| it.fixed.as_deref()).collect();
            remedies.dedup();
            assert!(remedies.len() < 2, "{route}: {text}: {remedies:?}");
            let mut found_again = HashMap::new();
            for finding in &findings {
                let Some(fixed) = &finding.fixed else {
                    continue;
                };
                let code = finding.code;
                let again = found_again.entry(fixed).or_insert_with(|| {
                    let again = Filter::read(fixed, route, route.profile()).map(|it| lint(&[it]));
                    again.unwrap_or_else(|error| panic!("{route} {code}: {text}: {error}"))
                });
                // A mistake that another one at the same field hid.
                let is_hidden = |it: &Finding| it.code == "L0401";
                let is_new = |it: &&Finding| {
                    it.severity == Severity::Error
                        && !is_hidden(it)
                        && count(again, it.code) > count(&findings, it.code)
                };
                assert_eq!(
                    again.iter().find(is_new),
                    None,
                    "{route} {code}: {text} {fixed}"
                );
                assert!(
                    count(again, code) < count(&findings, code),
                    "{route} {code}: {text} {fixed}"
                );
            }
        }
    }
}
