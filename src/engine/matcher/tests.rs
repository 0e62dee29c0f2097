//! Runs the rows of `filters/cases` about events with the engine alone, which is fast enough for mutation testing.

use std::fs;

use crate::{Matcher, Profile, Program, Rule, Source};
use tidegate_fixtures::testing::files_of_cases;
use tidegate_json::Json;

/// The profile of rows about events. `None` for rows about records, which the `batch` package runs.
fn profile(dialect: &str) -> Option<Profile> {
    match dialect {
        "eventbridge" => Some(Profile::Service(Source::EventBridge)),
        "pipes" => Some(Profile::Pipes(Source::EventBridge)),
        "ruler" => Some(Profile::Ruler),
        _ => None,
    }
}

/// The result, in the words of the rows. Checks that a trusted matcher returns the same.
fn answer(profile: Profile, pattern: &str, event: Option<&str>) -> &'static str {
    let Ok(rule) = Rule::read(pattern, profile) else {
        return "invalid_pattern";
    };
    let Some(event) = event else {
        return "valid_pattern";
    };
    let program = Program::compile(&[rule]).unwrap();
    let is_match = |mut matcher: Matcher| {
        let verdict = matcher.event(event.as_bytes()).ok()?;
        Some(verdict.is_match())
    };
    let Some(strict) = is_match(program.matcher()) else {
        return "invalid_event";
    };
    assert_eq!(is_match(program.trusted_matcher()), Some(strict), "{event}");
    if strict { "match" } else { "no_match" }
}

#[test]
fn rows_of_filters_cases_are_true() {
    let mut count = 0;
    for file in files_of_cases() {
        for line in fs::read_to_string(&file).unwrap().lines() {
            let row = Json::parse_whole(line).unwrap();
            let field = |key: &str| row.get(key)?.as_str();
            let Some(profile) = field("dialect").and_then(profile) else {
                continue;
            };
            let pattern = field("pattern").unwrap();
            let answer = answer(profile, pattern, field("event"));
            assert_eq!(Some(answer), field("expect"), "{line}");
            count += 1;
        }
    }
    assert!(count > 600, "{count} rows");
}

#[test]
fn earlier_records_do_not_affect_later_ones() {
    let rule = Rule::read(
        r#"{"a":{"b":[1],"c":[2]}}"#,
        Profile::Service(Source::EventBridge),
    )
    .unwrap();
    let mut matcher = Program::compile(&[rule]).unwrap().matcher();
    for _ in 0..3 {
        let event = br#"{"a":[{"b":1},{"c":2},{"b":1,"c":2}]}"#;
        assert!(matcher.event(event).unwrap().is_match());
        assert_eq!(matcher.walker.elements().len(), 3);
        assert!(!matcher.event(b"{}").unwrap().is_match());
        assert_eq!(matcher.walker.elements().len(), 0);
    }
}
