//! Findings as SARIF 2.1.0, which GitHub's code scanning and editors read.
//! (OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", 2020-03-27; GitHub Docs, "SARIF support
//! for code scanning"; both read 2026-11-30.)

use std::collections::BTreeSet;

use serde::Serialize;

use super::out::{Located, Replacement};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    /// Columns are characters, not UTF-16 units.
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: &'static str,
    short_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Related {
    physical_location: Point,
    message: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Point {
    artifact_location: Artifact,
    region: Start,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Start {
    start_line: usize,
    start_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Clone, Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Message,
    artifact_changes: [Change; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: [Replaced; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replaced {
    deleted_region: Region,
    inserted_content: Message,
}

/// Returns the log.
pub(super) fn document(findings: &[Located]) -> String {
    let codes: BTreeSet<_> = findings.iter().map(|it| it.code).collect();
    tidegate_report::json(&Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "tidegate",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: codes.into_iter().filter_map(rule).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: findings.iter().map(finding).collect(),
        }],
    })
}

fn rule(code: &'static str) -> Option<Rule> {
    let it = tidegate_lint::explain(code)?;
    Some(Rule {
        id: it.code,
        name: it.name,
        short_description: Message {
            text: it.meaning.to_owned(),
        },
        help: Message {
            text: it.fix.to_owned(),
        },
        default_configuration: Configuration {
            level: level(it.severity.name()),
        },
    })
}

/// Returns what SARIF calls a severity.
fn level(severity: &'static str) -> &'static str {
    match severity {
        "info" => "note",
        other => other,
    }
}

fn finding(it: &Located) -> Finding {
    let artifact = Artifact { uri: uri(&it.file) };
    Finding {
        rule_id: it.code,
        level: level(it.severity),
        message: Message {
            text: format!("{}{}", it.message, it.remedy()),
        },
        related_locations: related(it, &artifact),
        fixes: it.fix.iter().map(|fix| of_fix(fix, &artifact)).collect(),
        locations: [Location {
            physical_location: Physical {
                artifact_location: artifact,
                region: Region {
                    start_line: it.line,
                    start_column: it.column,
                    end_line: it.end_line,
                    end_column: it.end_column,
                },
            },
        }],
    }
}

fn related(it: &Located, artifact: &Artifact) -> Vec<Related> {
    let places = it.related.iter().map(|place| Related {
        physical_location: Point {
            artifact_location: artifact.clone(),
            region: Start {
                start_line: place.line,
                start_column: place.column,
            },
        },
        message: Message {
            text: place.message.clone(),
        },
    });
    let written = it.written_at.iter().map(|code| Related {
        physical_location: Point {
            artifact_location: Artifact {
                uri: uri(&code.file),
            },
            region: Start {
                start_line: code.line,
                start_column: code.column,
            },
        },
        message: Message {
            text: "written here".to_owned(),
        },
    });
    places.chain(written).collect()
}

fn of_fix(fix: &Replacement, artifact: &Artifact) -> Fix {
    Fix {
        description: Message {
            text: format!("Correct the pattern ({}).", fix.safety),
        },
        artifact_changes: [Change {
            artifact_location: artifact.clone(),
            replacements: [Replaced {
                deleted_region: Region {
                    start_line: fix.line,
                    start_column: fix.column,
                    end_line: fix.end_line,
                    end_column: fix.end_column,
                },
                inserted_content: Message {
                    text: fix.text.clone(),
                },
            }],
        }],
    }
}

/// Returns a path as a relative URI: with `/` between its parts, and every other character that has a meaning in a URI
/// escaped.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_becomes_a_relative_uri() {
        assert_eq!(uri("./a b/ü#1.yaml"), "a%20b/%C3%BC%231.yaml");
        assert_eq!(uri("a\\b.json"), "a/b.json");
    }
}
