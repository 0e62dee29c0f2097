//! The JSON Schemas, by name.

use serde_json::{Value, json};

/// The language of patterns, for every source.
const PATTERN: &str = include_str!("schema/pattern.json");

/// By source: the keys at the root of a pattern.
const ROOTS: &str = include_str!("schema/roots.json");

/// The schemas of one source's patterns, by name, with the source as in the file of roots.
const PATTERNS: [(&str, &str); 6] = [
    ("pattern-sqs", "sqs"),
    ("pattern-kinesis", "kinesis"),
    ("pattern-dynamodb", "dynamodb"),
    ("pattern-kafka", "kafka"),
    ("pattern-mq", "mq"),
    ("pattern-eventbridge", "eventbridge"),
];

/// Schemas that are files, by name.
const FILES: [(&str, &str); 14] = [
    (
        "filter-criteria",
        include_str!("schema/filter-criteria.json"),
    ),
    ("pattern", PATTERN),
    ("cases", include_str!("schema/cases.json")),
    ("match", include_str!("schema/match.v1.json")),
    ("match-line", include_str!("schema/match-line.v1.json")),
    ("explain", include_str!("schema/explain.v1.json")),
    ("compile", include_str!("schema/compile.v1.json")),
    ("test", include_str!("schema/test.v1.json")),
    ("lint", include_str!("schema/lint.v1.json")),
    ("lint-list", include_str!("schema/lint-list.v1.json")),
    ("diff", include_str!("schema/diff.v1.json")),
    (
        "diff-templates",
        include_str!("schema/diff-templates.v1.json"),
    ),
    ("estimate", tidegate_estimate::v1::SCHEMA),
    ("plan", tidegate_plan::v1::SCHEMA),
];

/// Returns the names of all schemas.
pub(crate) fn names() -> Vec<&'static str> {
    let files = FILES.iter().map(|(name, _)| *name);
    files
        .chain(PATTERNS.iter().map(|(name, _)| *name))
        .collect()
}

/// Returns the schema of this name; empty if there is none.
pub(crate) fn schema(name: &str) -> String {
    if let Some((name, source)) = PATTERNS.iter().find(|(known, _)| *known == name) {
        return of_source(name, source);
    }
    let found = FILES.iter().find(|(known, _)| *known == name);
    found.map_or(String::new(), |(_, text)| (*text).to_owned())
}

/// Returns the schema of a source's patterns: that of every pattern, with the source's keys at the root and no others.
fn of_source(name: &str, source: &str) -> String {
    let roots: Value = serde_json::from_str(ROOTS).expect("a test reads it");
    let mut schema: Value = serde_json::from_str(PATTERN).expect("a test reads it");
    let of_source = &roots[source];
    let keys = of_source["roots"].as_object().into_iter().flatten();
    let described = keys.map(|(key, words)| {
        let field = json!({ "$ref": "#/$defs/field", "description": words });
        (key.clone(), field)
    });
    let mut root = schema["$defs"]["fields"].clone();
    let alternatives =
        json!({ "type": "array", "minItems": 2, "items": { "$ref": "#/$defs/root" } });
    let or = ("$or".to_owned(), alternatives);
    root["properties"] = Value::Object(described.chain([or]).collect());
    root["additionalProperties"] = Value::Bool(false);
    schema["$defs"]["root"] = root;
    schema["$ref"] = json!("#/$defs/root");
    schema["$id"] = json!(format!("tidegate/{name}"));
    schema["title"] = of_source["title"].clone();
    schema["examples"] = of_source["examples"].clone();
    tidegate_report::json(&schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_is_json_with_a_title() {
        for name in names() {
            let schema: Value = serde_json::from_str(&schema(name)).unwrap();
            assert!(schema["title"].is_string(), "{name}");
        }
    }
}
