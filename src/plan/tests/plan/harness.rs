//! What every plan has to be.

use std::collections::HashSet;

use serde_json::Value;
use tidegate_plan::{PLAN_SCHEMA, Plan};
use tidegate_report::Palette;

/// Meets the schema, has unique keys, fits its width, and says the headline in every format.
#[track_caller]
pub(crate) fn check(plan: &Plan) {
    let schema: Value = serde_json::from_str(PLAN_SCHEMA).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let document: Value = serde_json::from_str(&plan.json()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for table in &plan.tables {
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
    }
    let figures = plan.figures.iter().map(|figure| figure.key);
    let keys: Vec<_> = figures.collect();
    assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
    for width in [60, 80, 120] {
        let text = plan.text(width, &Palette::PLAIN);
        let long = text.lines().find(|line| line.chars().count() > width);
        assert_eq!(long, None, "{width}");
    }
    assert!(plan.markdown().contains("tidegate plan"));
    assert!(!plan.headline.is_empty());
}

/// What people see of a figure.
#[track_caller]
pub(crate) fn shown(plan: &Plan, key: &str) -> String {
    let figure = plan.figure(key);
    let figure = figure.unwrap_or_else(|| panic!("no figure `{key}`"));
    figure.value.shown()
}
