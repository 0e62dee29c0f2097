//! Where the constructs of a CDK app are written: `cdk.out/manifest.json` names the templates of the app's stacks, and for
//! each a file with the metadata of its constructs, such as the call that made them.
//!
//! Source: what aws-cdk-lib 2.276.0 writes (read 2026-11-29).

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// A place in a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CodePlace {
    pub(super) file: String,
    /// From 1.
    pub(super) line: usize,
    /// From 1.
    pub(super) column: usize,
}

/// The places of the constructs of one template, by their logical ids.
#[derive(Clone, Debug, Default)]
pub(super) struct CodePlaces(HashMap<String, CodePlace>);

/// The types of metadata that are looked at.
const LOGICAL_ID: &str = "aws:cdk:logicalId";
const CREATION_STACK: &str = "aws:cdk:creationStack";

impl CodePlaces {
    /// Reads the files that CDK writes beside a template. A file that is missing or different has no places.
    pub(super) fn beside(template: &Path) -> Self {
        let is_synthesised = template
            .file_name()
            .is_some_and(|it| it.to_string_lossy().ends_with(".template.json"));
        if !is_synthesised {
            return Self::default();
        }
        let name = template.file_name().unwrap_or_default().to_string_lossy();
        let manifest = read(&template.with_file_name("manifest.json"));
        let artifacts = manifest
            .as_ref()
            .and_then(|it| it.get("artifacts")?.as_object());
        let mut places = Self::default();
        for artifact in artifacts.into_iter().flat_map(|it| it.values()) {
            let file = artifact.pointer("/properties/templateFile");
            // The metadata of a nested stack's constructs is that of its parent's.
            let is_nested = name.ends_with(".nested.template.json");
            if is_nested || file.and_then(Value::as_str) == Some(&*name) {
                places.read_artifact(artifact, template);
            }
        }
        places
    }

    fn read_artifact(&mut self, artifact: &Value, template: &Path) {
        let named = [
            "/additionalMetadataFile",
            "/properties/additionalMetadataFile",
        ];
        let file = named.iter().find_map(|it| artifact.pointer(it)?.as_str());
        let more = file.and_then(|file| read(&template.with_file_name(file)));
        for constructs in [artifact.get("metadata"), more.as_ref()]
            .into_iter()
            .flatten()
        {
            let constructs = constructs.as_object().into_iter();
            for (_, entries) in constructs.flatten() {
                self.read_construct(entries);
            }
        }
    }

    /// Reads the metadata of one construct: a list of entries with a type.
    fn read_construct(&mut self, entries: &Value) {
        let entries = entries.as_array().into_iter().flatten();
        let entries: Vec<_> = entries.collect();
        let of = |kind: &str| {
            let mut found = entries.iter().filter(|it| it["type"] == *kind);
            found.next()
        };
        let Some(id) = of(LOGICAL_ID).and_then(|it| it["data"].as_str()) else {
            return;
        };
        let stack = of(CREATION_STACK).map(|it| &it["data"]);
        let trace = of(LOGICAL_ID).map(|it| &it["trace"]);
        let place = [stack, trace].into_iter().flatten().find_map(first_of_user);
        if let Some(place) = place {
            self.0.entry(id.to_owned()).or_insert(place);
        }
    }

    /// Returns where the construct with a logical id is written.
    pub(super) fn of(&self, logical_id: &str) -> Option<&CodePlace> {
        self.0.get(logical_id)
    }
}

fn read(path: &Path) -> Option<Value> {
    serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
}

/// Returns the first place of a call stack that is in the user's own program, and not in a package or in Node.js.
fn first_of_user(stack: &Value) -> Option<CodePlace> {
    let lines: Vec<&str> = match stack {
        Value::String(text) => text.lines().collect(),
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let foreign = ["node_modules", "node:", "jsii", "<anonymous>)"];
    let own = lines
        .iter()
        .filter(|line| !foreign.iter().any(|it| line.contains(it)));
    own.filter_map(|line| place_in(line)).next()
}

/// Returns the `FILE:LINE:COLUMN` of a line of a call stack: `new Shop (/app/lib/shop.ts:12:5)`, or `app.js:8:3`.
fn place_in(line: &str) -> Option<CodePlace> {
    let inner = match line.rsplit_once('(') {
        Some((_, inner)) => inner.trim_end().trim_end_matches(')'),
        None => line.trim().trim_start_matches("at "),
    };
    let (rest, column) = inner.rsplit_once(':')?;
    let (file, line) = rest.rsplit_once(':')?;
    let file = file.strip_prefix("file://").unwrap_or(file);
    let here = std::env::current_dir().ok();
    let relative = here
        .as_ref()
        .and_then(|here| Path::new(file).strip_prefix(here).ok());
    let file = relative.map_or_else(|| file.to_owned(), |it| it.display().to_string());
    Some(CodePlace {
        file,
        line: line.parse().ok()?,
        column: column.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_place_of_the_users_program_is_found() {
        let stack = serde_json::json!([
            "new Resource (/app/node_modules/aws-cdk-lib/core/lib/resource.js:1:900)",
            "new Shop (/app/lib/shop.ts:12:5)",
            "Object.<anonymous> (/app/bin/app.ts:4:1)",
            "Module._compile (node:internal/modules/cjs/loader:1554:14)"
        ]);
        let place = first_of_user(&stack).unwrap();
        assert_eq!(
            (place.file.as_str(), place.line, place.column),
            ("/app/lib/shop.ts", 12, 5)
        );
        assert_eq!(place_in("app.js:8:3").unwrap().line, 8);
        assert_eq!(place_in("anonymous"), None);
    }
}
