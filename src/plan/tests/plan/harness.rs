//! Checks that every plan must pass.

use std::collections::HashSet;

use serde_json::Value;
use tidegate_plan::{Plan, v1};
use tidegate_report::Palette;

/// Asserts that the plan's JSON is valid and reads back equal, that keys are unique, that text fits the width, and that
/// the page is well-formed.
#[track_caller]
pub(crate) fn check(plan: &Plan) {
    let schema: Value = serde_json::from_str(v1::SCHEMA).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let document: Value = serde_json::from_str(&plan.json()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let read: v1::Plan = serde_json::from_value(document).unwrap();
    assert_eq!(read, v1::Plan::from(plan));
    for table in &plan.tables {
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
    }
    let figures = plan.figures.iter().map(|figure| figure.key);
    let keys: Vec<_> = figures.collect();
    assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
    for width in [60, 80, 120] {
        let text = plan.document().text(width, &Palette::PLAIN);
        let long = text.lines().find(|line| line.chars().count() > width);
        assert_eq!(long, None, "{width}");
    }
    assert!(plan.document().markdown().contains("tidegate plan"));
    assert!(!plan.headline.is_empty());
    check_page(plan);
}

/// Asserts that every element is closed in order, that nothing is run or loaded, and that each section has a unique
/// anchor.
#[track_caller]
fn check_page(plan: &Plan) {
    let html = plan.document().html();
    let markup = html.strip_prefix("<!DOCTYPE html>").unwrap();
    let mut open = Vec::new();
    for part in markup.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("an unclosed tag");
        let name = tag.split([' ', '/']).find(|word| !word.is_empty()).unwrap();
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => assert_eq!(open.pop(), Some(name), "{tag}"),
            (false, true) => {}
            (false, false) => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for forbidden in [
        "<script",
        "javascript:",
        "http:",
        "https:",
        "url(",
        "@import",
        "NaN",
    ] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    let anchors: Vec<_> = html.split("<section id=\"").skip(1).collect();
    let anchors: Vec<_> = anchors.iter().map(|it| it.split('"').next()).collect();
    assert_eq!(anchors.iter().collect::<HashSet<_>>().len(), anchors.len());
}

/// Returns a figure as people see it.
#[track_caller]
pub(crate) fn shown(plan: &Plan, key: &str) -> String {
    let figure = plan.figure(key);
    let figure = figure.unwrap_or_else(|| panic!("no figure `{key}`"));
    figure.value.shown()
}
